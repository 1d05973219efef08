using BgpVerified.Impl.Fab;
using Xunit;
using static BgpVerified.PropertyTests.Fab.FabScene;

namespace BgpVerified.PropertyTests.Fab;

/// <summary>What certificates vouch for, against sections IV-C.2 and V and figure 5, lines 284-300.</summary>
public sealed class ProgressCertificateTests
{
    // Section IV-C.2: "If there is no such pair, then the progress certificate vouches for any value."
    [Fact]
    public void Without_a_majority_any_value_is_allowed()
    {
        Answer[] answers = [Accepted("a", 0), Accepted("a", 0), Accepted("b", 0), Accepted("b", 0), Answer.Nothing];
        Assert.Equal(Vouching.Any, ProgressCertificate.From(1, answers, FabScene.Fab).Vouching);
    }

    // Section IV-C.2: "appears at least ⌈(a - f + 1)/2⌉ times ... vouches only for value v": 3 of 5.
    [Fact]
    public void A_majority_obliges()
    {
        Answer[] answers = [Accepted("a", 0), Accepted("a", 0), Accepted("a", 0), Accepted("b", 0), Accepted("b", 0)];
        Assert.Equal(Vouching.Only("a"), ProgressCertificate.From(1, answers, FabScene.Fab).Vouching);
        Assert.Equal(Vouching.Any, ProgressCertificate.From(1, answers, Without(false, FabRule.VouchMajority)).Vouching);
    }

    // P02: the third case of Lemma 7.
    [Fact]
    public void A_commit_proof_and_a_majority_for_another_value_leave_nothing_as_published_and_the_proof_as_corrected()
    {
        Answer[] answers = [Accepted("a", 0, Proof("a", 0)), Accepted("b", 0), Accepted("b", 0)];
        Assert.Equal(Vouching.Nothing, ProgressCertificate.From(1, answers, Without(true, FabRule.NewestEvidence)).Vouching);
        Assert.Equal(Vouching.Only("a"), ProgressCertificate.From(1, answers, Pfab).Vouching);
    }

    [Fact]
    public void A_majority_accepted_after_the_commit_proof_beats_it()
    {
        Answer[] answers = [Accepted("a", 0, Proof("a", 0)), Accepted("b", 1), Accepted("b", 1)];
        Assert.Equal(Vouching.Only("b"), ProgressCertificate.From(2, answers, Pfab).Vouching);
    }

    // P03: the second case of Lemma 7, after two recoveries.
    [Fact]
    public void Of_two_commit_proofs_the_newer_decides()
    {
        Answer[] answers = [Accepted("a", 0, Proof("a", 0)), Accepted("b", 1, Proof("b", 1)), Answer.Nothing];
        Assert.Equal(Vouching.Nothing, ProgressCertificate.From(2, answers, Without(true, FabRule.NewestEvidence)).Vouching);
        Assert.Equal(Vouching.Only("b"), ProgressCertificate.From(2, answers, Pfab).Vouching);
    }

    // P01: figure 5, lines 296-297, as printed.
    [Fact]
    public void As_printed_the_proofs_of_earlier_proposals_never_count()
    {
        Answer[] answers = [Accepted("a", 0, Proof("a", 0)), Answer.Nothing, Answer.Nothing];
        Assert.Equal(Vouching.Any, ProgressCertificate.From(1, answers,
            Without(true, FabRule.ProofNumber, FabRule.NewestEvidence)).Vouching);
        Assert.Equal(Vouching.Only("a"), ProgressCertificate.From(1, answers, Pfab).Vouching);
    }

    [Fact]
    public void An_answer_with_too_few_signatures_in_its_proof_does_not_count()
    {
        var certificate = ProgressCertificate.From(1, [Accepted("a", 0, Proof("a", 0, 2)), Answer.Nothing, Answer.Nothing], Pfab);
        Assert.Equal((2, Vouching.Any), (certificate.Answers, certificate.Vouching));
        Assert.False(certificate.Supports(1, "a", Pfab));
    }

    // "A progress certificate consists of a - f entries": with more there could be two majorities.
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Acceptors_take_certificates_of_exactly_a_minus_f_answers(int answers, bool supports) =>
        Assert.Equal(supports, new ProgressCertificate(1, answers, Vouching.Any).Supports(1, "a", Pfab));

    [Fact]
    public void A_certificate_is_good_for_its_own_number_only()
    {
        Assert.False(new ProgressCertificate(1, 3, Vouching.Any).Supports(2, "a", Pfab));
        Assert.True(new ProgressCertificate(1, 3, Vouching.Any).Supports(2, "a", Without(true, FabRule.CertificateNumber)));
    }

    /// <summary>Lemma 7, corrected, for every certificate over two values and two numbers: there is always a value to propose.</summary>
    [Fact]
    public void Every_certificate_of_the_corrected_protocol_vouches_for_something()
    {
        Proposal?[] accepted = [null, At("a", 0), At("b", 0), At("a", 1), At("b", 1)];
        CommitProof?[] proofs = [null, Proof("a", 0), Proof("b", 0), Proof("a", 1), Proof("b", 1)];
        var answers = (from value in accepted from proof in proofs select new Answer(value, proof)).ToList();
        var all = (from x in answers from y in answers from z in answers select (Answer[])[x, y, z]).ToList();

        Assert.Equal(15_625, all.Count);
        Assert.DoesNotContain(all, three => ProgressCertificate.From(2, three, Pfab).Vouching.None);
        Assert.Contains(all, three => ProgressCertificate.From(2, three, Without(true, FabRule.NewestEvidence)).Vouching.None);
    }
}
