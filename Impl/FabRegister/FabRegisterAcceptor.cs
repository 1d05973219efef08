using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabRegister;

/// <summary>The state of an acceptor of the FaB register (Figure 6, lower part).</summary>
/// <param name="Id">Which acceptor (<c>a</c>).</param>
/// <param name="HighestTimestamp">The highest timestamp that it has seen (<c>highestTS</c>).</param>
/// <param name="LastLegal">The value of the last legal write that it took; null for ⊥ (<c>lastLegal</c>).</param>
/// <param name="Writes">The writes that it took, with their tokens, in order; it acknowledged each.</param>
public sealed record FabRegisterAcceptorState(
    ProcessId Id, int HighestTimestamp, string? LastLegal, ValueList<WriteOperation> Writes)
    : RegisterAcceptorState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<TimestampedValue> Taken => Writes.Select(write => write.Written);

    /// <inheritdoc/>
    public override IEnumerable<WriteOperation> Operations => Writes;

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
        [("highestTS", $"{HighestTimestamp}"), ("lastLegal", LastLegal ?? "⊥"), ("acked", string.Join(' ', Taken))];

    /// <summary>An acceptor before anything has happened.</summary>
    public static FabRegisterAcceptorState Initial(ProcessId id) => new(id, 0, null, ValueList<WriteOperation>.Empty);
}

/// <summary>An acceptor: it answers reads with the value that it last took, and takes one legal write a timestamp. Figure 6.</summary>
public static class FabRegisterAcceptor
{
    /// <summary>Answers a read, and promises to ignore every lower timestamp.</summary>
    /// <remarks>Figure 6, on receive READ. TLA+: AckRead.</remarks>
    public static Step<FabRegisterAcceptorState> On(FabRegisterAcceptorState self, Read m, FabRegisterConfig config) =>
        config.Asks(FabRegisterRule.ReadAbove, m.Timestamp > self.HighestTimestamp)
        && config.MayLead(m.From, m.Timestamp)
        && config.Asks(FabRegisterRule.TimestampProof, m.Proof >= config.ProofSize)
            ? Step.To(self with { HighestTimestamp = m.Timestamp }, new ReadAck(m.Timestamp, self.LastLegal))
            : Step.Ignore(self);

    /// <summary>Takes a write: the first legal one of its timestamp.</summary>
    /// <remarks>Figure 6, on receive WRITE. TLA+: AckWrite.</remarks>
    public static Step<FabRegisterAcceptorState> On(FabRegisterAcceptorState self, Write m, FabRegisterConfig config) =>
        config.MayLead(m.From, m.Written.Timestamp)
        && config.Asks(FabRegisterRule.WriteNotBelow, m.Written.Timestamp >= self.HighestTimestamp)
        && IsFirst(self, m.Written, config)
        && IsLegal(m, config)
            ? Step.To(
                self with
                {
                    HighestTimestamp = m.Written.Timestamp,
                    LastLegal = m.Written.Value,
                    Writes = self.Writes.Add(new(m.Written, m.Token?.Token)),
                },
                new WriteAck(m.Written))
            : Step.Ignore(self);

    /// <summary>Whether no WRITE-ACK was sent for the timestamp; the same write is never taken twice.</summary>
    private static bool IsFirst(FabRegisterAcceptorState self, TimestampedValue written, FabRegisterConfig config) =>
        config.Has(FabRegisterRule.WriteOnce)
            ? self.Taken.All(taken => taken.Timestamp != written.Timestamp)
            : !self.Taken.Contains(written);

    private static bool IsLegal(Write m, FabRegisterConfig config) =>
        !config.Has(FabRegisterRule.TokenAllows)
        || (m.Token is { } token
            ? token.Shows(m.Written, config)
            : m.Written.Timestamp == 0 && config.Has(FabRegisterRule.FirstWriteFree));
}
