using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>
/// Byzantine Generalized Paxos in a configuration: who takes part, who reacts to what, and what each finds in the world, where
/// <see cref="BgpAdversary"/> says what Byzantine processes add to it. The handlers are one folder up. A protocol on top of it
/// extends the states of proposers and learners, and says how these react.
/// </summary>
public partial class BgpModel : Model<BgpConfig>, IContinuable
{
    private readonly BgpAdversary adversary;
    private readonly RoleModel<ProposerState, BgpConfig> proposers;
    private readonly RoleModel<LeaderState, BgpConfig> leaders;
    private readonly RoleModel<AcceptorState, BgpConfig> acceptors;
    private readonly RoleModel<LearnerState, BgpConfig> learners;

    // What several processes look at: the commands that their authors have signed, votes, and the certificates that exist.
    private readonly Part<ValueSet<Command>> signed;
    private readonly Dictionary<Ballot, Part<ValueList<Signed<CommandSequence>>>> votes;
    private readonly Part<ValueList<Certificate>> certificates;

    /// <summary>Builds the model.</summary>
    /// <param name="source">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public BgpModel(Configuration source)
        : this(source, new(source), [])
    {
    }

    private protected BgpModel(Configuration source, BgpConfig config, IEnumerable<ProcessId> byzantineLearners)
        : base(source, config)
    {
        adversary = new(Config);
        proposers = Role("proposer", 'p', Config.Proposers.Count, InitialProposer, adversary.Proposers,
            named: number => Config.Proposers[number]);
        leaders = Role("leader", 'd', Config.Leaders, id => LeaderState.Initial(id.Number, Config.Empty), adversary.Leaders,
            named: number => Config.Views == 1 ? "leader" : $"leader{number}");
        acceptors = Role("acceptor", 'a', Config.Quorums.Acceptors, id => AcceptorState.Initial(id, Config.Empty), adversary.Acceptors,
            mayCrash: true, interchangeable: _ => true);
        learners = Role("learner", 'l', source.Learners, InitialLearner, byzantineLearners, interchangeable: _ => true);

        signed = Gather("signed commands", m => m is FastProposal or Proposal ? m : null, sent => new ValueSet<Command>(
            Config.SignedByByzantine.Concat(sent.Select(m => m is FastProposal fast ? fast.Command : ((Proposal)m).Command))));
        votes = Config.Ballots.ToDictionary(ballot => ballot, ballot => Tally<CommandSequence>(
            $"verify {ballot}", m => m is Verify v && v.Ballot == ballot ? (v.From.Number, v.Value) : null));
        certificates = votes.Aggregate(Constant("no certificates", ValueList<Certificate>.Empty), (earlier, cast) => earlier.With(
            $"certificates up to {cast.Key}", cast.Value, (list, seen) => HasPrefixes
                ? adversary.Prefixes.AddCertificates(list, cast.Key, seen)
                : adversary.AddCertificates(list, cast.Key, seen)));
        if (Config.Has(BgpRule.PrefixBase))
        {
            certificates = certificates.With("certificates with bases",
                Gather("phase 1b, proven only", m => m is Phase1B p ? p with { Value = Config.Empty } : null, sent => sent),
                adversary.Prefixes.WithBases);
        }
        stable = Stable();
    }

    /// <summary>Whether patience with a correct leader runs out in the end: in continuations, where all are stuck.</summary>
    private protected bool PatienceRunsOut { get; init; }

    /// <inheritdoc/>
    /// <remarks>
    /// More classic ballots in each view: what the paper's leader runs when a fast ballot ends in a conflict. Or more views,
    /// whose leaders are correct and have as many ballots as those before.
    /// </remarks>
    public IReadOnlyList<Continuation> Continued(int further)
    {
        var ballots = Configuration with { Ballots = new(Configuration.Ballots.Concat(Enumerable.Repeat("classic", further))) };
        var views = Configuration with { Views = Config.Views + further };
        var renamed = Config.Views == 1 ? new Dictionary<string, string> { ["leader"] = "leader0" } : [];
        return
        [
            .. Continuation.IfPossible(
                Continuation.Counted(further, "ballot", "ballots"), () => Patient(ballots)),
            .. Continuation.IfPossible(
                Continuation.Counted(further, "view", "views"), () => Patient(views))
                .Select(way => way with { Renamed = renamed }),
        ];
    }

