using BgpVerified.Impl.Fab;
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

        yield return new(process, views.Answers[client], (_, seen) =>
            from reply in ((ValueSet<Message>)seen!).Cast<Reply>().Concat(MachineAdversary.Replies(config.Requests[client], config)).GroupBy(reply => reply with { Learner = 0 })
            from offer in Quorum(
                Signers(reply.Intersect(((ValueSet<Message>)seen!).Cast<Reply>()), r => r.Learner), config.ByzantineLearners, config.ReplySize,
                learners => new ReplyQuorum(reply.Key.Slot, reply.Key.Request, reply.Key.Result, reply.Key.Order, learners))
            select offer);
    }

    private static IEnumerable<Reading> OfReader(int process, int client, MachineConfig config, MachineViews views)
    {
        yield return new(process, views.Completed, (_, seen) => [new(new BeginRead((ValueSet<string>)seen!), Fair: true)], IsLocal: true);
        yield return new(process, views.Answers[client], (_, seen) =>
            from reply in ((ValueSet<Message>)seen!).Cast<ReadReply>().GroupBy(reply => reply.Value)
            from offer in Quorum(
                Signers(reply, r => r.Learner), config.ByzantineLearners, config.ReadSize, learners => new ReadQuorum(client, reply.Key, learners))
            select offer);
    }

    private static IEnumerable<Reading> OfLeader(int process, MachineConfig config, MachineViews views)
    {
        yield return new(process, views.Requests, (_, seen) => Each(seen));
        foreach (var (slot, view) in views.Finished.Index())
        {
            yield return new(process, view, (_, seen) => Quorum(
                Signers(((ValueSet<Message>)seen!).Cast<SlotLearned>(), m => m.Learner), config.ByzantineLearners, config.FinishedSize,
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
            yield return new(process, views.LastReports[acceptor], (state, seen) =>
                state is AcceptorState { Rejoin: Rejoin.Asking } ? MachineAdversary.LastQuorums(acceptor, (ValueSet<Message>)seen!, config) : []);
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
                ((ValueSet<Message>)seen!).Count(m => m is ListQuery) == ((ValueSet<Message>)seen!).Count(m => m is Rejoined) ? [new(new LoseState(), Fair: false)] : [], IsLocal: true);
            yield return new(process, views.Lists[learner], (_, seen) => Lists(learner, (ValueSet<Message>)seen!, config));
        }
    }

    private static IEnumerable<Offer> Lists(int to, ValueSet<Message> seen, MachineConfig config) =>
        from list in seen.Cast<ListTold>().Select(told => told.List).Concat(MachineAdversary.Lists(config)).Distinct()
        from offer in Quorum(
            Signers(seen.Cast<ListTold>().Where(told => told.List.Equals(list)), m => m.Learner), config.ByzantineLearners, config.ListSize,
            learners => new ListQuorum(to, list, learners))
        select offer;

    private static IEnumerable<Offer> Accepted(int slot, object? seen, MachineConfig config) =>
        ((ValueList<SignedProposal>)seen!).SelectMany(signed => Quorum(
            signed.Signers, config.ByzantineAcceptors, config.Fab.LearnSize, signers => new SlotAcceptedQuorum(slot, signed.Proposal, signers)));

    private static IEnumerable<Offer> Each(object? messages) => ((ValueSet<Message>)messages!).Select(m => new Offer(m, Fair: true));

    private static ProcessSet Signers<TMessage>(IEnumerable<TMessage> messages, Func<TMessage, int> signer) =>
        messages.Aggregate(ProcessSet.None, (set, m) => set.Add(signer(m)));

    /// <summary>A quorum of correct processes, if they are enough; with the Byzantine ones otherwise.</summary>
    private static IEnumerable<Offer> Quorum(ProcessSet correct, ProcessSet byzantine, int size, Func<ProcessSet, Input> form)
    {
        var all = correct.Union(byzantine);
        if (correct.Count >= size)
        {
            yield return new(form(correct), Fair: true);
        }
        else if (all.Count >= size)
        {
            yield return new(form(all), Fair: false);
        }
    }
}
