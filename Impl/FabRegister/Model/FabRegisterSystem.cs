using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabRegister;

/// <summary>The FaB register in a configuration: its processes, their handlers and what they see.</summary>
public sealed class FabRegisterSystem : ISystem, IContinuable
{
    private readonly FabRegisterConfig config;
    private readonly RegisterProcesses processes;

    /// <summary>Builds the system.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public FabRegisterSystem(Configuration configuration)
    {
        config = new(configuration);
        processes = new(config);
        var views = new FabRegisterViews(config);
        Symmetry = new RegisterSymmetry(processes);
        Views = views.All;
        Adversary = FabRegisterAdversary.Forgeries(config, views);
        Readings = new FabRegisterReadings(config, views, processes).All();
        var properties = new RegisterProperties(config, processes, Visible, acceptors => acceptors.SelectMany(acceptor => acceptor.Taken));
        Properties = config.Timestamps > 1 ? [.. properties.Properties(), TimestampInv()] : properties.Properties();
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
        QuorumKind.Of<TimestampChange, TimestampChangeQuorum>(m => m.Timestamp, m => m.Proposer, config.ProofSize,
            changes => new(changes[0].Timestamp, QuorumKind.Senders(changes, m => m.Proposer)),
            quorum => quorum.Signers.Members.Select(p => new TimestampChange(p, quorum.Timestamp))),
        RegisterQuorums.WriteAcks(config),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ProtocolAction> Actions
    {
        get
        {
            var own = Enumerable.Range(0, config.Timestamps).Where(timestamp => !config.ByzantineProposers.Contains(config.LeaderOf(timestamp))).ToList();
            var readsLater = own.Any(timestamp => timestamp > 0);
            List<(string Role, string Input, bool Possible)> actions =
            [
                ("proposer", nameof(FirstWrite), own.Contains(0) && config.Has(FabRegisterRule.FirstWriteFree)),
                ("proposer", nameof(TimestampTimeout), config.Timestamps > 1 && processes.Proposers.Count > 0),
                ("proposer", nameof(TimestampChangeQuorum), readsLater),
                ("proposer", nameof(BeginRead), readsLater),
                ("proposer", nameof(ReadAckQuorum), readsLater),
                ("acceptor", nameof(Read), config.Timestamps > 1),
                ("acceptor", nameof(Write), true),
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
        config.Continued(further) is var (text, source) ? Continuation.IfPossible(text, () => new FabRegisterSystem(source)) : [];

    /// <inheritdoc/>
    public object Initial(int process) => processes.All[process].Role switch
    {
        "proposer" => FabRegisterProposerState.Initial(processes.OrdinalOf(process)),
        "acceptor" => FabRegisterAcceptorState.Initial(processes.OrdinalOf(process)),
        _ => new LearnerState(null),
    };

    /// <inheritdoc/>
    public Step<object> Apply(int process, object state, Input input) => (state, input) switch
    {
        (FabRegisterProposerState s, BeginRead m) => Erase(FabRegisterProposer.On(s, m)),
        (FabRegisterProposerState s, FirstWrite m) => Erase(FabRegisterProposer.On(s, m, config)),
        (FabRegisterProposerState s, ReadAckQuorum m) => Erase(FabRegisterProposer.On(s, m, config)),
        (FabRegisterProposerState s, TimestampTimeout m) => Erase(FabRegisterProposer.On(s, m, config)),
        (FabRegisterProposerState s, TimestampChangeQuorum m) => Erase(FabRegisterProposer.On(s, m, config)),
        (FabRegisterAcceptorState s, Read m) => Erase(FabRegisterAcceptor.On(s, m, config)),
        (FabRegisterAcceptorState s, Write m) => Erase(FabRegisterAcceptor.On(s, m, config)),
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

    /// <summary>"tsProof is a set of messages proving that enough proposers have advanced their timestamps" (section 7.2).</summary>
    private Property TimestampInv() =>
        new("TimestampInv", PropertyKind.Invariant, [.. processes.Proposers, .. processes.Acceptors],
            (_, state) => state is FabRegisterProposerState proposer ? new Reached(proposer.MyTimestamp, false) : new Reached(((FabRegisterAcceptorState)state).HighestTimestamp, true),
            (seen, _) => HaveBegun([.. seen.Cast<Reached>()]),
            "an acceptor is at a timestamp only if n_p - f_p proposers, Byzantine ones included, have come to it (section 7.2)");

    private bool HaveBegun(IReadOnlyList<Reached> all) =>
        all.Select(reached => reached.ByAcceptor ? reached.Timestamp : 0).DefaultIfEmpty().Max() is var highest
        && (highest == 0 || all.Count(reached => !reached.ByAcceptor && reached.Timestamp >= highest) + config.ByzantineProposers.Count >= config.ProofSize);

    /// <summary>
    /// "Proposals that are later queried are essentially visible writes" (section 7.3): a write that some correct acceptor
    /// took and whose value a read could find with a majority now. Acknowledgments do not say at which timestamp an
    /// acceptor took the value, so a majority may be made of several writes of it.
    /// </summary>
    private IEnumerable<TimestampedValue> Visible(IReadOnlyList<AcceptorEvents> acceptors) =>
        acceptors.SelectMany(acceptor => acceptor.Taken).Where(written =>
            acceptors.Count(acceptor => acceptor.Taken is [.., var last] && last.Value == written.Value) + config.ByzantineAcceptors.Count >= config.MajoritySize);

    /// <summary>Which timestamp a process has come to.</summary>
    private sealed record Reached(int Timestamp, bool ByAcceptor);
}
