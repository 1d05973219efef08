using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.SecretRegister;

/// <summary>The state of an acceptor of the register of secrets. The dealer's shares it has from the start.</summary>
/// <param name="Id">Which acceptor (<c>a</c>).</param>
/// <param name="Timestamp">The timestamp that it is at (<c>currTS</c>).</param>
/// <param name="PreWrites">The pre-writes that it took and sent WRITE for, in order.</param>
/// <param name="Acknowledged">The writes that it saw to be visible and told the learners of, in order.</param>
/// <param name="Released">The timestamps whose secret of ⊥ it has given its share of.</param>
public sealed record SecretAcceptorState(
    ProcessId Id, int Timestamp, ValueList<WriteOperation> PreWrites, ValueList<TimestampedValue> Acknowledged, ValueSet<int> Released)
    : RegisterAcceptorState(Id)
{
    /// <summary>The last visible write that it has seen (<c>lastVisible</c>), whose secret it has from the WRITEs; null for none.</summary>
    public TimestampedValue? LastVisible => Acknowledged.Max();

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
        ("taken", string.Join(' ', Taken)),
        ("acked", string.Join(' ', Acknowledged)),
        ("released", string.Join(' ', Released.Select(Secret.OfBottom))),
    ];

    /// <summary>An acceptor before anything has happened.</summary>
    public static SecretAcceptorState Initial(ProcessId id) =>
        new(id, 0, ValueList<WriteOperation>.Empty, ValueList<TimestampedValue>.Empty, ValueSet<int>.Empty);
}

/// <summary>
/// An acceptor: it goes from timestamp to timestamp, takes one pre-write a timestamp, tells the learners what a quorum has taken, and
/// gives its shares of secrets away. The protocol of figure 5; the shares are those of section 8.
/// </summary>
public static class SecretAcceptor
{
    /// <summary>Takes a pre-write, the first legal one of its timestamp, and gives all acceptors its share of the value's secret.</summary>
    /// <remarks>
    /// Figure 5, on receive PRE-WRITE; section 8, first condition: a quorum that takes the write makes it visible, and its shares make
    /// the secret. TLA+: TakePreWrite.
    /// </remarks>
    public static Step<SecretAcceptorState> On(SecretAcceptorState self, PreWrite m, SecretConfig config) =>
        config.MayLead(m.From, m.Written.Timestamp)
        && config.Asks(SecretRule.PreWriteNotBelow, m.Written.Timestamp >= self.Timestamp)
        && IsFirst(self, m.Written, config)
        && config.Asks(SecretRule.TokenAllows, m.Token.Shows(m.Written, config))
            ? Step.To(
                self with
                {
                    Timestamp = Math.Max(self.Timestamp, m.Written.Timestamp),
                    PreWrites = self.PreWrites.Add(new(m.Written, m.Token.Token)),
                },
                new Write(m.Written))
            : Step.Ignore(self);

    /// <summary>A quorum has taken the write, and given its shares: it is visible, and the learners are told.</summary>
    /// <remarks>
    /// Figure 5, when receive WRITE; section 8, first condition: from now on it can reconstruct S_ts^v. TLA+: SeeVisible.
    /// </remarks>
    public static Step<SecretAcceptorState> On(SecretAcceptorState self, Quorum<Write> m, SecretConfig config)
    {
        var written = m.Statement.Written;
        return m.Signers.Count >= config.WriteSize
            && config.Asks(SecretRule.VisibleNotBelow, written.Timestamp >= self.Timestamp)
            && !self.Acknowledged.Contains(written)
                ? Step.To(
                    self with
                    {
                        Timestamp = Math.Max(self.Timestamp, written.Timestamp),
                        Acknowledged = self.Acknowledged.Add(written),
                    },
                    new WriteAck(written))
                : Step.Ignore(self);
    }

    /// <summary>
    /// Goes to the next timestamp, and tells its leader what it needs for a token: the secret of the last visible write, and shares of the
    /// secrets of ⊥ of the timestamps that it has left and acknowledged nothing at.
    /// </summary>
    /// <remarks>
    /// Figure 5, at time timeoutVal; section 6.2, second optimization; section 8, second condition: an acceptor gives its share of S_ts^⊥
    /// only when it has not acknowledged a write for ts and never will. TLA+: ChangeTimestamp.
    /// </remarks>
    public static Step<SecretAcceptorState> On(SecretAcceptorState self, TimestampTimeout m, SecretConfig config)
    {
        if (m.Timestamp != self.Timestamp + 1 || !config.IsTimestamp(m.Timestamp))
        {
            return Step.Ignore(self);
        }

        var revealed = config.Has(SecretRule.ValueRevealed) && self.LastVisible is { } visible ? Secret.OfValue(visible) : null;
        var released = new ValueList<int>(config.AllTimestamps.Where(at => MayRelease(self, at, m.Timestamp, config)));
        return Step.To(
            self with { Timestamp = m.Timestamp, Released = new(self.Released.Concat(released)) },
            new TimestampChange(m.Timestamp, revealed, released));
    }

    /// <summary>Whether it can tell that no write for a timestamp will have its acknowledgment, and has not had it.</summary>
    private static bool MayRelease(SecretAcceptorState self, int timestamp, int next, SecretConfig config) =>
        config.Has(SecretRule.BottomReleased)
        && config.Asks(SecretRule.BottomPassed, timestamp < next)
        && config.Asks(SecretRule.BottomUnacknowledged, self.Acknowledged.All(write => write.Timestamp != timestamp));

    /// <summary>Whether no WRITE was sent for the timestamp; the same pre-write is never taken twice.</summary>
    private static bool IsFirst(SecretAcceptorState self, TimestampedValue written, SecretConfig config) =>
        config.Has(SecretRule.PreWriteOnce)
            ? self.Taken.All(taken => taken.Timestamp != written.Timestamp)
            : !self.Taken.Contains(written);
}
