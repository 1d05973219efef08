using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Machines;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Command = BgpVerified.Spec.Commands.Command;
using Request = BgpVerified.Impl.Machines.Command;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>
/// BGP with proposers that are clients and learners that are replicas. Everything between them is BGP's own model and handlers.
/// </summary>
internal sealed class BgpMachineModel : BgpModel
{
    private static readonly ValueList<string> Safety =
        new(["NontrivialityInv", "ConsistencyInv", "IntegrityInv", "StabilityProp", "CheckpointInv"]);
    private readonly BgpMachineConfig config;

    /// <summary>Builds the model.</summary>
    /// <param name="source">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public BgpMachineModel(Configuration source)
        : this(source, new(source))
    {
    }

    private BgpMachineModel(Configuration source, BgpMachineConfig config)
        : base(source, config.Bgp, config.ByzantineReplicas)
    {
        this.config = config;
    }

    private protected override BgpModel Patient(Configuration further) => new BgpMachineModel(further) { PatienceRunsOut = true };

    /// <summary>The clients, and after them whoever proposes a checkpoint.</summary>
    private protected override ProposerState InitialProposer(ProcessId id) =>
        id.Number < config.Clients ? ClientState.Of(id) : ProposerState.Initial;

    private protected override LearnerState InitialLearner(ProcessId id) =>
        new ReplicaState(Config.NothingLearned, config.Application.Initial, ValueList<Effect>.Empty);

    private protected override void ReactProposers()
    {
        Channel(config.Requests.Select(request => request.Client).Distinct())
            .Quorum<Reply>(Learning, config.ReplySize, m => m.Client, alone: MadeUp, sendsTooFew: false)
            .To((client, process) => client == process);
        Proposing
            .On<Begin>((self, m, _) => OfClient(Client.On((ClientState)self, m, config)))
            .On<SignAgain>((self, m, _) => OfClient(Client.On((ClientState)self, m, config)), when: config.Source.Repeats)
            .On<Quorum<Reply>>((self, m, _) => OfClient(Client.On((ClientState)self, m, config)));
        if (Config.HasCheckpoints)
        {
            Proposing.On<CommandRequest>(Proposer.On);
        }
    }

    private protected override void ReactLearners(bool hasSequenced, bool hasUniversal) => Learning
        .On<Quorum<Phase2B>>((self, m, _) => OfReplica(Replica.On((ReplicaState)self, m, config)), happens: hasSequenced)
        .On<Quorum<UniversalPhase2B>>((self, m, _) => OfReplica(Replica.On((ReplicaState)self, m, config)), happens: hasUniversal)
        .On<FastProposal>((self, m, _) => OfReplica(Replica.On((ReplicaState)self, m, config)),
            when: !config.Has(BgpMachineRule.OrderReads));

    private protected override void Requests(Part<ValueSet<Message>> fastProposals)
    {
        var completed = Gather("completed", m => m as Completed, all => new ValueSet<string>(all.Select(m => ((Completed)m).Operation)));
        Proposing.Reads(
            completed,
            (_, self, seen) => self is ClientState client && CanBegin(client) ? Offers.Fair([new Begin(seen)]) : [],
            local: true);
        if (config.Source.Repeats)
        {
            Proposing.Acts((_, self) => self is ClientState { IsWaiting: true } ? Offers.Unfair([new SignAgain()]) : []);
        }

        if (Config.HasCheckpoints)
        {
            Proposing.Acts((id, _) => Offers.Fair(
                Config.Commands.Where(own => Config.IsCheckpoint(own) && own.Author == $"{id}").Select(own => new CommandRequest(own))));
        }

        if (!config.Has(BgpMachineRule.OrderReads))
        {
            Learning.Reads(fastProposals, (_, _, sent) => Heard(sent));
        }
    }

    /// <summary>
    /// Of the last ballots each waits for one more command of each client: a client's next command comes when the last one is answered, and
    /// for that a ballot must come after it (<see cref="Configuration.LastBallotWaits"/>).
    /// </summary>
    private protected override bool HasHeard(LeaderState self, ValueSet<Command> awaited)
    {
        var number = self.Number + 1 - Config.BallotsPerView + config.MostCommands;
        return awaited.All(command => self.HasHeard(command) || (config.RequestOf(command)?.Number ?? config.MostCommands) > number);
    }

    /// <summary>What acceptors have discarded, and the states that it leads to, which replicas sign.</summary>
    private protected override void CatchUp()
    {
        Discarded();
        Learning.On<Quorum<Checkpointed>>((self, m, _) => OfReplica(ReplicaCheckpoints.On((ReplicaState)self, m, config)));
        Count<Snapshot>(config.SnapshotSize);
        Learning.On<Quorum<Snapshot>>((self, m, _) => OfReplica(ReplicaCheckpoints.On((ReplicaState)self, m, config)));
        Certified<Snapshot, StableState>(Learning, m => m.Stable, state => new(state), config.SnapshotSize, MadeUp);
    }

    private protected override void Claim(BgpProperties properties)
    {
        var own = new BgpMachineProperties(config, Proposing, Learning);
        Claims([.. own.Properties(), .. properties.Properties().Where(property => Safety.Contains(property.Name))], own.Goals());
    }

    private static Step<ProposerState> OfClient(Step<ClientState> step) => new(step.State, step.Sends);

    private static Step<LearnerState> OfReplica(Step<ReplicaState> step) => new(step.State, step.Sends);

    private bool CanBegin(ClientState client) => !client.IsWaiting && client.Operations.Count < config.CommandsOf(client.Id).Count;

    /// <summary>
    /// What Byzantine replicas tell a client by themselves: any reply that a command of it could get, and one that none could.
    /// </summary>
    private IEnumerable<Reply> MadeUp(ProcessId client) =>
        from request in config.CommandsOf(client)
        from reply in config.PossibleReplies(request)
        select new Reply(client, request.Number, reply);

    /// <summary>
    /// What Byzantine replicas sign as the state at a checkpoint: of each beginning that the signed commands could make what it leads to,
    /// and what it does not: the first state, and with any command more; with the clients' record and without. All, if they are as many as
    /// are waited for; if not, a handler must find that they are too few, and one is enough to see whether it does.
    /// </summary>
    private IEnumerable<StableState> MadeUp(ValueSet<Command> commands)
    {
        var all = from history in Nameable(commands)
                  let read = ((KeptHistory)history).Commands.Select(config.RequestOf).OfType<Request>().Distinct().ToList()
                  let effects = Effects(read)
                  let machine = After(config.Application.Initial, read)
                  from state in config.Requests.Select(request => After(machine, [request])).Prepend(machine)
                      .Prepend(config.Application.Initial).Distinct()
                  from clients in new[] { effects, [] }.Select(own => ClientRecord.After(ValueList<ClientRecord>.Empty, own)).Distinct()
                  select new StableState(history, state, clients);
        return Learning.Byzantine.Count >= config.SnapshotSize ? all : all.Take(1);
    }

    private MachineState After(MachineState state, IEnumerable<Request> requests) =>
        requests.Aggregate(state, (now, request) => config.Application.Apply(now, request.Does).State);

    private List<Effect> Effects(IReadOnlyList<Request> requests) => [.. requests.Select((request, i) => new Effect(
        request, config.Application.Apply(After(config.Application.Initial, requests.Take(i)), request.Does).Reply))];
}
