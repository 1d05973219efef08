using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>Which process reads which part of the world, and the inputs that it finds there.</summary>
internal sealed class FabReadings(FabConfig config, FabViews views, FabProcesses processes)
{
    public IReadOnlyList<Reading> All { get; } =
    [
        .. OfWitness(processes.Witness, config, views),
        .. processes.Proposers.SelectMany(p => OfProposer(p, config, views)),
        OfElection(processes.Election, config, views),
        .. processes.Acceptors.SelectMany(a => OfAcceptor(a, config, views)),
        .. processes.Learners.SelectMany(l => OfLearner(l, config, views)),
    ];

    private static IEnumerable<Reading> OfProposer(int process, FabConfig config, FabViews views)
    {
        // Every proposer starts and hears the answers; that only the leader acts on them is its handler's part.
        yield return new(process, null, (_, _) => [new(new Start(), Fair: true)], IsLocal: true);
        yield return new(process, views.Elected, (_, seen) => Each(seen, resent: true));
        yield return new(process, views.Elected, (_, seen) => Timeouts((ValueSet<Message>)seen!, config), IsLocal: true);
        yield return new(process, views.Learned, (_, seen) => Learned((ValueList<Resent>)seen!, config));
        yield return new(process, views.Satisfied, (_, seen) => QuorumOffers.Of(
            Signers((ValueSet<Message>)seen!, m => ((Satisfied)m).Proposer), config.ByzantineProposers, fair: true, s => new SatisfiedQuorum(s)));
        foreach (var (number, view) in views.Reports)
        {
            yield return new(process, view, (state, seen) => state is ProposerState { HasProposed: false, Number: var leads } && leads == number
                ? FabAdversary.Answered(number, (AnswerMaterial)seen!, config)
                : FabAdversary.AnsweredLate(number, (AnswerMaterial)seen!, config));
        }
    }

    /// <summary>Patience with a leader may run out at any time, and does in the end; in the last regency it does not.</summary>
    private static IEnumerable<Offer> Timeouts(ValueSet<Message> elected, FabConfig config)
    {
        var regency = elected.Select(m => ((Elected)m).Regency).Append(0).Max();
        return regency + 1 < config.Regencies
            ? [new(new ProgressTimeout(regency), Fair: true)]
            : [];
    }

    private static IEnumerable<Offer> Learned(ValueList<Resent> seen, FabConfig config)
    {
        var all = Signers(seen.SelectMany(resent => resent.Messages), m => ((Learned)m).Learner);
        var sure = Signers(seen.Where(resent => resent.IsResent).SelectMany(resent => resent.Messages), m => ((Learned)m).Learner);
        return QuorumOffers.Of(sure, all.Union(config.ByzantineLearners), fair: true, s => new LearnedQuorum(s));
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
            foreach (var (number, view) in views.Accepted.Index())
            {
                yield return new(process, view, (_, seen) => Accepted(number, (Signatures)seen!, config));
            }
        }
    }

    private static Offer Again(Offer offer, int number, FabConfig config) =>
        offer.Input is Query ? offer with { Fair = !config.IsByzantineLeader(number) } : offer;

    private static IEnumerable<Reading> OfLearner(int process, FabConfig config, FabViews views)
    {
        foreach (var (number, view) in views.Accepted.Index())
        {
            yield return new(process, view, (_, seen) => Accepted(number, (Signatures)seen!, config));
        }

        if (config.Parameterized)
        {
            foreach (var (number, view) in views.Committed.Index())
            {
                yield return new(process, view, (_, seen) => Committed((Signatures)seen!, config));
                yield return new(process, views.Accepted[number], (_, seen) => MadeUpProofs(number, (Signatures)seen!, config));
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

    private static IEnumerable<Offer> Acknowledged(ValueList<Resent> seen, FabConfig config) => config.Values.SelectMany(value => QuorumOffers.Of(
        FabAdversary.SignersOf(value, seen.Where(resent => resent.IsResent)),
        FabAdversary.SignersOf(value, seen).Union(config.ByzantineLearners),
        fair: true,
        signers => new AcknowledgmentQuorum(value, signers)));

    /// <summary>What learners tell alike; a Byzantine learner tells every value, as learned in any proposal.</summary>
    private static IEnumerable<Offer> Told(ToldMaterial seen, FabConfig config)
    {
        var told = seen.Messages.Cast<Told>().ToList();
        foreach (var claim in
            from number in Enumerable.Range(0, config.Regencies)
            from value in config.Values.Index()
            select (Learned: new Proposal(number, value.Item), Signatures: seen.Signatures[value.Index]))
        {
            var same = told.Where(m => config.Has(FabRule.PullByValue) ? m.Learned.Value == claim.Learned.Value : m.Learned.Equals(claim.Learned)).ToList();
            var learned = same.Select(m => m.Learned).Append(claim.Learned).Max()!;
            var tellers = Signers(same, m => ((Told)m).Learner);
            var signatures = same.Select(m => m.Signatures).FirstOrDefault(claim.Signatures);

            // Correct learners by themselves tell of no later proposal than the last that one of them names.
            foreach (var offer in QuorumOffers.Of(tellers, config.ByzantineLearners, fair: true, s => new ToldQuorum(learned, s, signatures))
                .Where(offer => !offer.Fair || same.Exists(m => m.Learned.Equals(learned))))
            {
                yield return offer;
            }
        }
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

    /// <summary>Who accepted each value in a proposal; Byzantine acceptors sign every value.</summary>
    private static IEnumerable<Offer> Accepted(int number, Signatures seen, FabConfig config) =>
        FabAdversary.Signed(number, seen.Signed, config).SelectMany(signed => QuorumOffers.Of(
            signed.Signers, config.ByzantineAcceptors, seen.IsResent, signers => new AcceptedQuorum(signed.Proposal, signers, signed.Delay)));

    /// <summary>Who holds a commit proof; Byzantine acceptors show those that correct ones show.</summary>
    private static IEnumerable<Offer> Committed(Signatures seen, FabConfig config) =>
        seen.Signed.SelectMany(signed => QuorumOffers.Of(
            signed.Signers, config.ByzantineAcceptors, seen.IsResent, holders => new CommittedQuorum(signed.Proposal, holders, config.CommitProofSize, signed.Delay)));

    /// <summary>Commit proofs that Byzantine acceptors put together by themselves, with as many signatures as there are.</summary>
    private static IEnumerable<Offer> MadeUpProofs(int number, Signatures seen, FabConfig config) =>
        FabAdversary.Signed(number, seen.Signed, config).SelectMany(signed => QuorumOffers.Of(
            ProcessSet.None, config.ByzantineAcceptors, fair: false, holders => new CommittedQuorum(signed.Proposal, holders, FabAdversary.ProofOf(signed, config).Signatures, signed.Delay + 1)));

    private static IEnumerable<Offer> Each(object? messages, bool resent) =>
        ((ValueSet<Message>)messages!).Select(m => new Offer(m, resent));

    private static ProcessSet Signers(IEnumerable<Message> messages, Func<Message, int> signer) =>
        messages.Aggregate(ProcessSet.None, (set, m) => set.Add(signer(m)));
}
