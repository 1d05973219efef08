using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.MultiPaxos;

/// <summary>Who takes part, who hears what, and what must hold.</summary>
internal sealed class MultiPaxosModel(Configuration source) : Model<MultiPaxosConfig>(source, new(source))
{
    private IEnumerable<int> Ballots => Enumerable.Range(0, Config.Source.Views);

    private IEnumerable<(int Ballot, int Slot)> Instances =>
        from ballot in Ballots from slot in Enumerable.Range(0, Config.Slots) select (ballot, slot);

    protected override void Declare()
    {
        // A replica has room for the slots of the run, so that its states are as long as one another.
        var nothing = ValueList<Command>.Empty.UpTo(Config.Slots, Command.None);
        var clients = Role("client", 'c', Config.Clients, ClientState.Initial, mayBeByzantine: false);
        var leaders = Role("leader", 'p', Config.Source.Views, LeaderState.Initial, mayBeByzantine: false);
        var acceptors = Role("acceptor", 'a', Config.N, AcceptorState.Initial, mayCrash: true, mayBeByzantine: false,
            interchangeable: true);
        var replicas = Role("replica", 'r', Config.Source.Learners, id => ReplicaState.Initial(id) with { Learned = nothing },
            mayCrash: Config.ReplicasMayCrash, mayBeByzantine: false, interchangeable: true);

        Channel(Config.All).Each<Request>(clients, m => m.Command);
        Channel(Ballots).Each<Prepare>(leaders, m => m.Ballot);
        Channel(Ballots).Reports<Promise>(acceptors, Config.PrepareSize, m => m.Ballot)
            .To((ballot, leader) => Config.BallotOf(leader) == ballot);
        Channel(Instances).Each<Accept>(leaders, m => (m.Vote.Ballot, m.Vote.Slot));
        Channel(Instances).Quorum<Accepted>(acceptors, Config.AcceptSize, m => (m.Vote.Ballot, m.Vote.Slot));
        Channel(clients.Correct).Each<Reply>(replicas, m => m.Command.Client).To((client, to) => client == to);
        var completed = Gather("completed", m => m as Completed, all => new ValueSet<string>(all.Select(m => $"{((Completed)m).Command}")));

        clients
            .On<Begin>(Client.On)
            .Reads(completed, (_, _, seen) => Offers.Fair([new Begin(seen)]), local: true)
            .Local<AskAgain>(Client.On, _ => [(new(), false)], when: Config.Source.Repeats)
            .On<Reply>(Client.On);

        // Any leader takes over once, at any time, and any but the last may stop: the last one has all the time that it needs.
        leaders
            .Local<Lead>(Once, _ => [(new(), true)])
            .On<Reports<Promise>>(Leader.On)
            .On<Request>(WithinSlots)
            .MayStop(leader => leader.Number < Config.Source.Views - 1);
        acceptors
            .On<Prepare>(Acceptor.On)
            .On<Accept>(Acceptor.On)
            .Local<Restart>(Acceptor.On, _ => [(new(), false)], when: !Config.Has(MultiPaxosRule.StableStorage));
        replicas
            .On<Quorum<Accepted>>(Replica.On)
            .On<Request>(Replica.On, when: !Config.Has(MultiPaxosRule.OrderReads), happens: Config.All.Any(c => c.Does == Register.Read));
        Ask(clients, leaders, acceptors, replicas);
    }

    /// <summary>A leader takes over once in a run.</summary>
    private static Step<LeaderState> Once(LeaderState self, Lead m, MultiPaxosConfig config) =>
        self.Stage == Stage.Waiting ? Leader.On(self, m, config) : Step.Ignore(self);

    /// <summary>A run ends with its last slot: a leader proposes in none after it.</summary>
    private static Step<LeaderState> WithinSlots(LeaderState self, Request m, MultiPaxosConfig config) =>
        Leader.On(self, m, config) is var step && step.State.Proposed.Count <= config.Slots ? step : Step.Ignore(self);

