using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Commands;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>
/// Commands that come to an acceptor without the leader's value: fast ballots (Algorithm 4, lines 41-50; section 4.4)
/// and universally commutative commands (lines 26-33; section 5).
/// </summary>
public sealed class AcceptorCommandTests
{
    private static readonly Scene Corrected = Scene.Corrected;
    private static readonly Scene Published = Corrected.Without(BgpRule.UniversalAnyBallot);
    private static readonly Scene Unforwarded = Corrected.Without(BgpRule.UniversalForward);
    private static readonly Command B = Corrected.Command("b");
    private static readonly Command U = Corrected.Command("u");
    private static readonly AcceptorState Fast = Corrected.VotedFor("a", 1);
    private static readonly AcceptorState Classic = Corrected.VotedFor("a", 2);

    // Algorithm 4, lines 46-49: "val_a = val_a • value; ... SEND(VERIFY, view, ballot, val_a, proof)"; the handler is missing (E01).
    [Fact]
    public void In_a_fast_ballot_it_appends_a_proposers_command_to_its_vote_and_signs_the_result()
    {
        var self = Fast with { Id = Scene.A(2), Proven = Corrected.Proven(1, "a") };
        Outcome.Moves(
            self with { Value = Corrected.Value("a.b") },
            AcceptorAgreement.On(self, new FastProposal(B), Corrected.Config),
            new Verify(Scene.Ballot(1), Corrected.Value("a.b")));
    }

    // Section 4.4, step 2: "append the proposals they receive to the proposals they have previously accepted": also to none.
    [Fact]
    public void It_appends_to_the_empty_vote_that_opened_the_ballot()
    {
        var self = Corrected.VotedFor("", 1);
        Outcome.Moves(
            self with { Value = Corrected.Value("b") },
            AcceptorAgreement.On(self, new FastProposal(B), Corrected.Config),
            new Verify(Scene.Ballot(1), Corrected.Value("b")));
    }

    // Algorithm 4, line 42: "fast_bal[bal_a]".
    [Fact]
    public void In_a_classic_ballot_it_appends_nothing()
    {
        Outcome.Ignores(Classic, AcceptorAgreement.On(Classic, new FastProposal(B), Corrected.Config));
        Outcome.Moves(
            Classic with { Value = Corrected.Value("a.b") },
            AcceptorAgreement.On(Classic, new FastProposal(B), Corrected.Without(BgpRule.FastOnly).Config),
            new Verify(Scene.Ballot(2), Corrected.Value("a.b")));
    }

    // Algorithm 4, line 42: "ballot == bal_a": there is none before the first.
    [Fact]
    public void Before_the_first_ballot_it_appends_nothing()
    {
        var self = Corrected.Acceptor;
        Outcome.Ignores(self, AcceptorAgreement.On(self, new FastProposal(B), Corrected.Config));
        Outcome.Ignores(self, AcceptorAgreement.On(self, new FastProposal(B), Corrected.Without(BgpRule.FastOnly).Config));
    }

    // Algorithm 4, line 42; deviates: the acceptor must have voted in the ballot, or it goes on from an old vote (E08).
    [Fact]
    public void It_appends_only_after_it_has_voted_in_the_ballot()
    {
        var self = Classic with { Promised = Scene.Ballot(3) };
        Outcome.Ignores(self, AcceptorAgreement.On(self, new FastProposal(B), Corrected.Config));
        Outcome.Moves(
            self with { Voted = Scene.Ballot(3), Value = Corrected.Value("a.b") },
            AcceptorAgreement.On(self, new FastProposal(B), Corrected.Without(BgpRule.FastVoted).Config),
            new Verify(Scene.Ballot(3), Corrected.Value("a.b")));
    }

    // Algorithm 4, line 46: "val_a • value"; a command that is voted for already is not appended again.
    [Fact]
    public void It_appends_a_command_once()
    {
        Outcome.Ignores(Fast, AcceptorAgreement.On(Fast, new FastProposal(Corrected.Command("a")), Corrected.Config));
    }

