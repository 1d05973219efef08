using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabRegister;

/// <summary>The correct proposers that have come to a timestamp.</summary>
internal sealed record Changed(ProcessSet Proposers);

/// <summary>Who takes part in a FaB register, what each sees, and what must hold.</summary>
/// <remarks>
/// What correct processes sent is gathered by kind and timestamp; what Byzantine ones could send besides is added where it is
/// read. A process reads timestamp by timestamp, and of each one kind after the other: engines go by that order.
/// </remarks>
internal sealed class FabRegisterModel(Configuration source)
    : RegisterModel<FabRegisterConfig>(source, new(source), changed => new FabRegisterModel(changed))
{
    protected override void Declare()
    {
        var proposers = Proposers(FabRegisterProposerState.Initial);
        var acceptors = Acceptors(FabRegisterAcceptorState.Initial);
        var adversary = new FabRegisterAdversary(Config, proposers, acceptors);
        Collect<ReadAck>(Config.ReadSize, m => m.Timestamp);
        Count<TimestampChange>(Config.ProofSize);
        To<ReadAck>((m, p) => Config.IsLeader(p, m.Timestamp));
        To<TimestampChange>((m, p) => Config.IsLeader(p, m.Timestamp));
        React(proposers, acceptors);

        var anytime = Constant("nothing", string.Empty);
        List<int> timestamps = [.. Config.AllTimestamps];
        var requests = timestamps.ConvertAll(at => Gather($"read and write {at}", m =>
            m switch { Read r => r.Timestamp == at, Write w => w.Written.Timestamp == at, _ => false }));
        var changes = timestamps.ConvertAll(at => Gather(
            $"timestamp changes {at}",
            m => m is TimestampChange c && c.Timestamp == at ? c : null,
            all => new Changed(all.Signers())));
        var acks = timestamps.ConvertAll(at => Gather($"read acknowledgments {at}", m => m is ReadAck a && a.Timestamp == at));
        var tokens = timestamps.ConvertAll(at => acks[at].Select($"tokens {at}", sent => adversary.Tokens(at, sent)));

        // Messages go to the leader of the timestamp; a Byzantine one shows them to anybody.
        foreach (var at in timestamps)
        {
            bool MayHear(ProcessId p) => Config.IsLeader(p, at) || Config.ByzantineProposers.Contains(Config.LeaderOf(at));
            var statement = new TimestampChange(at).By(new(proposers.Letter, ProcessId.Nobody));
            Quorum<TimestampChange> Signed(ProcessSet signers) => new(statement, signers);
            proposers.Reads(
                changes[at],
                (p, _, seen) => Offers.Quorums(seen.Proposers, Config.ByzantineProposers, Signed, fair: Config.IsLeader(p, at)),
                MayHear);
            proposers.Reads(
                acks[at],
                (p, _, sent) =>
                    from set in adversary.Reports(at, sent, Config.ReadSize)
                    where set.Acks.Count > 0
                    select new Offer(new Reports<ReadAck>(set.Acks), set.Fair && Config.IsLeader(p, at)),
                MayHear);
        }

        bool HearsByzantine(ProcessId _) => proposers.Byzantine.Count > 0;
        foreach (var at in timestamps)
        {
            acceptors.Reads(requests[at], (_, _, seen) => Offers.Fair(seen));
            acceptors.Reads(changes[at], (_, _, seen) => Offers.Unfair(adversary.Reads(at, seen)), HearsByzantine);
            acceptors.Reads(tokens[at], (_, _, seen) => Offers.Unfair(adversary.Writes(at, seen)), HearsByzantine);
        }

        acceptors.Reads(anytime, (_, _, _) => Offers.Unfair(adversary.Bare()), HearsByzantine);

        Forge(anytime, _ => adversary.OfAnyone());
        timestamps.ForEach(at => Forge(changes[at], seen => adversary.Reads(at, seen)));
        timestamps.ForEach(at => Forge(tokens[at], seen => adversary.Writes(at, seen)));
        Learners(proposers, acceptors, Visible, readable: taking => taking.SelectMany(acceptor => acceptor.Taken));
        Claims(Config.Timestamps > 1 ? [TimestampInv(proposers, acceptors)] : [], []);
    }

    private void React(
        RoleModel<FabRegisterProposerState, FabRegisterConfig> proposers, RoleModel<FabRegisterAcceptorState, FabRegisterConfig> acceptors)
    {
        var own = Config.AllTimestamps.Where(at => !Config.ByzantineProposers.Contains(Config.LeaderOf(at))).ToList();
        var readsLater = own.Any(at => at > 0);
        proposers
            .On<FirstWrite>(FabRegisterProposer.On, happens: own.Contains(0) && Config.Has(FabRegisterRule.FirstWriteFree))
            .On<TimestampTimeout>(FabRegisterProposer.On, happens: Config.Timestamps > 1)
            .On<Quorum<TimestampChange>>(FabRegisterProposer.On, happens: readsLater)
            .On<BeginRead>(FabRegisterProposer.On, happens: readsLater)
            .On<Reports<ReadAck>>(FabRegisterProposer.On, happens: readsLater)
            .Acts((_, self) => Offers.Fair(Begin(self)));
        acceptors
            .On<Read>(FabRegisterAcceptor.On, happens: Config.Timestamps > 1)
            .On<Write>(FabRegisterAcceptor.On);
    }

    /// <summary>
    /// What a proposer may do by itself: the handlers know at which timestamp. It does not read where no acceptor would answer.
    /// </summary>
    private IEnumerable<Input> Begin(FabRegisterProposerState self)
    {
        var isFirst = self is { Id.Number: 0, Estimate: 0 } && Config.Has(FabRegisterRule.FirstWriteFree);
        var reads = !isFirst && Config.Asks(FabRegisterRule.TimestampProof, self.Proof > 0);
        return
        [
            new FirstWrite(),
            .. Config.AllTimestamps.Select(at => new TimestampTimeout(at)),
            .. reads ? Config.AllTimestamps.Select(at => new BeginRead(at)) : [],
        ];
    }

    /// <summary>
    /// "Proposals that are later queried are essentially visible writes" (section 7.3): a write that some correct acceptor
    /// took and whose value a read could find with a majority now. Acknowledgments do not say at which timestamp an
    /// acceptor took the value, so a majority may be made of several writes of it.
    /// </summary>
    private IEnumerable<TimestampedValue> Visible(IReadOnlyList<AcceptorEvents> acceptors) =>
        acceptors.SelectMany(acceptor => acceptor.Taken).Where(written =>
            acceptors.Count(acceptor => acceptor.Taken is [.., var last] && last.Value == written.Value) + Config.ByzantineAcceptors.Count
            >= Config.MajoritySize);

    /// <summary>"tsProof is a set of messages proving that enough proposers have advanced their timestamps" (section 7.2).</summary>
    private Property TimestampInv(IRole proposers, IRole acceptors) => new(
        "TimestampInv",
        PropertyKind.Invariant,
        [.. proposers.Places, .. acceptors.Places],
        (_, state) => state is FabRegisterProposerState proposer
            ? new Reached(proposer.MyTimestamp, false)
            : new Reached(((FabRegisterAcceptorState)state).HighestTimestamp, true),
        (seen, _) => HaveBegun([.. seen.Cast<Reached>()]),
        "an acceptor is at a timestamp only if n_p - f_p proposers, Byzantine ones included, have come to it (section 7.2)");

    private bool HaveBegun(IReadOnlyList<Reached> all) =>
        all.Select(reached => reached.ByAcceptor ? reached.Timestamp : 0).DefaultIfEmpty().Max() is var highest
        && (highest == 0
            || all.Count(one => !one.ByAcceptor && one.Timestamp >= highest) + Config.ByzantineProposers.Count >= Config.ProofSize);

    /// <summary>Which timestamp a process has come to.</summary>
    private sealed record Reached(int Timestamp, bool ByAcceptor);
}
