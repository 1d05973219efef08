using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Gpaxos;
using BgpVerified.Kit;
using BgpVerified.Mirror.Bgp;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Gpaxos;

/// <summary>Says what configurations, states and messages of <c>Impl/Gpaxos</c> are in <c>Gpaxos.tla</c>, as canonical text.</summary>
public sealed class GpaxosMirror : ProtocolMirror
{
    /// <summary>The state of the problem's machine, by the mapping of the module.</summary>
    private static readonly IReadOnlyList<StepField> Problems = [new("learned", "learned", "learned"),
        new("proposed", "AllProposed", "proposer")];

    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new GpaxosProtocol();

    /// <inheritdoc/>
    public override string Module => "Gpaxos";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extended => ["CommandSequences"];

    /// <inheritdoc/>
    public override ProblemInstance Problem { get; } = new("GC", "GeneralizedConsensus");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Variables { get; } = ["acceptor", "crashed", "leader", "learned", "proposer", "sent"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } = ["NontrivialityInv", "ConsistencyInv", "IntegrityInv"];

    /// <inheritdoc/>
    public override IReadOnlyList<StepProperty> Steps { get; } =
    [
        new("StabilityProp", "GC_StabilitySays", Problems),
        new("RefinementProp", "GC_IsStep", Problems),
        new("RecoveryProp", "RecoverySays", [new("votes", "acceptor", "acceptor")]),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders => ["Gpaxos"];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Constants(Configuration configuration)
    {
        var config = new GpaxosConfig(configuration);
        List<Command> commands = [.. config.Commands.Order()];
        var conflicting = from x in commands
                          from y in commands
                          where x.CompareTo(y) < 0 && config.Conflicts.Conflicts(x, y)
                          select TlaText.Sequence([BgpMirror.Of(x), BgpMirror.Of(y)]);
        return
        [
            ("CommandOrder", TlaText.Sequence(commands.Select(BgpMirror.Of))),
            ("Conflicting", TlaText.Set(conflicting)),
            ("Universals", TlaText.Set(commands.Where(config.Conflicts.IsUniversal).Select(BgpMirror.Of))),
            ("Rules", TlaText.Set(configuration.Rules.Select(TlaText.Of))),
            ("Proposers", TlaText.Set(config.Proposers.Select(TlaText.Of))),
            ("CommandsOf", TlaText.Record(config.Proposers.Select(name =>
                (name, TlaText.Set(commands.Where(command => command.Author == name).Select(BgpMirror.Of)))))),
            ("Acceptors", TlaText.Set(Enumerable.Range(0, config.N).Select(number => TlaText.Of($"{new ProcessId('a', number)}")))),
            ("Faults", TlaText.Of(config.F)),
            ("FastFaults", TlaText.Of(config.E)),
            ("Crashes", TlaText.Of(configuration.Crashes)),
            ("BallotKinds", TlaText.Sequence(configuration.Ballots.Select(TlaText.Of))),
            ("LastBallotWaits", TlaText.Of(configuration.LastBallotWaits)),
            ("Learners", TlaText.Set(Enumerable.Range(0, configuration.Learners)
                .Select(number => TlaText.Of($"{new ProcessId('l', number)}")))),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ValuesOf(ISystem system, World world)
    {
        var states = world.States;
        return new Dictionary<string, string>
        {
            ["proposer"] = TlaText.Record(Named<ProposerState>(state => TlaText.Set(state.Proposed.Select(BgpMirror.Of)))),
            ["leader"] = Of(states.OfType<LeaderState>().Single()),
            ["acceptor"] = TlaText.Record(Named<AcceptorState>(Of)),
            ["learned"] = TlaText.Record(Named<LearnerState>(state => BgpMirror.Of(state.Learned))),
            ["sent"] = TlaText.Set(Enumerable.Range(0, states.Count).SelectMany(world.SentBy).Select(Of)),
            ["crashed"] = TlaText.Set(Enumerable.Range(0, states.Count).Where(world.HasCrashed)
                .Select(p => TlaText.Of(system.Processes[p].Name))),
        };

        IEnumerable<(string Name, string Value)> Named<TState>(Func<TState, string> write) =>
            states.Index().Where(pair => pair.Item is TState)
                .Select(pair => (system.Processes[pair.Index].Name, write((TState)pair.Item!)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ActionUse> Uses(ISystem system, int process, object before, Input input)
    {
        var self = TlaText.Of(system.Processes[process].Name);
        return input switch
        {
            CommandRequest { Command: var c } => [new("Request", [self, BgpMirror.Of(c)], $"{BgpMirror.Of(c)} \\in CommandsOf[{self}]")],
            TriggerNextBallot when before is LeaderState leader => [Opening(TlaText.Of(leader.Ballot + 1))],
            Propose { Command: var c } when before is LeaderState =>
                [new("HearProposal", [BgpMirror.Of(c)], $"{BgpMirror.Of(c)} \\in Proposed")],
            Propose { Command: var c } => [new("AppendFast", [self, BgpMirror.Of(c)], $"{BgpMirror.Of(c)} \\in Proposed")],
            Reports<Phase1B> m => [Answered(TlaText.Set(m.All.Select(Of)))],
            Phase1A m => [Taking("Promise", self, m, "1a")],
            Fast m => [Taking("OpenFast", self, m, "fast")],
            Phase2A m => [Taking("Vote", self, m, "2a")],
            Quorum<Phase2B> { Statement: var m } => [new("Learn", [self, TlaText.Of(m.Ballot), BgpMirror.Of(m.Value)],
                $"<<{TlaText.Of(m.Ballot)}, {BgpMirror.Of(m.Value)}>> \\in VotedFor")],
            Crash => [new("Crash", [self], "TRUE")],
            _ => [],
        };
    }

    private static ActionUse Opening(string ballot) => new("OpenBallot", [ballot], $"{ballot} \\in 1 .. LastBallot");

    private static ActionUse Answered(string reports) => new("Propose2A", [reports], $"{reports} \\in Quorums");

    private static ActionUse Taking(string action, string self, Message message, string kind) =>
        new(action, [self, Of(message)], $"{Of(message)} \\in Of(\"{kind}\")");

    private static string Of(Message message) => message switch
    {
        Propose m => Typed("propose", ("command", BgpMirror.Of(m.Command))),
        Phase1A m => Typed("1a", ("ballot", TlaText.Of(m.Ballot))),
        Fast m => Typed("fast", ("ballot", TlaText.Of(m.Ballot))),
        Phase1B m => Typed("1b", From(m), ("ballot", TlaText.Of(m.Ballot)),
            ("voted", TlaText.Of(m.Voted)), ("value", BgpMirror.Of(m.Value))),
        Phase2A m => Typed("2a", ("ballot", TlaText.Of(m.Ballot)), ("value", BgpMirror.Of(m.Value))),
        Phase2B m => Typed("2b", From(m), ("ballot", TlaText.Of(m.Ballot)), ("value", BgpMirror.Of(m.Value))),
        _ => throw new ArgumentException($"Gpaxos.tla has no message {message.GetType().Name}", nameof(message)),
    };

    private static string Of(LeaderState state) => TlaText.Record(
        ("ballot", TlaText.Of(state.Ballot)), ("hasProposed", TlaText.Of(state.HasProposed)), ("heard", BgpMirror.Of(state.Heard)));

    private static string Of(AcceptorState state) => TlaText.Record(
        ("promised", TlaText.Of(state.Promised)), ("voted", TlaText.Of(state.Voted)), ("value", BgpMirror.Of(state.Value)));

    private static (string Name, string Value) From(SignedMessage message) => ("acceptor", TlaText.Of($"{message.From}"));

    private static string Typed(string type, params (string Name, string Value)[] fields) =>
        TlaText.Record([("type", TlaText.Of(type)), .. fields]);
}
