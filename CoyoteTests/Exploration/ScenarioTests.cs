using BgpVerified.Checker.Exploration;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>
/// Every named scenario, explored to the end: verdict, number of states up to symmetry, depth. A change in a number is
/// a change in behaviour, to be understood before it is written down here.
/// </summary>
public class ScenarioTests
{
    [Theory]
    [InlineData("byzantine", 1202602, 2977305, 28)]
    [InlineData("conflict", 446920, 1080362, 37)]
    [InlineData("universal", 48543, 187584, 36)]
    [InlineData("view-change", 106732, 531322, 33)]
    [InlineData("view-change-conflict", 1584626, 7471276, 35)]
    [InlineData("repeated", 15369, 76893, 18)]
    [InlineData("universal-leader", 793769, 5674499, 40)]
    [InlineData("any-order", 465136, 1127494, 37)]
    [InlineData("any-order-three", 136454, 380338, 34)]
    [InlineData("three-commands", 147104, 594431, 26)]
    [InlineData("three-ballots", 705558, 1656250, 40)]
    [InlineData("good-leader", 74651, 340826, 36)]
    [InlineData("crash", 190, 631, 19)]
    [InlineData("one-ballot", 336, 959, 13)]
    [InlineData("two-ballots", 43672, 138895, 22)]
    [InlineData("shorter-proof-two", 57322, 121849, 23)]
    [InlineData("same-leader", 32164, 89394, 42)]
    [InlineData("classic", 182, 394, 17)]
    [InlineData("two-classic", 5273, 14543, 26)]
    [InlineData("three-classic", 364939, 847864, 37)]
    [InlineData("late-command", 10716, 30238, 29)]
    [InlineData("universal-classic", 4755, 23382, 20)]
    [InlineData("universal-byzantine", 17516, 129720, 20)]
    [InlineData("stuck-acceptor", 50692, 137598, 28)]
    [InlineData("checkpoint", 1559, 7189, 21)]
    [InlineData("checkpoint-two-ballots", 182795, 582233, 24)]
    [InlineData("checkpoint-lagging", 58154, 253166, 29)]
    [InlineData("checkpoint-view-change", 660281, 3135294, 36)]
    [InlineData("checkpoint-small", 8698, 30140, 28)]
    [InlineData("checkpoint-fast", 15486, 65754, 31)]
    [InlineData("checkpoint-universal", 23061, 111042, 29)]
    [InlineData("checkpoint-universal-byzantine", 16177, 82151, 24)]
    public void The_corrected_protocol_holds(string scenario, long states, long transitions, int depth)
    {
        Explorations.SkipIfLong(scenario is "any-order" or "three-commands" or "three-ballots" or "three-classic"
            or "checkpoint-two-ballots" or "checkpoint-view-change");
        var result = Explorations.Explore(Explorations.Configuration(scenario));

        Assert.Equal("Holds", result.Outcome());
        Assert.Equal((states, transitions, depth), (result.DistinctStates, result.Transitions, result.Depth));
        Assert.Empty(result.NotReached);
        Assert.NotEmpty(result.Reached);
        Assert.True(result.BytesPerState <= 32 || states < 100_000, $"{result.BytesPerState} bytes a state");
    }

    [Theory]
    [InlineData("lower-bound", "ConsistencyInv", 9)]
    [InlineData("published", "ConsistencyInv", 24)]
    public void The_shortest_counterexample_of_what_is_wrong_is_pinned(string scenario, string property, int length)
    {
        var result = Explorations.Explore(Explorations.Configuration(scenario));

        Assert.Equal($"Violated {property} in {length}", result.Outcome());
    }

    [Fact]
    public void The_default_run_reaches_what_it_is_about()
    {
        var reached = Explorations.Bgp.DefaultScenarios
            .SelectMany(name => Explorations.Bgp.Build(Explorations.Configuration(name)).Goals)
            .Select(goal => goal.Name)
            .ToHashSet();

        Assert.Superset(new HashSet<string> { "ReachLearnedFast", "ReachConflictRecovered", "ReachUniversalLearned", "ReachViewChanged" },
            reached);
    }

    [Fact]
    public void Every_scenario_that_says_it_fails_names_the_property()
    {
        foreach (var scenario in Explorations.Bgp.Scenarios.Where(s => s.Violates is not null))
        {
            Assert.Contains(Explorations.Bgp.Build(scenario.Configuration).Properties, property => property.Name == scenario.Violates);
        }
    }
}
