using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>Which process reads which part of the world, and the inputs that it finds there.</summary>
internal sealed class MachineReadings(MachineConfig config, MachineViews views, MachineProcesses processes)
{
    public IReadOnlyList<Reading> All { get; } =
    [
        .. processes.Clients.SelectMany(c => config.Requests[processes.OrdinalOf(c)] == MachineConfig.Read
            ? OfReader(c, processes.OrdinalOf(c), config, views)
            : OfWriter(c, processes.OrdinalOf(c), config, views)),
        .. processes.Leader.SelectMany(p => OfLeader(p, config, views)),
        .. processes.Acceptors.SelectMany(a => OfAcceptor(a, processes.OrdinalOf(a), config, views)),
        .. processes.Learners.SelectMany(l => OfLearner(l, processes.OrdinalOf(l), config, views)),
    ];

    private static IEnumerable<Reading> OfWriter(int process, int client, MachineConfig config, MachineViews views)
    {
        yield return new(process, null, (_, _) => [new(new SendRequest(), Fair: true)], IsLocal: true);
        if (config.IsTentative)
        {
            foreach (var (slot, view) in views.Accepted.Index())
            {
                yield return new(process, view, (_, seen) => Accepted(slot, seen, config));
            }
        }

        yield return new(process, views.Answers[client], (_, seen) => Replies((ValueSet<Message>)seen!, config));
    }

    /// <summary>Replies that learners make alike; Byzantine learners join in each, and make up others.</summary>
    private static IEnumerable<Offer> Replies(ValueSet<Message> seen, MachineConfig config) =>
        from reply in seen.Cast<Reply>().GroupBy(reply => reply with { Learner = 0 })
            .Select(same => (What: same.Key, Learners: Signers(same, m => m.Learner)))
            .Concat(MachineAdversary.Replies(config).Select(made => (What: made, Learners: ProcessSet.None)))
            .DistinctBy(reply => reply.What)
        from offer in Offers.Quorums(reply.Learners, config.ByzantineLearners, learners =>
            new ReplyQuorum(reply.What.Slot, reply.What.Request, reply.What.Result, reply.What.Order, learners))
        select offer;

    private static IEnumerable<Reading> OfReader(int process, int client, MachineConfig config, MachineViews views)
    {
        yield return new(process, views.Completed, (_, seen) => [new(new BeginRead((ValueSet<string>)seen!), Fair: true)], IsLocal: true);
        yield return new(process, views.Answers[client], (_, seen) =>
            from value in MachineAdversary.Values(config)
            from offer in Offers.Quorums(
                Signers(((ValueSet<Message>)seen!).Cast<ReadReply>().Where(reply => reply.Value == value), m => m.Learner),
                config.ByzantineLearners, learners => new ReadQuorum(client, value, learners))
            select offer);
    }

    private static IEnumerable<Reading> OfLeader(int process, MachineConfig config, MachineViews views)
    {
        yield return new(process, views.Requests, (_, seen) => Each(seen));
        foreach (var (slot, view) in views.Finished.Index())
        {
            yield return new(process, view, (_, seen) => Offers.Quorums(
                Signers(((ValueSet<Message>)seen!).Cast<SlotLearned>(), m => m.Learner), config.ByzantineLearners,
                learners => new SlotLearnedQuorum(slot, learners)));
        }
    }

    private static IEnumerable<Reading> OfAcceptor(int process, int acceptor, MachineConfig config, MachineViews views)
    {
        foreach (var view in views.Proposals)
        {
            yield return new(process, view, (_, seen) => Each(seen).Select(offer => offer with { Fair = !config.HasByzantineLeader }));
        }

        if (config.LosingAcceptors.Count > 0)
        {
            yield return new(process, views.LastQueries, (_, seen) => Each(seen));
        }

        if (config.LosingAcceptors.Contains(acceptor))
        {
            yield return new(process, null, (_, _) => [new(new LoseState(), Fair: false)], IsLocal: true);
            yield return new(process, views.LastReports[acceptor],
                (_, seen) => MachineAdversary.LastQuorums(acceptor, (ValueSet<Message>)seen!, config));
        }
    }

    private static IEnumerable<Reading> OfLearner(int process, int learner, MachineConfig config, MachineViews views)
    {
        foreach (var (slot, view) in views.Accepted.Index())
        {
            yield return new(process, view, (_, seen) => Accepted(slot, seen, config));
        }

        if (config.IsTentative)
        {
            foreach (var view in views.Proposals)
            {
                yield return new(process, view, (_, seen) => Each(seen).Select(offer => offer with { Fair = !config.HasByzantineLeader }));
            }
        }

        if (config.HasReads)
        {
            yield return new(process, views.Reads, (_, seen) => Each(seen));
        }

        if (config.LosingLearners.Count > 0)
        {
            yield return new(process, views.ListQueries, (_, seen) => Each(seen));
        }

        if (config.LosingLearners.Contains(learner))
        {
            // Learners lose their state one after the other, so that no two are rejoining at a time.
            yield return new(process, views.Rejoining, (_, seen) =>
                ((ValueSet<Message>)seen!).Count(m => m is ListQuery) == ((ValueSet<Message>)seen!).Count(m => m is Rejoined)
                    ? [new(new LoseState(), Fair: false)]
                    : [], IsLocal: true);
            yield return new(process, views.Lists[learner], (_, seen) => Lists(learner, (ValueSet<Message>)seen!, config));
        }
    }

    private static IEnumerable<Offer> Lists(int to, ValueSet<Message> seen, MachineConfig config) =>
        from list in seen.Cast<ListTold>().Select(told => told.List).Concat(MachineAdversary.Lists(config)).Distinct()
        from offer in Offers.Quorums(
            Signers(seen.Cast<ListTold>().Where(told => told.List.Equals(list)), m => m.Learner), config.ByzantineLearners,
            learners => new ListQuorum(to, list, learners))
        select offer;

    /// <summary>Who accepted each request in a slot; Byzantine acceptors sign every request, and one that nobody made.</summary>
    private static IEnumerable<Offer> Accepted(int slot, object? seen, MachineConfig config) =>
        ((ValueList<SignedProposal>)seen!)
            .Concat(MachineAdversary.Requests(config).Select(request => new SignedProposal(new(0, request), ProcessSet.None, 0)))
            .DistinctBy(signed => signed.Proposal)
            .SelectMany(signed => Offers.Quorums(signed.Signers, config.ByzantineAcceptors,
                signers => new SlotAcceptedQuorum(slot, signed.Proposal, signers)));

    private static IEnumerable<Offer> Each(object? messages) => ((ValueSet<Message>)messages!).Select(m => new Offer(m, Fair: true));

    private static ProcessSet Signers<TMessage>(IEnumerable<TMessage> messages, Func<TMessage, int> signer) =>
        messages.Aggregate(ProcessSet.None, (set, m) => set.Add(signer(m)));
}
