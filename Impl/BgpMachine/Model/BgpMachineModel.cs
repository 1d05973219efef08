using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>
/// BGP with proposers that are clients and learners that are replicas. Everything between them is BGP's own model and handlers.
/// </summary>
internal sealed class BgpMachineModel : BgpModel
{
    private static readonly ValueList<string> Safety = new(["NontrivialityInv", "ConsistencyInv", "IntegrityInv", "StabilityProp"]);
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

    private protected override ProposerState InitialProposer(ProcessId id) => ClientState.Of(id);

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
    }

    private protected override void ReactLearners(bool hasSequenced, bool hasUniversal) => Learning
        .On<Quorum<Phase2B>>((self, m, _) => OfReplica(Replica.On((ReplicaState)self, m, config)), happens: hasSequenced)
        .On<Quorum<UniversalPhase2B>>((self, m, _) => OfReplica(Replica.On((ReplicaState)self, m, config)), happens: hasUniversal)
        .On<FastProposal>((self, m, _) => OfReplica(Replica.On((ReplicaState)self, m, config)),
            when: !config.Has(BgpMachineRule.OrderReads));

    private protected override void Requests(Part<ValueSet<Message>> fastProposals)
    {
        var completed = Gather("completed", m => m as Completed, all => new ValueSet<string>(all.Select(m => ((Completed)m).Operation)));
        Proposing.Reads(completed, (_, self, seen) => CanBegin((ClientState)self) ? Offers.Fair([new Begin(seen)]) : [], local: true);
        if (config.Source.Repeats)
        {
            Proposing.Acts((_, self) => ((ClientState)self).IsWaiting ? Offers.Unfair([new SignAgain()]) : []);
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
        return awaited.All(command => self.HasHeard(command) || config.RequestOf(command)?.Number > number);
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
}
