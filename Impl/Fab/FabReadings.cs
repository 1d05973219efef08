using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>Which process reads which part of the world, and the inputs that it finds there.</summary>
internal sealed class FabReadings(FabConfig config, FabViews views, FabProcesses processes)
{
    public IReadOnlyList<Reading> All { get; } =
    [
        .. OfWitness(processes.Witness, config, views),
        .. processes.Proposers.SelectMany(p => OfProposer(p, config, views, processes)),
        OfElection(processes.Election, config, views),
        .. processes.Acceptors.SelectMany(a => OfAcceptor(a, config, views)),
        .. processes.Learners.SelectMany(l => OfLearner(l, config, views)),
    ];

    private static IEnumerable<Reading> OfProposer(int process, FabConfig config, FabViews views, FabProcesses processes)
    {
        var id = processes.OrdinalOf(process);
        if (id == config.LeaderOf(0))
        {
            yield return new(process, null, (_, _) => [new(new Start(), Fair: true)], IsLocal: true);
        }

        yield return new(process, views.Elected, (_, seen) => Each(seen, resent: true));
        yield return new(process, views.Elected, (state, seen) => Timeouts((ProposerState)state, (ValueSet<Message>)seen!, config), IsLocal: true);
        yield return new(process, views.Learned, (_, seen) => Learned((ValueList<Resent>)seen!, config));
        yield return new(process, views.Satisfied, (_, seen) => Quorum(
            Signers((ValueSet<Message>)seen!, m => ((Satisfied)m).Proposer), config.ByzantineProposers, config.SatisfiedSize, fair: true, s => new SatisfiedQuorum(s)));
        foreach (var number in views.Reports.Keys.Where(n => config.LeaderOf(n) == id))
        {
            // Not worked out for a leader that has proposed, or leads another regency: it would ignore them all.
            yield return new(process, views.Reports[number], (state, seen) =>
                state is ProposerState { HasProposed: false, Number: var leads } && leads == number ? FabAdversary.Reports(number, (AnswerMaterial)seen!, config) : []);
        }
    }

    /// <summary>Patience with a leader may run out at any time, and does in the end; in the last regency it does not.</summary>
    private static IEnumerable<Offer> Timeouts(ProposerState state, ValueSet<Message> elected, FabConfig config)
    {
        var regency = elected.Select(m => ((Elected)m).Regency).Append(0).Max();
        return regency + 1 < config.Regencies && !state.IsSatisfied
            ? [new(new ProgressTimeout(regency), Fair: true)]
            : [];
    }

    private static IEnumerable<Offer> Learned(ValueList<Resent> seen, FabConfig config)
    {
        var all = Signers(seen.SelectMany(resent => resent.Messages), m => ((Learned)m).Learner);
        var sure = Signers(seen.Where(resent => resent.IsResent).SelectMany(resent => resent.Messages), m => ((Learned)m).Learner);
        return Quorum(sure, all.Union(config.ByzantineLearners), config.LearnedSize, fair: true, s => new LearnedQuorum(s));
    }

    /// <summary>
    /// The oracle's guarantees (section IV-C): if no correct proposer suspects the leader it stays, if a quorum of them
    /// does it goes. With more than f Byzantine proposers there are none, and any leader may be elected at any time.
    /// </summary>
    private static Reading OfElection(int process, FabConfig config, FabViews views)
    {
        return new(process, views.Suspicions, (state, seen) =>
        {
            var regency = ((ElectionState)state).Regency;
            var suspects = ((ValueSet<Message>)seen!).Count(m => ((Suspicion)m).Regency == regency);
            var may = suspects > 0 || config.ByzantineProposers.Count > config.Faults;
            return may && regency + 1 < config.Regencies
                ? [new(new Elect(regency + 1), Fair: suspects >= config.ProposerQuorum)]
                : [];
        }, IsLocal: true);
    }

    private static IEnumerable<Reading> OfAcceptor(int process, FabConfig config, FabViews views)
    {
        // A query goes on until it is answered.
        foreach (var (number, view) in views.FromLeader)
        {
            yield return new(process, view, (_, seen) => Each(((Resent)seen!).Messages, ((Resent)seen!).IsResent).Select(o => Again(o, number, config)));
        }

        foreach (var (number, view) in views.FromByzantine)
        {
            yield return new(process, view, (_, seen) => ((ValueList<Message>)seen!).Select(m => Again(new(m, Fair: false), number, config)));
        }

        if (config.Parameterized)
        {
            foreach (var view in views.Accepted)
            {
                yield return new(process, view, (_, seen) => Accepted((Signatures)seen!, config.CommitProofSize, config));
            }
        }
    }

    private static Offer Again(Offer offer, int number, FabConfig config) =>
        offer.Input is Query ? offer with { Fair = !config.IsByzantineLeader(number) } : offer;

