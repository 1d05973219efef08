using BgpVerified.Kit;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>What every register's acceptor remembers besides the figures' variables; of use to guards, and to the properties.</summary>
/// <param name="Id">Which acceptor (the paper's <c>a</c>).</param>
public abstract record RegisterAcceptorState(ProcessId Id) : ProcessState(Id)
{
    /// <summary>The writes that it took, in order.</summary>
    public abstract IEnumerable<TimestampedValue> Taken { get; }

    /// <summary>The writes that it told the learners of, in order: all that it took, unless a register says otherwise.</summary>
    public virtual IEnumerable<TimestampedValue> Told => Taken;

    /// <summary>What it took with the tokens; nothing where tokens stay with the proposers, who are trusted.</summary>
    public virtual IEnumerable<WriteOperation> Operations => [];
}

/// <summary>What every register's proposer remembers besides the figures' variables.</summary>
/// <param name="Id">Which proposer (the paper's <c>p</c> and <c>i</c>).</param>
/// <param name="Reads">Its reads, in order.</param>
/// <param name="Writes">Its writes, in order.</param>
public abstract record RegisterProposerState(ProcessId Id, ValueList<ReadOperation> Reads, ValueList<WriteOperation> Writes)
    : ProcessState(Id)
{
    /// <summary>Whether it has begun to read at a timestamp.</summary>
    public bool HasReadAt(int timestamp) => Reads.Any(read => read.Timestamp == timestamp);

    /// <summary>Whether it has written at a timestamp.</summary>
    public bool HasWrittenAt(int timestamp) => Writes.Any(write => write.Written.Timestamp == timestamp);
}

/// <summary>The logs of reads, as immutable values.</summary>
internal static class ReadLog
{
    /// <summary>The log after a read has returned a token; one that has returned it before leaves the log as it is.</summary>
    public static ValueList<ReadOperation> Returned(this ValueList<ReadOperation> reads, Token token)
    {
        var returned = new ReadOperation(token.Timestamp, token);
        return reads.Contains(returned) ? reads : new(reads.Where(read => read != returned with { Token = null }).Append(returned));
    }
}
