using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.SelfChecks;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>The fast engine against a plain one: whole worlds in a hash set, nothing remembered, nothing packed.</summary>
public class OracleTests
{
    public static TheoryData<string, int, string, string, string[]> Small => new()
    {
        { "a", 2, "classic", "none", [] },
        { "a,b", 2, "classic", "leader", [] },
        { "a,u*", 2, "fast", "none", [] },
        { "a,b", 2, "fast", "leader", [] },
        { "a", 2, "fast,classic", "none", [] },
        { "a", 3, "classic", "a3", [] },
        { "a", 3, "classic", "a3,leader", [] },
        { "a", 2, "classic", "none", ["open-by-phase1", "vote-once", "propose-once"] },
        { "a", 2, "fast", "none", ["open-by-phase1", "propose-to-all"] },
        { "u*", 3, "classic", "a3,p1", ["universal-forward"] },
        { "a,b", 3, "classic", "a3,leader", [] },
    };

    [Theory]
    [MemberData(nameof(Small))]
    public void Both_engines_find_the_same_states_or_the_same_violation(string commands, int acceptors, string ballots, string byzantine,
        string[] without)
    {
        var configuration = Configured(commands, acceptors, ballots, byzantine).Without(without);
        var system = Explorations.Bgp.Build(configuration);

        var plain = PlainExplorer.Explore(system);
        var result = new Explorer(system, Explorations.Whole).Run();

        Assert.Equal(plain.Depth, result.Depth);
        if (result.Trace is null)
        {
            // A goal that is out of reach in so small a world is no difference between the engines.
            Assert.Empty(plain.Violated);
            Assert.Equal(plain.States, result.DistinctStates);
            Assert.Equal(plain.Reached, result.Reached.Keys.Order());
        }
        else
        {
            Assert.Contains(result.Property!, plain.Violated);
        }
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void Reductions_leave_every_verdict_as_it_is(string commands, int acceptors, string ballots, string byzantine, string[] without)
    {
        var system = Explorations.Bgp.Build(Configured(commands, acceptors, ballots, byzantine).Without(without));
        foreach (var property in system.Properties)
        {
            var whole = new Explorer(system, Explorations.Whole with { Property = property.Name }).Run();
            var symmetric = new Explorer(system, Explorations.Whole with { Property = property.Name, Symmetry = true }).Run();
            var reduced = new Explorer(system, Explorations.Reduced with { Property = property.Name, ObserversLastAfter = 0 }).Run();

            Assert.Equal((whole.Verdict, whole.Property), (symmetric.Verdict, symmetric.Property));
            Assert.Equal((whole.Verdict, whole.Property), (reduced.Verdict, reduced.Property));
            Assert.Equal(whole.Reached.Keys.Order(), reduced.Reached.Keys.Order());
            Assert.Equal(whole.Trace?.Steps.Count, reduced.Trace?.Steps.Count);
        }
    }

    [Theory]
    [InlineData("classic", 746, 1630)]
    [InlineData("universal-classic", 31651, 157422)]
    [InlineData("late-command", 70259, 196722)]
    [InlineData("one-ballot", 1544, 4286)]
    public void A_scenario_holds_unreduced_as_it_does_reduced(string scenario, long states, long transitions)
    {
        var result = Explorations.Explore(Explorations.Configuration(scenario), Explorations.Whole);

        Assert.Equal("Holds", result.Outcome());
        Assert.Equal((states, transitions), (result.DistinctStates, result.Transitions));
    }

    [Theory]
    [InlineData("two-classic")]
    [InlineData("stuck-acceptor")]
    [InlineData("lower-bound")]
    public void Two_workers_find_what_one_finds(string scenario)
    {
        var configuration = Explorations.Configuration(scenario);

        var one = Explorations.Explore(configuration);
        var two = Explorations.Explore(configuration, Explorations.Reduced with { Workers = 2 });

        Assert.Equal((one.Verdict, one.Property, one.Depth), (two.Verdict, two.Property, two.Depth));
        Assert.Equal((one.DistinctStates, one.Transitions), (two.DistinctStates, two.Transitions));
        Assert.Equal(one.Trace?.Steps.Select(step => step.Input), two.Trace?.Steps.Select(step => step.Input));
    }

    private static Configuration Configured(string commands, int acceptors, string ballots, string byzantine) =>
        Explorations.Configuration("byzantine") with
        {
            Acceptors = acceptors,
            Faults = byzantine.Contains("a3", StringComparison.Ordinal) ? 1 : 0,
            Commands = new(commands.Split(',')),
            Ballots = new(ballots.Split(',')),
            Byzantine = byzantine == "none" ? new([]) : new(byzantine.Split(',')),
        };
}
