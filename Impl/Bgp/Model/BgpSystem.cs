using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>Byzantine Generalized Paxos in a configuration: its processes, their handlers and what they see.</summary>
public sealed class BgpSystem : ISystem, IContinuable
{
    private readonly BgpConfig config;
    private readonly BgpProcesses processes;

    /// <summary>Builds the system.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public BgpSystem(Configuration configuration)
        : this(configuration, patienceRunsOut: false)
    {
    }

    private BgpSystem(Configuration configuration, bool patienceRunsOut)
    {
        config = new(configuration);
        processes = new(config);
        var views = new BgpViews(config);
        Symmetry = new BgpSymmetry(processes);
        Views = views.All;
        Readings = new BgpReadings(config, views, processes, patienceRunsOut).All;
        Adversary = BgpForgeries.All(config, views);
        Quorums = BgpQuorums.All(config);
        Actions = BgpActions.All(config);
        var properties = new BgpProperties(config, processes);
        Properties = properties.Properties();
        Goals = properties.Goals();
    }

    /// <inheritdoc/>
    public Configuration Configuration => config.Source;

    /// <inheritdoc/>
    public IReadOnlyList<Process> Processes => processes.All;

    /// <inheritdoc/>
    public IReadOnlyList<View> Views { get; }

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
    /// <remarks>
    /// More classic ballots in each view: what the paper's leader runs when a fast ballot ends in a conflict. Or more views,
    /// whose leaders are correct and have as many ballots as those before.
    /// </remarks>
    public IReadOnlyList<Continuation> Continued(int further)
    {
        var source = config.Source;
        var ballots = source with { Ballots = new(source.Ballots.Concat(Enumerable.Repeat("classic", further))) };
        var views = source with { Views = source.Views + further };
        var renamed = source.Views == 1 ? new Dictionary<string, string> { ["leader"] = "leader0" } : [];
        return
        [
            .. Continuation.IfPossible(Continuation.Counted(further, "ballot", "ballots"), () => new BgpSystem(ballots, patienceRunsOut: true)),
            .. Continuation.IfPossible(Continuation.Counted(further, "view", "views"), () => new BgpSystem(views, patienceRunsOut: true))
                .Select(way => way with { Renamed = renamed }),
        ];
    }

    /// <inheritdoc/>
    public object Initial(int process) => processes.All[process].Role switch
    {
        "proposer" => ProposerState.Initial,
        "leader" => LeaderState.Initial(processes.OrdinalOf(process), config.Empty),
        "acceptor" => AcceptorState.Initial(processes.OrdinalOf(process), config.Empty),
        _ => new LearnerState(config.Empty),
    };

    /// <inheritdoc/>
    public Step<object> Apply(int process, object state, Input input) => state switch
    {
        ProposerState s => Erase(Apply(s, input)),
        LeaderState s => Erase(Apply(s, input)),
        AcceptorState s => Erase(Apply(s, input)),
        LearnerState s => Erase(Apply(s, input)),
        _ => throw new ArgumentException($"no role has a state of type {state.GetType().Name}", nameof(state)),
    };

    /// <inheritdoc/>
    public IEnumerable<int> Recipients(Message message) => message switch
    {
        BallotOpened => processes.Proposers,
        Proposal or Phase1B or NewLeader => processes.Leaders,
        Phase2B or UniversalPhase2B => processes.Learners,
        _ => processes.Acceptors,
    };

    /// <inheritdoc/>
    public int Sender(Message message) => message switch
    {
        FastProposal m => processes.Proposer(m.Command),
        Proposal m => processes.Proposer(m.Command),
        BallotOpened m => processes.Leader(m.View),
        Fast m => processes.Leader(m.View),
        Phase1A m => processes.Leader(m.View),
        Phase2A m => processes.Leader(m.View),
        UniversalPhase2A m => processes.Leader(m.View),
        Phase1B m => processes.Acceptor(m.Acceptor),
        Verify m => processes.Acceptor(m.Acceptor),
        Phase2B m => processes.Acceptor(m.Acceptor),
        UniversalPhase2B m => processes.Acceptor(m.Acceptor),
        Forward m => processes.Acceptor(m.Acceptor),
        Suspicion m => processes.Acceptor(m.Acceptor),
        ViewChange m => processes.Acceptor(m.Acceptor),
        NewLeader m => processes.Acceptor(m.Acceptor),
        _ => throw new ArgumentException($"no role sends {message.GetType().Name}", nameof(message)),
    };

    private Step<ProposerState> Apply(ProposerState s, Input input) => input switch
    {
        BallotOpened m => Proposer.On(s, m),
        CommandRequest m => Proposer.On(s, m, config),
        _ => Step.Ignore(s),
    };

    private Step<LeaderState> Apply(LeaderState s, Input input) => input switch
    {
        NewLeader m => Leader.On(s, m, config),
        TriggerNextBallot m => Leader.On(s, m, config),
        Proposal m => Leader.On(s, m, config),
        Phase1BQuorum m => Leader.On(s, m, config),
        _ => Step.Ignore(s),
    };

    private Step<AcceptorState> Apply(AcceptorState s, Input input) => input switch
    {
        Phase1A m => AcceptorAgreement.On(s, m, config),
        Fast m => AcceptorAgreement.On(s, m, config),
        Phase2A m => AcceptorAgreement.On(s, m, config),
        FastProposal m => AcceptorAgreement.On(s, m, config),
        Forward m => AcceptorAgreement.On(s, m, config),
        UniversalPhase2A m => AcceptorAgreement.On(s, m, config),
        VerifyQuorum m => AcceptorAgreement.On(s, m, config),
        SuspectLeader m => AcceptorViewChange.On(s, m),
        SuspicionQuorum m => AcceptorViewChange.On(s, m, config),
        ViewChange m => AcceptorViewChange.On(s, m, config),
        ViewChangeQuorum m => AcceptorViewChange.On(s, m, config),
        _ => Step.Ignore(s),
    };

    private Step<LearnerState> Apply(LearnerState s, Input input) => input switch
    {
        Phase2BQuorum m => Learner.On(s, m, config),
        UniversalPhase2BQuorum m => Learner.On(s, m, config),
        _ => Step.Ignore(s),
    };

    private static Step<object> Erase<TState>(Step<TState> step)
        where TState : class => new(step.State, step.Sends);
}
