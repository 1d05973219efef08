namespace BgpVerified.Spec.Registers;

/// <summary>What has happened to a register so far, as the specification sees it: the refinement mapping of every implementation.</summary>
/// <remarks>
/// The Paxos Register, section 4.1. A write that is neither total nor able to become total is no different from one that
/// is partial: whether a write has ended is told by <see cref="RegisterSemantics.O8"/>.
/// </remarks>
/// <param name="Reads">The reads of correct proposers.</param>
/// <param name="Writes">
/// The writes that have begun: those of correct proposers, and those of Byzantine ones that some correct acceptor took.
/// </param>
/// <param name="Visible">The writes that can be read now (O4).</param>
/// <param name="Readable">The writes that could be read at some time; an implementation whose visible writes stay visible has the same
/// here.</param>
/// <param name="Total">The writes that a learner's <c>acknowledged</c> could return (O6).</param>
public sealed record RegisterHistory(
    IReadOnlyList<ReadOperation> Reads,
    IReadOnlyList<TimestampedValue> Writes,
    IEnumerable<TimestampedValue> Visible,
    IEnumerable<TimestampedValue> Readable,
    IReadOnlyList<TimestampedValue> Total)
{
    /// <summary>The last total write before a timestamp; null if there is none. Every read at that timestamp comes after it (C2).</summary>
    /// <param name="timestamp">The timestamp.</param>
    /// <returns>The write.</returns>
    public TimestampedValue? LastTotalBefore(int timestamp) =>
        Total.Where(write => write.Timestamp < timestamp).MaxBy(write => write.Timestamp);
}
