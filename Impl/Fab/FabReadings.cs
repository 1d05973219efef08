using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>Which process reads which part of the world, and the inputs that it finds there.</summary>
/// <remarks>
/// Where no progress is claimed, all steps but the acceptors' and the new leaders' proposals are eager: suspecting,
/// electing, querying and learning only make more possible, and messages may stay undelivered as long as they like.
/// Where it is claimed they are not, since they also end what was sent again and again. Some are eager everywhere: the
/// witness sends nothing and disables nothing; the first leader's start, an acceptor's repeated answer, a learner's
/// question and its answer must come anyway and take nothing away.
/// </remarks>
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
        var eager = !config.ClaimsLiveness;
        var id = processes.OrdinalOf(process);
        if (id == config.LeaderOf(0))
        {
            yield return new(process, null, (_, _) => [new(new Start(), Fair: true, Eager: true)], IsLocal: true);
        }

        yield return new(process, views.Elected, (_, seen) => Each(seen, resent: true, eager));
        yield return new(process, views.Elected, (state, seen) => Timeouts((ProposerState)state, (ValueSet<Message>)seen!, config, eager), IsLocal: true);
        yield return new(process, views.Learned, (_, seen) => Learned((ValueList<Resent>)seen!, config).Select(o => o with { Eager = eager }));
        yield return new(process, views.Satisfied, (_, seen) => Quorum(
            Signers((ValueSet<Message>)seen!, m => ((Satisfied)m).Proposer), config.ByzantineProposers, config.SatisfiedSize, fair: true, s => new SatisfiedQuorum(s)).Select(o => o with { Eager = eager }));
        foreach (var number in views.Reports.Keys.Where(n => config.LeaderOf(n) == id))
        {
            // Not worked out for a leader that has proposed, or leads another regency: it would ignore them all.
            yield return new(process, views.Reports[number], (state, seen) =>
                state is ProposerState { HasProposed: false, Number: var leads } && leads == number ? FabAdversary.Reports(number, (AnswerMaterial)seen!, config) : []);
        }
    }

    /// <summary>Patience with a leader may run out at any time, and does in the end; in the last regency it does not.</summary>
    private static IEnumerable<Offer> Timeouts(ProposerState state, ValueSet<Message> elected, FabConfig config, bool eager)
    {
        var regency = elected.Select(m => ((Elected)m).Regency).Append(0).Max();
        return regency + 1 < config.Regencies && !state.IsSatisfied
            ? [new(new ProgressTimeout(regency), Fair: true, eager)]
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
                ? [new(new Elect(regency + 1), Fair: suspects >= config.ProposerQuorum, Eager: !config.ClaimsLiveness)]
                : [];
        }, IsLocal: true);
    }

    private static IEnumerable<Reading> OfAcceptor(int process, FabConfig config, FabViews views)
    {
        // A query goes on until it is answered; it is eager once the acceptor follows the leader and only answers again.
        foreach (var (number, view) in views.FromLeader)
        {
            yield return new(process, view, (state, seen) => Each(((Resent)seen!).Messages, ((Resent)seen!).IsResent, eager: false).Select(o => Again(o, state, number, config)));
        }

        foreach (var (number, view) in views.FromByzantine)
        {
            yield return new(process, view, (state, seen) => ((ValueList<Message>)seen!).Select(m => Again(new(m, Fair: false), state, number, config)));
        }

        if (config.Parameterized)
        {
            foreach (var view in views.Accepted)
            {
                yield return new(process, view, (_, seen) => Accepted((Signatures)seen!, config.CommitProofSize, config));
            }
        }
    }

    private static Offer Again(Offer offer, object state, int number, FabConfig config) =>
        offer.Input is Query ? offer with { Fair = !config.IsByzantineLeader(number), Eager = ((AcceptorState)state).Regency == number } : offer;

    private static IEnumerable<Reading> OfLearner(int process, FabConfig config, FabViews views)
    {
        // Where there are two ways to learn, the faster one is not eager, so that the slower can come first.
        var eager = !config.ClaimsLiveness;
        foreach (var view in views.Accepted)
        {
            yield return new(process, view, (_, seen) => Accepted((Signatures)seen!, config.LearnSize, config).Select(o => o with { Eager = eager && !config.Parameterized }));
        }

        if (config.Parameterized)
        {
            foreach (var view in views.Committed)
            {
                yield return new(process, view, (_, seen) => ((Signatures)seen!).Signed.SelectMany(signed => Quorum(
                    signed.Signers, config.ByzantineAcceptors, config.CommitSize, ((Signatures)seen!).IsResent, holders => new CommittedQuorum(signed.Proposal, holders, signed.Delay))).Select(o => o with { Eager = eager }));
            }
        }

        if (config.HasFewLearners)
        {
            yield return new(process, views.Acknowledged, (_, seen) => Acknowledged((ValueList<Resent>)seen!, config).Select(o => o with { Eager = eager }));
        }

        if (config.Has(FabRule.Pull) && config.Learners > 1)
        {
            yield return new(process, null, (_, _) => [new(new PullTimeout(), Fair: true, Eager: true)], IsLocal: true);
            yield return new(process, views.Pulls, (_, seen) => Each(seen, resent: true, eager: true));
            yield return new(process, views.Told, (_, seen) => Told((ToldMaterial)seen!, config).Select(o => o with { Eager = eager }));
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
        // Eager: the witness only looks on, and what it notes stays true.
        foreach (var view in views.Chosen)
        {
            yield return new(process, view, (_, seen) => ((ValueList<ChosenSeen>)seen!).Select(chosen => new Offer(chosen, Fair: true, Eager: true)), IsLocal: true);
        }

        yield return new(process, views.Unchosen, (_, seen) => ((ValueSet<string>)seen!).Select(value => new Offer(new UnchosenSeen(value), Fair: false, Eager: true)), IsLocal: true);

        // Only certificates that contradict a claim are an event, so that there is none where the claims hold.
        foreach (var (_, view) in views.Certificates)
        {
            yield return new(process, view, (_, seen) => ((ValueList<CertificateSeen>)seen!).Select(certificate => new Offer(certificate, Fair: false)), IsLocal: true);
        }
    }

    private static IEnumerable<Offer> Accepted(Signatures seen, int size, FabConfig config) =>
        seen.Signed.SelectMany(signed => Quorum(signed.Signers, config.ByzantineAcceptors, size, seen.IsResent, signers => new AcceptedQuorum(signed.Proposal, signers, signed.Delay)));

    private static IEnumerable<Offer> Each(object? messages, bool resent, bool eager) =>
        ((ValueSet<Message>)messages!).Select(m => new Offer(m, resent, eager));

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
