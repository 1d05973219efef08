using BgpVerified.CoyoteTests.Exploration;
using Xunit;

namespace BgpVerified.CoyoteTests.Fab;

/// <summary>
/// The named scenarios that are small enough, explored to the end: verdict, number of states, depth. A change in a
/// number is a change in behaviour, to be understood before it is written down here.
/// </summary>
public class FabScenarioTests
{
    [Theory]
    [InlineData("fab", "common-case", 2472, 20)]
    [InlineData("fab", "recovery", 13161, 28)]
    [InlineData("fab", "two-leaders", 34189, 25)]
    [InlineData("fab", "one-regency", 39, 7)]
    [InlineData("fab", "second-recovery", 5661, 19)]
    [InlineData("pfab", "second-recovery", 104605, 29)]
    [InlineData("fab", "lossy", 100886, 33)]
    [InlineData("fab", "byzantine-learner", 300, 13)]
    [InlineData("fab", "few-learners-gracious", 2353, 21)]
    [InlineData("fab", "few-learners-byzantine-leader", 561, 14)]
    [InlineData("pfab", "few-learners-gracious", 9370, 23)]
    [InlineData("pfab", "few-learners-byzantine-leader", 1768, 15)]
    [InlineData("fab", "lower-bound-met", 123033, 33)]
    [InlineData("pfab", "recovery", 74982, 29)]
    [InlineData("pfab", "common-case", 46020, 26)]
    [InlineData("pfab", "common-case-four", 32022, 27)]
    [InlineData("pfab", "beyond-t", 14654, 22)]
    [InlineData("pfab", "two-leaders", 95390, 26)]
    [InlineData("pfab", "one-regency", 96, 8)]
    [InlineData("pfab", "lossy", 118530, 34)]
    [InlineData("pfab", "byzantine-learner", 939, 15)]
    public void The_corrected_protocol_holds(string protocol, string scenario, long states, int depth)
    {
        Explorations.SkipIfLong((protocol, scenario) is ("pfab", "two-leaders") or ("fab", "lower-bound-met"));
        var result = FabExplorations.Explore(protocol, FabExplorations.Configuration(protocol, scenario));

        Assert.Equal("Holds", result.Outcome());
        Assert.Equal((states, depth), (result.DistinctStates, result.Depth));
        Assert.Empty(result.NotReached);
        Assert.NotEmpty(result.Reached);
    }

    [Theory]
    [InlineData("fab", "too-few", "CL2Prop", 10)]
    [InlineData("fab", "lower-bound", "CS3Inv", 5)]
    [InlineData("fab", "published", "CL2Prop", 14)]
    [InlineData("pfab", "too-few", "CL1Prop", 7)]
    [InlineData("pfab", "lower-bound", "CS3Inv", 5)]
    [InlineData("pfab", "published", "Lemma7Inv", 10)]
    [InlineData("pfab", "published-text", "Lemma7Inv", 9)]
    [InlineData("pfab", "published-text-six", "Lemma7Inv", 13)]
    [InlineData("pfab", "published-stuck", "Lemma7Inv", 9)]
    public void The_shortest_counterexample_of_what_is_wrong_is_pinned(string protocol, string scenario, string property, int length)
    {
        var entry = FabExplorations.Named(protocol).Scenarios.Single(s => s.Name == scenario);

        var result = FabExplorations.Explore(protocol, entry.Configuration);

        Assert.Equal(entry.Violates, property);
        Assert.Equal($"Violated {property} in {length}", result.Outcome());
    }

    /// <summary>Further properties of the same scenarios, each looked at alone.</summary>
    [Theory]
    [InlineData("fab", "lower-bound", "AgreementInv", 12)]
    [InlineData("pfab", "lower-bound", "AgreementInv", 12)]
    [InlineData("pfab", "published", "CS2Inv", 16)]
    [InlineData("pfab", "published-stuck", "CL1Prop", 15)]
    [InlineData("pfab", "proof-wins", "Lemma5Inv", 14)]
    public void A_property_looked_at_alone_fails_too(string protocol, string scenario, string property, int length)
    {
        var result = FabExplorations.Explore(protocol, FabExplorations.Configuration(protocol, scenario), property);

        Assert.Equal($"Violated {property} in {length}", result.Outcome());
    }

    [Theory]
    [InlineData("fab")]
    [InlineData("pfab")]
    public void Every_scenario_can_be_built_and_names_a_property_that_exists(string protocol)
    {
        foreach (var scenario in FabExplorations.Named(protocol).Scenarios)
        {
            var system = FabExplorations.Named(protocol).Build(scenario.Configuration);

            Assert.True(scenario.Violates is null || system.Properties.Any(property => property.Name == scenario.Violates), scenario.Name);
        }
    }
}
