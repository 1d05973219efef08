using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>The state of an acceptor of the Byzantine register (Figure 5, right).</summary>
/// <param name="Id">Which acceptor (<c>a</c>).</param>
/// <param name="Timestamp">The timestamp that it is at (<c>currTS</c>).</param>
/// <param name="LastVisible">The last visible write that it has seen, with its proof; null for (⊥, -1, NULL) (<c>lastVisible</c>).</param>
/// <param name="PreWrites">The pre-writes that it took and sent WRITE for, in order.</param>
/// <param name="Acknowledged">The writes that it saw to be visible and told the learners of, in order.</param>
public sealed record ByzantineAcceptorState(
    ProcessId Id, int Timestamp, VisibleProof? LastVisible, ValueList<WriteOperation> PreWrites, ValueList<TimestampedValue> Acknowledged)
    : RegisterAcceptorState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<TimestampedValue> Told => Acknowledged;

    /// <inheritdoc/>
    public override IEnumerable<TimestampedValue> Taken => PreWrites.Select(write => write.Written);

    /// <inheritdoc/>
    public override IEnumerable<WriteOperation> Operations => PreWrites;

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
    [
        ("currTS", $"{Timestamp}"),
        ("lastVisible", LastVisible?.ToString() ?? "⊥"),
        ("taken", string.Join(' ', Taken)),
        ("acked", string.Join(' ', Acknowledged)),
    ];

    /// <summary>An acceptor before anything has happened.</summary>
    public static ByzantineAcceptorState Initial(ProcessId id) =>
        new(id, 0, null, ValueList<WriteOperation>.Empty, ValueList<TimestampedValue>.Empty);
}

/// <summary>
/// An acceptor: it goes from timestamp to timestamp, answers reads, takes one pre-write a timestamp, and tells the learners
/// what a quorum has taken. Figure 5.
/// </summary>
public static class ByzantineAcceptor
{
    /// <summary>Answers a read with the last visible write and its proof.</summary>
    /// <remarks>Figure 5, on receive READ. TLA+: AckRead.</remarks>
    public static Step<ByzantineAcceptorState> On(ByzantineAcceptorState self, Read m, ByzantineConfig config) =>
        config.Asks(ByzantineRule.ReadCurrent, m.Timestamp == self.Timestamp) && config.MayLead(m.From, m.Timestamp)
            ? Step.To(self, new ReadAck(m.Timestamp, self.LastVisible))
            : Step.Ignore(self);

    /// <summary>Takes a pre-write: the first legal one of its timestamp.</summary>
    /// <remarks>Figure 5, on receive PRE-WRITE. TLA+: TakePreWrite.</remarks>
    public static Step<ByzantineAcceptorState> On(ByzantineAcceptorState self, PreWrite m, ByzantineConfig config) =>
        config.MayLead(m.From, m.Written.Timestamp)
        && IsNotBelow(self, m.Written.Timestamp, ByzantineRule.PreWriteNotBelow, config)
        && IsFirst(self, m.Written, config)
        && IsLegal(m, config)
            ? Step.To(
                self with
                {
                    Timestamp = Math.Max(self.Timestamp, m.Written.Timestamp),
                    PreWrites = self.PreWrites.Add(new(m.Written, m.Token?.Token)),
                },
                new Write(m.Written))
            : Step.Ignore(self);

    /// <summary>A quorum has taken the write: it is visible, and the learners are told.</summary>
    /// <remarks>
    /// Figure 5, when receive WRITE. TLA+: SeeVisible. Section 6.2 says "where ts is greater than a's current timestamp";
    /// but whoever took the pre-write is at ts already (R03).
    /// </remarks>
    public static Step<ByzantineAcceptorState> On(ByzantineAcceptorState self, Quorum<Write> m, ByzantineConfig config)
    {
        var written = m.Statement.Written;
        return m.Signers.Count >= config.WriteSize && IsNotBelow(self, written.Timestamp, ByzantineRule.VisibleNotBelow, config)
            ? Step.To(
                self with
                {
                    Timestamp = Math.Max(self.Timestamp, written.Timestamp),
                    LastVisible = new(written, config.WriteSize),
                    Acknowledged = self.Acknowledged.Contains(written) ? self.Acknowledged : self.Acknowledged.Add(written),
                },
                new WriteAck(written))
            : Step.Ignore(self);
    }

    /// <summary>Goes to the next timestamp and tells its leader.</summary>
    /// <remarks>Figure 5, at time timeoutVal. TLA+: ChangeTimestamp. With reads folded in it carries the read acknowledgment.</remarks>
    public static Step<ByzantineAcceptorState> On(ByzantineAcceptorState self, TimestampTimeout m, ByzantineConfig config) =>
        m.Timestamp == self.Timestamp + 1 && config.IsTimestamp(m.Timestamp)
            ? Step.To(
                self with { Timestamp = m.Timestamp },
                new TimestampChange(m.Timestamp, config.FoldsReadsAt(m.Timestamp) ? self.LastVisible : null))
            : Step.Ignore(self);

    private static bool IsNotBelow(ByzantineAcceptorState self, int timestamp, ByzantineRule rule, ByzantineConfig config) =>
        config.Asks(rule, timestamp >= self.Timestamp);

    /// <summary>Whether no WRITE was sent for the timestamp; the same pre-write is never taken twice.</summary>
    private static bool IsFirst(ByzantineAcceptorState self, TimestampedValue written, ByzantineConfig config) =>
        config.Has(ByzantineRule.PreWriteOnce)
            ? self.Taken.All(taken => taken.Timestamp != written.Timestamp)
            : !self.Taken.Contains(written);

    /// <summary>
    /// The token shows that the write is legal; a write without one is legal at timestamp 0 if that is allowed at all
    /// (R07).
    /// </summary>
    private static bool IsLegal(PreWrite m, ByzantineConfig config) =>
        !config.Has(ByzantineRule.TokenAllows)
        || (m.Token is { } token
            ? token.Shows(m.Written, config)
            : config.Has(ByzantineRule.FirstWriteFree) && config.Asks(ByzantineRule.BareOnlyAtZero, m.Written.Timestamp == 0));
}
