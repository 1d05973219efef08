using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabRegister;

/// <summary>The parts of the world that the processes of a FaB register read, one for each kind of message and timestamp.</summary>
internal sealed class FabRegisterViews : RegisterViews
{
    public FabRegisterViews(FabRegisterConfig config)
        : base(config)
    {
        foreach (var timestamp in Enumerable.Range(0, config.Timestamps))
        {
            Requests[timestamp] = Add(GatheredView.Messages($"read and write {timestamp}", m => m switch { Read r => r.Timestamp == timestamp, Write w => w.Written.Timestamp == timestamp, _ => false }));
            TimestampChanges[timestamp] = Add(SignersOf($"timestamp changes {timestamp}", m => m is TimestampChange c && c.Timestamp == timestamp ? c.Proposer : null));
            ReadAcks[timestamp] = Add(GatheredView.Messages($"read acknowledgments {timestamp}", m => m is ReadAck a && a.Timestamp == timestamp));
            Tokens[timestamp] = Add(new DerivedView($"tokens {timestamp}", ReadAcks[timestamp], ReadAcks[timestamp], (seen, _) =>
                FabRegisterAdversary.Tokens(timestamp, (ValueSet<Message>)seen, config)));
        }
    }

    /// <summary>What correct proposers have asked for at each timestamp.</summary>
    public Dictionary<int, View> Requests { get; } = [];

    /// <summary>The correct proposers that have come to each timestamp.</summary>
    public Dictionary<int, View> TimestampChanges { get; } = [];

    /// <summary>The read acknowledgments of each timestamp.</summary>
    public Dictionary<int, View> ReadAcks { get; } = [];

    /// <summary>For each timestamp: the tokens that a Byzantine proposer could make of read acknowledgments.</summary>
    public Dictionary<int, View> Tokens { get; } = [];
}

/// <summary>Which process of a FaB register reads which part of the world, and the inputs that it finds there.</summary>
internal sealed class FabRegisterReadings(FabRegisterConfig config, FabRegisterViews views, RegisterProcesses processes)
{
    public IReadOnlyList<Reading> All() =>
    [
        .. processes.Proposers.SelectMany(OfProposer),
        .. processes.Acceptors.SelectMany(OfAcceptor),
        .. processes.Learners.SelectMany(p => RegisterReadings.OfLearner(p, config, views)),
    ];

    private IEnumerable<Reading> OfProposer(int process)
    {
        var proposer = processes.OrdinalOf(process);

        yield return new(process, null, (state, _) => Begin((FabRegisterProposerState)state).Select(input => new Offer(input, Fair: true)), IsLocal: true);
        foreach (var timestamp in Enumerable.Range(0, config.Timestamps))
        {
            // Messages go to the leader of the timestamp; a Byzantine one shows them to anybody.
            var isLeader = config.LeaderOf(timestamp) == proposer;
            if (isLeader || config.ByzantineProposers.Contains(config.LeaderOf(timestamp)))
            {
                yield return new(process, views.TimestampChanges[timestamp], (_, seen) =>
                    RegisterReadings.Signatures(((Signers)seen!).Members, config.ByzantineProposers, signers => new TimestampChangeQuorum(timestamp, signers))
                        .Select(offer => offer with { Fair = offer.Fair && isLeader }));
                yield return new(process, views.ReadAcks[timestamp], (_, seen) =>
                    FabRegisterAdversary.Quorums(timestamp, (ValueSet<Message>)seen!, config.ReadSize, config)
                        .Select(quorum => new Offer(new ReadAckQuorum(timestamp, quorum.Acks), quorum.Fair && isLeader)));
            }
        }
    }

    /// <summary>What the proposer may do by itself: the handlers know at which timestamp. It does not read where no acceptor would answer.</summary>
    private IEnumerable<Input> Begin(FabRegisterProposerState state)
    {
        var isFirst = state is { Id: 0, Estimate: 0 } && config.Has(FabRegisterRule.FirstWriteFree);
        var reads = !isFirst && config.Asks(FabRegisterRule.TimestampProof, state.Proof > 0);
        var timestamps = Enumerable.Range(0, config.Timestamps);
        return [new FirstWrite(), .. timestamps.Select(timestamp => new TimestampTimeout(timestamp)), .. reads ? timestamps.Select(timestamp => new BeginRead(timestamp)) : []];
    }

    private IEnumerable<Reading> OfAcceptor(int process)
    {
        for (var at = 0; at < config.Timestamps; at++)
        {
            var timestamp = at;
            yield return new(process, views.Requests[timestamp], (_, seen) => RegisterReadings.Fair(seen));
            if (config.ByzantineProposers.Count > 0)
            {
                yield return new(process, views.TimestampChanges[timestamp], (_, seen) =>
                    FabRegisterAdversary.Reads(timestamp, ((Signers)seen!).Members, config).Select(m => new Offer(m, Fair: false)));
                yield return new(process, views.Tokens[timestamp], (_, seen) =>
                    FabRegisterAdversary.Writes(timestamp, (ValueList<ProgressToken>)seen!, config).Select(m => new Offer(m, Fair: false)));
            }
        }

        if (config.ByzantineProposers.Count > 0)
        {
            yield return new(process, views.Anytime, (_, _) => FabRegisterAdversary.Bare(config).Select(m => new Offer(m, Fair: false)));
        }
    }
}
