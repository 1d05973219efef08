using BgpVerified.Impl.Bgp;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>Certificates against Algorithm 2, lines 28-34, and Algorithm 4, lines 14-17.</summary>
public sealed class CertificateTests
{
    private static readonly Scene Corrected = Scene.Corrected;
    private static readonly Scene Unchecked = Corrected.Without(BgpRule.CertificateQuorum);

    // Algorithm 4, local variables: "proven = ⊥", for which no proof can exist; none is asked (E02).
    [Fact]
    public void What_is_proven_at_the_start_is_the_empty_sequence_and_needs_no_signature()
    {
        var initial = Certificate.Initial(Corrected.Config.Empty);
        Assert.Equal(new Certificate(Ballot.Zero, Corrected.Value(""), 0), initial);
        Assert.True(initial.IsValid(Corrected.Config));
    }

    // Algorithm 2, line 34: "valid_proofs > N - f"; line 14 of Algorithm 4 gathers N - f of them, so as many must do.
    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void It_vouches_for_a_value_with_a_quorum_of_signatures(int signatures, bool valid)
    {
        Assert.Equal(valid, new Certificate(Scene.Ballot(1), Corrected.Value("a"), signatures).IsValid(Corrected.Config));
    }

    // Algorithm 2, line 31: "(bal_a, proven)": the proof is of this value, so before every ballot nothing but ⊥ goes unproven.
    [Fact]
    public void A_value_before_every_ballot_needs_signatures_too()
    {
        Assert.False(new Certificate(Ballot.Zero, Corrected.Value("a"), 0).IsValid(Corrected.Config));
    }

    // Algorithm 2, line 31: "(bal_a, proven)": the proof is of this ballot; ⊥ in a ballot is a claim, which would be the highest.
    [Fact]
    public void The_empty_sequence_proven_in_a_ballot_needs_signatures_too()
    {
        Assert.False(new Certificate(Scene.Ballot(1), Corrected.Value(""), 0).IsValid(Corrected.Config));
        Assert.True(new Certificate(Scene.Ballot(1), Corrected.Value(""), 3).IsValid(Corrected.Config));
    }

    // Algorithm 2, lines 28-34, taken out: anything counts as proven.
    [Fact]
    public void Without_certificate_quorum_nothing_is_checked()
    {
        Assert.True(new Certificate(Scene.Ballot(1), Corrected.Value("a"), 0).IsValid(Unchecked.Config));
    }

    // Algorithm 4, line 14: the certificate asks for as many signatures as prove a value.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Without_verify_quorum_f_plus_1_signatures_are_enough(int signatures, bool valid)
    {
        var weak = Corrected.Without(BgpRule.VerifyQuorum).Config;
        Assert.Equal(valid, new Certificate(Scene.Ballot(1), Corrected.Value("a"), signatures).IsValid(weak));
    }

    // Traces show value, ballot and signatures.
    [Fact]
    public void A_certificate_is_written_as_value_at_ballot_by_signatures()
    {
        Assert.Equal("a.b@0.2/3", Corrected.Proven(2, "a.b").ToString());
    }
}
