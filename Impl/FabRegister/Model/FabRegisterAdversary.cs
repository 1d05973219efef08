using BgpVerified.Impl.Registers;
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
internal static class FabRegisterAdversary
{
    /// <summary>
    /// The sets of read acknowledgments that a reader could receive, of any size up to a quorum, at which it stops waiting:
    /// those of correct acceptors, one each, and of Byzantine ones with any values.
    /// </summary>
    /// <param name="timestamp">The read's timestamp.</param>
    /// <param name="sent">The acknowledgments of correct acceptors.</param>
    /// <param name="most">How many acknowledgments there may be.</param>
    /// <param name="config">The system.</param>
    public static IEnumerable<(ValueList<ReadAck> Acks, bool Fair)> Quorums(int timestamp, ValueSet<Message> sent, int most, FabRegisterConfig config)
    {
        var byzantine = config.ByzantineAcceptors.Members.ToList();
        for (var lying = 0; lying <= Math.Min(byzantine.Count, most); lying++)
        {
            var lies = Lies(timestamp, [.. byzantine.Take(lying)], config).ToList();
            foreach (var correct in RegisterReadings.UpTo(sent.Cast<ReadAck>(), most - lying))
            {
                foreach (var lie in lies)
                {
                    yield return (new(correct.Concat(lie).OrderBy(ack => ack.Acceptor)), lying == 0);
                }
            }
        }
    }

    /// <summary>The tokens that a Byzantine proposer could make of read acknowledgments: for each value the one by the most acceptors.</summary>
    public static ValueList<ProgressToken> Tokens(int timestamp, ValueSet<Message> sent, FabRegisterConfig config) =>
        new(Quorums(timestamp, sent, config.Acceptors, config)
            .Select(set => ProgressToken.From(timestamp, [.. set.Acks.Select(ack => ack.LastLegal)], config))
            .GroupBy(token => token.Token, (_, alike) => alike.MaxBy(token => token.Acks)!)
            .OrderBy(token => token.Token.Value, StringComparer.Ordinal));

    /// <summary>The writes that a Byzantine proposer could send at any time: those without a token, also where it is not the leader.</summary>
    public static IEnumerable<Write> Bare(FabRegisterConfig config) =>
        Values(config).Select(write => new Write(write.Proposer, write.Written, null));

    /// <summary>The writes that Byzantine proposers could send with the tokens of a timestamp, also at another timestamp, and of another value than the token's.</summary>
    /// <remarks>
    /// A token for the value written stands for one for ⊥ by no more acceptors. With a token of another timestamp, the value
    /// is one that the token allows: a handler that takes what is wrong in two ways also takes what is wrong in one. A token
    /// that fits is left out where the rules ask for none: the acceptor would only keep its name.
    /// </remarks>
    public static IEnumerable<Write> Writes(int made, ValueList<ProgressToken> tokens, FabRegisterConfig config) =>
        from write in config.Has(FabRegisterRule.TokenAllows) ? Values(config) : []
        from token in tokens
        let fits = token.Token.Allows(write.Written.Value)
        where made == write.Written.Timestamp ? !(fits && config.IsFreeAt(made)) : fits
        where token.Token.Value is not null || !tokens.Any(better => better.Token.Value == write.Written.Value && better.Acks >= token.Acks)
        select new Write(write.Proposer, write.Written, token);

    /// <summary>The reads that Byzantine proposers could send at a timestamp, each with as long a proof as there is.</summary>
    /// <param name="timestamp">The timestamp.</param>
    /// <param name="changed">The correct proposers who have come there.</param>
    /// <param name="config">The system.</param>
    public static IEnumerable<Read> Reads(int timestamp, ProcessSet changed, FabRegisterConfig config) =>
        config.ByzantineProposers.Members.Select(proposer => new Read(proposer, timestamp, changed.Count + config.ByzantineProposers.Count));

    /// <summary>The single messages that Byzantine processes could send, for message-by-message runs.</summary>
    public static IReadOnlyList<Forgery> Forgeries(FabRegisterConfig config, FabRegisterViews views) => config.HasByzantine
        ?
        [
            new(views.Anytime, _ => OfAnyone(config)),
            .. views.TimestampChanges.Select(view => new Forgery(view.Value, seen => Reads(view.Key, ((Signers)seen).Members, config))),
            .. views.Tokens.Select(view => new Forgery(view.Value, seen => Writes(view.Key, (ValueList<ProgressToken>)seen, config))),
            .. from acceptor in config.ByzantineAcceptors.Members
               from view in views.WriteAcks
               select RegisterReadings.Signs(view.Value, view.Key, config.TotalSize, config, written => new WriteAck(acceptor, written)),
        ]
        : [];

    private static IEnumerable<Message> OfAnyone(FabRegisterConfig config) =>
    [
        .. Bare(config),
        .. from timestamp in Enumerable.Range(0, config.Timestamps)
           from acceptor in config.ByzantineAcceptors.Members
           from lie in Lies(timestamp, [acceptor], config)
           from ack in lie
           select ack,
        .. from proposer in config.ByzantineProposers.Members
           from timestamp in Enumerable.Range(0, config.Timestamps)
           select new TimestampChange(proposer, timestamp),
    ];

    /// <summary>Every choice of what Byzantine acceptors report: ⊥, a value, or one that nobody wrote.</summary>
    private static IEnumerable<IEnumerable<ReadAck>> Lies(int timestamp, IReadOnlyList<int> liars, FabRegisterConfig config) =>
        liars.Aggregate((IEnumerable<IEnumerable<ReadAck>>)[[]], (choices, acceptor) =>
            choices.SelectMany(choice => config.Values.Append(config.Forged).Prepend(null).Select(value => choice.Append(new(acceptor, timestamp, value)))));

    /// <summary>Any value that a proposer has, at any timestamp: one that none has would be no more than a further name.</summary>
    private static IEnumerable<(int Proposer, TimestampedValue Written)> Values(FabRegisterConfig config) =>
        from proposer in config.ByzantineProposers.Members
        from timestamp in Enumerable.Range(0, config.Timestamps)
        from value in config.Values
        select (proposer, new TimestampedValue(value, timestamp));
}