    /// <inheritdoc/>
    protected override void Declare()
    {
        KnowsNames();
        React();
        CountMessages();
        Commands();
        var byzantineProposals = FromLeaders();
        Votes();
        if (Config.HasCheckpoints)
        {
            Checkpoints();
        }

        Answers();
        ViewChanges();
        ForgeFromLeaders(byzantineProposals);
        Claim(new(Config, proposers, acceptors, learners));
    }

    /// <summary>Who reacts to what, and whether it can happen here: a Byzantine leader sends what only the paper has, in vain.</summary>
    private void React()
    {
        var hasUniversal = Config.Commands.Any(Config.IsUniversal);
        var hasSequenced = Config.Commands.Any(command => !Config.IsUniversal(command));
        var hasFast = Config.Ballots.Any(Config.IsFast);
        var changesViews = Config.Views > 1;
        ReactProposers();
        proposers
            .On<BallotOpened>(PublishedProposer.On, happens: !Config.Has(BgpRule.ProposeToAll));
        leaders
            .On<TriggerNextBallot>(Leader.On)
            .On<Proposal>(Leader.On)
            .On<Phase1BQuorum>(Leader.On)
            .On<NewLeader>(Leader.On, happens: Enumerable.Range(1, Config.Views - 1).Any(view => !Config.ByzantineLeaders.Contains(view)));
        acceptors
            .On<Phase1A>(AcceptorAgreement.On)
            .On<Fast>(PublishedAcceptor.On, happens: hasFast && !Config.Has(BgpRule.OpenByPhase1))
            .On<Phase2A>(AcceptorAgreement.On, happens: hasSequenced)
            .On<FastProposal>(AcceptorAgreement.On, happens: hasUniversal || (hasSequenced && hasFast))
            .On<Forward>(AcceptorAgreement.On, happens: hasUniversal && Config.Has(BgpRule.UniversalForward))
            .On<UniversalPhase2A>(PublishedAcceptor.On, happens: hasUniversal && !Config.Has(BgpRule.UniversalAnyBallot))
            .On<Quorum<Verify>>(AcceptorAgreement.On, happens: hasSequenced && !HasPrefixes)
            .On<Reports<Verify>>(PrefixQuorums.On, happens: hasSequenced && HasPrefixes)
            .On<SuspectLeader>(AcceptorViewChange.On, happens: changesViews)
            .On<Quorum<Suspicion>>(AcceptorViewChange.On, happens: changesViews)
            .On<ViewChange>(AcceptorViewChange.On, happens: changesViews && Config.Has(BgpRule.JoinViewChange))
            .On<Quorum<ViewChange>>(AcceptorViewChange.On, happens: changesViews);
        ReactLearners(hasSequenced, hasUniversal);
    }

    /// <summary>How messages are counted, one by one.</summary>
    /// <remarks>
    /// What the paper's guards keep a process from counting at all (E26) is asked only where what is of no use when it comes is
    /// gone. Not asked is line 19 of Algorithm 3, since a commitment to a view that has been entered is of no use ever after, nor
    /// any guard that only a Byzantine process's message fails: those of signatures are in the handlers. The vote is of the
    /// acceptor's own view (Algorithm 4, line 12); a ballot without a view (E13) is of any.
    /// </remarks>
    private void CountMessages()
    {
        Count<Phase1B, Phase1BQuorum>(
            Config.Phase1Size, m => m.Ballot, reports => new(reports[0].Ballot, new(reports)), quorum => quorum.Reports,
            heard: (state, m) => state is LeaderState self && m.Ballot == Config.BallotOf(self.View, self.Number));
        CountVotes<Verify>(Config.VerifySize, m => (m.Ballot, m.Value),
            heard: (state, m) => state is AcceptorState self && Config.Asks(BgpRule.UniqueBallots, m.Ballot.View == self.View));
        CountVotes<Phase2B>(
            Config.HasCheckpoints ? Math.Min(Config.LearnSize, Config.CheckpointSize) : Config.LearnSize, m => (m.Ballot, m.Value));
        Count<UniversalPhase2B>(Config.UniversalSize);
        Count<Suspicion>(Config.SuspicionSize, heard: (state, m) => state is AcceptorState self && m.View == self.View);
        Count<ViewChange>(Config.ViewChangeSize, alike: m => m with { Suspicions = Config.SuspicionSize });
    }

