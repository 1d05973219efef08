using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>Which process of a Byzantine register reads which part of the world, and the inputs that it finds there.</summary>
internal sealed class ByzantineReadings(ByzantineConfig config, ByzantineViews views, RegisterProcesses processes)
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

        yield return new(process, null, (state, _) => Begin((ByzantineProposerState)state).Select(input => new Offer(input, Fair: true)), IsLocal: true);
        foreach (var timestamp in Enumerable.Range(0, config.Timestamps).Where(timestamp => config.LeaderOf(timestamp) == proposer))
        {
            if (!config.FoldsReadsAt(timestamp))
            {
                // Not worked out for a proposer at another timestamp: it would ignore them all.
                yield return new(process, views.ReadReports[timestamp], (state, seen) =>
                    ((ByzantineProposerState)state).Estimate == timestamp
                        ? ByzantineAdversary.Quorums((Reports)seen!, (acceptor, claim) => new ReadAck(acceptor, timestamp, claim), config)
                            .Select(quorum => new Offer(new ReadAckQuorum(timestamp, quorum.Reports), quorum.Fair))
                        : []);
            }

            if (timestamp > 0)
            {
                yield return new(process, views.ChangeReports[timestamp], (_, seen) =>
                    ByzantineAdversary.Quorums((Reports)seen!, (acceptor, claim) => new TimestampChange(acceptor, timestamp, claim), config)
                        .Select(quorum => new Offer(new TimestampChangeQuorum(timestamp, quorum.Reports), quorum.Fair)));
            }
        }
    }

    /// <summary>What the proposer may do by itself at the timestamp that it takes for the acceptors'.</summary>
    private IEnumerable<Input> Begin(ByzantineProposerState state)
    {
        if (state is { Id: 0, Estimate: 0 } && config.Has(ByzantineRule.FirstWriteFree))
        {
            yield return new FirstWrite();
        }
        else if (config.IsTimestamp(state.Estimate) && !config.FoldsReadsAt(state.Estimate))
        {
            yield return new BeginRead(state.Estimate);
        }
    }

    private IEnumerable<Reading> OfAcceptor(int process)
    {
        // Fair whoever leads: acceptors "periodically increment their timestamps" (section 6.2).
        yield return new(process, null, (state, _) =>
            ((ByzantineAcceptorState)state).Timestamp + 1 is var next && config.IsTimestamp(next) ? [new(new TimestampTimeout(next), Fair: true)] : [], IsLocal: true);
        for (var at = 0; at < config.Timestamps; at++)
        {
            var timestamp = at;
            yield return new(process, views.Requests[timestamp], (_, seen) => RegisterReadings.Fair(seen));
            if (ByzantineAdversary.LeaderAt(timestamp, config) is { } proposer)
            {
                yield return new(process, views.ByzantinePreWrites[timestamp], (_, seen) =>
                [
                    .. config.FoldsReadsAt(timestamp) ? (Offer[])[] : [new(new Read(proposer, timestamp), Fair: false)],
                    .. ((ValueList<PreWrite>)seen!).Select(m => new Offer(m, Fair: false)),
                ]);
            }

            yield return new(process, views.Writes[timestamp], (_, seen) =>
                RegisterReadings.Quorums((ValueList<SignedWrite>)seen!, config.WriteSize, config.ByzantineAcceptors, (written, signers) => new WriteQuorum(written, signers)));
        }
    }
}
