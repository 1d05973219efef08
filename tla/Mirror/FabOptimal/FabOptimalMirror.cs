using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.FabOptimal;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.FabOptimal;

/// <summary>Says what configurations, states, messages and steps of <c>Impl/FabOptimal</c> are in <c>FabOptimal.tla</c>.</summary>
public sealed class FabOptimalMirror : ProtocolMirror
{
    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new OptimalProtocol();

    /// <inheritdoc/>
    public override string Module => "FabOptimal";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extended => ["ValueConsensus"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Variables { get; } = ["crashed", "process", "sent"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } = ["AgreementInv", "ValidityInv"];

    /// <inheritdoc/>
    public override IReadOnlyList<StepProperty> Steps { get; } =
        [new("StabilityProp", "StabilitySays", [new("process", "process", "process")])];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders { get; } = ["FabOptimal"];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Constants(Configuration configuration)
    {
        var config = new OptimalConfig(configuration);
        var all = Enumerable.Range(0, config.N).Select(number => new ProcessId('p', number)).ToList();
        return
        [
            ("Rules", TlaText.Set(configuration.Rules.Select(TlaText.Of))),
            ("ValueOrder", TlaText.Sequence(config.Inputs.Order(StringComparer.Ordinal).Select(TlaText.Of))),
            ("ProcessOrder", TlaText.Sequence(all.Select(Of))),
            ("Byzantine", TlaText.Set(config.Byzantine.Select(Of))),
            ("InputOf", TlaText.Record(all.Select(process => ($"{process}", TlaText.Of(config.InputOf(process)))))),
            ("Faults", TlaText.Of(config.F)),
            ("FastFaults", TlaText.Of(config.T)),
            ("Crashes", TlaText.Of(configuration.Crashes)),
            ("Views", TlaText.Of(config.Views)),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ValuesOf(ISystem system, World world)
    {
        var states = world.States;
        return new Dictionary<string, string>
        {
            ["process"] = TlaText.Record(states.OfType<OptimalState>().Select(state => ($"{state.Id}", Of(state)))),
            ["sent"] = TlaText.Set(Enumerable.Range(0, states.Count).SelectMany(world.SentBy).Select(Of)),
            ["crashed"] = TlaText.Set(Enumerable.Range(0, states.Count).Where(world.HasCrashed)
                .Select(p => TlaText.Of(system.Processes[p].Name))),
        };
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ActionUse> Uses(ISystem system, int process, object before, Input input)
    {
        var self = TlaText.Of(system.Processes[process].Name);
        return input switch
        {
            Start => [new("Start", [self], "TRUE")],
            Votes m => [Taking("Lead", self, TlaText.Set(m.All.Select(Of)), $"VotesFor({self})")],
            Propose m => [Taking("Acknowledge", self, Of(m), "Proposes")],
            Quorum<Ack> m => [Counting(self, m)],
            Quorum<Commit> m => [Taking("DecideSlowly", self, Of(m.Statement.Proposal), "Signable(\"commit\")")],
            EnterView => [new("EnterView", [self], "TRUE")],
            Crash => [new("Crash", [self], "TRUE")],
            _ => [],
        };
    }

    private static ActionUse Taking(string action, string self, string what, string among) =>
        new(action, [self, what], $"{what} \\in {among}");

    private static ActionUse Counting(string self, Quorum<Ack> m)
    {
        var (proposal, count) = (Of(m.Statement.Proposal), TlaText.Of(m.Signers.Count));
        return new("CountAcks", [self, proposal, count], $"{proposal} \\in Signable(\"ack\") /\\ {count} \\in Counts(\"ack\", {proposal})");
    }

    private static string Of(Message message) => message switch
    {
        Propose m => Typed("propose", m, ("view", TlaText.Of(m.View)), ("value", TlaText.Of(m.Value)), ("certificate", Of(m.Certificate))),
        Ack m => Typed("ack", m, ("view", TlaText.Of(m.View)), ("value", TlaText.Of(m.Value))),
        Commit m => Typed("commit", m, ("view", TlaText.Of(m.View)), ("value", TlaText.Of(m.Value))),
        Vote m => Typed("vote", m, ("view", TlaText.Of(m.View)), ("acked", Of(m.Claim.Acked)), ("commit", Of(m.Claim.Commit))),
        _ => throw new ArgumentException($"FabOptimal.tla has no message {message.GetType().Name}", nameof(message)),
    };

    private static string Of(ProcessId process) => TlaText.Of($"{process}");

    private static string Of(Proposal proposal) => TlaText.Record(
        ("view", TlaText.Of(proposal.View)), ("value", TlaText.Of(proposal.Value)));

    private static string Of(Shown? shown) => TlaText.Record(
        ("view", TlaText.Of(shown?.Proposal.View ?? -1)),
        ("value", TlaText.Of(shown?.Proposal.Value ?? string.Empty)),
        ("signed", TlaText.Of(shown?.IsSigned ?? true)),
        ("certified", TlaText.Of(shown?.IsCertified ?? true)));

    private static string Of(CommitCertificate? commit) => TlaText.Record(
        ("view", TlaText.Of(commit?.Proposal.View ?? -1)),
        ("value", TlaText.Of(commit?.Proposal.Value ?? string.Empty)),
        ("signatures", TlaText.Of(commit?.Signatures ?? 0)));

    private static string Of(ProgressCertificate? certificate) => TlaText.Record(
        ("view", TlaText.Of(certificate?.View ?? 0)),
        ("choice", Of(certificate?.Choice ?? Choice.More)));

    private static string Of(Choice choice) => TlaText.Record(
        ("kind", TlaText.Of(choice.NeedsMore ? "more" : choice.Value is null ? "any" : "only")),
        ("value", TlaText.Of(choice.Value ?? string.Empty)));

    private static string Of(OptimalState state) => TlaText.Record(
        ("view", TlaText.Of(state.View)),
        ("proposed", TlaText.Of(state.Proposed)),
        ("acked", Of(state.Acked)),
        ("commit", Of(state.Commit)),
        ("decided", TlaText.Of(state.Decided ?? string.Empty)));

    private static string Typed(string type, SignedMessage message, params (string Name, string Value)[] fields) =>
        TlaText.Record([("type", TlaText.Of(type)), ("process", Of(message.From)), .. fields]);
}
