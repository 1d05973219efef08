using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>Which process reads which part of the world, and the inputs that it finds there.</summary>
internal sealed class BgpReadings(BgpConfig config, BgpViews views, BgpProcesses processes)
{
    public IReadOnlyList<Reading> All { get; } =
    [
        .. processes.Proposers.SelectMany(p => OfProposer(p, config, views, processes)),
        .. processes.Leaders.SelectMany(p => OfLeader(p, config, views, processes)),
        .. processes.Acceptors.SelectMany(p => OfAcceptor(p, config, views)),
        .. processes.Learners.SelectMany(p => OfLearner(p, config, views)),
    ];

    private static IEnumerable<Reading> OfProposer(int process, BgpConfig config, BgpViews views, BgpProcesses processes)
    {
        var commands = config.Commands.Where(command => command.Author == processes.NameOf(process)).ToList();

        yield return new(process, null, (_, _) => commands.Select(command => new Offer(new CommandRequest(command), Fair: true)), IsLocal: true);
        if (!config.Has(BgpRule.ProposeToAll))
        {
            yield return new(process, views.BallotsOpened, (_, seen) => Fair(seen));
        }
    }

    private static IEnumerable<Reading> OfLeader(int process, BgpConfig config, BgpViews views, BgpProcesses processes)
    {
        var view = processes.OrdinalOf(process);
        yield return new(process, views.SignedAndProposals, (state, seen) => Triggers((LeaderState)state, (SignedAndSent)seen!, config), IsLocal: true);
        yield return new(process, views.Proposals, (_, seen) => ((ValueSet<Command>)seen!).Select(c => new Offer(new Proposal(c), config.IsFromCorrect(c))));
        foreach (var number in Enumerable.Range(1, config.BallotsPerView))
        {
            // Not worked out for a leader that is in another ballot: it would ignore them all, and they are many.
            var ballot = config.BallotOf(view, number);
            yield return new(process, views.Reports[ballot], (state, seen) =>
                ((LeaderState)state).Number == number ? BgpAdversary.Reports(ballot, (ReportMaterial)seen!, config) : []);
        }

        yield return new(process, views.NewLeaders[view], (_, seen) =>
        [
            .. Fair(((LeaderProof)seen!).Sent),
            .. BgpAdversary.NewLeaders(view, ((LeaderProof)seen!).Committed, config).Select(m => new Offer(m, Fair: false)),
        ]);
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

    private static IEnumerable<Reading> OfAcceptor(int process, BgpConfig config, BgpViews views)
    {
        yield return new(process, views.FastProposals, (_, seen) => ((ValueSet<Command>)seen!).Select(c => new Offer(new FastProposal(c), config.IsFromCorrect(c))));
        if (config.Commands.Any(config.IsUniversal))
        {
            yield return new(process, views.Forwards, (_, seen) => ((ValueSet<Command>)seen!).Select(c => new Offer(new Forward(0, c), Fair: true)));
        }

        foreach (var (_, view) in views.FromLeader)
        {
            yield return new(process, view, (_, seen) => Fair(seen));
        }

        foreach (var view in config.ByzantineLeaders.Members)
        {
            yield return new(process, views.Signed, (_, seen) => BgpAdversary.Openings(view, (ValueSet<Command>)seen!, config).Select(m => new Offer(m, Fair: false)));
            for (var number = 1; number <= config.BallotsPerView; number++)
            {
                var ballot = config.BallotOf(view, number);
                yield return new(process, views.ByzantineProposals[ballot], (_, seen) =>
                    ((ValueList<Phase2A>)seen!).Select(m => new Offer(m with { View = view }, Fair: false)));
            }
        }

        foreach (var (ballot, view) in views.Verifies)
        {
            yield return new(process, view, (_, seen) => Quorums(seen, config.VerifySize, config, (v, s) => new VerifyQuorum(ballot, v, s)));
        }

        if (config.Views > 1)
        {
            foreach (var reading in OfViewChange(process, config, views))
            {
                yield return reading;
            }
        }
    }

    private static IEnumerable<Reading> OfViewChange(int process, BgpConfig config, BgpViews views)
    {
        yield return new(process, null, (state, _) => Timeouts((AcceptorState)state, config), IsLocal: true);
        for (var view = 0; view < config.Views; view++)
        {
            var number = view;
            yield return new(process, views.Suspicions[view], (_, seen) =>
                number + 1 < config.Views
                    ? Signatures(seen, config.SuspicionSize, config, signers => new SuspicionQuorum(number, signers))
                    : []);
            yield return new(process, views.ViewChanges[view], (_, seen) =>
            [
                .. ((Signers)seen!).Members.Members.Select(a => new Offer(new ViewChange(a, number, config.SuspicionSize), Fair: true)),
                .. Signatures(seen, config.ViewChangeSize, config, signers => new ViewChangeQuorum(number, signers)),
            ]);
        }
    }

    private static IEnumerable<Offer> Timeouts(AcceptorState state, BgpConfig config)
    {
        if (state.View + 1 < config.Views)
        {
            // Patience with a leader that may do nothing must run out; with a correct one it may.
            yield return new(new SuspectLeader(state.View), Fair: config.ByzantineLeaders.Contains(state.View));
        }
    }

    private static IEnumerable<Reading> OfLearner(int process, BgpConfig config, BgpViews views)
    {
        foreach (var (ballot, view) in views.Phase2Bs)
        {
            yield return new(process, view, (_, seen) => Quorums(seen, config.LearnSize, config, (v, s) => new Phase2BQuorum(ballot, v, s)));
        }

        yield return new(process, views.UniversalPhase2Bs, (_, seen) => Universals((ValueSet<Message>)seen!, config));
    }

    private static IEnumerable<Offer> Universals(ValueSet<Message> sent, BgpConfig config)
    {
        var accepted = sent.Cast<UniversalPhase2B>().ToLookup(m => m.Command, m => m.Acceptor);
        var commands = accepted.Select(group => group.Key);
        foreach (var command in config.ByzantineAcceptors.Count > 0 ? commands.Append(config.ForgedUniversal) : commands)
        {
            var correct = accepted[command].Aggregate(ProcessSet.None, (set, a) => set.Add(a));
            foreach (var offer in Signatures(new Signers(correct), config.UniversalSize, config, s => new UniversalPhase2BQuorum(command, s)))
            {
                yield return offer;
            }
        }
    }

    private static IEnumerable<Offer> Fair(object? messages) =>
        ((ValueSet<Message>)messages!).Select(m => new Offer(m, Fair: true));

    private static IEnumerable<Offer> Quorums(object? seen, int size, BgpConfig config, Func<CommandSequence, ProcessSet, Input> form) =>
        ((ValueList<SignedValue>)seen!).SelectMany(signed => Signatures(new Signers(signed.Signers), size, config, s => form(signed.Value, s)));

    /// <summary>A quorum of correct signers if they are enough; with the Byzantine acceptors' signatures otherwise.</summary>
    private static IEnumerable<Offer> Signatures(object? seen, int size, BgpConfig config, Func<ProcessSet, Input> form)
    {
        var correct = ((Signers)seen!).Members;
        if (correct.Count >= size)
        {
            yield return new(form(correct), Fair: true);
        }

        var all = correct.Union(config.ByzantineAcceptors);
        if (all != correct && all.Count >= size)
        {
            yield return new(form(all), Fair: false);
        }
    }
}
