using BgpVerified.Checker.Exploration;
using BgpVerified.CoyoteTests.Exploration;
using Xunit;

namespace BgpVerified.CoyoteTests.FabMachine;

/// <summary>
/// The named scenarios, explored to the end: verdict, number of states, depth. A change in a number is a change in
/// behaviour, to be understood before it is written down here.
/// </summary>
public class MachineScenarioTests
{
    [Theory]
    [InlineData("common-case", 501404, 30, "ReachReply ReachTentativeReply")]
    [InlineData("one-slot", 2535, 16)]
    [InlineData("tentative", 715204, 25, "ReachReply ReachRolledBack ReachTentativeReply")]
    [InlineData("repeated", 63218, 18)]
    [InlineData("read-only", 1065308, 33, "ReachReadInitial ReachReadWritten ReachReply ReachTentativeReply")]
    [InlineData("read-tentative", 103859, 25)]
    [InlineData("rejoin", 148647, 25, "ReachRejoined")]
    [InlineData("rejoin-list", 1641838, 34)]
    [InlineData("read-rejoin", 95177, 30)]
    [InlineData("rejoin-byzantine-learner", 138181, 23)]
    [InlineData("window", 488, 18)]
    [InlineData("two-leaders", 801, 14)]
    [InlineData("three-leaders", 28113, 21)]
    [InlineData("gap", 62140, 33, "ReachFreeChoice ReachGapFilled ReachLearnedAfterChange ReachObliged ReachReply")]
    [InlineData("window-change", 6342, 28)]
    [InlineData("leader-change", 23613, 32, "ReachFreeChoice ReachLearnedAfterChange ReachObliged ReachReply")]
    [InlineData("leader-change-two", 69895, 31)]
    [InlineData("leader-change-read", 274400, 39)]
    [InlineData("leader-change-tentative", 221943, 36)]
    [InlineData("rejoin-proposer", 1151157, 30)]
    [InlineData("parameterized", 84, 13)]
    [InlineData("parameterized-leaders", 4849, 20)]
    [InlineData("parameterized-change", 378095, 33)]
    public void The_corrected_state_machine_holds(string scenario, long states, int depth, string? goals = null)
    {
        Explorations.SkipIfLong(states > 1_000_000
            || scenario is "leader-change-two" or "leader-change-read" or "leader-change-tentative" or "parameterized-change"
                or "rejoin-proposer");
        var result = MachineExplorations.Explore(MachineExplorations.Configuration(scenario));

        Assert.Equal("Holds", result.Outcome());
        Assert.Equal((states, depth), (result.DistinctStates, result.Depth));
        Assert.Empty(result.NotReached);
        Assert.NotEmpty(result.Reached);
        Assert.True(goals is null || goals == Described(result), Described(result));
    }

    /// <summary>With f = 0 a Byzantine learner is one too many; with f = 1 it has nobody believe it.</summary>
    [Theory]
    [InlineData(0, "Violated ReplyInv in 2")]
    [InlineData(1, "Holds")]
    public void A_single_learner_may_be_Byzantine(int faults, string outcome)
    {
        var alone = MachineExplorations.Configuration("common-case") with
        {
            Acceptors = 2,
            Faults = faults,
            Byzantine = new(["l1"]),
            Commands = new(["a"]),
            Learners = 1,
            MaxLength = 1
        };

        Assert.Equal(outcome, MachineExplorations.Explore(alone).Outcome());
    }

    /// <summary>With a = 5f a learner waits for ever for an acceptor that keeps silent.</summary>
    [Fact]
    public void Too_few_acceptors_starve_under_a_new_leader()
    {
        var result = MachineExplorations.Explore(MachineExplorations.Configuration("leader-change-too-few"));

        Assert.Equal("Violated AnsweredProp in 18", result.Outcome());
    }

    [Fact]
    public void The_published_numbers_return_an_old_value()
    {
        var result = MachineExplorations.Explore(MachineExplorations.Configuration(MachineExplorations.Machine.PublishedScenario));

        Assert.Equal("Violated ReadInv in 13", result.Outcome());
    }

    /// <summary>What the paper describes and happens, but for that something is learned.</summary>
    private static string Described(ExplorationResult result) =>
        string.Join(' ', result.Reached.Keys.Where(goal => goal != "ReachLearned").Order(StringComparer.Ordinal));
}