    private static IEnumerable<Reading> OfLearner(int process, FabConfig config, FabViews views)
    {
        foreach (var view in views.Accepted)
        {
            yield return new(process, view, (_, seen) => Accepted((Signatures)seen!, config.LearnSize, config));
        }

        if (config.Parameterized)
        {
            foreach (var view in views.Committed)
            {
                yield return new(process, view, (_, seen) => ((Signatures)seen!).Signed.SelectMany(signed => Quorum(
                    signed.Signers, config.ByzantineAcceptors, config.CommitSize, ((Signatures)seen!).IsResent, holders => new CommittedQuorum(signed.Proposal, holders, signed.Delay))));
            }
        }

        if (config.HasFewLearners)
        {
            yield return new(process, views.Acknowledged, (_, seen) => Acknowledged((ValueList<Resent>)seen!, config));
        }

        if (config.Has(FabRule.Pull) && config.Learners > 1)
        {
            yield return new(process, null, (_, _) => [new(new PullTimeout(), Fair: true)], IsLocal: true);
            yield return new(process, views.Pulls, (_, seen) => Each(seen, resent: true));
            yield return new(process, views.Told, (_, seen) => Told((ToldMaterial)seen!, config));
        }
    }

    private static IEnumerable<Offer> Acknowledged(ValueList<Resent> seen, FabConfig config) => config.Values.SelectMany(value => Quorum(
        FabAdversary.SignersOf(value, seen.Where(resent => resent.IsResent)),
        FabAdversary.SignersOf(value, seen).Union(config.ByzantineLearners),
        config.AcknowledgmentSize,
        fair: true,
        signers => new AcknowledgmentQuorum(value, signers)));

    private static IEnumerable<Offer> Told(ToldMaterial seen, FabConfig config)
    {
        var told = seen.Messages.Cast<Told>().ToList();
        var made = seen.Byzantine.Select(value => new Proposal(0, value));
        var signatures = config.HasFewLearners ? config.AcknowledgmentSize : 0;
        return
            from same in told.Select(m => m.Learned).Concat(made).GroupBy(learned => config.Has(FabRule.PullByValue) ? learned.Value : (object)learned)
            let learned = same.Max()!
            let signers = Signers(told.Where(m => config.Has(FabRule.PullByValue) ? m.Learned.Value == learned.Value : m.Learned.Equals(learned)), m => ((Told)m).Learner)
            let liars = seen.Byzantine.Contains(learned.Value) || !config.HasFewLearners ? config.ByzantineLearners : ProcessSet.None
            from offer in Quorum(signers, liars, config.PullSize, fair: true, s => new ToldQuorum(learned, s, signatures))
            select offer;
    }

    private static IEnumerable<Reading> OfWitness(int process, FabConfig config, FabViews views)
    {
        foreach (var view in views.Chosen)
        {
            yield return new(process, view, (_, seen) => ((ValueList<ChosenSeen>)seen!).Select(chosen => new Offer(chosen, Fair: true)), IsLocal: true);
        }

        yield return new(process, views.Unchosen, (_, seen) => ((ValueSet<string>)seen!).Select(value => new Offer(new UnchosenSeen(value), Fair: false)), IsLocal: true);

        // Only certificates that contradict a claim are an event, so that there is none where the claims hold.
        foreach (var (_, view) in views.Certificates)
        {
            yield return new(process, view, (_, seen) => ((ValueList<CertificateSeen>)seen!).Select(certificate => new Offer(certificate, Fair: false)), IsLocal: true);
        }
    }

    private static IEnumerable<Offer> Accepted(Signatures seen, int size, FabConfig config) =>
        seen.Signed.SelectMany(signed => Quorum(signed.Signers, config.ByzantineAcceptors, size, seen.IsResent, signers => new AcceptedQuorum(signed.Proposal, signers, signed.Delay)));

    private static IEnumerable<Offer> Each(object? messages, bool resent) =>
        ((ValueSet<Message>)messages!).Select(m => new Offer(m, resent));

    private static ProcessSet Signers(IEnumerable<Message> messages, Func<Message, int> signer) =>
        messages.Aggregate(ProcessSet.None, (set, m) => set.Add(signer(m)));

    /// <summary>A quorum of those who are sure to be heard, if they are enough; with the others otherwise.</summary>
    private static IEnumerable<Offer> Quorum(ProcessSet sure, ProcessSet others, int size, bool fair, Func<ProcessSet, Input> form)
    {
        var all = sure.Union(others);
        if (sure.Count >= size)
        {
            yield return new(form(sure), fair);
        }
        else if (all.Count >= size)
        {
            yield return new(form(all), Fair: false);
        }
    }
}
