using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>The state machine over FaB Paxos in a configuration: who takes part, what each reacts to, and what must hold.</summary>
/// <remarks>Recipients are named in the order of declarations: acceptors before learners, learners before clients.</remarks>
internal sealed partial class MachineModel(Configuration source) : Model<MachineConfig>(source, new(source))
{
    private MachineAdversary Adversary => field ??= new(Config);

    /// <summary>The adversary of one slot's instance: what answers make certificates, which a Byzantine leader can show.</summary>
    private FabAdversary Instance => field ??= new(Config.Fab);

    /// <inheritdoc/>
    protected override void Declare()
    {
        KnowsNames();
        var clients = Role("client", 'c', Config.Requests.Count, id => ClientState.Initial(id) with { Determined = Nothing }, []);
        var leader = Role("proposer", 'p', Config.Fab.Proposers, LeaderState.Initial, Config.Fab.ByzantineProposers.Named('p'),
            interchangeable: Config.ChangesLeader ? proposer => !Config.Leads(proposer) && !Config.MayLoseState(proposer) : null);
        var election = Config.ChangesLeader ? Role("election", 'e', 1, _ => new ElectionState(0), [], named: _ => "election") : null;
        var acceptors = Role("acceptor", 'a', Config.Source.Acceptors, id => WithRoom(AcceptorState.Initial(id)),
            Config.ByzantineAcceptors.Named('a'), interchangeable: acceptor => !Config.MayLoseState(acceptor));
        var learners = Role("learner", 'l', Config.Source.Learners, id => WithRoom(LearnerState.Initial(id)),
            Config.ByzantineLearners.Named('l'), interchangeable: learner => !Config.MayLoseState(learner));
        Channel().Each<ReadOnly>(clients);
        Channel().Each<LeaderQuery>(leader);
        Channel().Each<LastQuery>(acceptors);
        Channel().Each<ListQuery>(learners);
        OfLeader(leader, learners);
        if (election is not null)
        {
            OfElection(election);
        }

        OfAcceptors(acceptors);
        OfLearners(learners);
        OfClients(clients);

        Forge(acceptors, learners);
        CountQuorums();
        var properties = new MachineProperties(Config, clients, leader, election, acceptors, learners);
        Claims(properties.All(), MachineGoals.All(Config));
    }

    private void OfLeader(RoleModel<LeaderState, MachineConfig> leader, IRole learners)
    {
        leader
            .On<Request>((self, m, config) => WithinSlots(Leader.On(self, m, config)))
            .On<Quorum<SlotLearned>>((self, m, config) => WithinSlots(Leader.On(self, m, config)))
            .Reads(Requests, (_, _, seen) => Offers.Fair(seen), Config.Leads);
        foreach (var (slot, learned) in Learned)
        {
            leader.Reads(learned, (_, _, seen) => Offers.Quorums(new SlotLearned(slot), seen.Signers(), learners), Config.Leads);
        }

        leader
            .On<LoseState>(Leader.On, when: Config.LosingProposers.Count > 0)
            .On<LeaderQuorum>(Leader.On, when: Config.LosingProposers.Count > 0)
            .Acts((_, _) => Offers.Unfair([new LoseState()]), Config.MayLoseState);
        foreach (var (to, reports) in LeaderReports)
        {
            leader.Reads(reports, (_, _, seen) => Adversary.LeaderQuorums(to, seen.Reports, seen.Elected), to.Equals);
        }

        if (!Config.ChangesLeader)
        {
            return;
        }

        leader
            .On<ProgressTimeout>(Leader.On)
            .On<Elected>(Leader.On, happens: LaterRegencies.Any())
            .On<ReportsQuorum>((self, m, config) => WithinSlots(Leader.On(self, m, config)), happens: LaterRegencies.Any())
            .Reads(Elections, (_, _, elected) => Timeouts(elected), local: true)
            .Reads(Elections, (_, _, elected) => Offers.Fair(elected), Config.Leads);
        foreach (var (regency, reports) in Reports)
        {
            leader.Reads(reports, (_, self, seen) => Adversary.ReportQuorums(regency, self.Number == regency && !self.MayPropose,
                seen.Reports, seen.Proofs),
                proposer => Config.Fab.Leads(proposer, regency));
        }
    }

