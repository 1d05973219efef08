using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Kit;
using BgpVerified.Impl.Gpaxos;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.CoyoteTests.Gpaxos;

[ScenarioIs("majority", "Holds", 125_792)]
[ScenarioIs("conflict", "Holds", 161_529)]
[ScenarioIs("fast", "Holds", 17_225)]
[ScenarioIs("two-classic", "Holds", 15_086)]
[ScenarioIs("no-fault", "Holds", 974)]
[ScenarioIs("classic", "Holds", 160)]
[ScenarioIs("three-classic", "Holds", 140_112, IsLong = true)]
[ScenarioIs("fast-between", "Holds", 689_176, IsLong = true)]
[ScenarioIs("late-command", "Holds", 109_553)]
[ScenarioIs("two-faults", "Holds", 43_252, IsLong = true)]
[ScenarioIs("lower-bound-classic", "Violated ConsistencyInv in 14")]
[ScenarioIs("lower-bound-classic-two", "Violated ConsistencyInv in 18")]
[ScenarioIs("lower-bound-fast", "Violated ConsistencyInv in 22")]
[ScenarioIs("fast-too-many", "Violated LivenessProp in 9")]
[ScenarioIs("identical-votes", "Violated ConsistencyInv in 28")]
[ScenarioIs("published", "Violated ConsistencyInv in 19")]
[Without("open-by-phase1", "ConsistencyInv", 21, IsLong = true)]
[Without("promise", "ConsistencyInv", 19)]
[Without("report-voted-ballot", "ConsistencyInv", 24)]
[Without("phase1-quorum", "ConsistencyInv", 16)]
[Without("highest-ballot", "ConsistencyInv", 23)]
[Without("count-possible", "ConsistencyInv", 27)]
[Without("count-prefixes", "ConsistencyInv", 28)]
[Without("collect-reported", "RecoveryProp", 16)]
[Without("propose-once", "LivenessProp", 18)]
[Without("keep-promise", "ConsistencyInv", 18)]
[Without("vote-once", "ConsistencyInv", 20, IsLong = true)]
[Without("fast-only", "ConsistencyInv", 22)]
[Without("fast-voted", "ConsistencyInv", 21, IsLong = true)]
[Without("classic-quorum", "ConsistencyInv", 16)]
[Without("fast-quorum", "ConsistencyInv", 22)]
public class GpaxosTests() : PinnedProtocol(new GpaxosProtocol(), compared: 20)
{
    private static readonly IProtocol Protocol = new GpaxosProtocol();

    /// <summary>N = 4, f = 1, e = 1: three answers, of which two are in every fast quorum.</summary>
    private static readonly GpaxosConfig Config = new(Protocol.Configuration("conflict") with
    {
        Commands = new(["a", "b", "c"]),
        Conflicts = new(["a-b"]),
        Ballots = new(["fast", "fast", "classic"]),
    });

    [Theory]
    [InlineData("a a.b b", "a", "two votes begin with a, none are identical")]
    [InlineData("a.b a.b b.a", "a.b", "two are")]
    [InlineData("a b -", "⊥", "two votes have nothing in common")]
    [InlineData("b - -", "b", "one vote is too few for anything new, and still says what was chosen before")]
    [InlineData("c a.c a", "a.c", "a may have been chosen, and c, which commutes with it")]
    [InlineData("c.a a.c b", "a.c", "equal up to commutation")]
    [InlineData("- - -", "⊥", "nobody has voted")]
    public void What_votes_of_one_fast_ballot_leave_possible(string votes, string expected, string why) =>
        Assert.Equal((expected, why), ($"{Choosable.Of(Answers(1, votes), Config)}", why));

    /// <summary>One vote of the second fast ballot says what was chosen before, though a fast quorum needs two of these.</summary>
    [Fact]
    public void One_vote_of_a_later_ballot_outranks_those_before()
    {
        Phase1B[] answers = [new(3, 2, Sequence("b")), new(3, 1, Sequence("a")), new(3, 1, Sequence("a.b"))];

        Assert.Equal("b", $"{Choosable.Of(answers, Config)}");
    }

    /// <summary>A fast ballot of N - e acceptors cannot be smaller than a classic one of N - f.</summary>
    [Fact]
    public void More_fast_faults_than_faults_are_refused() =>
        Assert.Throws<InvalidConfigurationException>(() => Protocol.Build(Protocol.Configuration("conflict") with { FastFaults = 2 }));

    private static Phase1B[] Answers(int ballot, string votes) =>
        [.. votes.Split(' ').Select(vote => new Phase1B(3, vote == "-" ? 0 : ballot, Sequence(vote)))];

    private static CommandSequence Sequence(string text) => CommandSequence.Of(Config.Conflicts,
        text.Split('.', '-').Where(name => name.Length > 0).Select(name => Config.Commands.Single(command => command.Name == name)));
}
