using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.CrashRegister;

/// <summary>The state of an acceptor of the crash register (Figure 4, lower part).</summary>
/// <param name="Id">Which acceptor, from 0 (<c>a</c>).</param>
/// <param name="HighestTimestamp">The highest timestamp that it has seen; -1 for none (<c>highestTS</c>).</param>
/// <param name="LastVisible">The visible write with the highest timestamp that it has seen; null for (⊥, -1) (<c>lastVisible</c>).</param>
/// <param name="Acknowledged">The writes that it took and told the learners of, in order.</param>
public sealed record CrashAcceptorState(int Id, int HighestTimestamp, TimestampedValue? LastVisible, ValueList<TimestampedValue> Acknowledged)
    : RegisterAcceptorState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<TimestampedValue> Told => Acknowledged;

    /// <inheritdoc/>
    public override IEnumerable<TimestampedValue> Taken => Acknowledged;

    /// <summary>None: tokens stay with the proposer, who is trusted.</summary>
    public override IEnumerable<WriteOperation> Operations => [];

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
        [("highestTS", $"{HighestTimestamp}"), ("lastVisible", LastVisible?.ToString() ?? "⊥")];

    /// <summary>An acceptor before anything has happened.</summary>
    /// <param name="id">Which acceptor, from 0.</param>
    /// <returns>The state.</returns>
    public static CrashAcceptorState Initial(int id) => new(id, -1, null, ValueList<TimestampedValue>.Empty);
}

/// <summary>An acceptor: it answers reads with what it last took, and takes writes that no read with a higher timestamp has overtaken. Figure 4.</summary>
public static class CrashAcceptor
{
    /// <summary>Answers a read, and promises to ignore every lower timestamp.</summary>
    /// <remarks>Figure 4, on receive READ. TLA+: AckRead.</remarks>
    /// <param name="self">The acceptor's state.</param>
    /// <param name="m">The read.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<CrashAcceptorState> On(CrashAcceptorState self, Read m, CrashConfig config) =>
        config.Asks(CrashRule.ReadAbove, m.Timestamp > self.HighestTimestamp)
            ? Step.To(self with { HighestTimestamp = m.Timestamp }, new ReadAck(self.Id, m.Timestamp, self.LastVisible))
            : Step.Ignore(self);

    /// <summary>Takes a write: it is visible from now on.</summary>
    /// <remarks>
    /// Figure 4, on receive WRITE. TLA+: AckWrite. Section 5.3 says of Classic Paxos that a prepare response promises "to
    /// only accept proposals whose proposal numbers are greater"; then the proposal itself would be refused (R02).
    /// </remarks>
    /// <param name="self">The acceptor's state.</param>
    /// <param name="m">The write.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<CrashAcceptorState> On(CrashAcceptorState self, Write m, CrashConfig config)
    {
        if (m.Written.Timestamp < self.HighestTimestamp && config.Has(CrashRule.WriteNotBelow))
        {
            return Step.Ignore(self);
        }

        var next = self with
        {
            HighestTimestamp = m.Written.Timestamp,
            LastVisible = m.Written,
            Acknowledged = self.Acknowledged.Contains(m.Written) ? self.Acknowledged : self.Acknowledged.Add(m.Written),
        };
        return Step.To(next, new WriteAck(self.Id, m.Written));
    }
}