    /// <summary>Patience with a leader may run out at any time, and does in the end; in the last regency it does not.</summary>
    private IEnumerable<Offer> Timeouts(ValueSet<Message> elected)
    {
        var regency = elected.Select(m => ((Elected)m).Regency).Append(0).Max();
        return regency + 1 < Config.Regencies ? [new(new ProgressTimeout(regency), Fair: true)] : [];
    }

    /// <summary>
    /// The oracle of FaB Paxos (section IV-C): if no correct proposer suspects the leader it stays, if a quorum of them does it goes. With
    /// more than f Byzantine proposers any leader may be elected at any time.
    /// </summary>
    private void OfElection(RoleModel<ElectionState, MachineConfig> election) => election
        .On<Elect>(MachineElection.On)
        .Reads(Suspicions, (_, self, seen) =>
        {
            var suspects = seen.Count(m => ((Suspicion)m).Regency == self.Regency);
            var may = suspects > 0 || Config.Fab.ByzantineProposers.Count > Config.Faults;
            return may && self.Regency + 1 < Config.Regencies
                ? [new(new Elect(self.Regency + 1), suspects >= Config.Fab.ProposerQuorum)]
                : [];
        }, local: true);

    private void OfAcceptors(RoleModel<AcceptorState, MachineConfig> acceptors)
    {
        var lose = Config.LosingAcceptors.Count > 0;
        foreach (var (_, proposals) in Proposals)
        {
            acceptors.Reads(proposals, (_, _, seen) => Heard(seen));
        }

        foreach (var (_, queries) in Queries)
        {
            acceptors.Reads(queries, (_, _, seen) => Heard(seen));
        }

        foreach (var (_, accepted) in Accepted.Where(_ => Config.Fab.Parameterized))
        {
            acceptors.Reads(accepted, (_, _, seen) => Quorums(seen, Config.ByzantineAcceptors));
        }

        acceptors
            .On<SlotPropose>(Acceptor.On)
            .On<Query>(Acceptor.On, when: Config.ChangesLeader)
            .On<Quorum<SlotAccepted>>(Acceptor.On, when: Config.Fab.Parameterized)
            .On<LoseState>(Lose, when: lose)
            .On<LeaderQuery>(Acceptor.On, when: Config.LosingProposers.Count > 0)
            .On<LastQuery>(Acceptor.On, when: lose)
            .On<LastQuorum>(Acceptor.On, when: lose)
            .Acts((_, _) => Offers.Unfair([new LoseState()]), Config.MayLoseState);
        foreach (var (to, reports) in LastReports)
        {
            acceptors.Reads(reports, (_, _, seen) => Adversary.LastQuorums(to, seen), to.Equals);
        }
    }

