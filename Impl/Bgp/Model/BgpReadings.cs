using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>Which process reads which part of the world, and the inputs that it finds there.</summary>
internal sealed class BgpReadings(BgpConfig config, BgpViews views, BgpProcesses processes, bool patienceRunsOut)
{
    public IReadOnlyList<Reading> All { get; } =
    [
        .. processes.Proposers.SelectMany(p => OfProposer(p, config, views, processes)),
        .. processes.Leaders.SelectMany(p => OfLeader(p, config, views)),
        .. processes.Acceptors.SelectMany(p => OfAcceptor(p, config, views, patienceRunsOut)),
        .. processes.Learners.SelectMany(p => OfLearner(p, config, views)),
    ];

    private static IEnumerable<Reading> OfProposer(int process, BgpConfig config, BgpViews views, BgpProcesses processes)
    {
        var commands = config.Commands.Where(command => command.Author == processes.NameOf(process)).ToList();

        yield return new(process, null, (_, _) => commands.Select(command => new Offer(new CommandRequest(command), Fair: true)), IsLocal: true);
        if (!config.Has(BgpRule.ProposeToAll))
        {
            yield return new(process, views.BallotsOpened, (_, seen) =>
            [
                .. Fair(seen),
                .. config.ByzantineLeaders.Members.SelectMany(view => BgpAdversary.Announcements(view, config)).Select(m => new Offer(m, Fair: false)),
            ]);
        }
    }

    private static IEnumerable<Reading> OfLeader(int process, BgpConfig config, BgpViews views)
    {
        yield return new(process, views.SignedAndProposals, (state, seen) => Triggers((LeaderState)state, (SignedAndSent)seen!, config), IsLocal: true);
        yield return new(process, views.Proposals, (_, seen) => ((ValueSet<Command>)seen!).Select(c => new Offer(new Proposal(c), config.IsFromCorrect(c))));
        foreach (var ballot in config.Ballots)
        {
            yield return new(process, views.Reports[ballot], (state, seen) => Answers((LeaderState)state, ballot, (ReportMaterial)seen!, config));
            if (config.Source.Orders)
            {
                yield return new(process, views.Reports[ballot], IsLocal: true, Offers: (state, seen) =>
                    Orders((LeaderState)state, ballot, (ReportMaterial)seen!, config));
            }
        }

        foreach (var (number, told) in views.NewLeaders)
        {
            yield return new(process, told, (_, seen) =>
            [
                .. Fair(((LeaderProof)seen!).Sent),
                .. config.ByzantineAcceptors.Members.Take(1).Select(a => new Offer(BgpAdversary.NewLeader(a, number, ((LeaderProof)seen).Committed, config), Fair: false)),
            ]);
        }
    }

    /// <summary>
    /// The answers to a ballot. A leader that is in another one hears those of correct acceptors only: whether it finds
    /// that they answer another ballot does not depend on what they report, and lies are many.
    /// </summary>
    private static IEnumerable<Offer> Answers(LeaderState state, Ballot ballot, ReportMaterial reports, BgpConfig config) =>
        BgpAdversary.Quorums(ballot, config.BallotOf(state.View, state.Number) == ballot ? reports : reports with { Material = Material.None }, config);

    /// <summary>
    /// The same answers, on which the leader proposes in another order than its own: one for each proposal that differs. That
    /// it proposes is fair; in which order nobody can count on, so that these are not.
    /// </summary>
    /// <remarks>
    /// What the leader chooses is its own, so that message by message it comes as a local input: the answers that were sent
    /// reach the leader together, in the step in which it proposes. Nothing is reached so that could not be by delivering them before.
    /// </remarks>
    private static IEnumerable<Offer> Orders(LeaderState state, Ballot ballot, ReportMaterial reports, BgpConfig config)
    {
        var quorums = from offer in Answers(state, ballot, reports, config)
                      let quorum = (Phase1BQuorum)offer.Input
                      where !Leader.On(state, quorum, config).Sends.IsEmpty
                      from order in Leader.Orders(state, quorum, config)
                      select quorum with { Order = order };
        return quorums.DistinctBy(Proposed).Select(quorum => new Offer(quorum, Fair: false));

        (LeaderState State, Message Sent) Proposed(Phase1BQuorum quorum)
        {
            var step = Leader.On(state, quorum, config);
            return (step.State, step.Sends.Single());
        }
    }

