using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed and from the shape of messages.
/// They have no state: whatever they could send is taken as sent. They cannot forge a correct process's signature.
/// </summary>
/// <remarks>
/// Nothing here asks what a handler will take. Of messages that differ only in how many signatures they show, the one with
/// the most stands for all: those with fewer could be sent before, when there were no more.
/// </remarks>
internal static class ByzantineAdversary
{
    /// <summary>
    /// The sets of reports that a reader could receive, of any size up to a quorum, at which it stops waiting: those of
    /// correct acceptors, one each, and of Byzantine ones. One Byzantine acceptor reports anything; more of them add nothing
    /// to what one can make of a token.
    /// </summary>
    /// <typeparam name="TMessage">Read acknowledgments or timestamp changes.</typeparam>
    /// <param name="reports">What was sent, and what can be claimed.</param>
    /// <param name="most">How many reports there may be.</param>
    /// <param name="made">A Byzantine acceptor's report.</param>
    /// <param name="config">The system.</param>
    public static IEnumerable<(ValueList<TMessage> Reports, bool Fair)> Quorums<TMessage>(
        Reports reports, int most, Func<int, VisibleProof?, TMessage> made, ByzantineConfig config)
        where TMessage : AcceptorMessage
    {
        var byzantine = config.ByzantineAcceptors.Members.ToList();
        for (var lying = 0; lying <= Math.Min(byzantine.Count, most); lying++)
        {
            IReadOnlyList<VisibleProof?> claims = lying == 0 ? [null] : [null, .. reports.Proofs];
            foreach (var correct in RegisterReadings.UpTo(reports.Sent.Cast<TMessage>(), most - lying))
            {
                foreach (var claim in claims)
                {
                    var lies = byzantine.Take(lying).Select((acceptor, i) => made(acceptor, i == 0 ? claim : null));
                    yield return (new(correct.Concat(lies).OrderBy(m => m.Acceptor)), lying == 0);
                }
            }
        }
    }

    /// <summary>The proofs that Byzantine acceptors could show of any writes of a timestamp: with every signature that exists, their own among them.</summary>
    public static IEnumerable<VisibleProof> Proofs(int timestamp, ValueList<SignedWrite> writes, ByzantineConfig config) =>
        RegisterReadings.ByzantineWrites(timestamp, config).Select(written => new VisibleProof(
            written,
            config.ByzantineAcceptors.Count + (writes.FirstOrDefault(signed => signed.Written == written)?.Signers.Count ?? 0)));

    /// <summary>The tokens that a Byzantine proposer could make of the reports for a timestamp: for each value the one by the most acceptors.</summary>
    public static ValueList<SecureToken> Tokens(int timestamp, Reports reports, ByzantineConfig config)
    {
        var sets = config.FoldsReadsAt(timestamp)
            ? Quorums(reports, config.Acceptors, (acceptor, claim) => new TimestampChange(acceptor, timestamp, claim), config).Select(q => q.Reports.Select(change => change.LastVisible))
            : Quorums(reports, config.Acceptors, (acceptor, claim) => new ReadAck(acceptor, timestamp, claim), config).Select(q => q.Reports.Select(ack => ack.LastVisible));
        return new(sets.Select(set => SecureToken.From(timestamp, set, config))
            .GroupBy(token => token.Token, (_, alike) => alike.MaxBy(token => token.Acks)!)
            .OrderBy(token => token.Token.Value, StringComparer.Ordinal));
    }

    /// <summary>What a Byzantine proposer could send at any time: reads, and writes without a token, also where it is not the leader.</summary>
    /// <remarks>
    /// No reads where reads are folded in: whatever acceptors answered, no process has a use for it, so that it would only
    /// multiply the states.
    /// </remarks>
    public static IEnumerable<Message> Bare(ByzantineConfig config) =>
    [
        .. from proposer in config.ByzantineProposers.Members
           from timestamp in Enumerable.Range(0, config.Timestamps)
           where !config.FoldsReadsAt(timestamp)
           select new Read(proposer, timestamp),
        .. Writes(config).Select(write => new PreWrite(write.Proposer, write.Written, null)),
    ];

    /// <summary>The pre-writes that Byzantine proposers could send with the tokens of a timestamp, also at another timestamp, and of another value than the token's.</summary>
    /// <remarks>
    /// A token for the value written stands for one for ⊥ by no more acceptors. With a token of another timestamp, the value
    /// is one that the token allows: a handler that takes what is wrong in two ways also takes what is wrong in one. A token
    /// that fits is left out where the rules ask for none: the acceptor would only keep its name.
    /// </remarks>
    public static IEnumerable<PreWrite> PreWrites(int made, ValueList<SecureToken> tokens, ByzantineConfig config) =>
        from write in config.Has(ByzantineRule.TokenAllows) ? Writes(config) : []
        from token in tokens
        let fits = token.Token.Allows(write.Written.Value)
        where made == write.Written.Timestamp ? !(fits && config.IsFreeAt(made)) : fits
        where token.Token.Value is not null || !tokens.Any(better => better.Token.Value == write.Written.Value && better.Acks >= token.Acks)
        select new PreWrite(write.Proposer, write.Written, token);

    /// <summary>The single messages that Byzantine processes could send, for message-by-message runs.</summary>
    public static IReadOnlyList<Forgery> Forgeries(ByzantineConfig config, ByzantineViews views) => config.HasByzantine
        ?
        [
            new(views.Anytime, _ => Bare(config)),
            .. views.Tokens.Select(view => new Forgery(view.Value, seen => PreWrites(view.Key, (ValueList<SecureToken>)seen, config))),
            .. config.ByzantineAcceptors.Members.SelectMany(acceptor => OfAcceptor(acceptor, config, views)),
        ]
        : [];

    private static IEnumerable<Forgery> OfAcceptor(int acceptor, ByzantineConfig config, ByzantineViews views) =>
    [
        new(views.Proofs, seen =>
            from timestamp in Enumerable.Range(0, config.Timestamps)
            from claim in (IEnumerable<VisibleProof?>)[null, .. (ValueList<VisibleProof>)seen]
            from message in (Message[])[new ReadAck(acceptor, timestamp, claim), new TimestampChange(acceptor, timestamp, claim)]
            select message),
        .. views.Writes.Select(view => RegisterReadings.Signs(view.Value, view.Key, config.WriteSize, config, written => new Write(acceptor, written))),
        .. views.WriteAcks.Select(view => RegisterReadings.Signs(view.Value, view.Key, config.TotalSize, config, written => new WriteAck(acceptor, written))),
    ];

    /// <summary>Any value that a proposer has, at any timestamp: one that none has would be no more than a further name.</summary>
    private static IEnumerable<(int Proposer, TimestampedValue Written)> Writes(ByzantineConfig config) =>
        from proposer in config.ByzantineProposers.Members
        from timestamp in Enumerable.Range(0, config.Timestamps)
        from value in config.Values
        select (proposer, new TimestampedValue(value, timestamp));
}
