using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabMachine;

/// <summary>The state machine over FaB Paxos in a configuration: its processes, their handlers and what they see.</summary>
public sealed class MachineSystem : ISystem
{
    private readonly MachineConfig config;
    private readonly MachineProcesses processes;

    /// <summary>Builds the system.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public MachineSystem(Configuration configuration)
    {
        config = new(configuration);
        processes = new(config);
        var views = new MachineViews(config);
        Symmetry = new MachineSymmetry(config, processes);
        Parts = views.All;
        Readings = new MachineReadings(config, views, processes).All;
        Adversary = MachineForgeries.All(config, views);
        Quorums = MachineQuorums.All(config);
        Actions = MachineActions.All(config);
        Properties = new MachineProperties(config, processes).All();
        Goals = MachineGoals.All(config);
    }

    /// <inheritdoc/>
    public Configuration Configuration => config.Source;

    /// <inheritdoc/>
    public IReadOnlyList<Process> Processes => processes.All;

    /// <inheritdoc/>
    public IReadOnlyList<Part> Parts { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Reading> Readings { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Forgery> Adversary { get; }

    /// <inheritdoc/>
    public IReadOnlyList<QuorumKind> Quorums { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ProtocolAction> Actions { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Goal> Goals { get; }

    /// <inheritdoc/>
    public ISymmetry? Symmetry { get; }

    /// <inheritdoc/>
    public object Initial(int process) => processes.All[process].Role switch
    {
        "client" => ClientState.Initial(processes.OrdinalOf(process), config),
        "proposer" => LeaderState.Initial,
        "acceptor" => AcceptorState.Initial(processes.OrdinalOf(process), config),
        _ => LearnerState.Initial(processes.OrdinalOf(process), config),
    };

    /// <inheritdoc/>
    public Step<object> Apply(int process, object state, Input input) => state switch
    {
        ClientState s => Erase(Apply(s, input)),
        LeaderState s => Erase(Apply(s, input)),
        AcceptorState s => Erase(Apply(s, input)),
        LearnerState s => Erase(Apply(s, input)),
        _ => throw new ArgumentException($"no role has a state of type {state.GetType().Name}", nameof(state)),
    };

    /// <inheritdoc/>
    public IEnumerable<int> Recipients(Message message) => message switch
    {
        Request => processes.Leader,
        SlotPropose => config.IsTentative ? [.. processes.Acceptors, .. processes.Learners] : processes.Acceptors,
        SlotAccepted => config.IsTentative ? [.. processes.Learners, .. processes.Clients] : processes.Learners,
        SlotLearned => processes.Leader,
        // Nobody sent a forged one.
        Reply m => config.Requests.Index().Where(request => request.Item == m.Request).Take(1)
            .Select(request => processes.IndexOf("client", request.Index)),
        ReadOnly => processes.Learners,
        ReadReply m => [processes.IndexOf("client", m.Client)],
        LastQuery => processes.Acceptors,
        LastReport m => [processes.IndexOf("acceptor", m.To)],
        ListQuery => processes.Learners,
        ListTold m => [processes.IndexOf("learner", m.To)],
        _ => [], // Completed and Rejoined are for the surroundings.
    };

    /// <inheritdoc/>
    public int Sender(Message message) => message switch
    {
        Request m => processes.IndexOf("client", m.Client),
        ReadOnly m => processes.IndexOf("client", m.Client),
        Completed m => processes.IndexOf("client", m.Client),
        SlotPropose => processes.IndexOf("proposer", 0),
        SlotAccepted m => processes.IndexOf("acceptor", m.Accepted.From.Number),
        LastQuery m => processes.IndexOf("acceptor", m.Acceptor),
        LastReport m => processes.IndexOf("acceptor", m.Acceptor),
        SlotLearned m => processes.IndexOf("learner", m.Learner),
        Reply m => processes.IndexOf("learner", m.Learner),
        ReadReply m => processes.IndexOf("learner", m.Learner),
        ListQuery m => processes.IndexOf("learner", m.Learner),
        ListTold m => processes.IndexOf("learner", m.Learner),
        Rejoined m => processes.IndexOf("learner", m.Learner),
        _ => throw new ArgumentException($"no role sends {message.GetType().Name}", nameof(message)),
    };

    private Step<ClientState> Apply(ClientState s, Input input) => input switch
    {
        SendRequest m => Client.On(s, m, config),
        SlotAcceptedQuorum m => Client.On(s, m, config),
        ReplyQuorum m => Client.On(s, m, config),
        BeginRead m => Client.On(s, m, config),
        ReadQuorum m => Client.On(s, m, config),
        _ => Step.Ignore(s),
    };

    private Step<LeaderState> Apply(LeaderState s, Input input) => input switch
    {
        Request m => Leader.On(s, m, config),
        SlotLearnedQuorum m => Leader.On(s, m, config),
        _ => Step.Ignore(s),
    };

    private Step<AcceptorState> Apply(AcceptorState s, Input input) => input switch
    {
        SlotPropose m => Acceptor.On(s, m, config),
        LoseState m => Acceptor.On(s, m, config),
        LastQuery m => Acceptor.On(s, m, config),
        LastQuorum m => Acceptor.On(s, m, config),
        _ => Step.Ignore(s),
    };

    private Step<LearnerState> Apply(LearnerState s, Input input) => input switch
    {
        SlotPropose m => Learner.On(s, m, config),
        SlotAcceptedQuorum m => Learner.On(s, m, config),
        ReadOnly m => Learner.On(s, m, config),
        LoseState m => Learner.On(s, m, config),
        ListQuery m => Learner.On(s, m),
        ListQuorum m => Learner.On(s, m, config),
        _ => Step.Ignore(s),
    };

    private static Step<object> Erase<TState>(Step<TState> step)
        where TState : class => new(step.State, step.Sends);
}
