using BgpVerified.Checker.Exploration;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Impl.Bracha;
using BgpVerified.Impl.TwoPhaseCommit;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Kit;

[ScenarioIs("byzantine-sender", "Holds", 120, 517)]
[ScenarioIs("correct-sender", "Holds", 38, 149)]
[ScenarioIs("two-faults", "Holds", 1131)]
[ScenarioIs("lower-bound", "Violated TotalityProp in 5")]
[Without("echo-once", "TotalityProp", 8)]
[Without("echo-quorum", "TotalityProp", 6)]
[Without("amplify", "TotalityProp", 5)]
[Without("deliver-quorum", "TotalityProp", 4)]
public class BrachaTests() : PinnedProtocol(new BrachaProtocol(), compared: 40)
{
    /// <summary>Where one state ends too soon, and another has a step that violates: the former is one step nearer.</summary>
    [Fact]
    public void The_shortest_counterexample_is_found_also_where_nothing_happens_at_its_end()
    {
        IProtocol bracha = new BrachaProtocol();
        var configuration = bracha.Configuration("lower-bound") with { Acceptors = 4, Faults = 0 };

        Assert.Equal("Violated TotalityProp in 1", new Explorer(bracha.Build(configuration), Explorations.Reduced).Run().Outcome());
        Assert.Equal("Violated TotalityProp in 1", new Explorer(bracha.Build(configuration), Explorations.Whole with { Workers = 2 }).Run()
            .Outcome());
        Assert.Equal("Violated AgreementInv in 2",
            new Explorer(bracha.Build(configuration), Explorations.Whole with { Property = "AgreementInv" }).Run().Outcome());
    }

    /// <summary>One state and no step: what should be reached is not, and that is the verdict.</summary>
    [Fact]
    public void Nothing_holds_where_everybody_is_Byzantine()
    {
        IProtocol bracha = new BrachaProtocol();
        var nobody = bracha.Configuration("correct-sender")
            .Without("echo-quorum") with
        { Acceptors = 1, Faults = 0, Byzantine = new(["n1", "s1"]) };

        foreach (var options in (IReadOnlyList<ExplorationOptions>)[Explorations.Reduced, Explorations.Whole,
            Explorations.Whole with { Workers = 2 }])
        {
            var result = new Explorer(bracha.Build(nobody), options).Run();
            Assert.Equal((Verdict.Violated, "ReachDelivered", 1), (result.Verdict, result.Property, (int)result.DistinctStates));
        }
    }
}

[ScenarioIs("no-crash", "Holds", 34, 99)]
[ScenarioIs("coordinator-crash", "Violated TerminationProp in 4")]
[ScenarioIs("byzantine-coordinator", "Violated ConsistencyInv in 2")]
[ScenarioIs("byzantine-participant", "Holds", 19)]
[Without("vote-once", "ConsistencyInv", 6)]
[Without("all-ready", "ConsistencyInv", 4)]
[Without("decide-once", "ConsistencyInv", 7)]
public class TwoPhaseCommitTests() : PinnedProtocol(new TwoPhaseCommitProtocol(), compared: 20);
