using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;

namespace BgpVerified.Impl.Registers;

/// <summary>Acceptor to learners: it has taken the write, or seen that the write is visible (WRITE-ACK in Figures 4, 5 and 6).</summary>
public sealed record WriteAck(TimestampedValue Written) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => Written.ToString();
}

/// <summary>Acceptor to the leader of a timestamp: what it remembers. The leader looks at several acceptors' reports together.</summary>
public abstract record Report(int Timestamp) : SignedMessage
{
    /// <summary>What is remembered, in words; ⊥ for nothing.</summary>
    protected abstract string Remembered { get; }

    /// <inheritdoc/>
    protected override string Body => $"{Timestamp}: {Remembered}";

    /// <inheritdoc/>
    protected override string DescribeReports(IEnumerable<SignedMessage> all) =>
        $"{KindName} quorum {Timestamp}: {string.Join("; ", all.Cast<Report>().Select(m => $"{m.From} {m.Remembered}"))}";
}

/// <summary>A proposer is the leader and reads at a timestamp (<c>when i == leader()</c>, Figure 3).</summary>
public sealed record BeginRead(int Timestamp) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"BeginRead at {Timestamp}";
}

/// <summary>The leader of timestamp 0 writes there without having read (sections 6.2 and 7.2, optimizations).</summary>
public sealed record FirstWrite : Input
{
    /// <inheritdoc/>
    protected override string Describe() => "FirstWrite at 0";
}

/// <summary>A process's patience ran out, and it goes to a timestamp (<c>at time timeoutVal</c>, Figures 5 and 6).</summary>
public sealed record TimestampTimeout(int Timestamp) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Timeout to {Timestamp}";
}
