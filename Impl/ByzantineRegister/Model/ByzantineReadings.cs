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
        foreach (var timestamp in Enumerable.Range(0, config.Timestamps))
        {
            // Acceptors report to the leader of the timestamp; a Byzantine one shows the reports to anybody.
            var isLeader = config.LeaderOf(timestamp) == proposer;
            if (isLeader || config.ByzantineProposers.Contains(config.LeaderOf(timestamp)))
            {
                yield return new(process, views.ReadReports[timestamp], (_, seen) =>
                    ByzantineAdversary.Quorums((Reports)seen!, config.ReadSize, (acceptor, claim) => new ReadAck(acceptor, timestamp, claim), config)
                        .Select(quorum => new Offer(new ReadAckQuorum(timestamp, quorum.Reports), quorum.Fair && isLeader)));
                yield return new(process, views.ChangeReports[timestamp], (_, seen) =>
                    ByzantineAdversary.Quorums((Reports)seen!, config.ReadSize, (acceptor, claim) => new TimestampChange(acceptor, timestamp, claim), config)
                        .Select(quorum => new Offer(new TimestampChangeQuorum(timestamp, quorum.Reports), quorum.Fair && isLeader)));
            }
        }
    }

    /// <summary>What the proposer may do by itself: the handlers know at which timestamp.</summary>
    private IEnumerable<Input> Begin(ByzantineProposerState state) =>
        (state is { Id: 0, Estimate: 0 } && config.Has(ByzantineRule.FirstWriteFree)) || config.FoldsReadsAt(state.Estimate)
            ? [new FirstWrite()]
            : [new FirstWrite(), .. Enumerable.Range(0, config.Timestamps).Select(timestamp => new BeginRead(timestamp))];

    private IEnumerable<Reading> OfAcceptor(int process)
    {
        // Fair whoever leads: acceptors "periodically increment their timestamps" (section 6.2).
        yield return new(process, null, (_, _) =>
            Enumerable.Range(0, config.Timestamps).Select(timestamp => new Offer(new TimestampTimeout(timestamp), Fair: true)), IsLocal: true);
        if (config.ByzantineProposers.Count > 0)
        {
            yield return new(process, views.Anytime, (_, _) => ByzantineAdversary.Bare(config).Select(m => new Offer(m, Fair: false)));
        }

        for (var at = 0; at < config.Timestamps; at++)
        {
            var timestamp = at;
            yield return new(process, views.Requests[timestamp], (_, seen) => RegisterReadings.Fair(seen));
            if (config.ByzantineProposers.Count > 0)
            {
                yield return new(process, views.Tokens[timestamp], (_, seen) =>
                    ByzantineAdversary.PreWrites(timestamp, (ValueList<SecureToken>)seen!, config).Select(m => new Offer(m, Fair: false)));
            }

            yield return new(process, views.Writes[timestamp], (_, seen) =>
                RegisterReadings.Quorums(timestamp, (ValueList<SignedWrite>)seen!, config, (written, signers) => new WriteQuorum(written, signers)));
        }
    }
}
