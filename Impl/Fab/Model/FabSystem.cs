using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>FaB Paxos, or Parameterized FaB Paxos, in a configuration: its processes, their handlers and what they see.</summary>
public sealed class FabSystem : ISystem, IContinuable
{
    private readonly FabConfig config;
    private readonly FabProcesses processes;

    /// <summary>Builds the system.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="parameterized">Whether it is Parameterized FaB Paxos.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public FabSystem(Configuration configuration, bool parameterized)
    {
        config = new(configuration, parameterized);
        processes = new(config);
        var views = new FabViews(config);
        Symmetry = new FabSymmetry(processes);
        Views = views.All;
        Readings = new FabReadings(config, views, processes).All;
        Adversary = FabForgeries.All(config, views);
        Quorums = FabQuorums.All(config);
        Actions = FabActions.All(config);
        var properties = new FabProperties(config, processes);
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
    public IReadOnlyList<Continuation> Continued(int further)
    {
        var (more, correct) = (0, 0);
        while (correct < further && more <= further * config.Proposers)
        {
            correct += config.IsByzantineLeader(config.Regencies + more++) ? 0 : 1;
        }

        var text = Continuation.Counted(more, "regency", "regencies") + (more == correct ? string.Empty : $" ({correct} with correct leaders)");
        return Continuation.IfPossible(text, () => new FabSystem(config.Source with { Views = config.Source.Views + more }, config.Parameterized));
    }

    /// <inheritdoc/>
    public object Initial(int process) => processes.All[process].Role switch
    {
        "proposer" => ProposerState.Initial(processes.OrdinalOf(process)),
        "election" => new ElectionState(0),
        "acceptor" => AcceptorState.Initial(processes.OrdinalOf(process)),
        "learner" => LearnerState.Initial(processes.OrdinalOf(process)),
        _ => WitnessState.Initial,
    };

    /// <inheritdoc/>
    public Step<object> Apply(int process, object state, Input input) => state switch
    {
        ProposerState s => Erase(Apply(s, input)),
        ElectionState s => Erase(input is Elect m ? Election.On(s, m) : Step.Ignore(s)),
        AcceptorState s => Erase(Apply(s, input)),
        LearnerState s => Erase(Apply(s, input)),
        WitnessState s => Erase(Apply(s, input)),
        _ => throw new ArgumentException($"no role has a state of type {state.GetType().Name}", nameof(state)),
    };

    /// <inheritdoc/>
    public IEnumerable<int> Recipients(Message message) => message switch
    {
        Report or Learned or Satisfied or Elected => processes.Proposers,
        Accepted => config.Parameterized ? [.. processes.Acceptors, .. processes.Learners] : processes.Learners,
        Committed or Pull or Told or Acknowledgment => processes.Learners,
        Suspicion or Ceased or Decided => [], // The oracle and the witness look by themselves.
        _ => processes.Acceptors,
    };

    /// <inheritdoc/>
    public int Sender(Message message) => message switch
    {
        Propose m => processes.IndexOf("proposer", config.LeaderOf(m.Number)),
        Query m => processes.IndexOf("proposer", config.LeaderOf(m.Number)),
        Ceased m => processes.IndexOf("proposer", config.LeaderOf(m.Number)),
        Satisfied m => processes.IndexOf("proposer", m.Proposer),
        Suspicion m => processes.IndexOf("proposer", m.Proposer),
        Elected => processes.Election,
        Report m => processes.IndexOf("acceptor", m.Acceptor),
        Accepted m => processes.IndexOf("acceptor", m.Acceptor),
        Committed m => processes.IndexOf("acceptor", m.Acceptor),
        Learned m => processes.IndexOf("learner", m.Learner),
        Decided m => processes.IndexOf("learner", m.Learner),
        Pull m => processes.IndexOf("learner", m.Learner),
        Told m => processes.IndexOf("learner", m.Learner),
        Acknowledgment m => processes.IndexOf("learner", m.Learner),
        _ => throw new ArgumentException($"no role sends {message.GetType().Name}", nameof(message)),
    };

    private Step<ProposerState> Apply(ProposerState s, Input input) => input switch
    {
        Start m => Proposer.On(s, m, config),
        Elected m => Proposer.On(s, m, config),
        ReportQuorum m => Proposer.On(s, m, config),
        LearnedQuorum m => Proposer.On(s, m, config),
        SatisfiedQuorum m => Proposer.On(s, m, config),
        ProgressTimeout m => Proposer.On(s, m, config),
        _ => Step.Ignore(s),
    };

    private Step<AcceptorState> Apply(AcceptorState s, Input input) => input switch
    {
        Propose m => Acceptor.On(s, m, config),
        Query m => Acceptor.On(s, m, config),
        AcceptedQuorum m => Acceptor.On(s, m, config),
        _ => Step.Ignore(s),
    };

    private Step<LearnerState> Apply(LearnerState s, Input input) => input switch
    {
        AcceptedQuorum m => Learner.On(s, m, config),
        CommittedQuorum m => Learner.On(s, m, config),
        PullTimeout m => Learner.On(s, m, config),
        Pull m => Learner.On(s, m, config),
        AcknowledgmentQuorum m => Learner.On(s, m, config),
        ToldQuorum m => Learner.On(s, m, config),
        _ => Step.Ignore(s),
    };

    private Step<WitnessState> Apply(WitnessState s, Input input) => input switch
    {
        ChosenSeen m => Witness.On(s, m),
        UnchosenSeen m => Witness.On(s, m),
        CertificateSeen m => Witness.On(s, m, config),
        _ => Step.Ignore(s),
    };

    private static Step<object> Erase<TState>(Step<TState> step)
        where TState : class => new(step.State, step.Sends);
}
