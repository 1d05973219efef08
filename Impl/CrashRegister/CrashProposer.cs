using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.CrashRegister;

/// <summary>The state of a proposer of the crash register (Figure 4, upper part).</summary>
/// <param name="Id">Which proposer, from 0 (<c>p</c>).</param>
/// <param name="LocalTimestamp">How many reads it has issued (<c>localTS</c>).</param>
/// <param name="Reads">Its reads; the last is the current one, unless it has returned.</param>
/// <param name="Writes">Its writes.</param>
public sealed record CrashProposerState(int Id, int LocalTimestamp, ValueList<ReadOperation> Reads, ValueList<WriteOperation> Writes)
    : RegisterProposerState(Id, Reads, Writes)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
        [("localTS", $"{LocalTimestamp}"), ("reads", Reads.ToString()), ("writes", Writes.ToString())];

    /// <summary>A proposer before anything has happened.</summary>
    /// <param name="id">Which proposer, from 0.</param>
    /// <returns>The state.</returns>
    public static CrashProposerState Initial(int id) => new(id, 0, ValueList<ReadOperation>.Empty, ValueList<WriteOperation>.Empty);
}

/// <summary>A proposer: it reads, then writes what it has read, or its own value if it has read ⊥. Figures 3 and 4.</summary>
public static class CrashProposer
{
    /// <summary>It is the leader: it issues a read with a timestamp of its own. An earlier one that has not returned returns with an error.</summary>
    /// <remarks>Figure 3, "repeat when i == leader()"; Figure 4, read, up to the wait. TLA+: BeginRead.</remarks>
    /// <param name="self">The proposer's state.</param>
    /// <param name="m">The occasion.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<CrashProposerState> On(CrashProposerState self, BeginRead m, CrashConfig config)
    {
        var timestamp = config.TimestampOf(self.LocalTimestamp, self.Id);
        return m.Timestamp == timestamp && config.IsTimestamp(timestamp)
            ? Step.To(
                self with { LocalTimestamp = self.LocalTimestamp + 1, Reads = self.Reads.Add(new(timestamp, null)) },
                new Read(self.Id, timestamp))
            : Step.Ignore(self);
    }

    /// <summary>A majority has answered: the read returns a token, and the proposer writes with it.</summary>
    /// <remarks>
    /// Figure 4, read, after the wait; Figure 3, the two writes; Figure 4, write. TLA+: Write. The read's return and the
    /// write are one step: nothing comes between them in the proposer, and a message may be delivered late anyway.
    /// </remarks>
    /// <param name="self">The proposer's state.</param>
    /// <param name="m">The answers.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<CrashProposerState> On(CrashProposerState self, ReadAckQuorum m, CrashConfig config)
    {
        if (self.Reads is not [.., { Token: null } current] || current.Timestamp != m.Timestamp || m.Acks.Count < config.ReadSize)
        {
            return Step.Ignore(self);
        }

        var token = new Token(Picked(m.Acks.Select(ack => ack.LastVisible).OfType<TimestampedValue>(), config)?.Value, m.Timestamp);
        var written = new TimestampedValue(config.ValueAfter(config.Has(CrashRule.TokenAllows) ? token.Value : null, self.Id), token.Timestamp);
        return Step.To(
            self with { Reads = self.Reads.Returned(token), Writes = self.Writes.Add(new(written, token)) },
            new Write(self.Id, written));
    }

    /// <summary>The visible write with the highest timestamp; without the rule, with the lowest.</summary>
    private static TimestampedValue? Picked(IEnumerable<TimestampedValue> visible, CrashConfig config) =>
        config.Has(CrashRule.HighestVisible) ? visible.Max() : visible.Min();
}
