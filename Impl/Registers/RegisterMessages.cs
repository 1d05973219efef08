using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>A message of an acceptor, signed by it.</summary>
/// <param name="Acceptor">Who sends it, from 0.</param>
public abstract record AcceptorMessage(int Acceptor) : Message;

/// <summary>A message of a proposer, signed by it.</summary>
/// <param name="Proposer">Who sends it, from 0.</param>
public abstract record ProposerMessage(int Proposer) : Message;

/// <summary>Acceptor to learners: it has taken the write, or seen that the write is visible (WRITE-ACK in Figures 4, 5 and 6).</summary>
/// <param name="Acceptor">Who acknowledges, from 0.</param>
/// <param name="Written">The value and its timestamp.</param>
public sealed record WriteAck(int Acceptor, TimestampedValue Written) : AcceptorMessage(Acceptor)
{
    /// <inheritdoc/>
    protected override string Describe() => $"WriteAck {Written} by a{Acceptor + 1}";
}

/// <summary>Write acknowledgments of distinct acceptors for one write, at a learner: <c>acknowledged</c> returns it.</summary>
/// <param name="Written">The value and its timestamp.</param>
/// <param name="Senders">Who sent one.</param>
public sealed record WriteAckQuorum(TimestampedValue Written, ProcessSet Senders) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"WriteAck quorum {Written} by {Senders.Names("a")}";
}

/// <summary>A proposer is the leader and reads (<c>when i == leader()</c>, Figure 3).</summary>
/// <param name="Timestamp">The timestamp that it reads at.</param>
public sealed record BeginRead(int Timestamp) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"BeginRead at {Timestamp}";
}

/// <summary>The leader of timestamp 0 writes there without having read: no token is asked for (sections 6.2 and 7.2, optimizations).</summary>
public sealed record FirstWrite : Input
{
    /// <inheritdoc/>
    protected override string Describe() => "FirstWrite at 0";
}

/// <summary>A process's patience with the current timestamp ran out (<c>at time timeoutVal</c>, Figures 5 and 6).</summary>
/// <param name="Timestamp">The timestamp that it goes to.</param>
public sealed record TimestampTimeout(int Timestamp) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Timeout to {Timestamp}";
}
