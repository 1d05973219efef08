using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>What every register's acceptor remembers besides the figures' variables; of use to guards, and to the properties.</summary>
/// <param name="Id">Which acceptor, from 0 (the paper's <c>a</c>).</param>
public abstract record RegisterAcceptorState(int Id) : IDescribed
{
    /// <summary>The writes that it told the learners of, in order.</summary>
    public abstract IEnumerable<TimestampedValue> Told { get; }

    /// <summary>The writes that it took, in order.</summary>
    public abstract IEnumerable<TimestampedValue> Taken { get; }

    /// <summary>The same with their tokens, where the acceptor sees them.</summary>
    public abstract IEnumerable<WriteOperation> Operations { get; }

    /// <inheritdoc/>
    public abstract IEnumerable<(string Name, string Value)> Fields { get; }
}

/// <summary>What every register's proposer remembers besides the figures' variables.</summary>
/// <param name="Id">Which proposer, from 0 (the paper's <c>p</c> and <c>i</c>).</param>
/// <param name="Reads">Its reads, in order.</param>
/// <param name="Writes">Its writes, in order.</param>
public abstract record RegisterProposerState(int Id, ValueList<ReadOperation> Reads, ValueList<WriteOperation> Writes) : IDescribed
{
    /// <inheritdoc/>
    public abstract IEnumerable<(string Name, string Value)> Fields { get; }

    /// <summary>Whether it has begun to read at a timestamp.</summary>
    /// <param name="timestamp">The timestamp.</param>
    /// <returns>True if it has.</returns>
    public bool HasReadAt(int timestamp) => Reads.Any(read => read.Timestamp == timestamp);

    /// <summary>Whether it has written at a timestamp.</summary>
    /// <param name="timestamp">The timestamp.</param>
    /// <returns>True if it has.</returns>
    public bool HasWrittenAt(int timestamp) => Writes.Any(write => write.Written.Timestamp == timestamp);
}

/// <summary>The logs of reads, as immutable values.</summary>
internal static class ReadLog
{
    /// <summary>The log after a read at a timestamp has returned a token; one that has returned it before leaves the log as it is.</summary>
    public static ValueList<ReadOperation> Returned(this ValueList<ReadOperation> reads, Token token)
    {
        var returned = new ReadOperation(token.Timestamp, token);
        return reads.Contains(returned) ? reads : new(reads.Where(read => read != returned with { Token = null }).Append(returned));
    }
}
