using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabRegister;

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed and from the shape of messages.
/// They have no state: whatever they could send is taken as sent. They cannot forge a correct process's signature.
/// </summary>
/// <remarks>
/// Nothing here asks what a handler will take. Of messages that differ only in how many signatures they show, the one with
/// the most stands for all: those with fewer could be sent before, when there were no more.
/// </remarks>
internal sealed class FabRegisterAdversary(FabRegisterConfig config, IRole proposers, IRole acceptors)
{
    /// <summary>
    /// The sets of read acknowledgments that a reader could receive, of any size up to a quorum, at which it stops waiting:
    /// those of correct acceptors, one each, and of Byzantine ones with any values.
    /// </summary>
    /// <param name="timestamp">The read's timestamp.</param>
    /// <param name="sent">The acknowledgments of correct acceptors.</param>
    /// <param name="most">How many acknowledgments there may be.</param>
    public IEnumerable<(ValueList<ReadAck> Acks, bool Fair)> Reports(int timestamp, ValueSet<Message> sent, int most) =>
        from lying in Enumerable.Range(0, Math.Min(acceptors.Byzantine.Count, most) + 1)
        let lies = Lies(timestamp, acceptors.Byzantine.Take(lying)).ToList()
        from correct in Offers.UpTo(sent.Cast<ReadAck>(), most - lying)
        from lie in lies
        select (new ValueList<ReadAck>(lying == 0 ? correct : correct.Concat(lie).OrderBy(ack => ack.From)), lying == 0);

    /// <summary>The tokens that a Byzantine proposer could make: for each value the one by the most acceptors.</summary>
    public ValueList<ProgressToken> Tokens(int timestamp, ValueSet<Message> sent) =>
        new(Reports(timestamp, sent, config.Acceptors)
            .Select(set => ProgressToken.From(timestamp, [.. set.Acks.Select(ack => ack.LastLegal)], config))
            .GroupBy(token => token.Token, (_, alike) => alike.MaxBy(token => token.Acks)!)
            .OrderBy(token => token.Token.Value, StringComparer.Ordinal));

    /// <summary>The writes that a Byzantine proposer could send at any time, leader or not: those without a token.</summary>
    public IEnumerable<Write> Bare() => Values().Select(write => new Write(write.Written, null).By(write.Proposer));

    /// <summary>
    /// The writes that Byzantine proposers could send with the tokens of a timestamp, also at another timestamp, and of another
    /// value than the token's.
    /// </summary>
    /// <remarks>
    /// A token for the value written stands for one for ⊥ by no more acceptors. With a token of another timestamp, the value
    /// is one that the token allows: a handler that takes what is wrong in two ways also takes what is wrong in one. A token
    /// that fits is left out where the rules ask for none: the acceptor would only keep its name.
    /// </remarks>
    public IEnumerable<Write> Writes(int made, ValueList<ProgressToken> tokens) =>
        from write in config.Has(FabRegisterRule.TokenAllows) ? Values() : []
        from token in tokens
        let fits = token.Token.Allows(write.Written.Value)
        where made == write.Written.Timestamp ? !(fits && config.IsFreeAt(made)) : fits
        where token.Token.Value is not null || !tokens.Any(better => better.Token.Value == write.Written.Value && better.Acks >= token.Acks)
        select new Write(write.Written, token).By(write.Proposer);

    /// <summary>The reads that Byzantine proposers could send at a timestamp, each with as long a proof as there is.</summary>
    /// <param name="timestamp">The timestamp.</param>
    /// <param name="changed">The correct proposers who have come there.</param>
    public IEnumerable<Read> Reads(int timestamp, Changed changed) =>
        proposers.Byzantine.Select(proposer => new Read(timestamp, changed.Proposers.Count + proposers.Byzantine.Count).By(proposer));

    /// <summary>The single messages that Byzantine processes could send at any time: what is worked out of nothing.</summary>
    public IEnumerable<SignedMessage> OfAnyone() =>
    [
        .. Bare(),
        .. from timestamp in config.AllTimestamps
           from acceptor in acceptors.Byzantine
           from lie in Lies(timestamp, [acceptor])
           from ack in lie
           select ack,
        .. from proposer in proposers.Byzantine
           from timestamp in config.AllTimestamps
           select new TimestampChange(timestamp).By(proposer),
    ];

    /// <summary>Every choice of what Byzantine acceptors report: ⊥, a value, or one that nobody wrote.</summary>
    private IEnumerable<IEnumerable<ReadAck>> Lies(int timestamp, IEnumerable<ProcessId> liars) =>
        liars.Aggregate((IEnumerable<IEnumerable<ReadAck>>)[[]], (choices, acceptor) =>
            from choice in choices
            from value in config.Values.Append(config.Forged).Prepend(null)
            select choice.Append(new ReadAck(timestamp, value).By(acceptor)));

    /// <summary>Any value that a proposer has, at any timestamp: one that none has would be no more than a further name.</summary>
    private IEnumerable<(ProcessId Proposer, TimestampedValue Written)> Values() =>
        from proposer in proposers.Byzantine
        from timestamp in config.AllTimestamps
        from value in config.Values
        select (proposer, new TimestampedValue(value, timestamp));
}
