using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabRegister;

/// <summary>The state of a proposer of the FaB register (Figure 6, upper part).</summary>
/// <param name="Id">Which proposer (<c>p</c>).</param>
/// <param name="Estimate">The timestamp of its own that it takes for the current one (<c>estTS</c>).</param>
/// <param name="MyTimestamp">The timestamp that its patience has brought it to (<c>myTS</c>).</param>
/// <param name="Proof">How many proposers have told it that they have come to its estimate (<c>tsProof</c>); 0 for NULL.</param>
/// <param name="Reads">Its reads.</param>
/// <param name="Writes">Its writes.</param>
public sealed record FabRegisterProposerState(
    ProcessId Id, int Estimate, int MyTimestamp, int Proof, ValueList<ReadOperation> Reads, ValueList<WriteOperation> Writes)
    : RegisterProposerState(Id, Reads, Writes)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
    [
        ("estTS", $"{Estimate}"),
        ("myTS", $"{MyTimestamp}"),
        ("tsProof", $"{Proof}"),
        ("reads", Reads.ToString()),
        ("writes", Writes.ToString()),
    ];

    /// <summary>A proposer before anything has happened: its estimate is the first timestamp that it leads.</summary>
    public static FabRegisterProposerState Initial(ProcessId id) =>
        new(id, id.Number, 0, 0, ValueList<ReadOperation>.Empty, ValueList<WriteOperation>.Empty);
}

/// <summary>
/// A proposer: the proposers elect one another; the leader reads, and writes what it has read, or its own value if it has read ⊥.
/// Figures 3 and 6.
/// </summary>
public static class FabRegisterProposer
{
    /// <summary>It is the leader: it reads at its timestamp, and shows the proof that its time has come.</summary>
    /// <remarks>Figure 3, "repeat when i == leader()"; Figure 6, read, up to the wait. TLA+: BeginRead.</remarks>
    public static Step<FabRegisterProposerState> On(FabRegisterProposerState self, BeginRead m, FabRegisterConfig config) =>
        m.Timestamp == self.Estimate && !self.HasReadAt(m.Timestamp)
            ? Step.To(self with { Reads = self.Reads.Add(new(m.Timestamp, null)) }, new Read(m.Timestamp, self.Proof))
            : Step.Ignore(self);

    /// <summary>The leader of timestamp 0 writes its own value there without a token.</summary>
    /// <remarks>
    /// Section 7.2: "we can make it more efficient in the common case by specifying that any write for timestamp 0 does not
    /// require a token". TLA+: FirstWrite. Two message delays; and without it timestamp 0 is of no use at all (R09).
    /// </remarks>
    public static Step<FabRegisterProposerState> On(FabRegisterProposerState self, FirstWrite m, FabRegisterConfig config) =>
        config.Has(FabRegisterRule.FirstWriteFree) && self is { Id.Number: 0, Estimate: 0 } && !self.HasWrittenAt(0)
            ? Send(self, null, config)
            : Step.Ignore(self);

    /// <summary>Enough acceptors have answered: the read returns a token, and the proposer writes with it.</summary>
    /// <remarks>
    /// Figure 6, read, after the wait; Figure 3, the two writes; Figure 6, write. TLA+: Write. Deviates: once a timestamp,
    /// where Figure 3's loop would read again (R05).
    /// </remarks>
    public static Step<FabRegisterProposerState> On(FabRegisterProposerState self, Reports<ReadAck> m, FabRegisterConfig config) =>
        m.All[0].Timestamp == self.Estimate
        && self.HasReadAt(self.Estimate)
        && m.All.Count >= config.ReadSize
        && config.Asks(FabRegisterRule.ProposeOnce, !self.HasWrittenAt(self.Estimate))
            ? Send(self, ProgressToken.From(self.Estimate, [.. m.All.Select(ack => ack.LastLegal)], config), config)
            : Step.Ignore(self);

    /// <summary>Patience ran out: it comes to the next timestamp and tells its leader.</summary>
    /// <remarks>Figure 6, at time timeoutVal. TLA+: ChangeTimestamp.</remarks>
    public static Step<FabRegisterProposerState> On(FabRegisterProposerState self, TimestampTimeout m, FabRegisterConfig config) =>
        m.Timestamp == self.MyTimestamp + 1 && config.IsTimestamp(m.Timestamp)
            ? Step.To(self with { MyTimestamp = m.Timestamp }, new TimestampChange(m.Timestamp))
            : Step.Ignore(self);

    /// <summary>Enough proposers have come to a timestamp of its own: its time has come, and it can prove that.</summary>
    /// <remarks>
    /// Figure 6, when receive TIMESTAMP-CHANGE. TLA+: ChangeEstimate. Deviates: also for the timestamp that the proposer
    /// starts with, for which it could else have no proof (R06).
    /// </remarks>
    public static Step<FabRegisterProposerState> On(FabRegisterProposerState self, Quorum<TimestampChange> m, FabRegisterConfig config) =>
        config.IsLeader(self.Id, m.Statement.Timestamp) && m.Signers.Count >= config.ProofSize && IsNew(self, m.Statement.Timestamp, config)
            ? Step.To(self with { Estimate = m.Statement.Timestamp, Proof = config.ProofSize })
            : Step.Ignore(self);

    private static bool IsNew(FabRegisterProposerState self, int timestamp, FabRegisterConfig config) =>
        timestamp > self.Estimate || (timestamp == self.Estimate && config.Has(FabRegisterRule.FirstProof));

    private static Step<FabRegisterProposerState> Send(FabRegisterProposerState self, ProgressToken? token, FabRegisterConfig config)
    {
        var written = new TimestampedValue(config.ValueAfter(token?.Token.Value, self.Id), self.Estimate);
        var write = new WriteOperation(written, token?.Token);
        return Step.To(
            self with
            {
                Reads = token is null ? self.Reads : self.Reads.Returned(token.Token),
                Writes = self.Writes.Contains(write) ? self.Writes : self.Writes.Add(write),
            },
            new Write(written, token));
    }
}
