using BgpVerified.Checker.Schedules;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Kit;
using BgpVerified.CoyoteTests.Schedules;
using BgpVerified.Impl.BgpMachine;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.BgpMachine;

[ScenarioIs("byzantine-replica", "Holds", 2878)]
[ScenarioIs("sequence", "Holds", 2785)]
[ScenarioIs("conflict", "Holds", 2878)]
[ScenarioIs("commuting", "Holds", 612)]
[ScenarioIs("commuting-late", "Holds", 102699, IsLong = true)]
[ScenarioIs("again", "Holds", 5749)]
[ScenarioIs("one-number", "Holds", 1171)]
[ScenarioIs("universal", "Holds", 74740, IsLong = true)]
[ScenarioIs("universal-number", "Holds", 12140)]
[ScenarioIs("read", "Holds", 2878)]
[ScenarioIs("store", "Holds", 2878)]
[ScenarioIs("store-get", "Holds", 218332, IsLong = true)]
[ScenarioIs("two-acceptors", "Holds", 7612)]
[ScenarioIs("store-ping", "Holds", 1770)]
[ScenarioIs("byzantine-acceptor", "Holds", 374)]
[ScenarioIs("byzantine-acceptor-fast", "Holds", 1405174, IsLong = true)]
[ScenarioIs("not-learned", "Holds", 71540, IsLong = true)]
[ScenarioIs("view-change", "Holds", 106732, IsLong = true)]
[ScenarioIs("two-byzantine", "Violated LinearizableInv in 2")]
[ScenarioIs("snapshot", "Holds", 6012)]
[ScenarioIs("snapshot-universal", "Holds", 459)]
[ScenarioIs("snapshot-late", "Holds", 376778, IsLong = true)]
[ScenarioIs("snapshot-again", "Holds", 212690, IsLong = true)]
[ScenarioIs("snapshot-acceptor", "Holds", 558023, IsLong = true)]
[InPart("large", 2000)]
[Without("reply-quorum", "LinearizableInv", 2)]
[Without("few-replies", "AnsweredProp", 12)]
[Without("own-number", "LinearizableInv", 11)]
[Without("reply-learned", "LinearizableInv", 6)]
[Without("learned-order", "RepliesAgreeInv", 12)]
[Without("execute-once", "OnceInv", 12)]
[Without("every-number", "RepliesAgreeInv", 15)]
[Without("numbers-conflict", "StatesAgreeInv", 13)]
[Without("universal-by-content", "StatesAgreeInv", 6)]
[Without("sound-conflicts", "RepliesAgreeInv", 12)]
[Without("order-reads", "LinearizableInv", 12)]
[Without("snapshot-quorum", "NontrivialityInv", 2)]
[Without("snapshot-forward", "StabilityProp", 11)]
[Without("snapshot-clients", "OnceInv", 14)]
[Without("snapshot-covered", "StatesAgreeInv", 14)]
[Without("snapshot-replies", "AnsweredProp", 14)]
[Without("handed-commands", "AnsweredProp", 22, IsLong = true)]
public class BgpMachineTests() : PinnedProtocol(new BgpMachineProtocol(), compared: 4)
{
    private static readonly BgpMachineProtocol Protocol = new();

    /// <summary>Runs of three clients with two commands each: every command is answered, and what is answered is linearizable.</summary>
    [Fact]
    public void Schedules_of_a_large_configuration_answer_every_command()
    {
        var system = Protocol.Build(Protocol.Configuration("large"));
        var result = ScheduleSearch.Run(system, Runs.Scheduler("swarm"), new() { Schedules = 15 });

        Assert.Equal((null, 15L, 15L), (result.Violated, result.Schedules, result.Quiescent));
        Assert.Equal(15 * 6, result.Actions[new("proposer", "ReplyQuorum")]);
    }

    [Theory]
    [InlineData("reply-quorum", "LinearizableInv")]
    [InlineData("few-replies", "AnsweredProp")]
    public void Schedules_find_what_fails_without_a_rule(string rule, string property)
    {
        var system = Protocol.Build(Protocol.Configuration("large").Without(rule));
        var result = ScheduleSearch.Run(system, Runs.Scheduler("random"), new() { Schedules = 30, Property = property });

        Assert.Equal(property, result.Violated);
    }

    [Theory]
    [InlineData("deposit:x:0", "unreadable commands 'deposit:x:0'; of a bank: its commands are deposit:x:2")]
    [InlineData("deposit:x:1,get:k", "mixed commands 'deposit:x:1,get:k'")]
    [InlineData("deposit:x:1@q1", "after '@' comes a client, p1 to p8")]
    [InlineData("deposit:x:1@p1#0", "'#1' to '#9'")]
    [InlineData("deposit:x:1@p2", "client 'p1' has no command, and one after it has")]
    [InlineData("deposit:x:1,c.!", "unreadable checkpoint 'c.!'; it is a name of letters and digits, and then '!'")]
    public void An_impossible_command_is_refused_in_one_line(string commands, string line)
    {
        var configuration = Protocol.Configuration("conflict") with { Commands = new(commands.Split(',')) };
        Assert.Contains(line, Assert.Throws<InvalidConfigurationException>(() => Protocol.Build(configuration)).Message);
    }

    [Fact]
    public void Conflicts_cannot_be_given_since_they_follow_from_the_commands() =>
        Assert.Throws<InvalidConfigurationException>(() =>
            Protocol.Build(Protocol.Configuration("conflict") with { Conflicts = new(["a-b"]) }));

    [Fact]
    public void A_replica_that_is_not_there_cannot_be_Byzantine() =>
        Assert.Contains("no replica 'l9' can be Byzantine; here are l1 to l2", Assert.Throws<InvalidConfigurationException>(() =>
            Protocol.Build(Protocol.Configuration("conflict") with { Byzantine = new(["l9"]) })).Message);

    /// <summary>A client's two signatures under one command are two commands of BGP, and one of the machine.</summary>
    [Fact]
    public void A_command_that_is_signed_again_is_the_same_request()
    {
        var config = new BgpMachineConfig(Protocol.Configuration("again"));
        var request = config.Requests[0];

        Assert.NotEqual(config.Sign(request), config.Sign(request, again: true));
        Assert.Equal(request, config.RequestOf(config.Sign(request, again: true)));
        Assert.True(config.Bgp.Conflicts.Conflicts(config.Sign(request), config.Sign(request, again: true)));
    }

    /// <summary>A made-up state is taken over also at a checkpoint that there is.</summary>
    [Fact]
    public void Without_a_quorum_of_snapshots_replicas_disagree()
    {
        var system = Protocol.Build(Protocol.Configuration("snapshot").Without("snapshot-quorum"));
        var result = ScheduleSearch.Run(system, Runs.Scheduler("random"), new() { Schedules = 30, Property = "StatesAgreeInv" });

        Assert.Equal("StatesAgreeInv", result.Violated);
    }
}
