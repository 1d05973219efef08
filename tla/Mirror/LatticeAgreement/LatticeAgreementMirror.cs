using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.LatticeAgreement;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.LatticeAgreement;

/// <summary>Says what states and messages of <c>Impl/LatticeAgreement</c> are in <c>LatticeAgreement.tla</c>, as canonical text.</summary>
public sealed class LatticeAgreementMirror : ProtocolMirror
{
    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new LatticeAgreementProtocol();

    /// <inheritdoc/>
    public override string Module => "LatticeAgreement";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Variables { get; } = ["process", "sent"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } = ["ComparabilityInv", "NontrivialityInv"];

    /// <inheritdoc/>
    public override IReadOnlyList<StepProperty> Steps { get; } =
        [new("StabilityProp", "StabilitySays", [new("process", "process", "process")])];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders => [Module];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Constants(Configuration configuration)
    {
        var config = new LatticeConfig(configuration);
        var processes = Enumerable.Range(0, config.N).Select(number => new ProcessId('p', number)).ToList();
        return
        [
            ("Rules", TlaText.Set(configuration.Rules.Select(TlaText.Of))),
            ("Processes", TlaText.Set(processes.Select(Of))),
            ("ByzantineProcesses", TlaText.Set(configuration.Byzantine.Select(TlaText.Of))),
            ("Faults", TlaText.Of(config.F)),
            ("Batches", TlaText.Record(processes.Select(process => ($"{process}",
                TlaText.Sequence(Enumerable.Range(0, config.Rounds).Select(round => Of(config.Batch(process, round)))))))),
            ("Rounds", TlaText.Of(config.Rounds)),
            ("Universe", Of(config.Universe)),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ValuesOf(ISystem system, World world) => new Dictionary<string, string>
    {
        ["process"] = TlaText.Record(world.States.OfType<NodeState>().Select(state => ($"{state.Id}", Of(state)))),
        ["sent"] = TlaText.Set(world.Sent.Select(Of)),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<ActionUse> Uses(ISystem system, int process, object before, Input input)
    {
        var self = TlaText.Of(system.Processes[process].Name);
        return input switch
        {
            NextRound => [new("NextRound", [self], "TRUE")],
            Broadcast m => [new("Broadcast", [Of(m.Of), TlaText.Of(m.Round)], "TRUE")],
            Disclosure m => [Taking("Hear", self, m, "Of(\"disclosure\")")],
            Request m => [Taking("Answer", self, m, "Of(\"request\") \\cup ByzantineRequests")],
            Nack m => [Taking("Refine", self, m, "Of(\"nack\") \\cup ByzantineNacks")],
            Quorum<Ack> m => [new("Decide", [self, TlaText.Record(Fields(m.Statement))],
                $"{TlaText.Record(Fields(m.Statement))} \\in Statements")],
            _ => [],
        };
    }

    private static ActionUse Taking(string action, string self, Message message, string among) =>
        new(action, [self, Of(message)], $"{Of(message)} \\in {among}");

    private static string Of(NodeState state) => TlaText.Record(
        ("round", TlaText.Of(state.Round)),
        ("phase", TlaText.Of($"{state.Phase}")),
        ("attempt", TlaText.Of(state.Attempt)),
        ("proposed", Of(state.Proposed)),
        ("decisions", TlaText.Sequence(state.Decisions.Select(Of))),
        ("safeRound", TlaText.Of(state.SafeRound)),
        ("accepted", Of(state.Accepted)),
        ("heard", TlaText.Sequence(state.Heard.Select(heard => TlaText.Set(heard.Members.Select(number =>
            Of(new ProcessId('p', number))))))));

    private static string Of(Message message) => message switch
    {
        Disclosure m => Typed("disclosure", ("of", Of(m.Of)), ("round", TlaText.Of(m.Round))),
        Request m => Typed("request", ("from", Of(m.From)), ("round", TlaText.Of(m.Round)), ("attempt", TlaText.Of(m.Attempt)),
            ("proposed", Of(m.Proposed))),
        Ack m => Typed("ack", [("from", Of(m.From)), .. Fields(m)]),
        Nack m => Typed("nack", ("from", Of(m.From)), ("to", Of(m.To)), ("attempt", TlaText.Of(m.Attempt)), ("accepted", Of(m.Accepted))),
        _ => throw new ArgumentException($"LatticeAgreement.tla has no {message.GetType().Name}", nameof(message)),
    };

    private static IEnumerable<(string Name, string Value)> Fields(Ack m) =>
        [("round", TlaText.Of(m.Round)), ("to", Of(m.To)), ("attempt", TlaText.Of(m.Attempt)), ("accepted", Of(m.Accepted))];

    private static string Typed(string type, params IEnumerable<(string Name, string Value)> fields) =>
        TlaText.Record([("type", TlaText.Of(type)), .. fields]);

    private static string Of(ProcessId process) => TlaText.Of($"{process}");

    private static string Of(IEnumerable<string> values) => TlaText.Set(values.Select(TlaText.Of));
}