    /// <summary>Commands on their way to leaders and acceptors, with those that Byzantine processes can send.</summary>
    private void Commands()
    {
        var fastProposals = Proposals("fast proposals", command => new FastProposal(command));
        var proposals = Proposals("proposals", command => new Proposal(command));
        var forwards = Gather("forwards", m => m as Forward, sent => new ValueSet<Command>(sent.Cast<Forward>().Select(m => m.Command)));
        var toAcceptors = fastProposals.With("commands to acceptors", forwards, ToAcceptors);
        if (acceptors.Byzantine.Count > 0)
        {
            toAcceptors = toAcceptors.With("commands to acceptors, also from Byzantine ones", signed, (offers, commands) =>
                new ValueList<Offer>(offers.Concat(Heard(adversary.Forwards(commands, acceptors.Byzantine.Take(1)).Order()))));
        }

        Requests(fastProposals);
        leaders.Reads(signed.With("awaited commands", proposals, Awaited), (_, self, awaited) => Triggers(self, awaited), local: true);
        leaders.Reads(proposals, (_, _, sent) => Heard(sent));
        acceptors.Reads(toAcceptors, (_, _, offers) => offers);
        Forge(fastProposals, Forged);
        Forge(proposals, Forged);
    }

    /// <summary>What acceptors hear of leaders, and of Byzantine processes at any time; the proposals of Byzantine leaders.</summary>
    private List<Part<ValueList<Phase2A>>> FromLeaders()
    {
        foreach (var view in Enumerable.Range(0, Config.Views).Where(view => !Config.ByzantineLeaders.Contains(view)))
        {
            acceptors.Reads(Gather($"from leader {view}", m => m is LeaderMessage own && own.View == view), (_, _, sent) => Heard(sent));
        }

        if (Config.HasByzantine)
        {
            acceptors.Reads(signed, (_, _, commands) =>
                [.. Heard(adversary.Openings(commands)), .. Heard(adversary.OpeningsAhead()), .. VotesAlone(commands)]);
        }

        List<Part<ValueList<Phase2A>>> proposals = [.. Config.Ballots.Where(_ => leaders.Byzantine.Count > 0).Select(ByzantineProposals)];
        proposals.ForEach(part => acceptors.Reads(part, (_, _, messages) => Heard(messages)));
        return proposals;
    }

    /// <summary>What Byzantine leaders could propose with the justifications that answers make, to this ballot or to others.</summary>
    /// <remarks>The bases do not depend on what acceptors voted for, so that fewer of them differ.</remarks>
    private Part<ValueList<Phase2A>> ByzantineProposals(Ballot ballot)
    {
        Part<TSeen> Proven<TSeen>(string name, bool isAnswer, Func<ValueSet<Message>, TSeen> see)
            where TSeen : class => Gather(
                name,
                m => m is Phase1B p && (p.Ballot == ballot) == isAnswer
                    ? p with { Value = Config.Empty, Universals = ValueSet<Command>.Empty }
                    : null,
                see);

        return Bases(ballot, Proven($"phase 1b {ballot}, proven only", isAnswer: true, sent => sent))
            .With($"all bases {ballot}", Proven($"borrowed bases {ballot}", isAnswer: false, sent => adversary.Borrowed(ballot, sent)),
                (own, borrowed) => adversary.Strongest(own.Concat(borrowed)))
            .With($"Byzantine proposals {ballot}", signed, (bases, commands) => adversary.Proposals(ballot, bases, commands));
    }

