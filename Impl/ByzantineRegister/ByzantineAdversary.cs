using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed. They have no state: whatever
/// they could send is taken as sent. They cannot forge a correct process's signature.
/// </summary>
internal static class ByzantineAdversary
{
    /// <summary>The proposer that acts at a timestamp if the adversary can; null if acceptors would listen to no Byzantine one.</summary>
    public static int? LeaderAt(int timestamp, ByzantineConfig config) =>
        config.ByzantineProposers.Members.Cast<int?>().FirstOrDefault(proposer => config.MayLead(proposer!.Value, timestamp));

    /// <summary>
    /// The sets of reports that a reader could receive as a quorum: those of correct acceptors, one each, completed by
    /// Byzantine ones. One Byzantine acceptor reports anything; more of them add nothing to what one can make of a token.
    /// </summary>
    /// <typeparam name="TMessage">Read acknowledgments or timestamp changes.</typeparam>
    /// <param name="reports">What was sent, and what can be proven.</param>
    /// <param name="made">A Byzantine acceptor's report.</param>
    /// <param name="config">The system.</param>
    public static IEnumerable<(ValueList<TMessage> Reports, bool Fair)> Quorums<TMessage>(
        Reports reports, Func<int, VisibleProof?, TMessage> made, ByzantineConfig config)
        where TMessage : AcceptorMessage
    {
        var byzantine = config.ByzantineAcceptors.Members.ToList();
        for (var lying = 0; lying <= Math.Min(byzantine.Count, config.ReadSize); lying++)
        {
            foreach (var correct in RegisterReadings.OneEach(reports.Sent.Cast<TMessage>(), config.ReadSize - lying))
            {
                IEnumerable<VisibleProof?> claims = lying == 0 ? [null] : Claims(reports.Proofs, config);
                foreach (var claim in claims)
                {
                    var lies = byzantine.Take(lying).Select((acceptor, i) => made(acceptor, i == 0 ? claim : null));
                    yield return (new(correct.Concat(lies).OrderBy(m => m.Acceptor)), lying == 0);
                }
            }
        }
    }

    /// <summary>The pre-writes that a Byzantine proposer could send at a timestamp: one for each value that it can show to be legal.</summary>
    public static ValueList<PreWrite> PreWrites(int timestamp, Reports reports, ByzantineConfig config)
    {
        if (LeaderAt(timestamp, config) is not { } proposer)
        {
            return ValueList<PreWrite>.Empty;
        }

        var isBare = !config.Has(ByzantineRule.TokenAllows)
            || (config.Has(ByzantineRule.FirstWriteFree) && (timestamp == 0 || !config.Has(ByzantineRule.BareOnlyAtZero)));
        var tokens = Tokens(timestamp, reports, config);
        return new(
            from value in config.Values
            let written = new TimestampedValue(value, timestamp)
            let token = tokens.FirstOrDefault(token => token.Shows(written, config))
            where isBare || token is not null
            select new PreWrite(proposer, written, isBare ? null : token));
    }

    /// <summary>Every message that a Byzantine process could send and a correct one might react to, for message-by-message runs.</summary>
    public static IEnumerable<Message> Messages(ValueSet<Message> sent, ByzantineViews views, ByzantineConfig config)
    {
        if (!config.HasByzantine)
        {
            return [];
        }

        var seen = View.SeeAll(views.All, sent);
        return
        [
            .. from timestamp in Enumerable.Range(0, config.Timestamps)
               from claim in Claims(((Reports)seen[views.ReadReports[timestamp]]).Proofs, config)
               from acceptor in config.ByzantineAcceptors.Members
               from message in (Message[])[new ReadAck(acceptor, timestamp, claim), new TimestampChange(acceptor, timestamp, claim)]
               select message,
            .. from acceptor in config.ByzantineAcceptors.Members
               from message in sent
               where message is Write or WriteAck
               select (Message)((AcceptorMessage)message with { Acceptor = acceptor }),
            .. from timestamp in Enumerable.Range(0, config.Timestamps)
               let proposer = LeaderAt(timestamp, config)
               where proposer is not null
               from message in (IEnumerable<Message>)[new Read(proposer.Value, timestamp), .. (ValueList<PreWrite>)seen[views.ByzantinePreWrites[timestamp]]]
               select message,
        ];
    }

    private static List<SecureToken> Tokens(int timestamp, Reports reports, ByzantineConfig config)
    {
        var quorums = config.FoldsReadsAt(timestamp)
            ? Quorums(reports, (acceptor, claim) => new TimestampChange(acceptor, timestamp, claim), config).Select(q => q.Reports.Select(change => change.LastVisible))
            : Quorums(reports, (acceptor, claim) => new ReadAck(acceptor, timestamp, claim), config).Select(q => q.Reports.Select(ack => ack.LastVisible));
        return [.. quorums.Select(quorum => SecureToken.From(timestamp, quorum, config)).Distinct().OrderBy(token => token.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>What a Byzantine acceptor can claim to have seen: nothing, or what was visible; without the rule, anything.</summary>
    private static IEnumerable<VisibleProof?> Claims(IEnumerable<VisibleProof> proofs, ByzantineConfig config) =>
        [
            null,
            .. config.Has(ByzantineRule.VisibleProof)
                ? proofs
                : from value in config.Values.Append(config.Forged)
                  from timestamp in Enumerable.Range(0, config.Timestamps)
                  select new VisibleProof(new(value, timestamp), 0),
        ];
}
