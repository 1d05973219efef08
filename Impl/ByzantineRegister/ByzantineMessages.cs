using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Registers;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>Proposer to acceptors: a read (READ, Figure 5) at its estimate of the timestamp (estTS).</summary>
public sealed record Read(int Timestamp) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Timestamp}";
}

/// <summary>Acceptor to the leader of its timestamp: the last visible write that it has seen (READ-ACK).</summary>
/// <param name="Timestamp">currTS, which is the read's timestamp.</param>
/// <param name="LastVisible">The write with its proof; null for (⊥, -1, NULL).</param>
public sealed record ReadAck(int Timestamp, VisibleProof? LastVisible) : Report(Timestamp)
{
    /// <inheritdoc/>
    protected override string Remembered => LastVisible?.ToString() ?? "⊥";
}

/// <summary>Acceptor to the leader of its new timestamp (TIMESTAMP-CHANGE).</summary>
/// <param name="Timestamp">currTS.</param>
/// <param name="LastVisible">The last visible write that it has seen, if reads are folded in (section 6.2); else null.</param>
public sealed record TimestampChange(int Timestamp, VisibleProof? LastVisible) : Report(Timestamp)
{
    /// <inheritdoc/>
    protected override string Remembered => LastVisible?.ToString() ?? "⊥";
}

/// <summary>Proposer to acceptors: a write that is not visible yet (PRE-WRITE).</summary>
/// <param name="Written">The value and its timestamp.</param>
/// <param name="Token">The token; null for a write without one.</param>
public sealed record PreWrite(TimestampedValue Written, SecureToken? Token) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"PreWrite {Written} by {From} ({Token?.ToString() ?? "no token"})";
}

/// <summary>Acceptor to acceptors: it has taken the pre-write (WRITE). So many of them make the write visible.</summary>
public sealed record Write(TimestampedValue Written) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => Written.ToString();
}
