using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Pbft;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Pbft;

/// <summary>
/// Says what states and messages of <c>Impl/Pbft</c> are in <c>Pbft.tla</c>, as canonical text. Configurations with checkpoints or a
/// window have no model there.
/// </summary>
public sealed class PbftMirror : ProtocolMirror
{
    private const string None = "-";

    private static readonly string NoCertificate = TlaText.Record(
        ("view", TlaText.Of(-1)), ("number", TlaText.Of(0)), ("request", TlaText.Of(None)), ("signatures", TlaText.Of(0)));

    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new PbftProtocol();

    /// <inheritdoc/>
    public override string Module => "Pbft";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Variables { get; } = ["client", "replica", "sent"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } = ["ExecutedInv", "LinearizableInv", "OnceInv", "ReplyInv", "RequestedInv"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders => [Module];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Constants(Configuration configuration)
    {
        var config = new PbftConfig(configuration);
        if (config.Has(PbftRule.Checkpoints) || config.Window < config.Numbers)
        {
            throw new InvalidConfigurationException("Pbft.tla has no checkpoints and no window; leave out the rule and the ballots");
        }

        return
        [
            ("Rules", TlaText.Set(configuration.Rules.Select(TlaText.Of))),
            ("Replicas", TlaText.Sequence(Enumerable.Range(0, config.N).Select(number => Of(new ProcessId('r', number))))),
            ("ByzantineReplicas", TlaText.Set(config.ByzantineReplicas.Named('r').Select(Of))),
            ("Faults", TlaText.Of(config.F)),
            ("Views", TlaText.Of(config.Views)),
            ("NumberCount", TlaText.Of(config.Numbers)),
            ("ClientOfRequest", TlaText.Record(config.Operations
                .Select(request => (request, Of(new ProcessId('c', config.ClientOf(request))))))),
            ("RequestOf", TlaText.Record(config.Correct
                .Select(request => ($"{new ProcessId('c', config.ClientOf(request))}", TlaText.Of(request))))),
            ("Reads", TlaText.Set(config.Operations.Where(config.IsRead).Select(TlaText.Of))),
            ("NameOrder", TlaText.Sequence(config.Operations.Append("forged").Append(Register.Null)
                .Order(StringComparer.Ordinal).Select(TlaText.Of))),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ValuesOf(ISystem system, World world) => new Dictionary<string, string>
    {
        ["client"] = TlaText.Record(world.States.OfType<ClientState>().Select(state => ($"{state.Id}", Of(state)))),
        ["replica"] = TlaText.Record(world.States.OfType<ReplicaState>().Select(state => ($"{state.Id}", Of(state)))),
        ["sent"] = TlaText.Set(world.Sent.Select(Of)),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<ActionUse> Uses(ISystem system, int process, object before, Input input)
    {
        var self = TlaText.Of(system.Processes[process].Name);
        return (input, before) switch
        {
            (Begin, _) => [new("Begin", [self], "TRUE")],
            (Retransmit, _) => [new("Retransmit", [self], "TRUE")],
            (Quorum<Reply> m, _) => [Taking("TakeReply", [self, TlaText.Of(m.Statement.Result)], "Results")],
            (Quorum<ReadReply> m, _) => [Taking("TakeRead", [self, TlaText.Of(m.Statement.Value)], "Results")],
            (Request m, _) => [Taking("GiveNumber", [self, Of(m)], "Requests")],
            (PrePrepare m, _) => [Taking("AcceptNumber", [self, Of(m)], "PrePrepares")],
            (Quorum<Prepare> m, _) => [Counting("Prepare", self, m.Statement.View, m.Statement.Number, m.Statement.Request)],
            (Quorum<Commit> m, _) => [Counting("Commit", self, m.Statement.View, m.Statement.Number, m.Statement.Request)],
            (Decided m, _) => [Taking("BeShown", [self, Of(m)], "Decisions")],
            (ReadOnly m, _) => [Taking("AnswerRead", [self, Of(m)], "Of(\"readonly\")")],
            (Expire, _) => [new("Expire", [self], "TRUE")],
            (Reports<ViewChange> m, ReplicaState state) => [Changing(self, m, state, new PbftConfig(system.Configuration))],
            (NewView m, _) => [Taking("EnterView", [self, TlaText.Of(m.View), Of(m.Requests)], $"NewViews({TlaText.Of(m.View)})")],
            _ => [],
        };
    }

    private static ActionUse Changing(string self, Reports<ViewChange> m, ReplicaState state, PbftConfig config) =>
        m.All[0].View > state.View
            ? new("Join", [self, TlaText.Of(m.All[0].View)], "TRUE")
            : Taking("BeginView", [self, Of(NewViewProof.From(m.All[0].View, m.All, config).Requests)], $"Beginnings({self})");

    private static ActionUse Taking(string action, IReadOnlyList<string> arguments, string among) =>
        new(action, arguments, $"{arguments[^1]} \\in {among}");

    private static ActionUse Counting(string action, string self, int view, int number, string request) =>
        Taking(action, [self, TlaText.Of(view), TlaText.Of(number), TlaText.Of(request)], "Nameable");

    private static string Of(ClientState state) => TlaText.Record(
        ("begun", TlaText.Of(state.HasBegun)),
        ("ordered", TlaText.Of(state.IsOrdered)),
        ("answer", TlaText.Of(state.Answer ?? None)),
        ("before", TlaText.Set(state.Before.Select(TlaText.Of))));

    private static string Of(ReplicaState state) => TlaText.Record(
        ("view", TlaText.Of(state.View)),
        ("active", TlaText.Of(state.IsActive)),
        ("slots", TlaText.Sequence(state.Slots.Select(Of))),
        ("log", TlaText.Sequence(state.Log.Select(Of))));

    private static string Of(Slot slot) => TlaText.Record(
        ("preprepared", TlaText.Of(slot.PrePrepared ?? None)),
        ("prepared", slot.Prepared is null ? NoCertificate : Of(slot.Prepared)),
        ("committed", TlaText.Of(slot.Committed ?? None)));

    private static string Of(Certificate certificate) => TlaText.Record(
        [.. Fields(certificate.View, certificate.Number, certificate.Request), ("signatures", TlaText.Of(certificate.Signatures))]);

    private static string Of(Executed entry) => TlaText.Record(
        ("number", TlaText.Of(entry.Number)), ("request", TlaText.Of(entry.Request)), ("result", TlaText.Of(entry.Result)));

    private static string Of(Message message) => message switch
    {
        Request m => Typed("request", m, ("request", TlaText.Of(m.Operation))),
        PrePrepare m => Typed("preprepare", m, Fields(m.View, m.Number, m.Request)),
        Prepare m => Typed("prepare", m, Fields(m.View, m.Number, m.Request)),
        Commit m => Typed("commit", m, Fields(m.View, m.Number, m.Request)),
        Reply m => Typed("reply", m, ("request", TlaText.Of(m.Request)), ("result", TlaText.Of(m.Result))),
        ReadOnly m => Typed("readonly", m, ("request", TlaText.Of(m.Operation))),
        ReadReply m => Typed("readreply", m, ("request", TlaText.Of(m.Operation)), ("value", TlaText.Of(m.Value))),
        Decided m => Typed("decided", m, ("number", TlaText.Of(m.Number)), ("request", TlaText.Of(m.Request))),
        Completed m => Typed("completed", m, ("value", TlaText.Of(m.Value))),
        ViewChange m => Typed("viewchange", m, ("view", TlaText.Of(m.View)), ("prepared", TlaText.Set(m.Prepared.Select(Of)))),
        NewView m => Typed("newview", m, ("view", TlaText.Of(m.View)), ("requests", Of(m.Requests))),
        _ => throw new ArgumentException($"Pbft.tla has no message {message.GetType().Name}", nameof(message)),
    };

    private static IEnumerable<(string Name, string Value)> Fields(int view, int number, string request) =>
        [("view", TlaText.Of(view)), ("number", TlaText.Of(number)), ("request", TlaText.Of(request))];

    private static string Typed(string type, SignedMessage message, params IEnumerable<(string Name, string Value)> fields) =>
        TlaText.Record([("type", TlaText.Of(type)), ("from", Of(message.From)), .. fields]);

    private static string Of(IEnumerable<string> requests) => TlaText.Sequence(requests.Select(TlaText.Of));

    private static string Of(ProcessId process) => TlaText.Of($"{process}");
}
