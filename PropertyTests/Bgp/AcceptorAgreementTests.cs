using BgpVerified.Impl.Bgp;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>The acceptor's promises and votes against Algorithm 4, lines 1-8 and 21-38.</summary>
public sealed class AcceptorAgreementTests
{
    private static readonly Scene Corrected = Scene.Corrected;
    private static readonly Scene Published = Corrected.Without(BgpRule.OpenByPhase1);
    private static readonly Scene Guarded = Corrected.With(BgpRule.PrefixGuard);
    private static readonly AcceptorState Initial = Corrected.Acceptor;
    private static readonly AcceptorState InBallot2 = Initial with { Promised = Scene.Ballot(2) };
    private static readonly AcceptorState InView1 = Initial with { View = 1 };

    // Algorithm 4, local variables: "view = 0, bal_a = 0, val_a = ⊥, fast_bal = ⊥, proven = ⊥".
    [Fact]
    public void At_the_start_nothing_is_promised_voted_for_or_proven()
    {
        Assert.Equal(
            new AcceptorState(Scene.A(0), 0, false, 0, Ballot.Zero, Ballot.Zero, Corrected.Value(""), Corrected.NothingProven, new([])),
            Initial);
    }

    // Algorithm 4, lines 2-5: "bal_a < ballot then SEND(P1B, ballot, bal_a, proven, val_a, proofs[bal_a]) ...; bal_a = ballot".
    [Fact]
    public void It_promises_a_higher_ballot_and_reports_what_it_has_proven_and_voted_for()
    {
        var self = Corrected.VotedFor("a.b", 1) with { Id = Scene.A(3), Proven = Corrected.Proven(1, "a") };
        Outcome.Moves(
            self with { Promised = Scene.Ballot(2) },
            AcceptorAgreement.On(self, new Phase1A(0, Scene.Ballot(2)), Corrected.Config),
            new Phase1B(Scene.Ballot(2), Corrected.Proven(1, "a"), Corrected.Value("a.b")));
    }

    // Algorithm 4, line 2: "bal_a < ballot".
    [Fact]
    public void It_does_not_promise_a_ballot_again()
    {
        Outcome.Ignores(InBallot2, AcceptorAgreement.On(InBallot2, new Phase1A(0, Scene.Ballot(2)), Corrected.Config));
        Outcome.Ignores(InBallot2, AcceptorAgreement.On(InBallot2, new Phase1A(0, Scene.Ballot(2)),
            Corrected.Without(BgpRule.Promise).Config));
    }

    // Algorithm 4, line 2: "bal_a < ballot"; without the rule it goes back.
    [Fact]
    public void It_does_not_go_back_to_an_earlier_ballot()
    {
        Outcome.Ignores(InBallot2, AcceptorAgreement.On(InBallot2, new Phase1A(0, Scene.Ballot(1)), Corrected.Config));
        Outcome.Moves(
            InBallot2 with { Promised = Scene.Ballot(1) },
            AcceptorAgreement.On(InBallot2, new Phase1A(0, Scene.Ballot(1)), Corrected.Without(BgpRule.Promise).Config),
            new Phase1B(Scene.Ballot(1), Corrected.NothingProven, Corrected.Value("")));
    }

    // Algorithm 4, line 2: "view_l == view".
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void It_promises_nothing_to_the_leader_of_another_view(int view)
    {
        var message = new Phase1A(view, new Ballot(view, 1));
        Outcome.Ignores(InView1, AcceptorAgreement.On(InView1, message, Corrected.Config));
        Outcome.Moves(
            InView1 with { Promised = message.Ballot },
            AcceptorAgreement.On(InView1, message, Corrected.Without(BgpRule.OwnView).Config),
            new Phase1B(message.Ballot, Corrected.NothingProven, Corrected.Value("")));
    }

    // Algorithm 4, line 3: "proofs[bal_a]", although proven may be of an earlier ballot; here it keeps its own proof.
    [Fact]
    public void It_reports_the_certificate_of_the_ballot_in_which_the_value_was_proven()
    {
        var self = InBallot2 with { Proven = Corrected.Proven(1, "a") };
        Assert.Equal(Corrected.Proven(1, "a"), Report(Corrected, self));
    }

    // Algorithm 4, line 3, as published: "bal_a, proven, ... proofs[bal_a]": those of bal_a prove nothing of an earlier ballot.
    [Fact]
    public void As_published_it_reports_the_proofs_of_its_ballot_which_may_be_none()
    {
        var published = Corrected.Without(BgpRule.ReportProvenBallot);
        Assert.Equal(new Certificate(Scene.Ballot(2), Corrected.Value("a"), 0),
            Report(published, InBallot2 with { Proven = Corrected.Proven(1, "a") }));
        Assert.Equal(Corrected.Proven(2, "a"), Report(published, InBallot2 with { Proven = Corrected.Proven(2, "a") }));
        Assert.Equal(Corrected.NothingProven, Report(published, InBallot2));
    }

