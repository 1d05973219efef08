using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.SelfChecks;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Impl.Bracha;
using BgpVerified.Impl.TwoPhaseCommit;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Kit;

/// <summary>The protocols that were written with the kit from the start: what they come to, reduced and whole, and without each rule.</summary>
public class KitProtocolTests
{
    private static readonly IReadOnlyList<IProtocol> Protocols = [new BrachaProtocol(), new TwoPhaseCommitProtocol()];

    [Theory]
    [InlineData("bracha", "byzantine-sender", "Holds", 120, 517)]
    [InlineData("bracha", "correct-sender", "Holds", 38, 149)]
    [InlineData("bracha", "two-faults", "Holds", 1131, 0)]
    [InlineData("bracha", "lower-bound", "Violated TotalityProp in 5", 0, 0)]
    [InlineData("two-phase-commit", "no-crash", "Holds", 34, 99)]
    [InlineData("two-phase-commit", "coordinator-crash", "Violated TerminationProp in 4", 0, 0)]
    public void Every_scenario_comes_to_what_it_says(string protocol, string scenario, string outcome, int reduced, int whole)
    {
        var found = Protocol(protocol).Scenarios.Single(s => s.Name == scenario);
        var result = Explorations.Explore(Protocol(protocol), found.Configuration);

        Assert.Equal(outcome, result.Outcome());
        Assert.Equal(found.Violates, result.Property);
        if (reduced > 0)
        {
            Assert.Equal(reduced, result.DistinctStates);
        }

        if (whole > 0)
        {
            var all = new Explorer(Protocol(protocol).Build(found.Configuration), Explorations.Whole).Run();
            Assert.Equal((Verdict.Holds, whole), (all.Verdict, (int)all.DistinctStates));
        }
    }

    [Theory]
    [InlineData("bracha", "echo-once", "TotalityProp", 8)]
    [InlineData("bracha", "echo-quorum", "TotalityProp", 6)]
    [InlineData("bracha", "amplify", "TotalityProp", 5)]
    [InlineData("bracha", "deliver-quorum", "TotalityProp", 4)]
    [InlineData("two-phase-commit", "vote-once", "ConsistencyInv", 6)]
    [InlineData("two-phase-commit", "all-ready", "ConsistencyInv", 4)]
    [InlineData("two-phase-commit", "decide-once", "ConsistencyInv", 7)]
    public void Without_the_rule_its_property_fails(string protocol, string rule, string property, int length)
    {
        var entry = Protocol(protocol).Rules.Single(r => r.Name == rule);
        var configuration = Protocol(protocol).Configuration(entry.Scenario).Without(rule);

        Assert.Equal(property, entry.Protects);
        Assert.Equal($"Violated {property} in {length}", Explorations.Explore(Protocol(protocol), configuration).Outcome());
    }

    [Fact]
    public void Every_rule_is_pinned_above()
    {
        var pinned = typeof(KitProtocolTests).GetMethod(nameof(Without_the_rule_its_property_fails))!.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => (IReadOnlyCollection<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)
            .Select(values => $"{values.First().Value} {values.ElementAt(1).Value}");

        Assert.Equal(Protocols.SelectMany(p => p.Rules.Select(rule => $"{p.Name} {rule.Name}")).Order(), pinned.Order());
    }

    /// <summary>Where one state ends too soon, and another has a step that violates: the former is one step nearer.</summary>
    [Fact]
    public void The_shortest_counterexample_is_found_also_where_nothing_happens_at_its_end()
    {
        var bracha = Protocol("bracha");
        var configuration = bracha.Configuration("lower-bound") with { Acceptors = 4, Faults = 0 };

        Assert.Equal("Violated TotalityProp in 1", new Explorer(bracha.Build(configuration), Explorations.Reduced).Run().Outcome());
        Assert.Equal("Violated TotalityProp in 1", new Explorer(bracha.Build(configuration), Explorations.Whole with { Workers = 2 }).Run().Outcome());
        Assert.Equal("Violated AgreementInv in 2", new Explorer(bracha.Build(configuration), Explorations.Whole with { Property = "AgreementInv" }).Run().Outcome());
    }

    /// <summary>One state and no step: what should be reached is not, and that is the verdict.</summary>
    [Fact]
    public void Nothing_holds_where_everybody_is_Byzantine()
    {
        var bracha = Protocol("bracha");
        var nobody = bracha.Configuration("correct-sender").Without("echo-quorum") with { Acceptors = 1, Faults = 0, Byzantine = new(["n1", "s1"]) };

        foreach (var options in (IReadOnlyList<ExplorationOptions>)[Explorations.Reduced, Explorations.Whole, Explorations.Whole with { Workers = 2 }])
        {
            var result = new Explorer(bracha.Build(nobody), options).Run();
            Assert.Equal((Verdict.Violated, "ReachDelivered", 1), (result.Verdict, result.Property, (int)result.DistinctStates));
        }
    }

    [Fact]
    public void Random_configurations_get_one_verdict_from_all_engines()
    {
        var options = new SelfCheckOptions { MostStates = 1_000, MostPlainStates = 150, Schedules = 10 };
        var results = Enumerable.Range(0, int.MaxValue)
            .Select(number => DrawnCheck.Draw(Protocols, 3, number))
            .OfType<DrawnCheck>()
            .Select(check => SelfCheck.Compare(check, options))
            .Where(result => result.IsCompared)
            .Take(60)
            .ToList();

        Assert.Empty(results.Where(result => result.Disagreement is not null).Select(result => $"{result.Check.Command}: {result.Disagreement}"));
        Assert.Equal(2, results.Select(result => result.Check.Protocol).Distinct().Count());
        Assert.True(results.Count(result => result.Verdict == Verdict.Holds) >= 10);
        Assert.True(results.Count(result => result.Verdict == Verdict.Violated) >= 10);
    }

    private static IProtocol Protocol(string name) => Protocols.Single(protocol => protocol.Name == name);
}