    /// <summary>Votes, and what they prove, of quorums of correct acceptors and with Byzantine ones.</summary>
    private void Votes()
    {
        foreach (var (ballot, cast) in votes)
        {
            Counted(acceptors, cast, value => new Verify(ballot, value), Config.VerifySize);
        }

        foreach (var ballot in Config.Ballots)
        {
            var proofs = Tally<CommandSequence>(
                $"phase 2b {ballot}", m => m is Phase2B p && p.Ballot == ballot ? (p.From.Number, p.Value) : null);
            Counted(learners, proofs, value => new Phase2B(ballot, value), Config.LearnSize);
        }

        var universals = Gather("universal phase 2b", m => m is UniversalPhase2B);
        learners.Reads(universals, (_, _, sent) => Accepted(sent));
        Forge(universals, sent => Offers.Signatures<UniversalPhase2B>(
            [.. Accepted(sent), .. AcceptedAlone([Config.ForgedUniversal])], 1, acceptors));
        if (acceptors.Byzantine.Count > 0)
        {
            learners.Reads(signed, (_, _, commands) => [.. ProofsAlone(commands), .. AcceptedAlone(adversary.Nameable(commands))]);
            Forge(signed, commands =>
            [
                .. adversary.Forwards(commands, acceptors.Byzantine),
                .. Signatures<Verify>(VotesAlone(commands), Config.VerifySize),
                .. Signatures<Phase2B>(ProofsAlone(commands), Config.LearnSize),
                .. Offers.Signatures<UniversalPhase2B>(AcceptedAlone(commands), Config.UniversalSize, acceptors),
                .. adversary.OpeningsAhead(),
            ]);
        }
    }

    /// <summary>Answers to phase 1, and what Byzantine acceptors could answer.</summary>
    private void Answers()
    {
        var material = Reportable();
        foreach (var ballot in Config.Ballots)
        {
            var answers = Gather($"phase 1b {ballot}", m => m is Phase1B p && p.Ballot == ballot)
                .With($"reports {ballot}", material, (sent, lies) => new ReportMaterial(sent, lies));
            leaders.Reads(answers, (_, self, seen) => Reported(self, ballot, seen));
            if (Config.Source.Orders)
            {
                leaders.Reads(answers, (_, self, seen) => Orders(self, ballot, seen), local: true);
            }

            Forge(answers, seen => adversary.Reports(ballot, seen));
        }
    }

    /// <summary>Suspicions and commitments, with those of Byzantine acceptors, and what they prove to a new leader.</summary>
    private void ViewChanges()
    {
        if (Config.Views > 1)
        {
            acceptors.Acts((_, self) => Timeouts(self));
        }

        var told = new List<Part<ValueList<Message>>>();
        foreach (var view in Enumerable.Range(0, Config.Views))
        {
            var changes = Gather($"view changes {view}", m => m is ViewChange c && c.View == view);
            told.Add(changes.With($"new leader {view}", Gather($"new leader messages {view}", m => m is NewLeader l && l.View == view),
                (committed, sent) => new ValueList<Message>(sent.Concat(adversary.NewLeaders(view, committed)))));
            if (view + 1 < Config.Views)
            {
                var suspicions = Gather($"suspicions {view}", m => m is Suspicion s && s.View == view);
                acceptors.Reads(suspicions, (_, _, sent) => [.. Suspected(sent), .. Heard(adversary.Commitments(view + 1, sent).Take(1))]);
                Forge(suspicions, sent =>
                    [.. Offers.Signatures<Suspicion>(Suspected(sent), 1, acceptors), .. adversary.Commitments(view + 1, sent)]);
            }

            if (Config.Views > 1)
            {
                acceptors.Reads(changes, (_, _, sent) =>
                    [.. Heard(sent), .. Offers.Quorums(new ViewChange(view, Config.SuspicionSize), sent.Signers(), acceptors)]);
            }

            IEnumerable<Offer> Suspected(ValueSet<Message> sent) => Offers.Quorums(new Suspicion(view), sent.Signers(), acceptors);
        }

        told.ForEach(part => leaders.Reads(part, (_, _, messages) => Heard(messages)));
        told.ForEach(part => Forge(part, Forged));
    }