    // Algorithm 4, lines 6-8: FAST; replaced by phases 1 and 2 (E08).
    [Fact]
    public void It_opens_no_fast_ballot_without_phase_1()
    {
        Outcome.Ignores(Initial, PublishedAcceptor.On(Initial, new Fast(0, Scene.Ballot(1)), Corrected.Config));
    }

    // Algorithm 4, lines 6-8, as published: "fast_bal[ballot] = true"; bal_a is set as well, or nothing is ever fast (E01).
    [Fact]
    public void As_published_fast_opens_the_ballot_and_the_acceptor_goes_on_from_its_vote()
    {
        var self = Corrected.VotedFor("a", 2);
        Outcome.Moves(
            self with { Promised = Scene.Ballot(3), Voted = Scene.Ballot(3) },
            PublishedAcceptor.On(self, new Fast(0, Scene.Ballot(3)), Published.Config));
    }

    // Algorithm 4, line 7: "if view_l == view".
    [Fact]
    public void As_published_fast_of_another_view_is_ignored()
    {
        Outcome.Ignores(Initial, PublishedAcceptor.On(Initial, new Fast(1, new(1, 1)), Published.Config));
        Outcome.Moves(
            Initial with { Promised = new(1, 1), Voted = new(1, 1) },
            PublishedAcceptor.On(Initial, new Fast(1, new(1, 1)), Published.Without(BgpRule.OwnView).Config));
    }

    // Algorithm 4, line 42: "ballot == bal_a": a ballot that was left, or is open already, does not open (E01).
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void As_published_fast_of_no_higher_ballot_is_ignored(int ballot)
    {
        var self = Initial with { Promised = Scene.Ballot(3) };
        Outcome.Ignores(self, PublishedAcceptor.On(self, new Fast(0, Scene.Ballot(ballot)), Published.Config));
    }

    // Algorithm 4, lines 28-38: "ballot ≥ bal_a ... bal_a = ballot; ... val_a = value; ... SEND(VERIFY, view, ballot, val_a, proof)".
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void It_votes_for_the_leaders_value_in_the_ballot_that_it_promised_or_a_higher_one(int ballot)
    {
        var self = InBallot2 with { Id = Scene.A(1), Voted = Scene.Ballot(1), Value = Corrected.Value("b") };
        Outcome.Moves(
            self with { Promised = Scene.Ballot(ballot), Voted = Scene.Ballot(ballot), Value = Corrected.Value("a.c") },
            AcceptorAgreement.On(self, Corrected.Phase2A(ballot, "a.c"), Corrected.Config),
            new Verify(Scene.Ballot(ballot), Corrected.Value("a.c")));
    }

    // Algorithm 4, line 38; the empty sequence is proven without votes (E02), so a vote for it needs no VERIFY.
    [Fact]
    public void It_votes_for_the_empty_sequence_without_telling_the_others()
    {
        Outcome.Moves(
            InBallot2 with { Voted = Scene.Ballot(2) },
            AcceptorAgreement.On(InBallot2, Corrected.Phase2A(2, ""), Corrected.Config));
    }

    // Algorithm 4, line 28: "ballot ≥ bal_a".
    [Fact]
    public void It_does_not_vote_below_its_promise()
    {
        Outcome.Ignores(InBallot2, AcceptorAgreement.On(InBallot2, Corrected.Phase2A(1, "a"), Corrected.Config));
        Outcome.Moves(
            InBallot2 with { Promised = Scene.Ballot(1), Voted = Scene.Ballot(1), Value = Corrected.Value("a") },
            AcceptorAgreement.On(InBallot2, Corrected.Phase2A(1, "a"), Corrected.Without(BgpRule.KeepPromise).Config),
            new Verify(Scene.Ballot(1), Corrected.Value("a")));
    }

    // Algorithm 4, line 28: "ballot ≥ bal_a" allows a second vote in the ballot; deviates: one vote a ballot (E04).
    [Fact]
    public void It_votes_for_one_value_of_the_leader_a_ballot()
    {
        var self = Corrected.VotedFor("a", 2);
        Outcome.Ignores(self, AcceptorAgreement.On(self, Corrected.Phase2A(2, "b"), Corrected.Config));
        Outcome.Ignores(self, AcceptorAgreement.On(self, Corrected.Phase2A(2, "a.b"), Corrected.Config));
        Outcome.Moves(
            self with { Value = Corrected.Value("b") },
            AcceptorAgreement.On(self, Corrected.Phase2A(2, "b"), Corrected.Without(BgpRule.VoteOnce).Config),
            new Verify(Scene.Ballot(2), Corrected.Value("b")));
    }

