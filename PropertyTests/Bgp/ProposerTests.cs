using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>The proposer against Algorithm 1.</summary>
public sealed class ProposerTests
{
    private static readonly Scene Corrected = Scene.Corrected;
    private static readonly Scene ByKind = Corrected.Without(BgpRule.ProposeToAll);
    private static readonly Command A = Corrected.Command("a");
    private static readonly ProposerState Initial = ProposerState.Initial;

    // Algorithm 1, local variables: "ballot_type = ⊥"; ⊥ is not fast_ballot, so it reads as classic.
    [Fact]
    public void Before_it_has_heard_of_a_ballot_it_has_proposed_nothing_and_takes_the_ballot_for_classic()
    {
        Assert.Equal(new ProposerState(Ballot.Zero, BallotKind.Classic, ValueSet<Command>.Empty), Initial);
    }

    // Algorithm 1, lines 1-2: "upon receive(BALLOT, type) do ballot_type = type". The message names the ballot (E11).
    [Theory]
    [InlineData(BallotKind.Fast)]
    [InlineData(BallotKind.Classic)]
    public void It_remembers_the_kind_of_the_ballot_that_the_leader_opens(BallotKind kind)
    {
        Outcome.Moves(
            Initial with { Ballot = Scene.Ballot(1), Kind = kind },
            PublishedProposer.On(Initial, new BallotOpened(0, Scene.Ballot(1), kind), Corrected.Config));
    }

    // Algorithm 1, lines 1-2; deviates: links are not FIFO, a late BALLOT must not undo a newer one (E11).
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_late_or_repeated_message_does_not_undo_a_newer_ballot(int late)
    {
        var self = Initial with { Ballot = Scene.Ballot(2), Kind = BallotKind.Classic };
        Outcome.Ignores(self, PublishedProposer.On(self, new BallotOpened(0, Scene.Ballot(late), BallotKind.Fast), Corrected.Config));
    }

    // Algorithm 1, lines 5-8: "if ballot_type == fast_ballot ... to acceptors; else ... to leader"; deviates: to both (E11).
    [Theory]
    [InlineData(BallotKind.Fast)]
    [InlineData(BallotKind.Classic)]
    public void It_sends_a_command_to_the_acceptors_and_to_the_leader_whatever_it_has_heard(BallotKind heard)
    {
        var self = Initial with { Ballot = Scene.Ballot(1), Kind = heard };
        Outcome.Moves(
            self with { Proposed = new([A]) },
            Proposer.On(self, new CommandRequest(A), Corrected.Config),
            new FastProposal(A),
            new Proposal(A));
    }

    // Algorithm 1, lines 5-6, as published: "if ballot_type == fast_ballot then SEND(P2A_FAST, c) to acceptors".
    [Fact]
    public void As_published_it_sends_a_command_to_the_acceptors_in_a_fast_ballot()
    {
        var self = Initial with { Ballot = Scene.Ballot(1), Kind = BallotKind.Fast };
        Outcome.Moves(self with { Proposed = new([A]) }, Proposer.On(self, new CommandRequest(A), ByKind.Config), new FastProposal(A));
    }

    // Algorithm 1, lines 7-8, as published: "else SEND(PROPOSE, c) to leader"; so, too, while ballot_type is ⊥.
    [Fact]
    public void As_published_it_sends_a_command_to_the_leader_otherwise()
    {
        var heard = Initial with { Ballot = Scene.Ballot(2), Kind = BallotKind.Classic };
        Assert.All([Initial, heard], self => Outcome.Moves(
            self with { Proposed = new([A]) },
            Proposer.On(self, new CommandRequest(A), ByKind.Config),
            new Proposal(A)));
    }

    // Algorithm 1, line 4: "upon command_request(c)"; a client's repeated request is no second command.
    [Fact]
    public void It_proposes_a_command_once()
    {
        var self = Initial with { Proposed = new([A]) };
        Outcome.Ignores(self, Proposer.On(self, new CommandRequest(A), Corrected.Config));
        Outcome.Ignores(self, Proposer.On(self, new CommandRequest(A), ByKind.Config));
    }

    // Algorithm 1, line 4: each further command is proposed as well.
    [Fact]
    public void It_proposes_a_second_command_beside_the_first()
    {
        var b = Corrected.Command("b");
        Outcome.Moves(
            Initial with { Proposed = new([A, b]) },
            Proposer.On(Initial with { Proposed = new([A]) }, new CommandRequest(b), Corrected.Config),
            new FastProposal(b),
            new Proposal(b));
    }
}
