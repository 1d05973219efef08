using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabRegister;

/// <summary>
/// What Byzantine processes could send, computed from what correct processes have signed. They have no state: whatever
/// they could send is taken as sent. They cannot forge a correct process's signature.
/// </summary>
internal static class FabRegisterAdversary
{
    /// <summary>The proposer that acts at a timestamp if the adversary can; null if acceptors would listen to no Byzantine one.</summary>
    public static int? LeaderAt(int timestamp, FabRegisterConfig config) =>
        config.ByzantineProposers.Members.Cast<int?>().FirstOrDefault(proposer => config.MayLead(proposer!.Value, timestamp));

    /// <summary>The sets of read acknowledgments that a reader could receive: those of correct acceptors, completed by Byzantine ones with any values.</summary>
    public static IEnumerable<(ValueList<ReadAck> Acks, bool Fair)> Quorums(int timestamp, ValueSet<Message> sent, FabRegisterConfig config)
    {
        var byzantine = config.ByzantineAcceptors.Members.ToList();
        for (var lying = 0; lying <= Math.Min(byzantine.Count, config.ReadSize); lying++)
        {
            var lies = Lies(timestamp, [.. byzantine.Take(lying)], config).ToList();
            foreach (var correct in RegisterReadings.OneEach(sent.Cast<ReadAck>(), config.ReadSize - lying))
            {
                foreach (var lie in lies)
                {
                    yield return (new(correct.Concat(lie).OrderBy(ack => ack.Acceptor)), lying == 0);
                }
            }
        }
    }

    /// <summary>The writes that a Byzantine proposer could send at a timestamp: one for each value that it can show to be legal.</summary>
    public static ValueList<Write> Writes(int timestamp, ValueSet<Message> sent, FabRegisterConfig config)
    {
        if (LeaderAt(timestamp, config) is not { } proposer)
        {
            return ValueList<Write>.Empty;
        }

        var isBare = !config.Has(FabRegisterRule.TokenAllows) || (timestamp == 0 && config.Has(FabRegisterRule.FirstWriteFree));
        List<ProgressToken> tokens =
        [
            .. Quorums(timestamp, sent, config)
                .Select(quorum => ProgressToken.From(timestamp, [.. quorum.Acks.Select(ack => ack.LastLegal)], config))
                .Distinct()
                .OrderBy(token => token.ToString(), StringComparer.Ordinal),
        ];
        return new(
            from value in config.Values
            let written = new TimestampedValue(value, timestamp)
            let token = tokens.FirstOrDefault(token => token.Shows(written, config))
            where isBare || token is not null
            select new Write(proposer, written, isBare ? null : token));
    }

    /// <summary>The reads that a Byzantine proposer could send at a timestamp: one, if it has the proof.</summary>
    /// <param name="timestamp">The timestamp.</param>
    /// <param name="changed">The correct proposers who have come there.</param>
    /// <param name="config">The system.</param>
    public static IEnumerable<Read> Reads(int timestamp, ProcessSet changed, FabRegisterConfig config) =>
        LeaderAt(timestamp, config) is { } proposer
        && (changed.Count + config.ByzantineProposers.Count >= config.ProofSize || !config.Has(FabRegisterRule.TimestampProof))
            ? [new(proposer, timestamp, config.Has(FabRegisterRule.TimestampProof) ? config.ProofSize : 0)]
            : [];

    /// <summary>Every message that a Byzantine process could send and a correct one might react to, for message-by-message runs.</summary>
    public static IEnumerable<Message> Messages(ValueSet<Message> sent, FabRegisterViews views, FabRegisterConfig config)
    {
        if (!config.HasByzantine)
        {
            return [];
        }

        var seen = View.SeeAll(views.All, sent);
        return
        [
            .. from timestamp in Enumerable.Range(0, config.Timestamps)
               from lies in Lies(timestamp, [.. config.ByzantineAcceptors.Members], config)
               from ack in lies
               select (Message)ack,
            .. from acceptor in config.ByzantineAcceptors.Members
               from ack in sent.OfType<WriteAck>()
               select ack with { Acceptor = acceptor },
            .. from proposer in config.ByzantineProposers.Members
               from timestamp in Enumerable.Range(1, config.Timestamps - 1)
               select new TimestampChange(proposer, timestamp),
            .. from timestamp in Enumerable.Range(0, config.Timestamps)
               from message in (IEnumerable<Message>)
               [
                   .. Reads(timestamp, ((Signers)seen[views.TimestampChanges[timestamp]]).Members, config),
                   .. (ValueList<Write>)seen[views.ByzantineWrites[timestamp]],
               ]
               select message,
        ];
    }

    /// <summary>Every choice of what Byzantine acceptors report: ⊥, a value, or one that nobody wrote.</summary>
    private static IEnumerable<IEnumerable<ReadAck>> Lies(int timestamp, IReadOnlyList<int> liars, FabRegisterConfig config) =>
        liars.Aggregate((IEnumerable<IEnumerable<ReadAck>>)[[]], (choices, acceptor) =>
            choices.SelectMany(choice => config.Values.Append(config.Forged).Prepend(null).Select(value => choice.Append(new(acceptor, timestamp, value)))));
}