    private void Ask(
        RoleModel<ClientState, MultiPaxosConfig> clients,
        RoleModel<LeaderState, MultiPaxosConfig> leaders,
        RoleModel<AcceptorState, MultiPaxosConfig> acceptors,
        RoleModel<ReplicaState, MultiPaxosConfig> replicas)
    {
        Invariant(acceptors, "ChosenInv", a => a.Ever, all => MultiPaxosProperties.IsOneChosen(all, Config.Majority),
            "at most one command is chosen in a slot");
        Invariant(replicas, "AgreementInv", r => r.Learned, MultiPaxosProperties.IsAgreed,
            "no two replicas learn different commands in a slot");
        Invariant(replicas, "ExecutedInv", r => r.Log, MultiPaxosProperties.ArePrefixes,
            "what a replica has executed is a beginning of what another has, or the other way round");
        Invariant(replicas, "ExactlyOnceInv", r => r.Log, MultiPaxosProperties.IsExecutedOnce, "no command takes effect twice");
        Invariant(clients, "LinearizableInv", c => c.Operations, MultiPaxosProperties.IsLinearizable, "clients see one register");
        Claims(
            [new("NontrivialityInv", PropertyKind.Invariant, [.. clients.Places, .. replicas.Places],
                (_, state) => state is ClientState client ? new ValueList<string>(client.Operations.Select(operation => operation.Name))
                    : ((ReplicaState)state).Learned,
                (after, _) => MultiPaxosProperties.IsRequested(after.OfType<ValueList<string>>().SelectMany(own => own),
                    after.OfType<ValueList<Command>>()),
                "what is learned is a null command, or one that a client has sent"),
            new("LearnedInv", PropertyKind.Invariant, [.. acceptors.Places, .. replicas.Places],
                (_, state) => state is AcceptorState acceptor ? acceptor.Ever : ((ReplicaState)state).Learned,
                (after, _) => MultiPaxosProperties.IsLearnedChosen(after.OfType<ValueSet<Vote>>(), after.OfType<ValueList<Command>>(),
                    Config.Majority),
                "what a replica learns is chosen")],
            []);
        if (Config.Slots > 1)
        {
            Claims(
                [new("OrderProp", PropertyKind.Transition, [.. leaders.Places, .. acceptors.Places],
                    (_, state) => state is AcceptorState acceptor ? acceptor.Ever : Leading.Of((LeaderState)state, Config),
                    (before, after) => before.Zip(after).Where(pair => pair.First is Leading).All(pair => MultiPaxosProperties.IsInOrder(
                        Config.Has(MultiPaxosRule.OrderOfLater) ? ((Leading)pair.First).Ballot : int.MaxValue,
                        ((Leading)pair.First).Proposed, ((Leading)pair.Second).Proposed, before.OfType<ValueSet<Vote>>(), Config.Majority)),
                    "a new command is proposed after all that were chosen before, in lower ballots")],
                []);
        }

        if (Config.ClaimsLiveness)
        {
            Eventually(clients, "AnsweredProp", c => c.IsWaiting ? 0 : c.Operations.Count, answered => answered.Sum() == Config.Owed,
                "every command is executed and answered in the end");
        }

        Reach<ReplicaState>("ReachExecuted", (before, after) => after.Log.Count > before.Log.Count, "a replica executes a command");
        if (Config.Source.Views > 1 && Config.Has(MultiPaxosRule.OwnBallot) && Config.Has(MultiPaxosRule.AdoptReported))
        {
            Reach<LeaderState>("ReachLeaderChanged", (before, after) => after.Id.Number > 0 && before.Stage != after.Stage
                && after.Proposed.Any(command => command.Number > 0), "a later leader proposes again what an earlier one has");
        }

        if (Config is { Source.Views: > 1, Slots: > 1, Clients: > 1 } && Config.Has(MultiPaxosRule.FillGaps)
            && Config.Has(MultiPaxosRule.NullCommands) && Config.Has(MultiPaxosRule.AdoptReported))
        {
            Reach<ReplicaState>("ReachGapFilled", (before, after) => after.Log.Count > before.Log.Count
                && after.Learned.Take(after.Log[^1].Slot).Contains(Command.NoOp),
                "a replica executes a command after a gap that was filled");
        }
    }

    /// <summary>What is read of a leader: what it has proposed, if it leads.</summary>
    private sealed record Leading(int Ballot, ValueList<Command>? Proposed)
    {
        public static Leading Of(LeaderState leader, MultiPaxosConfig config) =>
            new(config.BallotOf(leader), leader.Stage == Stage.Leading ? leader.Proposed : null);
    }
}
