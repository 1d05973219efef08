using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Registers;

namespace BgpVerified.Impl.FabRegister;

/// <summary>Proposer to the leader of a timestamp: it has come there (TIMESTAMP-CHANGE, Figure 6; myTS).</summary>
public sealed record TimestampChange(int Timestamp) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Timestamp}";
}

/// <summary>Proposer to acceptors: a read (READ; a query in FaB Paxos).</summary>
/// <param name="Timestamp">estTS.</param>
/// <param name="Proof">How many proposers' signed changes to the timestamp it carries (<c>tsProof</c>); 0 for NULL.</param>
public sealed record Read(int Timestamp, int Proof) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Read {Timestamp} by {From} (proof by {Proof})";
}

/// <summary>Acceptor to the reader: the value of the last legal write that it took (READ-ACK; a reply). It has no proof of it.</summary>
/// <param name="Timestamp">The read's timestamp; Figure 6 writes currTS, which acceptors do not have (R08).</param>
/// <param name="LastLegal">The value; null for ⊥.</param>
public sealed record ReadAck(int Timestamp, string? LastLegal) : Report(Timestamp)
{
    /// <inheritdoc/>
    protected override string Remembered => LastLegal ?? "⊥";
}

/// <summary>Proposer to acceptors: a write (WRITE; a proposal).</summary>
/// <param name="Written">The value and its timestamp.</param>
/// <param name="Token">The token, a progress certificate; null for a write without one.</param>
public sealed record Write(TimestampedValue Written, ProgressToken? Token) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Write {Written} by {From} ({Token?.ToString() ?? "no token"})";
}

/// <summary>A token with the read acknowledgments that it was made of (a progress certificate in FaB Paxos).</summary>
/// <remarks>
/// Figure 6, read: "return ⟨v, estTS, n_a − f_a READ-ACKs⟩". Symbolic: something that runs would send the
/// acknowledgments themselves, and the acceptor would compute <see cref="From"/> again.
/// </remarks>
/// <param name="Token">The value and the timestamp.</param>
/// <param name="Acks">How many distinct acceptors' acknowledgments it carries.</param>
public sealed record ProgressToken(Token Token, int Acks)
{
    /// <summary>The token that acknowledgments of distinct acceptors make: the value that a majority reports (null for ⊥), or ⊥.</summary>
    public static ProgressToken From(int timestamp, IReadOnlyList<string?> lastLegals, FabRegisterConfig config)
    {
        var frequent = lastLegals.OfType<string>().CountBy(value => value)
            .Where(count => count.Value >= config.MajoritySize).Select(count => count.Key);

        // There is at most one; without the rule majority-value there may be more, and the first is as good as another.
        return new(new(frequent.Order(StringComparer.Ordinal).FirstOrDefault(), timestamp), lastLegals.Count);
    }

    /// <summary>Whether a write is legal: enough answered a read at its timestamp, and the value read is ⊥ or the one written.</summary>
    public bool Shows(TimestampedValue written, FabRegisterConfig config) =>
        Token.Timestamp == written.Timestamp && Acks >= config.ReadSize && Token.Allows(written.Value);

    /// <inheritdoc/>
    public override string ToString() => $"token {Token} by {Acks}";
}
