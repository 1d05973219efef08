using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.CrashRegister;

/// <summary>Proposer to acceptors: a read (READ, Figure 4; a prepare request in Classic Paxos).</summary>
public sealed record Read(int Timestamp) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Read {Timestamp}";
}

/// <summary>Acceptor to the reader: the visible write with the highest timestamp that it has seen (READ-ACK; a prepare response).</summary>
public sealed record ReadAck(int Timestamp, TimestampedValue? LastVisible) : Report(Timestamp)
{
    /// <inheritdoc/>
    protected override string Remembered => LastVisible?.ToString() ?? "⊥";
}

/// <summary>Proposer to acceptors: a write (WRITE; an accept request).</summary>
public sealed record Write(TimestampedValue Written) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"Write {Written}";
}

/// <summary>An acceptor of the crash register (Figure 4, lower part).</summary>
/// <param name="Id">Which acceptor (<c>a</c>).</param>
/// <param name="HighestTimestamp">The highest timestamp that it has seen; -1 for none (<c>highestTS</c>).</param>
/// <param name="LastVisible">The visible write with the highest timestamp that it has seen; null for (⊥, -1) (<c>lastVisible</c>).</param>
/// <param name="Acknowledged">The writes that it took and told the learners of, in order.</param>
public sealed record CrashAcceptorState(
    ProcessId Id, int HighestTimestamp, TimestampedValue? LastVisible, ValueList<TimestampedValue> Acknowledged) : RegisterAcceptorState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<TimestampedValue> Taken => Acknowledged;

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
        [("highestTS", $"{HighestTimestamp}"), ("lastVisible", LastVisible?.ToString() ?? "⊥")];

    /// <summary>An acceptor before anything has happened.</summary>
    public static CrashAcceptorState Initial(ProcessId id) => new(id, -1, null, ValueList<TimestampedValue>.Empty);
}

/// <summary>An acceptor answers reads with what it last took, and takes writes that no later read has overtaken. Figure 4.</summary>
public static class CrashAcceptor
{
    /// <summary>Answers a read, and promises to ignore every lower timestamp.</summary>
    /// <remarks>Figure 4, on receive READ. TLA+: AckRead.</remarks>
    public static Step<CrashAcceptorState> On(CrashAcceptorState self, Read m, CrashConfig config) =>
        config.Asks(CrashRule.ReadAbove, m.Timestamp > self.HighestTimestamp)
            ? Step.To(self with { HighestTimestamp = m.Timestamp }, new ReadAck(m.Timestamp, self.LastVisible))
            : Step.Ignore(self);

    /// <summary>Takes a write: it is visible from now on.</summary>
    /// <remarks>
    /// Figure 4, on receive WRITE. TLA+: AckWrite. Section 5.3 says of Classic Paxos that a prepare response promises "to
    /// only accept proposals whose proposal numbers are greater"; then the proposal itself would be refused (R02).
    /// </remarks>
    public static Step<CrashAcceptorState> On(CrashAcceptorState self, Write m, CrashConfig config) =>
        config.Asks(CrashRule.WriteNotBelow, m.Written.Timestamp >= self.HighestTimestamp)
            ? Step.To(
                self with
                {
                    HighestTimestamp = m.Written.Timestamp,
                    LastVisible = m.Written,
                    Acknowledged = self.Acknowledged.Contains(m.Written) ? self.Acknowledged : self.Acknowledged.Add(m.Written),
                },
                new WriteAck(m.Written))
            : Step.Ignore(self);
}

