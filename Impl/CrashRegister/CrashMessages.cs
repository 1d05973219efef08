using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.CrashRegister;

/// <summary>Proposer to acceptors: a read (READ, Figure 4; a prepare request in Classic Paxos).</summary>
/// <param name="Proposer">Who reads, from 0.</param>
/// <param name="Timestamp">currTS.</param>
public sealed record Read(int Proposer, int Timestamp) : ProposerMessage(Proposer)
{
    /// <inheritdoc/>
    protected override string Describe() => $"Read {Timestamp}";
}

/// <summary>Acceptor to the reader: the visible write with the highest timestamp that it has seen (READ-ACK; a prepare response).</summary>
/// <param name="Acceptor">Who answers, from 0.</param>
/// <param name="Timestamp">The read's timestamp.</param>
/// <param name="LastVisible">The write; null for (⊥, -1).</param>
public sealed record ReadAck(int Acceptor, int Timestamp, TimestampedValue? LastVisible) : AcceptorMessage(Acceptor)
{
    /// <inheritdoc/>
    protected override string Describe() => $"ReadAck {Timestamp}: {LastVisible?.ToString() ?? "⊥"} by a{Acceptor + 1}";
}

/// <summary>Proposer to acceptors: a write (WRITE; an accept request).</summary>
/// <param name="Proposer">Who writes, from 0.</param>
/// <param name="Written">The value, and the token's timestamp.</param>
public sealed record Write(int Proposer, TimestampedValue Written) : ProposerMessage(Proposer)
{
    /// <inheritdoc/>
    protected override string Describe() => $"Write {Written}";
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
