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
            ByzantineWrites[timestamp] = Add(new DerivedView($"Byzantine writes {timestamp}", ReadAcks[timestamp], ReadAcks[timestamp], (seen, _) =>
                FabRegisterAdversary.Writes(timestamp, (ValueSet<Message>)seen, config)));
        }
    }

    /// <summary>What correct proposers have asked for at each timestamp.</summary>
    public Dictionary<int, View> Requests { get; } = [];

    /// <summary>The correct proposers that have come to each timestamp.</summary>
    public Dictionary<int, View> TimestampChanges { get; } = [];

    /// <summary>The read acknowledgments of each timestamp.</summary>
    public Dictionary<int, View> ReadAcks { get; } = [];

    /// <summary>For each timestamp: the writes that a Byzantine proposer could send, with their tokens.</summary>
    public Dictionary<int, View> ByzantineWrites { get; } = [];
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
        foreach (var timestamp in Enumerable.Range(0, config.Timestamps).Where(timestamp => config.LeaderOf(timestamp) == proposer))
        {
            yield return new(process, views.TimestampChanges[timestamp], (_, seen) =>
                RegisterReadings.Signatures(((Signers)seen!).Members, config.ProofSize, config.ByzantineProposers, signers => new TimestampChangeQuorum(timestamp, signers)));

            // Not worked out for a proposer at another timestamp: it would ignore them all.
            yield return new(process, views.ReadAcks[timestamp], (state, seen) =>
                ((FabRegisterProposerState)state).Estimate == timestamp
                    ? FabRegisterAdversary.Quorums(timestamp, (ValueSet<Message>)seen!, config)
                        .Select(quorum => new Offer(new ReadAckQuorum(timestamp, quorum.Acks), quorum.Fair))
                    : []);
        }
    }

    /// <summary>What the proposer may do by itself. It does not read where no acceptor would answer.</summary>
    private IEnumerable<Input> Begin(FabRegisterProposerState state)
    {
        if (config.IsTimestamp(state.MyTimestamp + 1))
        {
            yield return new TimestampTimeout(state.MyTimestamp + 1);
        }

        if (state is { Id: 0, Estimate: 0 } && config.Has(FabRegisterRule.FirstWriteFree))
        {
            yield return new FirstWrite();
        }
        else if (config.IsTimestamp(state.Estimate) && (state.Proof > 0 || !config.Has(FabRegisterRule.TimestampProof)))
        {
            yield return new BeginRead(state.Estimate);
        }
    }

    private IEnumerable<Reading> OfAcceptor(int process)
    {
        for (var at = 0; at < config.Timestamps; at++)
        {
            var timestamp = at;
            yield return new(process, views.Requests[timestamp], (_, seen) => RegisterReadings.Fair(seen));
            if (FabRegisterAdversary.LeaderAt(timestamp, config) is not null)
            {
                yield return new(process, views.TimestampChanges[timestamp], (_, seen) =>
                    FabRegisterAdversary.Reads(timestamp, ((Signers)seen!).Members, config).Select(m => new Offer(m, Fair: false)));
                yield return new(process, views.ByzantineWrites[timestamp], (_, seen) => ((ValueList<Write>)seen!).Select(m => new Offer(m, Fair: false)));
            }
        }
    }
}
