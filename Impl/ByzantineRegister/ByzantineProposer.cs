using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>The state of a proposer of the Byzantine register (Figure 5, left).</summary>
/// <param name="Id">Which proposer (<c>p</c>).</param>
/// <param name="Estimate">Its estimate of the acceptors' timestamp, one of its own (<c>estTS</c>).</param>
/// <param name="Reads">Its reads.</param>
/// <param name="Writes">Its writes.</param>
public sealed record ByzantineProposerState(ProcessId Id, int Estimate, ValueList<ReadOperation> Reads, ValueList<WriteOperation> Writes)
    : RegisterProposerState(Id, Reads, Writes)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
        [("estTS", $"{Estimate}"), ("reads", Reads.ToString()), ("writes", Writes.ToString())];

    /// <summary>A proposer before anything has happened: its estimate is the first timestamp that it leads.</summary>
    public static ByzantineProposerState Initial(ProcessId id) =>
        new(id, id.Number, ValueList<ReadOperation>.Empty, ValueList<WriteOperation>.Empty);
}

/// <summary>
/// A proposer waits for its timestamp, reads, and writes what it has read, or its own value if it has read ⊥. Figures 3 and 5.
/// </summary>
public static class ByzantineProposer
{
    /// <summary>It is the leader: it reads at the timestamp that it takes for the acceptors'.</summary>
    /// <remarks>
    /// Figure 3, "repeat when i == leader()"; Figure 5, read, up to the wait. TLA+: BeginRead. Asking again sends the same
    /// message, which the network may repeat anyway.
    /// </remarks>
    public static Step<ByzantineProposerState> On(ByzantineProposerState self, BeginRead m, ByzantineConfig config) =>
        m.Timestamp == self.Estimate && !self.HasReadAt(m.Timestamp)
            ? Step.To(self with { Reads = self.Reads.Add(new(m.Timestamp, null)) }, new Read(m.Timestamp))
            : Step.Ignore(self);

    /// <summary>The leader of timestamp 0 writes its own value there without a token.</summary>
    /// <remarks>Section 6.2, first optimization: three message delays to a decision. TLA+: FirstWrite.</remarks>
    public static Step<ByzantineProposerState> On(ByzantineProposerState self, FirstWrite m, ByzantineConfig config) =>
        config.Has(ByzantineRule.FirstWriteFree) && self is { Id.Number: 0, Estimate: 0 } && !self.HasWrittenAt(0)
            ? Send(self, null, config)
            : Step.Ignore(self);

    /// <summary>A quorum has answered: the read returns a token, and the proposer writes with it.</summary>
    /// <remarks>
    /// Figure 5, read, after the wait; Figure 3, the two writes; Figure 5, write. TLA+: Write. Deviates: once a timestamp.
    /// Figure 3's loop reads again at once, at the same timestamp, and writes what another quorum says (R05).
    /// </remarks>
    public static Step<ByzantineProposerState> On(ByzantineProposerState self, Reports<ReadAck> m, ByzantineConfig config) =>
        m.All[0].Timestamp == self.Estimate && self.HasReadAt(self.Estimate)
            ? Finish(self, SecureToken.From(self.Estimate, m.All.Select(ack => ack.LastVisible), config), config)
            : Step.Ignore(self);

    /// <summary>A quorum has come to a timestamp of the proposer's: it goes there, and has read if reads are folded in.</summary>
    /// <remarks>
    /// Figure 5, when receive TIMESTAMP-CHANGE; section 6.2, second optimization. TLA+: ChangeEstimate. Deviates: also for
    /// the timestamp that the proposer starts with, at which it could else never fold its read in (R06).
    /// </remarks>
    public static Step<ByzantineProposerState> On(ByzantineProposerState self, Reports<TimestampChange> m, ByzantineConfig config)
    {
        var timestamp = m.All[0].Timestamp;
        if (!config.IsLeader(self.Id, timestamp) || m.All.Count < config.ReadSize || !IsNew(self, timestamp, config))
        {
            return Step.Ignore(self);
        }

        var next = self with { Estimate = timestamp };
        return config.FoldsReadsAt(timestamp)
            ? Finish(next, SecureToken.From(timestamp, m.All.Select(change => change.LastVisible), config), config)
            : Step.To(next);
    }

    private static bool IsNew(ByzantineProposerState self, int timestamp, ByzantineConfig config) =>
        timestamp > self.Estimate || (timestamp == self.Estimate && config.Has(ByzantineRule.FirstChange));

    /// <summary>The read has returned a token: write, unless the proposer has written at this timestamp.</summary>
    private static Step<ByzantineProposerState> Finish(ByzantineProposerState self, SecureToken token, ByzantineConfig config) =>
        token.Acks >= config.ReadSize && config.Asks(ByzantineRule.ProposeOnce, !self.HasWrittenAt(token.Token.Timestamp))
            ? Send(self, token, config)
            : Step.Ignore(self);

    private static Step<ByzantineProposerState> Send(ByzantineProposerState self, SecureToken? token, ByzantineConfig config)
    {
        var written = new TimestampedValue(config.ValueAfter(token?.Token.Value, self.Id), self.Estimate);
        var write = new WriteOperation(written, token?.Token);
        return Step.To(
            self with
            {
                Reads = token is null ? self.Reads : self.Reads.Returned(token.Token),
                Writes = self.Writes.Contains(write) ? self.Writes : self.Writes.Add(write),
            },
            new PreWrite(written, token));
    }
}
