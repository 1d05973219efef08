using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.CrashRegister;

/// <summary>The parts of the world that the processes of a crash register read.</summary>
internal sealed class CrashViews : RegisterViews
{
    public CrashViews(CrashConfig config)
        : base(config)
    {
        for (var timestamp = 0; timestamp < config.Timestamps; timestamp++)
        {
            var at = timestamp;
            Requests[at] = Add(GatheredView.Messages($"read and write {at}", m => m switch { Read r => r.Timestamp == at, Write w => w.Written.Timestamp == at, _ => false }));
            ReadAcks[at] = Add(GatheredView.Messages($"read acknowledgments {at}", m => m is ReadAck a && a.Timestamp == at));
        }
    }

    public Dictionary<int, View> Requests { get; } = [];

    public Dictionary<int, View> ReadAcks { get; } = [];
}

/// <summary>The crash register in a configuration: its processes, their handlers and what they see.</summary>
public sealed class CrashSystem : ISystem, IContinuable
{
    private readonly CrashConfig config;
    private readonly RegisterProcesses processes;

    /// <summary>Builds the system.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public CrashSystem(Configuration configuration)
    {
        config = new(configuration);
        processes = new(config);
        Symmetry = new RegisterSymmetry(processes);
        var views = new CrashViews(config);
        Views = views.All;
        Readings =
        [
            .. processes.Proposers.SelectMany(p => OfProposer(p, views)),
            .. processes.Acceptors.SelectMany(p => views.Requests.Values.Select(view => new Reading(p, view, (_, seen) => RegisterReadings.Fair(seen)))),
            .. processes.Learners.SelectMany(p => RegisterReadings.OfLearner(p, config, views)),
        ];

        // Section 5.2: an acceptor that takes a write "considers the write visible".
        var properties = new RegisterProperties(config, processes, Visible, Visible);
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
    public IReadOnlyList<QuorumKind> Quorums =>
    [
        QuorumKind.Of<ReadAck, ReadAckQuorum>(m => m.Timestamp, m => m.Acceptor, config.ReadSize, acks => new(acks[0].Timestamp, new(acks)), quorum => quorum.Acks),
        RegisterQuorums.WriteAcks(config),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ProtocolAction> Actions { get; } =
    [
        new("proposer", nameof(BeginRead)),
        new("proposer", nameof(ReadAckQuorum)),
        new("acceptor", nameof(Read)),
        new("acceptor", nameof(Write)),
        new("learner", nameof(WriteAckQuorum)),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Goal> Goals { get; }

    /// <inheritdoc/>
    public ISymmetry? Symmetry { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Continuation> Continued(int further) =>
        config.Continued(further) is var (text, source) ? Continuation.IfPossible(text, () => new CrashSystem(source)) : [];

    /// <inheritdoc/>
    public object Initial(int process) => processes.All[process].Role switch
    {
        "proposer" => CrashProposerState.Initial(processes.OrdinalOf(process)),
        "acceptor" => CrashAcceptorState.Initial(processes.OrdinalOf(process)),
        _ => new LearnerState(null),
    };

    /// <inheritdoc/>
    public Step<object> Apply(int process, object state, Input input) => (state, input) switch
    {
        (CrashProposerState s, BeginRead m) => Erase(CrashProposer.On(s, m, config)),
        (CrashProposerState s, ReadAckQuorum m) => Erase(CrashProposer.On(s, m, config)),
        (CrashAcceptorState s, Read m) => Erase(CrashAcceptor.On(s, m, config)),
        (CrashAcceptorState s, Write m) => Erase(CrashAcceptor.On(s, m, config)),
        (LearnerState s, WriteAckQuorum m) => Erase(Learner.On(s, m, config)),
        _ => Step.Ignore(state),
    };

    /// <inheritdoc/>
    public IEnumerable<int> Recipients(Message message) => message switch
    {
        ReadAck m => processes.Proposer(config.LeaderOf(m.Timestamp)),
        WriteAck => processes.Learners,
        _ => processes.Acceptors,
    };

    /// <inheritdoc/>
    public int Sender(Message message) => processes.SenderOf(message);

    /// <inheritdoc/>
    public IReadOnlyList<Forgery> Adversary => [];

    private static IEnumerable<TimestampedValue> Visible(IEnumerable<AcceptorEvents> acceptors) => acceptors.SelectMany(acceptor => acceptor.Taken);

    private static Step<object> Erase<TState>(Step<TState> step)
        where TState : class => new(step.State, step.Sends);

    private IEnumerable<Reading> OfProposer(int process, CrashViews views)
    {
        // A proposer other than the last leader may stop at any time: none of what it does is sure to happen. So its
        // crashes need no steps of their own.
        var proposer = processes.OrdinalOf(process);
        var fair = proposer == config.LastLeader;
        yield return new(process, null, (_, _) =>
            Enumerable.Range(0, config.Timestamps).Select(timestamp => new Offer(new BeginRead(timestamp), fair)), IsLocal: true);
        foreach (var (timestamp, view) in views.ReadAcks.Where(entry => config.LeaderOf(entry.Key) == proposer))
        {
            yield return new(process, view, (state, seen) =>
                RegisterReadings.UpTo(((ValueSet<Message>)seen!).Cast<ReadAck>(), config.ReadSize)
                    .Select(acks => new Offer(new ReadAckQuorum(timestamp, new(acks)), fair)));
        }
    }
}