    // Section 4.5: "each command is signed by the proposed (this signature and its check is not explicit in the pseudocode)".
    [Fact]
    public void It_does_not_append_a_command_that_its_author_has_not_signed()
    {
        Outcome.Ignores(Fast, AcceptorAgreement.On(Fast, new FastProposal(Corrected.Config.Forged), Corrected.Config));
        Outcome.Moves(
            Fast with { Value = Corrected.Value("a.forged") },
            AcceptorAgreement.On(Fast, new FastProposal(Corrected.Config.Forged), Corrected.Without(BgpRule.SignedCommands).Config),
            new Verify(Scene.Ballot(1), Corrected.Value("a.forged")));
    }

    // Algorithm 4, lines 43-44: "if ISUNIVERSALLYCOMMUTATIVE(value) then SEND(P2B, bal_a, value)"; no VERIFY; in any ballot (E10).
    [Fact]
    public void It_accepts_a_universally_commutative_command_in_any_ballot_without_a_vote()
    {
        Assert.All([Corrected.Acceptor, Fast, Classic, Classic with { Promised = Scene.Ballot(3) }], self => Outcome.Moves(
            self with { Universals = new([U]) },
            AcceptorAgreement.On(self, new FastProposal(U), Corrected.Config),
            new UniversalPhase2B(U),
            new Forward(U)));
    }

    // Algorithm 4, lines 42-44, as published: a proposer's command counts in a fast ballot only (E10).
    [Fact]
    public void As_published_a_proposers_universally_commutative_command_is_accepted_in_fast_ballots_only()
    {
        Outcome.Moves(
            Fast with { Universals = new([U]) },
            AcceptorAgreement.On(Fast, new FastProposal(U), Published.Config),
            new UniversalPhase2B(U),
            new Forward(U));
        Assert.All([Corrected.Acceptor, Classic],
            self => Outcome.Ignores(self, AcceptorAgreement.On(self, new FastProposal(U), Published.Config)));
    }

    // Section 5: "a correct acceptor will eventually propagate the command"; the paper has no code for it (E10).
    [Fact]
    public void It_passes_an_accepted_universally_commutative_command_on()
    {
        var self = Classic with { Id = Scene.A(3) };
        var after = self with { Universals = new([U]) };
        Outcome.Moves(after, AcceptorAgreement.On(self, new FastProposal(U), Corrected.Config), new UniversalPhase2B(U), new Forward(U));
        Outcome.Moves(after, AcceptorAgreement.On(self, new FastProposal(U), Unforwarded.Config), new UniversalPhase2B(U));
    }

    // Section 5: "propagate the command to a quorum of N - f acceptors": those accept it, and pass it on in turn.
    [Fact]
    public void It_accepts_a_universally_commutative_command_that_another_acceptor_passes_on()
    {
        Outcome.Moves(
            Classic with { Universals = new([U]) },
            AcceptorAgreement.On(Classic, new Forward(U), Corrected.Config),
            new UniversalPhase2B(U),
            new Forward(U));
    }

    // Section 5: what is passed on is a universally commutative command; any other needs votes.
    [Fact]
    public void It_ignores_another_command_that_is_passed_on()
    {
        Outcome.Ignores(Fast, AcceptorAgreement.On(Fast, new Forward(B), Corrected.Config));
        Outcome.Ignores(Classic, AcceptorAgreement.On(Classic, new Forward(B), Corrected.Config));
    }

    // Section 3, links: "elimination of duplicates"; otherwise it would be passed on forever.
    [Fact]
    public void It_accepts_a_universally_commutative_command_once()
    {
        var self = Fast with { Universals = new([U]) };
        Outcome.Ignores(self, AcceptorAgreement.On(self, new FastProposal(U), Corrected.Config));
        Outcome.Ignores(self, AcceptorAgreement.On(self, new Forward(U), Corrected.Config));
        var v = Corrected.Command("v");
        Outcome.Moves(
            self with { Universals = new([U, v]) },
            AcceptorAgreement.On(self, new FastProposal(v), Unforwarded.Config),
            new UniversalPhase2B(v));
    }