    // Algorithm 4, line 23: "if view == view", meant: the leader's is the acceptor's.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void It_does_not_vote_for_the_leader_of_another_view(int view)
    {
        var ballot = new Ballot(view, 1);
        var message = new Phase2A(view, ballot, Corrected.Value("a"), new(ballot, Corrected.Value(""), 3));
        Outcome.Ignores(InView1, AcceptorAgreement.On(InView1, message, Corrected.Config));
        Outcome.Moves(
            InView1 with { Promised = ballot, Voted = ballot, Value = Corrected.Value("a") },
            AcceptorAgreement.On(InView1, message, Corrected.Without(BgpRule.OwnView).Config),
            new Verify(ballot, Corrected.Value("a")));
    }

    // Section 4.5: "each command is signed by the proposed (this signature and its check is not explicit in the pseudocode)".
    [Fact]
    public void It_does_not_vote_for_a_value_with_a_command_that_its_author_has_not_signed()
    {
        Outcome.Ignores(InBallot2, AcceptorAgreement.On(InBallot2, Corrected.Phase2A(2, "a.forged"), Corrected.Config));
        Assert.Single(AcceptorAgreement.On(InBallot2, Corrected.Phase2A(2, "a.forged"),
            Corrected.Without(BgpRule.SignedCommands).Config).Sends);
    }

    // Section 4.5: the value "must be carefully constructed to ensure both progress and consistency"; nothing checks it; here it is (E05).
    [Theory]
    [InlineData(1, 3, "")]
    [InlineData(3, 3, "")]
    [InlineData(2, 2, "")]
    [InlineData(2, 3, "b")]
    [InlineData(2, 3, "a.b")]
    public void It_does_not_vote_for_a_value_that_is_not_justified(int ballot, int reports, string @base)
    {
        var message = new Phase2A(0, Scene.Ballot(2), Corrected.Value("a"), new(Scene.Ballot(ballot), Corrected.Value(@base), reports));
        Outcome.Ignores(InBallot2, AcceptorAgreement.On(InBallot2, message, Corrected.Config));
        Outcome.Moves(
            InBallot2 with { Voted = Scene.Ballot(2), Value = Corrected.Value("a") },
            AcceptorAgreement.On(InBallot2, message, Corrected.Without(BgpRule.Justification).Config),
            new Verify(Scene.Ballot(2), Corrected.Value("a")));
    }

    // Algorithm 4, lines 28-30: "proven == ⊥ or proven == SUBSEQUENCE(value, 0, #(proven))"; the justification takes its place (E05).
    [Fact]
    public void It_may_vote_for_a_value_that_does_not_extend_what_it_has_proven_itself()
    {
        var self = InBallot2 with { Proven = Corrected.Proven(1, "a") };
        var step = AcceptorAgreement.On(self, Corrected.Phase2A(2, "b"), Corrected.Config);
        Outcome.Moves(
            self with { Voted = Scene.Ballot(2), Value = Corrected.Value("b") },
            step,
            new Verify(Scene.Ballot(2), Corrected.Value("b")));
        Outcome.Ignores(self, AcceptorAgreement.On(self, Corrected.Phase2A(2, "b"), Guarded.Config));
        Outcome.Moves(
            self with { Voted = Scene.Ballot(2), Value = Corrected.Value("a.b") },
            AcceptorAgreement.On(self, Corrected.Phase2A(2, "a.b"), Guarded.Config),
            new Verify(Scene.Ballot(2), Corrected.Value("a.b")));
    }

    // Algorithm 4, line 28, as published: "!fast_bal[bal_a]"; a fast ballot that opens by phase 1 needs a vote, though (E08).
    [Fact]
    public void As_published_it_does_not_vote_for_a_leaders_value_in_a_fast_ballot()
    {
        var published = Guarded.Without(BgpRule.OpenByPhase1).Config;
        var fast = Initial with { Promised = Scene.Ballot(3) };
        Outcome.Ignores(fast, AcceptorAgreement.On(fast, Corrected.Phase2A(3, "a"), published));
        Assert.Single(AcceptorAgreement.On(InBallot2, Corrected.Phase2A(2, "a"), published).Sends);
        Assert.Single(AcceptorAgreement.On(fast, Corrected.Phase2A(3, "a"), Guarded.Config).Sends);
        Assert.Single(AcceptorAgreement.On(fast, Corrected.Phase2A(3, "a"), Published.Config).Sends);
    }

    private static Certificate Report(Scene scene, AcceptorState self)
    {
        var sent = Assert.Single(AcceptorAgreement.On(self, new Phase1A(0, Scene.Ballot(3)), scene.Config).Sends);
        return Assert.IsType<Phase1B>(sent).Proven;
    }
}
