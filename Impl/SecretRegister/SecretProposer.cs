using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.SecretRegister;

/// <summary>The state of a proposer of the register of secrets.</summary>
/// <param name="Id">Which proposer (<c>p</c>).</param>
/// <param name="Reads">Its reads.</param>
/// <param name="Writes">Its writes.</param>
public sealed record SecretProposerState(ProcessId Id, ValueList<ReadOperation> Reads, ValueList<WriteOperation> Writes)
    : RegisterProposerState(Id, Reads, Writes)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields => [("reads", Reads.ToString()), ("writes", Writes.ToString())];

    /// <summary>A proposer before anything has happened.</summary>
    public static SecretProposerState Initial(ProcessId id) =>
        new(id, ValueList<ReadOperation>.Empty, ValueList<WriteOperation>.Empty);
}

/// <summary>
/// A proposer makes tokens of the secrets that acceptors give it as they come to its timestamp, and writes what it has read, or its own
/// value if it has read ⊥. Figure 3 and section 8.
/// </summary>
public static class SecretProposer
{
    /// <summary>The leader of timestamp 0 writes its own value there: its token has no secrets to reveal.</summary>
    /// <remarks>Section 8, the token for ⊥; section 6.2, first optimization. TLA+: FirstWrite.</remarks>
    public static Step<SecretProposerState> On(SecretProposerState self, FirstWrite m, SecretConfig config) =>
        self.Id.Number == 0 && !self.HasWrittenAt(0) ? Finish(self, SecretToken.First, config) : Step.Ignore(self);

    /// <summary>Acceptors have come to a timestamp of the proposer's, and what they reveal makes a token: it writes with it.</summary>
    /// <remarks>
    /// Figure 5, when receive TIMESTAMP-CHANGE, and read, after the wait; section 8, the two kinds of tokens. TLA+: Write. Deviates: once
    /// a timestamp, as in the Byzantine register (R05).
    /// </remarks>
    public static Step<SecretProposerState> On(SecretProposerState self, Reports<TimestampChange> m, SecretConfig config)
    {
        var timestamp = m.All[0].Timestamp;
        return config.IsLeader(self.Id, timestamp)
            && config.Asks(SecretRule.ProposeOnce, !self.HasWrittenAt(timestamp))
            && SecretToken.From(timestamp, m.All, config) is { } token
                ? Finish(self, token, config)
                : Step.Ignore(self);
    }

    /// <summary>The read has returned a token: write.</summary>
    private static Step<SecretProposerState> Finish(SecretProposerState self, SecretToken token, SecretConfig config)
    {
        var written = new TimestampedValue(config.ValueAfter(token.Token.Value, self.Id), token.Token.Timestamp);
        var write = new WriteOperation(written, token.Token);
        return Step.To(
            self with
            {
                Reads = self.Reads.Returned(token.Token),
                Writes = self.Writes.Contains(write) ? self.Writes : self.Writes.Add(write),
            },
            new PreWrite(written, token));
    }
}
