using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>The acceptor's proofs against Algorithm 4, lines 10-19, and section 4.4, step 2.</summary>
public sealed class AcceptorProofTests
{
    private static readonly Scene Corrected = Scene.Corrected;
    private static readonly Scene AnyBallot = Corrected.Without(BgpRule.VerifyCurrentBallot);
    private static readonly AcceptorState Self = Corrected.VotedFor("a.b", 2);

    // Algorithm 4, lines 14-18: "#(proofs) >= N - f ... and proofs[a] ≠ ⊥ then proven = val_i; SEND(P2B, ballot_i, val_i, ...)".
    [Fact]
    public void A_quorum_of_votes_with_its_own_among_them_proves_the_value_and_the_learners_are_told()
    {
        Assert.All([Scene.Acceptors(0, 1, 2), Scene.Acceptors(0, 2, 3), Scene.Acceptors(0, 1, 2, 3)], signers => Outcome.Moves(
            Self with { Proven = Corrected.Proven(2, "a.b") },
            AcceptorAgreement.On(Self, new Quorum<Verify>(new(Scene.Ballot(2), Corrected.Value("a.b")), signers), Corrected.Config),
            new Phase2B(Scene.Ballot(2), Corrected.Value("a.b"))));
    }

    // Section 4.4, step 2: "By requiring N - f votes".
    [Fact]
    public void Fewer_votes_than_a_quorum_prove_nothing()
    {
        Outcome.Ignores(Self, AcceptorAgreement.On(Self,
            new Quorum<Verify>(new(Scene.Ballot(2), Corrected.Value("a.b")), Scene.Acceptors(0, 1)), Corrected.Config));
    }

    // Algorithm 4, line 14, taken out: f + 1 votes are enough, f are not; the certificate carries as many.
    [Fact]
    public void Without_verify_quorum_f_plus_1_votes_prove_the_value()
    {
        var weak = Corrected.Without(BgpRule.VerifyQuorum).Config;
        Outcome.Moves(
            Self with { Proven = Corrected.Proven(2, "a.b") with { Signatures = 2 } },
            AcceptorAgreement.On(Self, new Quorum<Verify>(new(Scene.Ballot(2), Corrected.Value("a.b")), Scene.Acceptors(0, 1)), weak),
            new Phase2B(Scene.Ballot(2), Corrected.Value("a.b")));
        Outcome.Ignores(Self,
            AcceptorAgreement.On(Self, new Quorum<Verify>(new(Scene.Ballot(2), Corrected.Value("a.b")), Scene.Acceptors(0)), weak));
    }

    // Algorithm 4, line 16: "proofs[ballot_i][val_i][a] ≠ ⊥".
    [Fact]
    public void It_proves_nothing_without_its_own_vote_among_them()
    {
        var others = new Quorum<Verify>(new(Scene.Ballot(2), Corrected.Value("a.b")), Scene.Acceptors(1, 2, 3));
        Outcome.Ignores(Self, AcceptorAgreement.On(Self, others, Corrected.Config));
        Outcome.Moves(
            Self with { Proven = Corrected.Proven(2, "a.b") },
            AcceptorAgreement.On(Self, others, Corrected.Without(BgpRule.OwnVerify).Config),
            new Phase2B(Scene.Ballot(2), Corrected.Value("a.b")));
    }

    // Algorithm 4, lines 12-17, prove values of any ballot; deviates: only while the ballot is the acceptor's own (E04).
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void It_proves_a_value_only_while_the_ballot_is_its_own(int other)
    {
        Outcome.Ignores(Self, Prove(Corrected, Self, other, "a"));
        Outcome.Moves(
            Self with { Proven = Corrected.Proven(other, "a") },
            Prove(AnyBallot, Self, other, "a"),
            new Phase2B(Scene.Ballot(other), Corrected.Value("a")));
    }

    // Algorithm 4, line 12: "view == view_i"; deviates: a vote names no view, and the ballot stays the acceptor's own until it promises
    // another.
    [Fact]
    public void It_proves_a_value_of_its_ballot_after_it_has_entered_a_later_view()
    {
        var self = Self with { View = 1 };
        Outcome.Moves(
            self with { Proven = Corrected.Proven(2, "a.b") },
            Prove(Corrected, self, 2, "a.b"),
            new Phase2B(Scene.Ballot(2), Corrected.Value("a.b")));
    }

    // Algorithm 4, line 17: "proven = val_i": it follows its vote as that grows in a fast ballot, and a higher ballot's value replaces any.
    [Fact]
    public void A_longer_value_of_the_ballot_or_any_value_of_a_higher_one_replaces_what_is_proven()
    {
        var shorter = Self with { Proven = Corrected.Proven(2, "a") };
        Outcome.Moves(
            shorter with { Proven = Corrected.Proven(2, "a.b") },
            Prove(Corrected, shorter, 2, "a.b"),
            new Phase2B(Scene.Ballot(2), Corrected.Value("a.b")));

        var earlier = Self with { Proven = Corrected.Proven(1, "a.b.c") };
        Outcome.Moves(
            earlier with { Proven = Corrected.Proven(2, "b") },
            Prove(Corrected, earlier, 2, "b"),
            new Phase2B(Scene.Ballot(2), Corrected.Value("b")));
    }

    // Algorithm 4, line 17: "proven = val_i" lets a shorter value replace a longer one; deviates: it only grows (E14). Line 18 stays.
    [Fact]
    public void A_shorter_value_of_the_ballot_is_told_to_the_learners_but_does_not_replace_what_is_proven()
    {
        var self = Self with { Proven = Corrected.Proven(2, "a.b") };
        var told = new Phase2B(Scene.Ballot(2), Corrected.Value("a"));
        Outcome.Moves(self, Prove(Corrected, self, 2, "a"), told);
        Outcome.Moves(self with { Proven = Corrected.Proven(2, "a") }, Prove(Corrected.Without(BgpRule.ProvenGrows), self, 2, "a"), told);
    }

    // Section 4.4, step 2: "only one sequence will receive enough votes": of two of one length the first stays.
    [Fact]
    public void A_value_of_the_same_length_does_not_replace_what_is_proven()
    {
        var self = Self with { Proven = Corrected.Proven(2, "a.b") };
        Outcome.Moves(self, Prove(Corrected, self, 2, "b.a"), new Phase2B(Scene.Ballot(2), Corrected.Value("b.a")));
    }

    // Algorithm 4, line 17; deviates: a value of an earlier ballot does not replace a later one's, however long (E14).
    [Fact]
    public void A_longer_value_of_an_earlier_ballot_does_not_replace_what_is_proven()
    {
        var self = Self with { Proven = Corrected.Proven(2, "a") };
        var told = new Phase2B(Scene.Ballot(1), Corrected.Value("a.b"));
        Outcome.Moves(self, Prove(AnyBallot, self, 1, "a.b"), told);
        Outcome.Moves(
            self with { Proven = Corrected.Proven(1, "a.b") },
            Prove(AnyBallot.Without(BgpRule.ProvenGrows), self, 1, "a.b"),
            told);
    }

    private static Step<AcceptorState> Prove(Scene scene, AcceptorState self, int ballot, string value) =>
        AcceptorAgreement.On(self, new Quorum<Verify>(new(Scene.Ballot(ballot), Corrected.Value(value)), Scene.Acceptors(0, 1, 2)),
            scene.Config);
}
