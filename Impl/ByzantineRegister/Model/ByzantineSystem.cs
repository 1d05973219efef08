using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>The Byzantine register in a configuration: its processes, their handlers and what they see.</summary>
public sealed class ByzantineSystem : ISystem, IContinuable
{
    private readonly ByzantineConfig config;
    private readonly RegisterProcesses processes;

    /// <summary>Builds the system.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public ByzantineSystem(Configuration configuration)
    {
        config = new(configuration);
        processes = new(config);
        var views = new ByzantineViews(config);
        Symmetry = new RegisterSymmetry(processes);
        Views = views.All;
        Adversary = ByzantineAdversary.Forgeries(config, views);
        Readings = new ByzantineReadings(config, views, processes).All();
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
    public IReadOnlyList<Forgery> Adversary { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Reading> Readings { get; }

    /// <inheritdoc/>
    public IReadOnlyList<QuorumKind> Quorums =>
    [
        QuorumKind.Of<ReadAck, ReadAckQuorum>(m => m.Timestamp, m => m.Acceptor, config.ReadSize, acks => new(acks[0].Timestamp, new(acks)), quorum => quorum.Acks),
        QuorumKind.Of<TimestampChange, TimestampChangeQuorum>(m => m.Timestamp, m => m.Acceptor, config.ReadSize, changes => new(changes[0].Timestamp, new(changes)), quorum => quorum.Changes),
        QuorumKind.Of<Write, WriteQuorum>(m => m.Written, m => m.Acceptor, config.WriteSize, writes => new(writes[0].Written, QuorumKind.Senders(writes, m => m.Acceptor)),
            quorum => quorum.Signers.Members.Select(a => new Write(a, quorum.Written))),
        RegisterQuorums.WriteAcks(config),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ProtocolAction> Actions
    {
        get
        {
            var correct = processes.Proposers.Select(processes.OrdinalOf).ToHashSet();
            var own = Enumerable.Range(0, config.Timestamps).Where(timestamp => correct.Contains(config.LeaderOf(timestamp))).ToList();
            var isFree = config.Has(ByzantineRule.FirstWriteFree);
            List<(string Role, string Input, bool Possible)> actions =
            [
                ("proposer", nameof(FirstWrite), isFree && own.Contains(0)),
                ("proposer", nameof(BeginRead), own.Any(timestamp => !config.FoldsReadsAt(timestamp) && !(isFree && timestamp == 0))),
                ("proposer", nameof(ReadAckQuorum), own.Any(timestamp => !config.FoldsReadsAt(timestamp) && !(isFree && timestamp == 0))),
                ("proposer", nameof(TimestampChangeQuorum), own.Any(timestamp => config.FoldsReadsAt(timestamp) || timestamp >= config.Proposers)),
                ("acceptor", nameof(Read), Enumerable.Range(0, config.Timestamps).Any(timestamp => !config.FoldsReadsAt(timestamp) && !(isFree && timestamp == 0 && own.Contains(0)))),
                ("acceptor", nameof(PreWrite), true),
                ("acceptor", nameof(WriteQuorum), true),
                ("acceptor", nameof(TimestampTimeout), config.Timestamps > 1),
                ("learner", nameof(WriteAckQuorum), true),
            ];
            return [.. actions.Where(action => action.Possible).Select(action => new ProtocolAction(action.Role, action.Input))];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Goal> Goals { get; }

    /// <inheritdoc/>
    public ISymmetry? Symmetry { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Continuation> Continued(int further) =>
        config.Continued(further) is var (text, source) ? Continuation.IfPossible(text, () => new ByzantineSystem(source)) : [];

    /// <inheritdoc/>
    public object Initial(int process) => processes.All[process].Role switch
    {
        "proposer" => ByzantineProposerState.Initial(processes.OrdinalOf(process)),
        "acceptor" => ByzantineAcceptorState.Initial(processes.OrdinalOf(process)),
        _ => new LearnerState(null),
    };

    /// <inheritdoc/>
    public Step<object> Apply(int process, object state, Input input) => (state, input) switch
    {
        (ByzantineProposerState s, BeginRead m) => Erase(ByzantineProposer.On(s, m)),
        (ByzantineProposerState s, FirstWrite m) => Erase(ByzantineProposer.On(s, m, config)),
        (ByzantineProposerState s, ReadAckQuorum m) => Erase(ByzantineProposer.On(s, m, config)),
        (ByzantineProposerState s, TimestampChangeQuorum m) => Erase(ByzantineProposer.On(s, m, config)),
        (ByzantineAcceptorState s, Read m) => Erase(ByzantineAcceptor.On(s, m, config)),
        (ByzantineAcceptorState s, PreWrite m) => Erase(ByzantineAcceptor.On(s, m, config)),
        (ByzantineAcceptorState s, WriteQuorum m) => Erase(ByzantineAcceptor.On(s, m, config)),
        (ByzantineAcceptorState s, TimestampTimeout m) => Erase(ByzantineAcceptor.On(s, m, config)),
        (LearnerState s, WriteAckQuorum m) => Erase(Learner.On(s, m, config)),
        _ => Step.Ignore(state),
    };

    /// <inheritdoc/>
    public IEnumerable<int> Recipients(Message message) => message switch
    {
        ReadAck m => processes.Proposer(config.LeaderOf(m.Timestamp)),
        TimestampChange m => processes.Proposer(config.LeaderOf(m.Timestamp)),
        WriteAck => processes.Learners,
        _ => processes.Acceptors,
    };

    /// <inheritdoc/>
    public int Sender(Message message) => processes.SenderOf(message);

    private static Step<object> Erase<TState>(Step<TState> step)
        where TState : class => new(step.State, step.Sends);

    /// <summary>"A write is visible once a quorum of acceptors send write messages in response to it" (section 6.2).</summary>
    private IEnumerable<TimestampedValue> Visible(IReadOnlyList<AcceptorEvents> acceptors)
    {
        var counts = new List<(TimestampedValue Written, int Count)>();
        foreach (var acceptor in acceptors)
        {
            Tally.Count(counts, acceptor.Taken);
        }

        return counts.Where(count => count.Count + config.ByzantineAcceptors.Count >= config.WriteSize).Select(count => count.Written);
    }
}