    /// <summary>
    /// The next ballot may come at any time; but the last ballot of a view may be made to wait until its leader has
    /// heard all proposals of correct proposers (<see cref="Configuration.LastBallotWaits"/>).
    /// </summary>
    private static IEnumerable<Offer> Triggers(LeaderState state, SignedAndSent seen, BgpConfig config)
    {
        if (state.Number >= config.BallotsPerView)
        {
            yield break;
        }

        var waits = config.Source.LastBallotWaits && state.Number == config.BallotsPerView - 1;
        var awaited = config.Commands.Where(command => config.IsFromCorrect(command));
        if (!waits || awaited.All(command => seen.Signed.Contains(command) && (state.Heard.Contains(command) || !seen.Sent.Contains(command))))
        {
            yield return new(new TriggerNextBallot(config.KindOf(state.Number + 1)), Fair: true);
        }
    }

    private static IEnumerable<Reading> OfAcceptor(int process, BgpConfig config, BgpViews views, bool patienceRunsOut)
    {
        yield return new(process, views.ToAcceptors, (_, seen) => Commands((ToAcceptors)seen!, config));
        foreach (var (_, view) in views.FromLeader)
        {
            yield return new(process, view, (_, seen) => Fair(seen));
        }

        if (config.HasByzantine)
        {
            yield return new(process, views.Signed, (_, seen) => FromByzantine((ValueSet<Command>)seen!, config).Select(input => new Offer(input, Fair: false)));
        }

        if (config.ByzantineLeaders.Count > 0)
        {
            foreach (var (_, view) in views.ByzantineProposals)
            {
                yield return new(process, view, (_, seen) => ((ValueList<Phase2A>)seen!).Select(m => new Offer(m, Fair: false)));
            }
        }

        foreach (var (ballot, view) in views.Verifies)
        {
            yield return new(process, view, (_, seen) => Quorums(seen, config, (v, s) => new VerifyQuorum(ballot, v, s)));
        }

        if (config.Views > 1)
        {
            foreach (var reading in OfViewChange(process, config, views, patienceRunsOut))
            {
                yield return reading;
            }
        }
    }

    private static IEnumerable<Offer> Commands(ToAcceptors sent, BgpConfig config) =>
    [
        .. sent.Proposed.Select(command => new Offer(new FastProposal(command), config.IsFromCorrect(command))),
        .. sent.Forwards.Select(command => new Offer(new Forward(0, command), Fair: true)),
        .. from acceptor in config.ByzantineAcceptors.Members.Take(1)
           from command in sent.ByzantineForwards
           select new Offer(new Forward(acceptor, command), Fair: false),
    ];

    /// <summary>What an acceptor can be sent by Byzantine processes whatever correct acceptors have sent.</summary>
    private static IEnumerable<Input> FromByzantine(ValueSet<Command> signed, BgpConfig config) =>
    [
        .. config.ByzantineLeaders.Members.SelectMany(view => BgpAdversary.Openings(view, signed, config)),
        .. BgpAdversary.OpeningsAhead(config),
        .. from ballot in config.Ballots
           from value in BgpAdversary.SignedAlone(config.VerifySize, signed, config)
           select new VerifyQuorum(ballot, value, config.ByzantineAcceptors),
    ];

