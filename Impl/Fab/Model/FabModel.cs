using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using SignedProposals = BgpVerified.Spec.Values.ValueList<BgpVerified.Kit.Signed<BgpVerified.Impl.Fab.Proposal>>;

namespace BgpVerified.Impl.Fab;

/// <summary>FaB Paxos, or Parameterized FaB Paxos, in a configuration: who takes part, what each reacts to, and what must hold.</summary>
/// <remarks>
/// Links are fair: a message arrives for sure only if it is sent again and again. The leader resends its proposal, and those who
/// answer it answer again, until the leader ceases; with a single regency nothing is lost.
/// </remarks>
internal sealed partial class FabModel(Configuration source, bool parameterized)
    : Model<FabConfig>(source, new(source, parameterized)), IContinuable
{
    private FabAdversary Adversary => field ??= new(Config);

    /// <inheritdoc/>
    public IReadOnlyList<Continuation> Continued(int further)
    {
        var (more, correct) = (0, 0);
        while (correct < further && more <= further * Config.Proposers)
        {
            correct += Config.IsByzantineLeader(Config.Regencies + more++) ? 0 : 1;
        }

        var leaders = more == correct ? string.Empty : $" ({correct} with correct leaders)";
        return Continuation.IfPossible(
            Continuation.Counted(more, "regency", "regencies") + leaders,
            () => new FabModel(Configuration with { Views = Configuration.Views + more }, Config.Parameterized));
    }

    /// <inheritdoc/>
    protected override void Declare()
    {
        KnowsNames();
        var proposers = Role("proposer", 'p', Config.Proposers, ProposerState.Initial, Config.ByzantineProposers.Named('p'));
        var election = Role("election", 'e', 1, _ => new ElectionState(0), [], named: _ => "election");
        var acceptors = Role("acceptor", 'a', Config.Acceptors, AcceptorState.Initial, Config.ByzantineAcceptors.Named('a'),
            mayCrash: true, interchangeable: _ => true);
        var learners = Role("learner", 'l', Config.Learners, LearnerState.Initial, Config.ByzantineLearners.Named('l'),
            interchangeable: _ => true);
        var witness = Role("witness", 'w', 1, _ => WitnessState.Initial, [], named: _ => "witness");
        OfProposers(proposers);
        OfElection(election);
        OfAcceptors(acceptors);
        OfLearners(learners);
        OfWitness(witness);

        Forge(acceptors, learners);
        CountQuorums();
        Channel().Each<Pull>(learners);
        Channel().Quorum<Satisfied>(proposers, Config.SatisfiedSize, alone: _ => [new Satisfied()]);

        var properties = new FabProperties(Config, election, acceptors, learners, witness);
        Claims(properties.Properties(), properties.Goals());
    }

    /// <summary>Every proposer starts and hears the answers; that only the leader acts on them is its handler's part.</summary>
    private void OfProposers(RoleModel<ProposerState, FabConfig> proposers)
    {
        proposers
            .Local<Start>(Proposer.On, _ => [(new(), true)], happens: IsLed(0))
            .On<Elected>(Proposer.On, happens: Numbers.Skip(1).Any(IsLed))
            .On<ReportQuorum>(Proposer.On, happens: Numbers.Skip(1).Any(IsLed))
            .On<Quorum<Learned>>(Proposer.On)
            .Reads(Elections, (_, _, elected) => Offers.Fair(elected))
            .Reads(Elections, (_, _, elected) => Timeouts(elected), local: true)
            .Reads(Learners, (_, _, seen) => Heard(new Learned(0), seen))
            .On<Quorum<Satisfied>>(Proposer.On)
            .On<ProgressTimeout>(Proposer.On, happens: Config.Regencies > 1);
        foreach (var (n, answers) in Answers)
        {
            proposers.Reads(answers, (_, self, seen) =>
                self.Number == n && !self.HasProposed ? Adversary.Answered(n, seen) : Adversary.AnsweredLate(n, seen));
        }
    }

    /// <summary>
    /// The oracle's guarantees (section IV-C): if no correct proposer suspects the leader it stays, if a quorum of them
    /// does it goes. With more than f Byzantine proposers there are none, and any leader may be elected at any time.
    /// </summary>
    private void OfElection(RoleModel<ElectionState, FabConfig> election) => election
        .On<Elect>(Election.On, happens: Config.Regencies > 1)
        .Reads(Suspicions, (_, self, seen) =>
        {
            var suspects = seen.Count(m => ((Suspicion)m).Regency == self.Regency);
            var may = suspects > 0 || Config.ByzantineProposers.Count > Config.Faults;
            return may && self.Regency + 1 < Config.Regencies ? [new(new Elect(self.Regency + 1), suspects >= Config.ProposerQuorum)] : [];
        }, local: true);

    private void OfAcceptors(RoleModel<AcceptorState, FabConfig> acceptors)
    {
        acceptors
            .On<Propose>(Acceptor.On)
            .On<Query>(Acceptor.On, happens: Config.Regencies > 1)
            .On<Quorum<Accepted>>(Acceptor.On, when: Config.Parameterized);

        // A query goes on until it is answered.
        foreach (var sent in FromLeader)
        {
            acceptors.Reads(sent, (_, _, seen) => seen.Seen.Select(m => new Offer(m, seen.IsResent || m is Query)));
        }

        foreach (var sent in FromByzantine)
        {
            acceptors.Reads(sent, (_, _, seen) => Offers.Unfair(seen));
        }

        foreach (var n in Numbers.Where(_ => Config.Parameterized))
        {
            acceptors.Reads(ResentAcceptances[n], (_, _, seen) => Accepted(n, seen));
        }
    }

    private void OfLearners(RoleModel<LearnerState, FabConfig> learners)
    {
        var pulls = Config.Has(FabRule.Pull) && Config.Learners > 1;
        learners.On<Quorum<Accepted>>(Learner.On).On<Quorum<Committed>>(Learner.On, when: Config.Parameterized);
        foreach (var n in Numbers)
        {
            learners.Reads(ResentAcceptances[n], (_, _, seen) => Accepted(n, seen));
        }

        foreach (var n in Numbers.Where(_ => Config.Parameterized))
        {
            learners.Reads(ResentCommitments[n], (_, _, seen) => Committed(seen));
            learners.Reads(ResentAcceptances[n], (_, _, seen) => MadeUpProofs(n, seen));
        }

        if (Config.HasFewLearners)
        {
            learners.Reads(Acknowledgments, (_, _, seen) =>
                Config.Values.Zip(seen).SelectMany(signed => Heard(new Acknowledgment(0, signed.First), signed.Second)));
        }

        learners
            .Local<PullTimeout>(Learner.On, _ => [(new(), true)], when: pulls)
            .On<Pull>(Learner.On, when: pulls)
            .On<Quorum<Acknowledgment>>(Learner.On, when: Config.HasFewLearners)
            .On<ToldQuorum>(Learner.On, happens: Config.Has(FabRule.Pull) && Config.Learners > Config.PullSize);
        if (pulls)
        {
            learners.Reads(Tales, (_, _, seen) => Told(seen));
        }
    }

    /// <summary>Of certificates only those that contradict a claim are an event, so that there is none where the claims hold.</summary>
    private void OfWitness(RoleModel<WitnessState, FabConfig> witness)
    {
        ReadsFirst(witness);
        witness
            .On<ChosenSeen>(Witness.On)
            .On<UnchosenSeen>(Witness.On, happens: false)
            .On<CertificateSeen>(Witness.On, happens: false);
        foreach (var chosen in Chosen)
        {
            witness.Reads(chosen, (_, _, seen) => Offers.Fair(seen), local: true);
        }

        witness.Reads(Unchosen, (_, _, seen) => Offers.Unfair(seen.Select(value => new UnchosenSeen(value))), local: true);
        foreach (var certificates in Certificates)
        {
            witness.Reads(certificates, (_, _, seen) => Offers.Unfair(seen), local: true);
        }
    }

    /// <summary>Patience with a leader may run out at any time, and does in the end; in the last regency it does not.</summary>
    private IEnumerable<Offer> Timeouts(ValueSet<Message> elected)
    {
        var regency = elected.Select(m => ((Elected)m).Regency).Append(0).Max();
        return regency + 1 < Config.Regencies ? [new(new ProgressTimeout(regency), Fair: true)] : [];
    }

    /// <summary>Who accepted each value in a proposal; Byzantine acceptors sign every value.</summary>
    private IEnumerable<Offer> Accepted(int number, Resent<SignedProposals> seen) =>
        from signed in Adversary.Signed(number, seen.Seen)
        from offer in Offers.Quorums(
            signed.Signers,
            Config.ByzantineAcceptors,
            signers => new Quorum<Accepted>(Acceptance(signed.Statement), signers),
            seen.IsResent)
        select offer;

    /// <summary>Who holds a commit proof; Byzantine acceptors show those that correct ones show.</summary>
    private IEnumerable<Offer> Committed(Resent<SignedProposals> seen) =>
        from signed in seen.Seen
        from offer in Offers.Quorums(
            signed.Signers,
            Config.ByzantineAcceptors,
            holders => new Quorum<Committed>(Commitment(new(signed.Statement, Config.CommitProofSize)), holders),
            seen.IsResent)
        select offer;

    /// <summary>Commit proofs that Byzantine acceptors put together by themselves, with as many signatures as there are.</summary>
    private IEnumerable<Offer> MadeUpProofs(int number, Resent<SignedProposals> seen) =>
        from signed in Adversary.Signed(number, seen.Seen)
        from offer in Offers.Quorums(
            ProcessSet.None,
            Config.ByzantineAcceptors,
            holders => new Quorum<Committed>(Commitment(Adversary.ProofOf(signed)), holders))
        select offer;

    /// <summary>Learners who state the same, and all Byzantine ones with them.</summary>
    private IEnumerable<Offer> Heard<TMessage>(TMessage statement, Heard by)
        where TMessage : SignedMessage => Offers.Quorums(
            by.Sure,
            by.All.Union(Config.ByzantineLearners),
            signers => new Quorum<TMessage>(statement.By(new('l', ProcessId.Nobody)), signers));

    /// <summary>What learners tell alike; a Byzantine learner tells every value, as learned in any proposal.</summary>
    private IEnumerable<Offer> Told(ToldMaterial seen)
    {
        foreach (var tale in Adversary.Tales(seen))
        {
            var same = seen.Messages.Cast<Told>().Where(m => WhatCounts(m).Equals(WhatCounts(tale))).ToList();
            var learned = same.Select(m => m.Learned).Append(tale.Learned).Max()!;
            var signatures = same.Select(m => m.Signatures).FirstOrDefault(tale.Signatures);

            // Correct learners by themselves tell of no later proposal than the last that one of them names.
            var offers = Offers.Quorums(same.Signers(), Config.ByzantineLearners, tellers => new ToldQuorum(learned, tellers, signatures));
            foreach (var offer in offers.Where(offer => !offer.Fair || same.Exists(m => m.Learned.Equals(learned))))
            {
                yield return offer;
            }
        }
    }

    private object WhatCounts(Told m) => Config.Has(FabRule.PullByValue) ? m.Learned.Value : m.Learned;

    /// <summary>The single messages that Byzantine acceptors and learners, and leaders, could send.</summary>
    private void Forge(IRole acceptors, IRole learners)
    {
        foreach (var sent in FromByzantine)
        {
            Forge(sent, seen => seen);
        }

        // An acceptor signs every value, and shows commit proofs with the signatures that there are.
        foreach (var n in Numbers)
        {
            Forge(Acceptances[n], acceptors, seen => Adversary.Signed(n, seen).Select(signed => Acceptance(signed.Statement)));
        }

        foreach (var n in Numbers.Where(_ => Config.Parameterized))
        {
            Forge(Acceptances[n], acceptors, seen => Adversary.Signed(n, seen).Select(signed => Commitment(Adversary.ProofOf(signed))));
        }

        // To a correct leader: any claim.
        foreach (var (n, answers) in Answers.Where(_ => acceptors.Byzantine.Count > 0))
        {
            Forge(answers, seen => Adversary.Claims(n, seen.Proofs).SelectMany(claim => claim).Distinct());
        }

        // A learner tells anything, and signs anything.
        if (learners.Byzantine.Count > 0)
        {
            Forge(Learners, learners, _ => Numbers.Select(n => new Learned(n)));
            Forge(Tales, learners, Adversary.Tales);
        }

        if (learners.Byzantine.Count > 0 && Config.HasFewLearners)
        {
            Forge(Acknowledgments, learners, _ => Config.Values.Select(value => new Acknowledgment(0, value)));
        }
    }

    /// <summary>How messages are counted whose quorums carry more, or less, than their statement.</summary>
    private void CountQuorums()
    {
        Count<Report, ReportQuorum>(
            Config.CertificateSize,
            m => m.Number,
            reports => new(reports[0].Number, new(reports)),
            quorum => quorum.Reports);
        Count<Accepted>(Math.Min(Config.LearnSize, Config.Parameterized ? Config.CommitProofSize : Config.LearnSize));
        Count<Committed>(Config.CommitSize);
        Count<Told, ToldQuorum>(
            Config.PullSize,
            WhatCounts,
            all => new(all.Max(m => m.Learned)!, all.Signers(), all.Max(m => m.Signatures)),
            quorum => quorum.Learners.Named('l').Select(new Told(quorum.Learned, quorum.Signatures).By));
        Count<Acknowledgment>(Config.AcknowledgmentSize, alike: m => m with { Number = 0 });
        Count<Learned>(Config.LearnedSize, alike: m => m with { Number = 0 });
    }

    private static Accepted Acceptance(Proposal proposal) => new Accepted(proposal.Number, proposal.Value).By(new('a', ProcessId.Nobody));

    private static Committed Commitment(CommitProof proof) => new Committed(proof).By(new('a', ProcessId.Nobody));
}
