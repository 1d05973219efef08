using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>What a leader can be told: reports of correct acceptors, and what Byzantine ones can show.</summary>
/// <param name="Sent">Read acknowledgments or timestamp changes.</param>
/// <param name="Proofs">The proofs that can be shown, each with as many signatures as there are.</param>
internal sealed record Evidence(ValueSet<Message> Sent, ValueList<VisibleProof> Proofs);

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed and from the shape of messages.
/// They have no state: whatever they could send is taken as sent. They cannot forge a correct process's signature, unless the
/// rule <see cref="ByzantineRule.Signatures"/> is out.
/// </summary>
/// <remarks>
/// Without that rule they show any proof and any token. They do not send in another's name: who a message is from is then what the
/// channel tells, as section 7.1 has it for the writes of FaB Paxos, and nothing is left to forge but what is shown to a third process.
/// Nothing here asks what a handler will take. Of messages that differ only in how many signatures they show, the one with
/// the most stands for all: those with fewer could be sent before, when there were no more.
/// </remarks>
internal sealed class ByzantineAdversary(ByzantineConfig config, IRole proposers, IRole acceptors)
{
    /// <summary>
    /// The sets of reports that a reader could receive, of any size up to a quorum, at which it stops waiting: those of
    /// correct acceptors, one each, and of Byzantine ones. One Byzantine acceptor reports anything; more of them add nothing
    /// to what one can make of a token.
    /// </summary>
    /// <param name="seen">What was sent, and what can be claimed.</param>
    /// <param name="most">How many reports there may be.</param>
    /// <param name="claimed">A Byzantine acceptor's report.</param>
    public IEnumerable<(ValueList<TMessage> Reports, bool Fair)> Reports<TMessage>(
        Evidence seen, int most, Func<VisibleProof?, TMessage> claimed)
        where TMessage : SignedMessage
    {
        foreach (var lying in Enumerable.Range(0, Math.Min(acceptors.Byzantine.Count, most) + 1))
        {
            IReadOnlyList<VisibleProof?> claims = lying == 0 ? [null] : [null, .. seen.Proofs];
            var lies = claims.Select(claim => Lie(claim).ToList()).ToList();
            foreach (var correct in Offers.UpTo(seen.Sent.Cast<TMessage>(), most - lying))
            {
                foreach (var lie in lies)
                {
                    yield return (new(lying == 0 ? correct : correct.Concat(lie).OrderBy(m => m.From)), lying == 0);
                }
            }

            IEnumerable<TMessage> Lie(VisibleProof? claim) =>
                acceptors.Byzantine.Take(lying).Select((acceptor, i) => claimed(i == 0 ? claim : null).By(acceptor));
        }
    }

    /// <summary>The proofs of writes of a timestamp that can be shown, with every signature that exists, Byzantine ones too.</summary>
    public IEnumerable<VisibleProof> Proofs(int timestamp, ValueList<Signed<Write>> writes) =>
        from written in config.MadeUp(timestamp)
        let signed = writes.FirstOrDefault(signed => signed.Statement.Written == written)
        select new VisibleProof(
            written,
            config.Has(ByzantineRule.Signatures) ? acceptors.Byzantine.Count + (signed?.Signers.Count ?? 0) : config.Acceptors);

    /// <summary>The tokens that a Byzantine proposer could make for a timestamp: for each value the one by the most acceptors.</summary>
    public ValueList<SecureToken> Tokens(int timestamp, Evidence seen)
    {
        if (!config.Has(ByzantineRule.Signatures))
        {
            return new(config.Values.Prepend(null).Select(value => new SecureToken(new(value, timestamp), config.Acceptors)));
        }

        var most = config.Acceptors;
        var sets = config.FoldsReadsAt(timestamp)
            ? Reports(seen, most, claim => new TimestampChange(timestamp, claim)).Select(set => set.Reports.Select(m => m.LastVisible))
            : Reports(seen, most, claim => new ReadAck(timestamp, claim)).Select(set => set.Reports.Select(m => m.LastVisible));
        return new(sets.Select(set => SecureToken.From(timestamp, set, config))
            .GroupBy(token => token.Token, (_, alike) => alike.MaxBy(token => token.Acks)!)
            .OrderBy(token => token.Token.Value, StringComparer.Ordinal));
    }