    private void OfLearners(RoleModel<LearnerState, MachineConfig> learners)
    {
        var lose = Config.LosingLearners.Count > 0;
        foreach (var (_, accepted) in Accepted)
        {
            learners.Reads(accepted, (_, _, seen) => Quorums(seen, Config.ByzantineAcceptors));
        }

        foreach (var (slot, committed) in Commitments.Where(_ => Config.Fab.Parameterized))
        {
            learners.Reads(committed, (_, _, seen) => Quorums(seen, Config.ByzantineAcceptors));
            learners.Reads(Proofs[slot], (_, _, proofs) => proofs.SelectMany(proof => Offers.Quorums(ProcessSet.None,
                Config.ByzantineAcceptors, holders => new Quorum<SlotCommitted>(Held(slot, proof), holders))));
        }

        foreach (var (_, proposals) in Proposals.Where(_ => Config.IsTentative))
        {
            learners.Reads(proposals, (_, _, seen) => Heard(seen));
        }

        learners
            .On<SlotPropose>(Learner.On, when: Config.IsTentative)
            .On<Quorum<SlotAccepted>>(Learner.On)
            .On<Quorum<SlotCommitted>>(Learner.On, when: Config.Fab.Parameterized)
            .On<ReadOnly>(Learner.On, when: Config.HasReads)
            .On<LoseState>(Lose, when: lose)
            .On<ListQuery>(Learner.On, when: lose)
            .On<ListQuorum>(WithinSlots, when: lose);
        foreach (var (to, lists) in Lists)
        {
            // Learners lose their state one after the other, so that no two are rejoining at a time.
            learners
                .Reads(Rejoining, (_, _, seen) => Offers.Unfair(
                    seen.Count(m => m is ListQuery) == seen.Count(m => m is Rejoined) ? [new LoseState()] : []), to.Equals, local: true)
                .Reads(lists, (_, _, seen) => Quorums(seen, Config.ByzantineLearners,
                    (told, tellers) => new ListQuorum(to, told.List, tellers)), to.Equals);
        }
    }

    private void OfClients(RoleModel<ClientState, MachineConfig> clients)
    {
        clients
            .On<SendRequest>(Client.On)
            .On<Quorum<SlotAccepted>>(Client.On, when: Config.IsTentative)
            .On<Quorum<Reply>>(Client.On, happens: Config.ReplySize <= Config.Source.Learners)
            .On<BeginRead>(Client.On, when: Config.HasReads)
            .On<ReadQuorum>(Client.On, when: Config.HasReads, happens: Config.ReadSize <= Config.Source.Learners)
            .Acts((_, _) => Offers.Fair([new SendRequest()]), Config.Writes);
        foreach (var (_, accepted) in Accepted.Where(_ => Config.IsTentative))
        {
            clients.Reads(accepted, (_, _, seen) => Quorums(seen, Config.ByzantineAcceptors), Config.Writes);
        }

        foreach (var (client, replies) in Replies)
        {
            clients.Reads(replies, (_, _, seen) => Quorums(seen, Config.ByzantineLearners), client.Equals);
        }

        clients.Reads(Completions, (_, _, seen) => Offers.Fair([new BeginRead(seen)]), Config.Reads, local: true);
        foreach (var (client, replies) in ReadReplies)
        {
            clients.Reads(replies, (_, _, seen) => Quorums(seen, Config.ByzantineLearners,
                (reply, learners) => new ReadQuorum(client, reply.Value, learners)), client.Equals);
        }
    }

    /// <summary>The single messages that Byzantine processes could send: those that their quorums are offered with.</summary>
    private void Forge(IRole acceptors, IRole learners)
    {
        foreach (var (_, proposals) in Proposals.Where(of => Config.Fab.IsByzantineLeader(of.Key.Regency)))
        {
            Forge(proposals, seen => seen);
        }

        foreach (var (_, queries) in Queries.Where(of => Config.Fab.IsByzantineLeader(of.Key)))
        {
            Forge(queries, seen => seen);
        }

        foreach (var (slot, proofs) in Proofs.Where(_ => Config.Fab.Parameterized))
        {
            Forge(proofs, acceptors, seen => seen.Select(proof => Held(slot, proof)));
        }

        foreach (var (regency, reports) in Reports)
        {
            Forge(reports, acceptors, seen => Adversary.Reports(regency, seen.Proofs));
        }

        foreach (var (slot, accepted) in Accepted)
        {
            Forge(accepted, acceptors, _ => Adversary.Accepted(slot));
        }

        foreach (var (to, reports) in LeaderReports)
        {
            Forge(reports, acceptors, seen => Adversary.LeaderReports(to, seen.Elected));
        }

        foreach (var (to, reports) in LastReports)
        {
            Forge(reports, acceptors, _ => Adversary.LastReports(to));
        }

        foreach (var (slot, learned) in Learned)
        {
            Forge(learned, learners, _ => [new SlotLearned(slot)]);
        }

        foreach (var (client, replies) in Replies)
        {
            Forge(replies, learners, seen => Statements(seen).Where(reply => reply.Request == Config.RequestOf(client)));
        }

        foreach (var (client, replies) in ReadReplies)
        {
            Forge(replies, learners, _ => Adversary.ReadReplies(client));
        }

        foreach (var (_, lists) in Lists)
        {
            Forge(lists, learners, Statements);
        }
    }