/// <summary>A proposer of the crash register (Figure 4, upper part).</summary>
/// <param name="Id">Which proposer (<c>p</c>).</param>
/// <param name="LocalTimestamp">How many reads it has issued (<c>localTS</c>).</param>
/// <param name="Reads">Its reads; the last is the current one, unless it has returned.</param>
/// <param name="Writes">Its writes.</param>
public sealed record CrashProposerState(ProcessId Id, int LocalTimestamp, ValueList<ReadOperation> Reads, ValueList<WriteOperation> Writes)
    : RegisterProposerState(Id, Reads, Writes)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
        [("localTS", $"{LocalTimestamp}"), ("reads", Reads.ToString()), ("writes", Writes.ToString())];

    /// <summary>A proposer before anything has happened.</summary>
    public static CrashProposerState Initial(ProcessId id) => new(id, 0, ValueList<ReadOperation>.Empty, ValueList<WriteOperation>.Empty);
}

/// <summary>A proposer reads, then writes what it has read, or its own value if it has read ⊥. Figures 3 and 4.</summary>
public static class CrashProposer
{
    /// <summary>The leader issues a read with a timestamp of its own. An earlier one that has not returned returns with an error.</summary>
    /// <remarks>Figure 3, "repeat when i == leader()"; Figure 4, read, up to the wait. TLA+: BeginRead.</remarks>
    public static Step<CrashProposerState> On(CrashProposerState self, BeginRead m, CrashConfig config) =>
        m.Timestamp == config.TimestampOf(self.LocalTimestamp, self.Id) && config.IsTimestamp(m.Timestamp)
            ? Step.To(self with { LocalTimestamp = self.LocalTimestamp + 1, Reads = self.Reads.Add(new(m.Timestamp, null)) },
                new Read(m.Timestamp))
            : Step.Ignore(self);

    /// <summary>A majority has answered: the read returns a token, and the proposer writes with it.</summary>
    /// <remarks>
    /// Figure 4, read, after the wait; Figure 3, the two writes; Figure 4, write. TLA+: Write. The read's return and the
    /// write are one step: nothing comes between them in the proposer, and a message may be delivered late anyway.
    /// </remarks>
    public static Step<CrashProposerState> On(CrashProposerState self, Reports<ReadAck> m, CrashConfig config)
    {
        var timestamp = m.All[0].Timestamp;
        if (self.Reads is not [.., { Token: null } current] || current.Timestamp != timestamp || m.All.Count < config.ReadSize)
        {
            return Step.Ignore(self);
        }

        var visible = m.All.Select(ack => ack.LastVisible).OfType<TimestampedValue>();
        var token = new Token((config.Has(CrashRule.HighestVisible) ? visible.Max() : visible.Min())?.Value, timestamp);
        var written = new TimestampedValue(config.ValueAfter(config.Has(CrashRule.TokenAllows) ? token.Value : null, self.Id), timestamp);
        return Step.To(self with { Reads = self.Reads.Returned(token), Writes = self.Writes.Add(new(written, token)) }, new Write(written));
    }
}

/// <summary>A configured crash register: a majority of the acceptors is a quorum (section 5.1); without the rules, half of them.</summary>
public sealed class CrashConfig(Configuration source) : RegisterConfig<CrashRule>(source, "classic", mayBeByzantine: false)
{
    /// <summary>How many acknowledgments a read needs.</summary>
    public int ReadSize => Has(CrashRule.ReadMajority) ? Majority : Math.Max(1, Acceptors / 2);

    /// <inheritdoc/>
    public override int TotalSize => Has(CrashRule.TotalMajority) ? Majority : Math.Max(1, Acceptors / 2);

    /// <inheritdoc/>
    public override bool RelaxesO8 => Has(CrashRule.O8Relaxed);

    /// <summary>
    /// What a Byzantine acceptor can answer to a read: that it saw nothing, or any value at any timestamp; nobody signs them.
    /// </summary>
    public IEnumerable<ReadAck> MadeUpAcks(int timestamp) =>
        [new(timestamp, null), .. AllTimestamps.SelectMany(MadeUp).Select(written => new ReadAck(timestamp, written))];

    private int Majority => (Acceptors / 2) + 1;

    /// <summary>The timestamp (localTS, p) as a number; these are ordered like the pairs.</summary>
    public int TimestampOf(int localTimestamp, ProcessId proposer) => (localTimestamp * Proposers) + proposer.Number;
}
