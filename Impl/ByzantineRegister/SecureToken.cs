using BgpVerified.Kit;
using BgpVerified.Spec.Registers;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>That a write was visible: who claims it shows the WRITEs of a quorum (the third part of <c>lastVisible</c>).</summary>
/// <remarks>
/// Symbolic: it says what was signed and how many distinct acceptors' signatures it carries. A Byzantine process can show
/// fewer signatures than a quorum, never more than were made. Something that runs would count valid signatures over bytes.
/// </remarks>
/// <param name="Written">The write.</param>
/// <param name="Signatures">How many acceptors' signed WRITEs it carries.</param>
public sealed record VisibleProof(TimestampedValue Written, int Signatures)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Written}/{Signatures}";
}

/// <summary>
/// A token that a Byzantine proposer cannot forge: it carries the read acknowledgments that it was made of.
/// </summary>
/// <remarks>
/// Figure 5, read: "return ⟨v, estTS, quorum of READ-ACKs⟩". Symbolic, like <see cref="VisibleProof"/>: something
/// that runs would send the acknowledgments themselves, and the acceptor would compute <see cref="From"/> again.
/// </remarks>
/// <param name="Token">The value and the timestamp.</param>
/// <param name="Acks">How many distinct acceptors' valid acknowledgments it carries.</param>
public sealed record SecureToken(Token Token, int Acks)
{
    /// <summary>
    /// The token that acknowledgments of distinct acceptors for a timestamp make: what they report as last visible, null for (⊥, -1).
    /// Invalid reports do not count.
    /// </summary>
    public static SecureToken From(int timestamp, IEnumerable<VisibleProof?> reports, ByzantineConfig config)
    {
        var valid = reports.Where(report => IsValid(report, timestamp, config)).ToList();
        var visible = valid.OfType<VisibleProof>().Select(report => report.Written);
        var picked = config.Has(ByzantineRule.HighestVisible) ? visible.Max() : visible.Min();
        return new(new(picked?.Value, timestamp), valid.Count);
    }

    /// <summary>Whether a write is legal: a quorum answered a read at its timestamp, and the value read is ⊥ or the one written.</summary>
    public bool Shows(TimestampedValue written, ByzantineConfig config) =>
        Token.Timestamp == written.Timestamp && Acks >= config.ReadSize && Token.Allows(written.Value);

    /// <inheritdoc/>
    public override string ToString() => $"token {Token} by {Acks}";

    /// <summary>
    /// A claimed visible write needs its proof, and must come before the read: a Byzantine acceptor may show a write of a
    /// later timestamp, and the reader would read from what comes after it (R04).
    /// </summary>
    private static bool IsValid(VisibleProof? report, int timestamp, ByzantineConfig config) =>
        report is null
        || (report.Signatures >= config.ProofSize && config.Asks(ByzantineRule.VisibleBefore, report.Written.Timestamp < timestamp));
}
