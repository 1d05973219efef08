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
    [InlineData("byzantine", 1416276, 3495384, 28)]
    [InlineData("conflict", 782939, 1911109, 37)]
    [InlineData("universal", 19484, 54165, 36)]
    [InlineData("view-change", 8590, 22417, 34)]
    [InlineData("universal-leader", 23920, 122789, 31)]
    [InlineData("three-commands", 314579, 1062603, 26)]
    [InlineData("three-ballots", 1106143, 2707323, 40)]
    [InlineData("three-views", 1206807, 3219039, 52)]
    [InlineData("byzantine-proposer", 2105722, 6476861, 35)]
    [InlineData("good-leader", 45547, 117687, 37)]
    [InlineData("crash", 184, 548, 19)]
    [InlineData("one-ballot", 174, 366, 13)]
    [InlineData("two-ballots", 29896, 74612, 22)]
    [InlineData("shorter-proof", 47986, 84034, 23)]
    [InlineData("classic", 171, 320, 17)]
    [InlineData("two-classic", 4684, 10596, 26)]
    [InlineData("three-classic", 571801, 1384306, 37)]
    [InlineData("late-command", 9512, 22074, 29)]
    [InlineData("fast-again", 782939, 1911109, 37)]
    [InlineData("universal-classic", 527, 1634, 20)]
    [InlineData("universal-byzantine", 2044, 4456, 20)]
    [InlineData("stuck-acceptor", 45421, 99233, 29)]
    public void The_corrected_protocol_holds(string scenario, long states, long transitions, int depth)
    {
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
    [InlineData("published-once", "ConsistencyInv", 29)]
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

        Assert.Superset(new HashSet<string> { "ReachLearnedFast", "ReachConflictRecovered", "ReachUniversalLearned", "ReachViewChanged" }, reached);
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
