using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>Who takes part in a Byzantine register, what each sees, and what must hold.</summary>
/// <remarks>
/// What correct processes sent is gathered by kind and timestamp; what Byzantine ones could send besides is added where it is
/// read. A process reads timestamp by timestamp, and of each one kind after the other: engines go by that order.
/// </remarks>
internal sealed class ByzantineModel(Configuration source)
    : RegisterModel<ByzantineConfig>(source, new(source), changed => new ByzantineModel(changed))
{
    protected override void Declare()
    {
        var proposers = Proposers(ByzantineProposerState.Initial);
        var acceptors = Acceptors(ByzantineAcceptorState.Initial);
        var adversary = new ByzantineAdversary(Config, proposers, acceptors);
        Collect<ReadAck>(Config.ReadSize, m => m.Timestamp);
        Collect<TimestampChange>(Config.ReadSize, m => m.Timestamp);
        Count<Write>(Config.WriteSize);
        To<ReadAck>((m, p) => Config.IsLeader(p, m.Timestamp));
        To<TimestampChange>((m, p) => Config.IsLeader(p, m.Timestamp));
        React(proposers, acceptors);

        var anytime = Constant("nothing", string.Empty);
        List<int> timestamps = [.. Config.AllTimestamps];
        var requests = timestamps.ConvertAll(at => Gather($"read and pre-write {at}", m =>
            m switch { Read r => r.Timestamp == at, PreWrite w => w.Written.Timestamp == at, _ => false }));
        var writes = timestamps.ConvertAll(at => Tally<Write>($"writes {at}", m =>
            m is Write w && w.Written.Timestamp == at ? (w.From.Number, (Write)w.Unsigned) : null));
        var proofs = timestamps.Aggregate(Constant("no proofs", ValueList<VisibleProof>.Empty), (earlier, at) => earlier.With(
            $"proofs up to {at}", writes[at], (shown, signed) => new ValueList<VisibleProof>(shown.Concat(adversary.Proofs(at, signed)))));
        var reads = timestamps.ConvertAll(at => Evidence($"read reports {at}", m => m is ReadAck a && a.Timestamp == at));
        var changes = timestamps.ConvertAll(at => Evidence($"change reports {at}", m => m is TimestampChange c && c.Timestamp == at));
        var tokens = timestamps.ConvertAll(at =>
            (Config.FoldsReadsAt(at) ? changes : reads)[at].Select($"tokens {at}", seen => adversary.Tokens(at, seen)));

        foreach (var at in timestamps)
        {
            // Acceptors report to the leader of the timestamp; a Byzantine one shows the reports to anybody.
            bool MayHear(ProcessId p) => Config.IsLeader(p, at) || Config.ByzantineProposers.Contains(Config.LeaderOf(at));
            proposers.Reads(reads[at], (p, _, seen) => Reported(p, at, seen, claim => new ReadAck(at, claim)), MayHear);
            proposers.Reads(changes[at], (p, _, seen) => Reported(p, at, seen, claim => new TimestampChange(at, claim)), MayHear);
        }

        bool HearsByzantine(ProcessId _) => proposers.Byzantine.Count > 0;
        acceptors.Reads(anytime, (_, _, _) => Offers.Unfair(adversary.Bare()), HearsByzantine);
        foreach (var at in timestamps)
        {
            acceptors.Reads(requests[at], (_, _, seen) => Offers.Fair(seen));
            acceptors.Reads(tokens[at], (_, _, seen) => Offers.Unfair(adversary.PreWrites(at, seen)), HearsByzantine);
            acceptors.Reads(writes[at], (_, _, seen) => adversary.Quorums(at, seen));
        }

        Forge(anytime, _ => adversary.Bare());
        timestamps.ForEach(at => Forge(tokens[at], seen => adversary.PreWrites(at, seen)));
        Forge(proofs, adversary.Claims);
        timestamps.ForEach(at => Forge(writes[at], seen => adversary.Signatures(at, seen)));
        Learners(proposers, acceptors, Visible);

        Part<Evidence> Evidence(string name, Func<Message, bool> concerns) =>
            Gather($"{name}, sent", concerns).With(name, proofs, (sent, shown) => new Evidence(sent, shown));

        IEnumerable<Offer> Reported<TMessage>(ProcessId p, int at, Evidence seen, Func<VisibleProof?, TMessage> claimed)
            where TMessage : SignedMessage =>
            from set in adversary.Reports(seen, Config.ReadSize, claimed)
            where set.Reports.Count > 0
            select new Offer(new Reports<TMessage>(set.Reports), set.Fair && Config.IsLeader(p, at));
    }

    private void React(
        RoleModel<ByzantineProposerState, ByzantineConfig> proposers, RoleModel<ByzantineAcceptorState, ByzantineConfig> acceptors)
    {
        var own = Config.AllTimestamps.Where(at => !Config.ByzantineProposers.Contains(Config.LeaderOf(at))).ToList();
        var writesFirst = own.Contains(0) && Config.Has(ByzantineRule.FirstWriteFree);
        var read = Config.AllTimestamps.Where(at => !Config.FoldsReadsAt(at) && !(writesFirst && at == 0)).ToList();
        proposers
            .On<FirstWrite>(ByzantineProposer.On, happens: writesFirst)
            .On<BeginRead>(ByzantineProposer.On, happens: own.Intersect(read).Any())
            .On<Reports<ReadAck>>(ByzantineProposer.On, happens: own.Intersect(read).Any())
            .On<Reports<TimestampChange>>(ByzantineProposer.On, happens: own.Any(at => Config.FoldsReadsAt(at) || at >= Config.Proposers))
            .Acts((_, self) => Offers.Fair(Begin(self)));

        // Fair whoever leads: acceptors "periodically increment their timestamps" (section 6.2).
        acceptors
            .On<Read>(ByzantineAcceptor.On, happens: read.Count > 0)
            .On<PreWrite>(ByzantineAcceptor.On)
            .On<Quorum<Write>>(ByzantineAcceptor.On)
            .Local<TimestampTimeout>(
                ByzantineAcceptor.On,
                _ => Config.AllTimestamps.Select(at => (new TimestampTimeout(at), true)),
                happens: Config.Timestamps > 1);
    }

    /// <summary>What a proposer may do by itself: the handlers know at which timestamp.</summary>
    private IEnumerable<Input> Begin(ByzantineProposerState self) =>
        (self is { Id.Number: 0, Estimate: 0 } && Config.Has(ByzantineRule.FirstWriteFree)) || Config.FoldsReadsAt(self.Estimate)
            ? [new FirstWrite()]
            : [new FirstWrite(), .. Config.AllTimestamps.Select(at => new BeginRead(at))];

    /// <summary>"A write is visible once a quorum of acceptors send write messages in response to it" (section 6.2).</summary>
    private IEnumerable<TimestampedValue> Visible(IReadOnlyList<AcceptorEvents> acceptors)
    {
        var counts = new List<(TimestampedValue Written, int Count)>();
        foreach (var acceptor in acceptors)
        {
            WriteCounts.Add(counts, acceptor.Taken);
        }

        return counts.Where(count => count.Count + Config.ByzantineAcceptors.Count >= Config.WriteSize).Select(count => count.Written);
    }
}