    /// <summary>What a Byzantine proposer could send at any time, leader or not: reads, and writes without a token.</summary>
    /// <remarks>
    /// No reads where reads are folded in: whatever acceptors answered, no process has a use for it, so that it would only
    /// multiply the states.
    /// </remarks>
    public IEnumerable<SignedMessage> Bare() =>
    [
        .. from proposer in proposers.Byzantine
           from timestamp in config.AllTimestamps
           where !config.FoldsReadsAt(timestamp)
           select new Read(timestamp).By(proposer),
        .. Writes().Select(write => new PreWrite(write.Written, null).By(write.Proposer)),
    ];

    /// <summary>
    /// The pre-writes that Byzantine proposers could send with the tokens of a timestamp, also at another timestamp, and of
    /// another value than the token's.
    /// </summary>
    /// <remarks>
    /// A token for the value written stands for one for ⊥ by no more acceptors. With a token of another timestamp, the value
    /// is one that the token allows: a handler that takes what is wrong in two ways also takes what is wrong in one. A token
    /// that fits is left out where the rules ask for none: the acceptor would only keep its name.
    /// </remarks>
    public IEnumerable<PreWrite> PreWrites(int made, ValueList<SecureToken> tokens) =>
        from write in config.Has(ByzantineRule.TokenAllows) ? Writes() : []
        from token in tokens
        let fits = token.Token.Allows(write.Written.Value)
        where made == write.Written.Timestamp ? !(fits && config.IsFreeAt(made)) : fits
        where token.Token.Value is not null || !tokens.Any(better => better.Token.Value == write.Written.Value && better.Acks >= token.Acks)
        select new PreWrite(write.Written, token).By(write.Proposer);

    /// <summary>The reports that Byzantine acceptors could send, to leaders of any timestamps.</summary>
    public IEnumerable<SignedMessage> Claims(ValueList<VisibleProof> proofs) =>
        from acceptor in acceptors.Byzantine
        from timestamp in config.AllTimestamps
        from claim in (IEnumerable<VisibleProof?>)[null, .. proofs]
        from message in (SignedMessage[])[new ReadAck(timestamp, claim), new TimestampChange(timestamp, claim)]
        select message.By(acceptor);

    /// <summary>The signers of each WRITE of a timestamp; Byzantine acceptors sign any, also one that nobody else has signed.</summary>
    public IEnumerable<Offer> Quorums(int timestamp, ValueList<Signed<Write>> writes) =>
        from signed in writes.Concat(
            from write in MadeUp(timestamp)
            where writes.All(signed => signed.Statement != write)
            select new Signed<Write>(write, ProcessSet.None))
        from offer in Offers.Quorums(signed.Signers, config.ByzantineAcceptors, signers => new Quorum<Write>(signed.Statement, signers))
        select offer;

    /// <summary>
    /// The WRITEs that Byzantine acceptors send, message by message: what others have signed. What nobody else signs is only
    /// counted, and nobody hears of it before so many have signed, unless the Byzantine acceptors alone are as many.
    /// </summary>
    public IEnumerable<Write> Signatures(int timestamp, ValueList<Signed<Write>> writes) =>
        from acceptor in acceptors.Byzantine
        from write in acceptors.Byzantine.Count >= config.WriteSize ? MadeUp(timestamp) : writes.Select(signed => signed.Statement)
        select write.By(acceptor);

    private IEnumerable<Write> MadeUp(int timestamp) =>
        config.MadeUp(timestamp).Select(written => new Write(written).By(new(acceptors.Letter, ProcessId.Nobody)));

    /// <summary>Any value that a proposer has, at any timestamp: one that none has would be no more than a further name.</summary>
    private IEnumerable<(ProcessId Proposer, TimestampedValue Written)> Writes() =>
        from proposer in proposers.Byzantine
        from timestamp in config.AllTimestamps
        from value in config.Values
        select (proposer, new TimestampedValue(value, timestamp));
}