    // E23: the paper has no such message, so that without the rule only a Byzantine acceptor sends one.
    [Fact]
    public void It_ignores_what_is_passed_on_where_correct_acceptors_pass_nothing_on() =>
        Outcome.Ignores(Fast, AcceptorAgreement.On(Fast, new Forward(U), Unforwarded.Config));

    // Section 4.5: "each command is signed by the proposed"; so is one that skips the verification round.
    [Fact]
    public void It_accepts_no_universally_commutative_command_that_its_author_has_not_signed()
    {
        var forged = Corrected.Config.ForgedUniversal;
        Outcome.Ignores(Fast, AcceptorAgreement.On(Fast, new FastProposal(forged), Corrected.Config));
        Outcome.Ignores(Fast, AcceptorAgreement.On(Fast, new Forward(forged), Corrected.Config));
        Outcome.Moves(
            Fast with { Universals = new([forged]) },
            AcceptorAgreement.On(Fast, new Forward(forged), Corrected.Without(BgpRule.SignedCommands).Config),
            new UniversalPhase2B(forged),
            new Forward(forged));
    }

    // Algorithm 4, lines 28-33, as published: "ballot ≥ bal_a and !fast_bal[bal_a] ...: bal_a = ballot; ... SEND(P2B, bal_a, value)".
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void As_published_it_accepts_the_leaders_universally_commutative_command_in_a_classic_ballot(int ballot)
    {
        Outcome.Moves(
            Classic with { Promised = Scene.Ballot(ballot), Universals = new([U]) },
            PublishedAcceptor.On(Classic, new UniversalPhase2A(0, Scene.Ballot(ballot), U), Published.Config),
            new UniversalPhase2B(U),
            new Forward(U));
    }

    // Algorithm 4, line 28: "!fast_bal[bal_a]".
    [Fact]
    public void As_published_it_ignores_the_leaders_universally_commutative_command_in_a_fast_ballot()
    {
        Outcome.Ignores(Fast, PublishedAcceptor.On(Fast, new UniversalPhase2A(0, Scene.Ballot(2), U), Published.Config));
    }

    // Algorithm 4, line 28: "ballot ≥ bal_a".
    [Fact]
    public void As_published_it_ignores_the_leaders_universally_commutative_command_of_an_earlier_ballot()
    {
        Outcome.Ignores(Classic, PublishedAcceptor.On(Classic, new UniversalPhase2A(0, Scene.Ballot(1), U), Published.Config));
    }

    // Algorithm 4, line 23: "if view == view", meant: the leader's is the acceptor's.
    [Fact]
    public void As_published_it_ignores_the_universally_commutative_command_of_another_views_leader()
    {
        Outcome.Ignores(Classic, PublishedAcceptor.On(Classic, new UniversalPhase2A(1, new(1, 2), U), Published.Config));
        Assert.NotEmpty(PublishedAcceptor.On(Classic, new UniversalPhase2A(1, new(1, 2), U),
            Published.Without(BgpRule.OwnView).Config).Sends);
    }

    // Algorithm 4, lines 32-33: stored and sent once here, too, and only if it is signed.
    [Fact]
    public void As_published_a_stored_or_forged_universally_commutative_command_of_the_leader_is_not_sent_on()
    {
        var stored = Classic with { Universals = new([U]) };
        Outcome.Moves(stored, PublishedAcceptor.On(stored, new UniversalPhase2A(0, Scene.Ballot(2), U), Published.Config));
        var forged = new UniversalPhase2A(0, Scene.Ballot(2), Corrected.Config.ForgedUniversal);
        Outcome.Moves(stored, PublishedAcceptor.On(stored, forged, Published.Config));
    }
}
