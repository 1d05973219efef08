using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>Proposer to acceptors: a read (READ, Figure 5).</summary>
/// <param name="Proposer">Who reads, from 0.</param>
/// <param name="Timestamp">estTS.</param>
public sealed record Read(int Proposer, int Timestamp) : ProposerMessage(Proposer)
{
    /// <inheritdoc/>
    protected override string Describe() => $"Read {Timestamp} by p{Proposer + 1}";
}

/// <summary>Acceptor to the leader of its timestamp: the last visible write that it has seen (READ-ACK).</summary>
/// <param name="Acceptor">Who answers, from 0.</param>
/// <param name="Timestamp">currTS, which is the read's timestamp.</param>
/// <param name="LastVisible">The write with its proof; null for (⊥, -1, NULL).</param>
public sealed record ReadAck(int Acceptor, int Timestamp, VisibleProof? LastVisible) : AcceptorMessage(Acceptor)
{
    /// <inheritdoc/>
    protected override string Describe() => $"ReadAck {Timestamp}: {LastVisible?.ToString() ?? "⊥"} by a{Acceptor + 1}";
}

/// <summary>Acceptor to the leader of its new timestamp (TIMESTAMP-CHANGE).</summary>
/// <param name="Acceptor">Who has changed, from 0.</param>
/// <param name="Timestamp">currTS.</param>
/// <param name="LastVisible">The last visible write that it has seen, if reads are folded in (section 6.2); else null.</param>
public sealed record TimestampChange(int Acceptor, int Timestamp, VisibleProof? LastVisible) : AcceptorMessage(Acceptor)
{
    /// <inheritdoc/>
    protected override string Describe() => $"TimestampChange {Timestamp}: {LastVisible?.ToString() ?? "⊥"} by a{Acceptor + 1}";
}

/// <summary>Proposer to acceptors: a write that is not visible yet (PRE-WRITE).</summary>
/// <param name="Proposer">Who writes, from 0.</param>
/// <param name="Written">The value and its timestamp.</param>
/// <param name="Token">The token; null for a write without one.</param>
public sealed record PreWrite(int Proposer, TimestampedValue Written, SecureToken? Token) : ProposerMessage(Proposer)
{
    /// <inheritdoc/>
    protected override string Describe() => $"PreWrite {Written} by p{Proposer + 1} ({Token?.ToString() ?? "no token"})";
}

/// <summary>Acceptor to acceptors: it has taken the pre-write (WRITE).</summary>
/// <param name="Acceptor">Who has, from 0.</param>
/// <param name="Written">The value and its timestamp.</param>
public sealed record Write(int Acceptor, TimestampedValue Written) : AcceptorMessage(Acceptor)
{
    /// <inheritdoc/>
    protected override string Describe() => $"Write {Written} by a{Acceptor + 1}";
}

/// <summary>Read acknowledgments of distinct acceptors for one timestamp, at the reader.</summary>
/// <param name="Timestamp">The read's timestamp.</param>
/// <param name="Acks">One an acceptor, in the acceptors' order.</param>
public sealed record ReadAckQuorum(int Timestamp, ValueList<ReadAck> Acks) : Input
{
    /// <inheritdoc/>
    protected override string Describe() =>
        $"ReadAck quorum {Timestamp}: {string.Join("; ", Acks.Select(ack => $"a{ack.Acceptor + 1} {ack.LastVisible?.ToString() ?? "⊥"}"))}";
}

/// <summary>Timestamp changes of distinct acceptors to one timestamp, at its leader.</summary>
/// <param name="Timestamp">The timestamp.</param>
/// <param name="Changes">One an acceptor, in the acceptors' order.</param>
public sealed record TimestampChangeQuorum(int Timestamp, ValueList<TimestampChange> Changes) : Input
{
    /// <inheritdoc/>
    protected override string Describe() =>
        $"TimestampChange quorum {Timestamp}: {string.Join("; ", Changes.Select(change => $"a{change.Acceptor + 1} {change.LastVisible?.ToString() ?? "⊥"}"))}";
}

/// <summary>WRITEs of distinct acceptors for one value and timestamp, at an acceptor: the write is visible.</summary>
/// <param name="Written">The value and its timestamp.</param>
/// <param name="Signers">Who sent one.</param>
public sealed record WriteQuorum(TimestampedValue Written, ProcessSet Signers) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Write quorum {Written} by {Signers.Names("a")}";
}
