using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Fab;
using BgpVerified.Impl.FabMachine;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Mirror.Fab;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using AcceptorState = BgpVerified.Impl.FabMachine.AcceptorState;
using FabAnswer = BgpVerified.Impl.Fab.Answer;
using LearnerState = BgpVerified.Impl.FabMachine.LearnerState;

namespace BgpVerified.Mirror.FabMachine;

/// <summary>
/// Says what configurations, states and messages of <c>Impl/FabMachine</c> are in <c>FabMachine.tla</c>. Configurations in which a process
/// crashes or loses its state have no model there.
/// </summary>
public sealed class FabMachineMirror : ProtocolMirror
{
    private const string None = "-";

    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new MachineProtocol();

    /// <inheritdoc/>
    public override string Module => "FabMachine";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extended => ["ProgressCertificates"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Variables { get; } = ["acceptor", "client", "election", "leader", "learner", "sent"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } =
    [
        "RequestedInv", "OrderInv", "ExecutedInv", "RollbackInv", "OnceInv", "ReplyInv", "ReadInv", "ElectionInv", "WindowInv",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders => [Module];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Constants(Configuration configuration)
    {
        var config = new MachineConfig(configuration);
        if (config.LosingAcceptors.Count + config.LosingLearners.Count + config.LosingProposers.Count + configuration.Faulty.Count > 0)
        {
            throw new InvalidConfigurationException(
                "FabMachine.tla has no crash and no loss of state; leave out the commands that name a process, and --faulty");
        }

        if (config.Fab.Parameterized)
        {
            throw new InvalidConfigurationException("FabMachine.tla has no commit proofs; leave --fast-faults out");
        }

        return
        [
            ("Rules", TlaText.Set(configuration.Rules.Select(TlaText.Of))),
            ("Parameterized", TlaText.Of(config.Fab.Parameterized)),
            ("ValueOrder", TlaText.Sequence(config.Fab.Values.Order(StringComparer.Ordinal).Select(TlaText.Of))),
            ("Acceptors", Named('a', config.Fab.Acceptors)),
            ("ByzantineAcceptors", TlaText.Set(config.ByzantineAcceptors.Named('a').Select(Of))),
            ("Faults", TlaText.Of(config.Faults)),
            ("FastFaults", TlaText.Of(config.Fab.FastFaults)),
            ("RequestOf", TlaText.Record(config.Requests.Select((request, c) => ($"{new ProcessId('c', c)}", OfRequest(request))))),
            ("SlotCount", TlaText.Of(config.Slots)),
            ("Parallel", TlaText.Of(config.Parallel)),
            ("ProposerOrder", TlaText.Sequence(ProcessSet.First(config.Fab.Proposers).Named('p').Select(Of))),
            ("ByzantineProposers", TlaText.Set(config.Fab.ByzantineProposers.Named('p').Select(Of))),
            ("Regencies", TlaText.Of(config.Regencies)),
            ("Learners", Named('l', configuration.Learners)),
            ("ByzantineLearners", TlaText.Set(config.ByzantineLearners.Named('l').Select(Of))),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ValuesOf(ISystem system, World world) => new Dictionary<string, string>
    {
        ["client"] = TlaText.Record(world.States.OfType<ClientState>().Select(state => ($"{state.Id}", Of(state)))),
        ["leader"] = TlaText.Record(world.States.OfType<LeaderState>().Select(state => ($"{state.Id}", Of(state)))),
        ["election"] = TlaText.Of(world.States.OfType<ElectionState>().SingleOrDefault()?.Regency ?? 0),
        ["acceptor"] = TlaText.Record(world.States.OfType<AcceptorState>().Select(state => ($"{state.Id}", Of(state)))),
        ["learner"] = TlaText.Record(world.States.OfType<LearnerState>().Select(state => ($"{state.Id}", Of(state)))),
        ["sent"] = TlaText.Set(world.Sent.Select(Of)),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<ActionUse> Uses(ISystem system, int process, object before, Input input)
    {
        var self = TlaText.Of(system.Processes[process].Name);
        return input switch
        {
            SendRequest => [new("Send", [self], "TRUE")],
            Quorum<SlotAccepted> m => [Taking(before is ClientState ? "Determine" : "Learn", self, Statement(m.Statement), "Acceptances")],
            Quorum<Reply> m => [Taking("TakeReply", self, Statement(m.Statement), "Replies")],
            BeginRead => [new("BeginRead", [self], "TRUE")],
            ReadQuorum m => [Taking("TakeRead", self, TlaText.Of(m.Value), "Results")],
            Request m => [Taking("Hear", self, Of(m), "Of(\"request\")")],
            Quorum<SlotLearned> m => [Taking("MoveOn", self, TlaText.Of(m.Statement.Slot), "Slots")],
            ProgressTimeout m => [new("Suspect", [self], $"LatestRegency = {TlaText.Of(m.Regency)}")],
            Elected m => [Taking("BecomeLeader", self, Of(m), "Of(\"elected\")")],
            ReportsQuorum m => [Taking("Recover", self, TlaText.Set(m.Reports.Select(Of)), $"QuorumsFor({self})")],
            Elect m => [new("Elect", [TlaText.Of(m.Regency)], $"{TlaText.Of(m.Regency)} \\in Electable")],
            SlotPropose m => [Taking(before is AcceptorState ? "Accept" : "Trust", self, Of(m), "Proposals")],
            Query m => [Taking("Respond", self, Of(m), "Queries")],
            ReadOnly m => [Taking("AnswerRead", self, Of(m), "Of(\"readonly\")")],
            _ => [],
        };
    }

    private static ActionUse Taking(string action, string self, string taken, string among) =>
        new(action, [self, taken], $"{taken} \\in {among}");

    private static string Of(Message message) => message switch
    {
        Request m => Typed("request", ("client", Of(m.From)), ("request", OfRequest(m.Name))),
        SlotPropose m => Typed("propose", ("slot", TlaText.Of(m.Slot)), ("number", TlaText.Of(m.Propose.Number)),
            ("value", OfRequest(m.Propose.Value)), ("certificate", FabMirror.Of(m.Propose.Certificate)), ("signed", TlaText.Of(m.IsSigned)),
            ("inWindow", TlaText.Of(m.IsInWindow))),
        SlotAccepted m => Typed("accepted", [("acceptor", Of(m.From)), .. Fields(m)]),
        SlotLearned m => Typed("learned", ("learner", Of(m.From)), ("slot", TlaText.Of(m.Slot))),
        Reply m => Typed("reply", [("learner", Of(m.From)), .. Fields(m)]),
        ReadOnly m => Typed("readonly", ("client", Of(m.From))),
        ReadReply m => Typed("readreply", ("learner", Of(m.From)), ("client", Of(m.Client)), ("value", TlaText.Of(m.Value))),
        Completed m => Typed("completed", ("client", Of(m.From)), ("value", TlaText.Of(m.Value))),
        SlotReports m => Typed("reports", ("acceptor", Of(m.From)), ("number", TlaText.Of(m.Number)),
            ("answers", TlaText.Sequence(m.Answers.Select(Of)))),
        Query or Suspicion or Elected => FabMirror.Of(message),
        _ => throw new ArgumentException($"FabMachine.tla has no message {message.GetType().Name}", nameof(message)),
    };

    private static string Statement(SlotAccepted m) => TlaText.Record(Fields(m));

    private static string Statement(Reply m) => TlaText.Record(Fields(m));

    private static IEnumerable<(string Name, string Value)> Fields(SlotAccepted m) =>
        [("slot", TlaText.Of(m.Slot)), ("number", TlaText.Of(m.Accepted.Number)), ("value", OfRequest(m.Accepted.Value))];

    private static IEnumerable<(string Name, string Value)> Fields(Reply m) =>
        [("slot", TlaText.Of(m.Slot)), ("request", OfRequest(m.Request)), ("result", TlaText.Of(m.Result)), ("order", Of(m.Order))];

    private static string Of(ClientState state) => TlaText.Record(
        ("sent", TlaText.Of(state.HasSent)),
        ("determined", Of(state.Determined)),
        ("answer", TlaText.Record(
            ("slot", TlaText.Of(state.Answer?.Slot ?? -2)),
            ("result", TlaText.Of(state.Answer?.Result ?? None)),
            ("tentative", TlaText.Of(state.Answer?.IsTentative ?? false)))),
        ("before", TlaText.Set(state.Before.Select(TlaText.Of))));

    private static string Of(LeaderState state) => TlaText.Record(
        ("number", TlaText.Of(state.Number)),
        ("pending", Of(state.Pending)),
        ("proposed", Of(state.Proposed)),
        ("finished", TlaText.Set(state.Finished.Select(TlaText.Of))),
        ("certificates", TlaText.Sequence(state.Certificates.Select(FabMirror.Of))),
        ("suspected", TlaText.Of(state.Suspected)));

    private static string Of(AcceptorState state) => TlaText.Sequence(state.Slots.Select(FabMirror.Of));

    private static string Of(LearnerState state) => TlaText.Record(
        ("proposed", Of(state.Proposed)),
        ("learned", Of(state.Learned)),
        ("log", TlaText.Sequence(state.Log.Select(executed => TlaText.Record(
            ("slot", TlaText.Of(executed.Slot)), ("request", OfRequest(executed.Request)), ("before", TlaText.Of(executed.Before)))))),
        ("value", TlaText.Of(state.Value)));

    private static string Of(FabAnswer answer) =>
        TlaText.Record(("accepted", FabMirror.Of(answer.Accepted)), ("proof", FabMirror.Of(answer.Proof)));

    private static string Of(IEnumerable<string> requests) => TlaText.Sequence(requests.Select(OfRequest));

    private static string OfRequest(string request) => TlaText.Of(request == Register.None ? None : request);

    private static string Of(ProcessId process) => TlaText.Of($"{process}");

    private static string Named(char letter, int count) => TlaText.Set(ProcessSet.First(count).Named(letter).Select(Of));

    private static string Typed(string type, params IEnumerable<(string Name, string Value)> fields) =>
        TlaText.Record([("type", TlaText.Of(type)), .. fields]);
}
