using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Registers;

/// <summary>The register's predicates on histories of a few operations: each holds where it should and fails where it should.</summary>
public sealed class RegisterSemanticsTests
{
    private static readonly TimestampedValue A0 = new("a", 0);
    private static readonly TimestampedValue A1 = new("a", 1);
    private static readonly TimestampedValue B1 = new("b", 1);
    private static readonly TimestampedValue A2 = new("a", 2);
    private static readonly TimestampedValue B2 = new("b", 2);

    [Fact]
    public void O1_a_reads_timestamp_is_its_tokens()
    {
        Assert.True(RegisterSemantics.O1(new(3, new("a", 3))));
        Assert.True(RegisterSemantics.O1(new(3, null)));
        Assert.False(RegisterSemantics.O1(new(3, new("a", 2))));
    }

    [Fact]
    public void O2_a_writes_timestamp_is_its_tokens()
    {
        Assert.True(RegisterSemantics.O2(new(A1, new(null, 1))));
        Assert.True(RegisterSemantics.O2(new(A0, null)));
        Assert.False(RegisterSemantics.O2(new(A1, new(null, 0))));
    }

    [Theory]
    [InlineData(null, 1, true)]
    [InlineData("a", 1, true)]
    [InlineData("b", 1, false)]
    public void O3_a_write_is_legal_if_its_token_has_its_value_or_none(string? token, int timestamp, bool legal) =>
        Assert.Equal(legal, RegisterSemantics.O3AndO4(new(new("a", timestamp), new(token, timestamp))));

    [Fact]
    public void O3_a_write_without_a_token_is_legal_at_timestamp_0_only()
    {
        Assert.True(RegisterSemantics.O3AndO4(new(A0, null)));
        Assert.False(RegisterSemantics.O3AndO4(new(A1, null)));
    }

    [Fact]
    public void O5_and_O6_what_is_acknowledged_is_total_and_what_is_total_is_visible()
    {
        Assert.True(RegisterSemantics.O5AndO6(History(visible: [A0, B1], total: [A0]), [A0]));
        Assert.False(RegisterSemantics.O5AndO6(History(visible: [A0, B1], total: [A0]), [B1]));
        Assert.False(RegisterSemantics.O5AndO6(History(visible: [B1], total: [A0]), []));
    }

    [Fact]
    public void O7_Figure_1_no_two_writes_of_a_timestamp_of_which_one_is_total()
    {
        Assert.True(RegisterSemantics.O7(History(visible: [A1, B2], total: [A1])));
        Assert.True(RegisterSemantics.O7(History(visible: [A1, B1])));
        Assert.False(RegisterSemantics.O7(History(visible: [A1, B1], total: [A1])));
    }

    [Fact]
    public void O8_Figure_1_a_write_does_not_become_total_after_one_with_a_higher_timestamp()
    {
        Assert.True(RegisterSemantics.O8(History(total: [A0]), History(total: [A0, A1])));
        Assert.False(RegisterSemantics.O8(History(total: [A1]), History(total: [A0, A1])));
        Assert.True(RegisterSemantics.O8WithoutEnds(History(total: [A1]), History(total: [A0, A1])));
        Assert.False(RegisterSemantics.O8WithoutEnds(History(total: [A1]), History(total: [A0])));
    }

    [Fact]
    public void C1_writes_are_taken_in_the_order_of_their_timestamps()
    {
        Assert.True(RegisterSemantics.C1([]));
        Assert.True(RegisterSemantics.C1([A0, B1, B2]));
        Assert.False(RegisterSemantics.C1([B1, A0]));
    }

    [Fact]
    public void C2_Figure_2_a_read_after_a_total_write_returns_it_or_a_later_visible_one()
    {
        Assert.True(RegisterSemantics.C2(History(reads: [new("a", 2)], visible: [A1], total: [A1])));
        Assert.True(RegisterSemantics.C2(History(reads: [new("b", 2)], visible: [A1, B2], total: [A1])));
        Assert.True(RegisterSemantics.C2(History(reads: [new(null, 1)], visible: [A1], total: [A1])));
        Assert.False(RegisterSemantics.C2(History(reads: [new(null, 2)], visible: [A1], total: [A1])));
        Assert.False(RegisterSemantics.C2(History(reads: [new("b", 2)], visible: [A1, B1], total: [A1])));
    }

    [Fact]
    public void C3_a_read_does_not_return_what_only_later_writes_write()
    {
        Assert.True(RegisterSemantics.C3(History(reads: [new("a", 1)], visible: [A1])));
        Assert.True(RegisterSemantics.C3(History(reads: [new(null, 1)], visible: [A2])));
        Assert.False(RegisterSemantics.C3(History(reads: [new("a", 1)], visible: [A2])));
    }

    [Fact]
    public void Write_once_all_total_writes_write_one_value()
    {
        Assert.True(WriteOnceRegister.WrittenOnce(History(total: [A0, A1])));
        Assert.False(WriteOnceRegister.WrittenOnce(History(total: [A0, B1])));
    }

    [Fact]
    public void Theorem_1_after_a_total_write_every_write_is_of_its_value()
    {
        Assert.True(WriteOnceRegister.Theorem1(History(writes: [A0, A1, B1], total: [A1])));
        Assert.True(WriteOnceRegister.Theorem1(History(writes: [B1, A2], total: [A2])));
        Assert.False(WriteOnceRegister.Theorem1(History(writes: [A1, B2], total: [A1])));
    }

    [Fact]
    public void A_token_proves_that_its_value_was_visible_before_and_that_nothing_was_total_since()
    {
        Assert.True(WriteOnceRegister.TokensProve(History(reads: [new("a", 2)], visible: [A0])));
        Assert.True(WriteOnceRegister.TokensProve(History(reads: [new(null, 2)], visible: [A0, B1])));
        Assert.False(WriteOnceRegister.TokensProve(History(reads: [new("a", 2)], visible: [A2])));
        Assert.False(WriteOnceRegister.TokensProve(History(reads: [new(null, 2)], visible: [A0], total: [A0])));
        Assert.False(WriteOnceRegister.TokensProve(History(reads: [new("a", 2)], visible: [A0, B1], total: [B1])));
    }

    [Fact]
    public void Consensus_validity_integrity_agreement_termination()
    {
        Assert.True(RegisterConsensus.Validity([null, "a"], new ValueSet<string>(["a"])));
        Assert.False(RegisterConsensus.Validity(["b"], new ValueSet<string>(["a"])));
        Assert.True(RegisterConsensus.Integrity(null, "a"));
        Assert.False(RegisterConsensus.Integrity("a", "b"));
        Assert.False(RegisterConsensus.Integrity("a", null));
        Assert.True(RegisterConsensus.Agreement(["a", null, "a"]));
        Assert.False(RegisterConsensus.Agreement(["a", "b"]));
        Assert.True(RegisterConsensus.Termination(["a"]));
        Assert.False(RegisterConsensus.Termination(["a", null]));
    }

    private static RegisterHistory History(Token[]? reads = null, TimestampedValue[]? writes = null, TimestampedValue[]? visible = null,
        TimestampedValue[]? total = null) =>
        new([.. (reads ?? []).Select(token => new ReadOperation(token.Timestamp, token))], writes ?? [], visible ?? [], visible
            ?? [], total ?? []);
}