    /// <summary>How messages are counted, and whom they concern where that is not everybody who handles them.</summary>
    private void CountQuorums()
    {
        Count<SlotAccepted>(Config.Fab.Parameterized ? Math.Min(Config.Fab.LearnSize, Config.Fab.CommitProofSize) : Config.Fab.LearnSize);
        if (Config.Fab.Parameterized)
        {
            Count<SlotCommitted>(Config.Fab.CommitSize);
        }

        Count<SlotLearned>(Config.FinishedSize);
        if (Config.ChangesLeader)
        {
            Count<SlotReports, ReportsQuorum>(Config.Fab.CertificateSize, m => m.Number, all => new(all[0].Number, new(all)),
                quorum => quorum.Reports);
            To<SlotReports>((m, proposer) => Config.Fab.Leads(proposer, m.Number));
            To<Request>((_, proposer) => Config.Leads(proposer));
            To<SlotLearned>((_, proposer) => Config.Leads(proposer));
            To<Elected>((_, proposer) => Config.Leads(proposer));
        }

        Count<Reply>(Config.ReplySize);
        Count<ReadReply, ReadQuorum>(
            Config.ReadSize,
            m => m.Unsigned,
            all => new(all[0].Client, all[0].Value, all.Signers()),
            quorum => quorum.Learners.Named('l').Select(new ReadReply(quorum.Client, quorum.Value).By));
        Count<LastReport, LastQuorum>(Config.RejoinSize, m => m.To, all => new(new(all)), quorum => quorum.Reports);
        if (Config.LosingProposers.Count > 0)
        {
            Count<LeaderReport, LeaderQuorum>(Config.LeaderSize, m => m.To, all => new(new(all)), quorum => quorum.Reports);
            To<LeaderReport>((m, proposer) => proposer == m.To);
        }

        Count<ListTold, ListQuorum>(
            Config.ListSize,
            m => m.Unsigned,
            all => new(all[0].To, all[0].List, all.Signers()),
            quorum => quorum.Learners.Named('l').Select(new ListTold(quorum.To, quorum.List).By));

        To<SlotAccepted>((_, process) => process.Letter is 'l' or 'a' || Config.HasRequest(process));
        To<Reply>((m, client) => Config.RequestOf(client) == m.Request);
        To<ReadReply>((m, client) => client == m.Client);
        To<LastReport>((m, acceptor) => acceptor == m.To);
        To<ListTold>((m, learner) => learner == m.To);
    }

    private static IEnumerable<Offer> Quorums<TMessage>(ValueList<Signed<TMessage>> seen, ProcessSet byzantine)
        where TMessage : SignedMessage => Quorums(seen, byzantine, (statement, signers) => new Quorum<TMessage>(statement, signers));

    /// <summary>The correct processes that signed each statement, and with them all Byzantine ones.</summary>
    private static IEnumerable<Offer> Quorums<TMessage>(
        ValueList<Signed<TMessage>> seen, ProcessSet byzantine, Func<TMessage, ProcessSet, Input> form) =>
        from signed in seen
        from offer in Offers.Quorums(signed.Signers, byzantine, signers => form(signed.Statement, signers))
        select offer;

    private static SlotCommitted Held(int slot, CommitProof proof) =>
        new SlotCommitted(slot, new(proof)).By(new('a', ProcessId.Nobody));

    private static IEnumerable<TMessage> Statements<TMessage>(ValueList<Signed<TMessage>> seen) => seen.Select(signed => signed.Statement);
}