    /// <summary>What Byzantine leaders send message by message; and what proposers hear of leaders, as published only.</summary>
    private void ForgeFromLeaders(List<Part<ValueList<Phase2A>>> byzantineProposals)
    {
        byzantineProposals.ForEach(part => Forge(part, messages => messages));
        Forge(signed, adversary.Openings);
        if (!Config.Has(BgpRule.ProposeToAll))
        {
            var opened = Gather("ballots opened", m => m is BallotOpened);
            proposers.Reads(opened, (_, _, sent) => Heard(sent.Concat(adversary.Announcements())));
            Forge(opened, _ => adversary.Announcements());
        }
    }

    private Part<ValueSet<Message>> Proposals<TMessage>(string name, Func<Command, TMessage> propose)
        where TMessage : SignedMessage
    {
        var forged = adversary.Proposed.Select(command => propose(command).By(adversary.SignerOf(command))).ToList();
        return Gather(name, m => m as TMessage, sent => sent.Union(forged));
    }

    /// <summary>A command passed on is one input, whoever passed it on.</summary>
    private ValueList<Offer> ToAcceptors(ValueSet<Message> proposed, ValueSet<Command> forwards) =>
        new(Heard(proposed).Concat(Offers.Fair(forwards.Select(command => new Forward(command).By(new('a', 0))))));

    /// <summary>
    /// The commands of correct proposers that a leader must have heard before the last ballot of its view, which may be made to wait
    /// for them (<see cref="Configuration.LastBallotWaits"/>): those not yet signed, and those sent to it.
    /// </summary>
    private ValueSet<Command> Awaited(ValueSet<Command> known, ValueSet<Message> proposals) => new(Config.Commands.Where(command =>
        Config.Source.LastBallotWaits && Config.IsFromCorrect(command)
        && (!known.Contains(command) || proposals.Cast<Proposal>().Any(sent => sent.Command.Equals(command)))));

    /// <summary>The next ballot may come at any time, but for the last one's waiting.</summary>
    private IEnumerable<Offer> Triggers(LeaderState self, ValueSet<Command> awaited) =>
        self.Number < Config.BallotsPerView && HasHeard(self, awaited)
            ? Offers.Fair([new TriggerNextBallot(Config.KindOf(self.Number + 1))])
            : [];

    /// <summary>
    /// The answers to a ballot. A leader that is in another one hears those of correct acceptors only: whether it finds
    /// that they answer another ballot does not depend on what they report, and lies are many.
    /// </summary>
    private IEnumerable<Offer> Reported(LeaderState self, Ballot ballot, ReportMaterial seen) =>
        adversary.Quorums(ballot, Config.BallotOf(self.View, self.Number) == ballot ? seen : seen with { Material = Material.None });

    /// <summary>
    /// The same answers, on which the leader proposes in another order than its own: one for each proposal that differs. That
    /// it proposes is fair; in which order nobody can count on, so that these are not.
    /// </summary>
    /// <remarks>
    /// What the leader chooses is its own, so that message by message it comes as a local input: the answers that were sent
    /// reach the leader together, in the step in which it proposes. Nothing is reached so that could not be by delivering them before.
    /// </remarks>
    private IEnumerable<Offer> Orders(LeaderState self, Ballot ballot, ReportMaterial seen)
    {
        var quorums = from offer in Reported(self, ballot, seen)
                      let quorum = (Phase1BQuorum)offer.Input
                      where !Leader.On(self, quorum, Config).Sends.IsEmpty
                      from order in Leader.Orders(self, quorum, Config)
                      select quorum with { Order = order };
        return Offers.Unfair(quorums.DistinctBy(Proposed));

        (LeaderState State, Message Sent) Proposed(Phase1BQuorum quorum)
        {
            var step = Leader.On(self, quorum, Config);
            return (step.State, step.Sends.Single());
        }
    }

    /// <summary>Patience with a leader that may do nothing must run out; with a correct one it may, and must where all are stuck.</summary>
    private IEnumerable<Offer> Timeouts(AcceptorState self) => self.View + 1 < Config.Views
        ? [new(new SuspectLeader(self.View), Fair: PatienceRunsOut || Config.MayLeaderFail(self.View))]
        : [];
}