    private static IEnumerable<Reading> OfViewChange(int process, BgpConfig config, BgpViews views, bool patienceRunsOut)
    {
        yield return new(process, null, (state, _) => Timeouts((AcceptorState)state, config, patienceRunsOut), IsLocal: true);
        for (var view = 0; view < config.Views; view++)
        {
            var number = view;
            if (number + 1 < config.Views)
            {
                yield return new(process, views.Suspicions[view], (_, seen) =>
                [
                    .. Signatures(((Signers)seen!).Members, config, signers => new SuspicionQuorum(number, signers)),
                    .. config.ByzantineAcceptors.Members.Take(1).Select(a => new Offer(BgpAdversary.Commitment(a, number + 1, (Signers)seen, config), Fair: false)),
                ]);
            }

            yield return new(process, views.ViewChanges[view], (_, seen) =>
            [
                .. ((Signers)seen!).Members.Members.Select(a => new Offer(new ViewChange(a, number, config.SuspicionSize), Fair: true)),
                .. Signatures(((Signers)seen).Members, config, signers => new ViewChangeQuorum(number, signers)),
            ]);
        }
    }

    private static IEnumerable<Offer> Timeouts(AcceptorState state, BgpConfig config, bool patienceRunsOut)
    {
        if (state.View + 1 < config.Views)
        {
            // Patience with a leader that may do nothing must run out; with a correct one it may, and must where all are stuck.
            yield return new(new SuspectLeader(state.View), Fair: patienceRunsOut || config.ByzantineLeaders.Contains(state.View));
        }
    }

    private static IEnumerable<Reading> OfLearner(int process, BgpConfig config, BgpViews views)
    {
        foreach (var (ballot, view) in views.Phase2Bs)
        {
            yield return new(process, view, (_, seen) => Quorums(seen, config, (v, s) => new Phase2BQuorum(ballot, v, s)));
        }

        yield return new(process, views.UniversalPhase2Bs, (_, seen) => Universals((ValueSet<Message>)seen!, config));
        if (config.ByzantineAcceptors.Count > 0)
        {
            yield return new(process, views.Signed, (_, seen) => FromAcceptors((ValueSet<Command>)seen!, config).Select(input => new Offer(input, Fair: false)));
        }
    }

    /// <summary>What Byzantine acceptors can have a learner count by themselves.</summary>
    private static IEnumerable<Input> FromAcceptors(ValueSet<Command> signed, BgpConfig config) =>
    [
        .. from ballot in config.Ballots
           from value in BgpAdversary.SignedAlone(config.LearnSize, signed, config)
           select new Phase2BQuorum(ballot, value, config.ByzantineAcceptors),
        .. BgpAdversary.Nameable(signed, config).Select(command => new UniversalPhase2BQuorum(command, config.ByzantineAcceptors)),
    ];

    private static IEnumerable<Offer> Universals(ValueSet<Message> sent, BgpConfig config) =>
        from m in sent.Cast<UniversalPhase2B>()
        group m.Acceptor by m.Command into accepted
        from offer in Signatures(accepted.Aggregate(ProcessSet.None, (set, a) => set.Add(a)), config, s => new UniversalPhase2BQuorum(accepted.Key, s))
        select offer;

    private static IEnumerable<Offer> Fair(object? messages) =>
        ((ValueSet<Message>)messages!).Select(m => new Offer(m, Fair: true));

    private static IEnumerable<Offer> Quorums(object? seen, BgpConfig config, Func<CommandSequence, ProcessSet, Input> form) =>
        ((ValueList<SignedValue>)seen!).SelectMany(signed => Signatures(signed.Signers, config, s => form(signed.Value, s)));

    /// <summary>All correct signers, and all signers: the Byzantine acceptors have signed as well. They may be too few, or none correct.</summary>
    private static IEnumerable<Offer> Signatures(ProcessSet correct, BgpConfig config, Func<ProcessSet, Input> form)
    {
        if (correct.Count > 0)
        {
            yield return new(form(correct), Fair: true);
        }

        var all = correct.Union(config.ByzantineAcceptors);
        if (all != correct)
        {
            yield return new(form(all), Fair: false);
        }
    }
}
