using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Fab;

/// <summary>Says what configurations, states and messages of <c>Impl/Fab</c> are in <c>Fab.tla</c>: FaB Paxos.</summary>
public class FabMirror : ProtocolMirror
{
    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new FabProtocol();

    /// <inheritdoc/>
    public override string Module => "Fab";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extended => ["ProgressCertificates", "ValueConsensus"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Variables { get; } = ["acceptor", "crashed", "election", "learner", "proposer", "sent"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } =
        ["CS1Inv", "CS2Inv", "CS3Inv", "AgreementInv", "ElectionInv", "Lemma1Inv", "Lemma2Inv", "Lemma7Inv"];

    /// <inheritdoc/>
    public override IReadOnlyList<StepProperty> Steps { get; } =
        [new("StabilityProp", "StabilitySays", [new("learner", "learner", "learner")])];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders { get; } = ["Fab"];

    /// <summary>Whether it is Parameterized FaB Paxos.</summary>
    protected virtual bool IsParameterized => false;

    /// <inheritdoc/>
    public override bool IsObserver(Process process) => process.Role == "witness";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Constants(Configuration configuration) =>
        FabConstants.Of(configuration, IsParameterized);

    /// <inheritdoc/>
    public override IReadOnlyList<ActionUse> Uses(ISystem system, int process, object before, Input input) =>
        FabActionUses.Of(system.Processes[process].Name, before, input);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ValuesOf(ISystem system, World world)
    {
        var states = world.States;
        return new Dictionary<string, string>
        {
            ["proposer"] = TlaText.Record(Named<ProposerState>(Of)),
            ["election"] = TlaText.Of(states.OfType<ElectionState>().Single().Regency),
            ["acceptor"] = TlaText.Record(Named<AcceptorState>(Of)),
            ["learner"] = TlaText.Record(Named<LearnerState>(Of)),
            ["sent"] = TlaText.Set(Enumerable.Range(0, states.Count).SelectMany(world.SentBy).Select(Of)),
            ["crashed"] = TlaText.Set(Enumerable.Range(0, states.Count).Where(world.HasCrashed)
                .Select(p => TlaText.Of(system.Processes[p].Name))),
        };

        IEnumerable<(string Name, string Value)> Named<TState>(Func<TState, string> write) =>
            states.Index().Where(pair => pair.Item is TState)
                .Select(pair => (system.Processes[pair.Index].Name, write((TState)pair.Item!)));
    }

    /// <summary>A message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The record that it is in <c>Fab.tla</c>.</returns>
    /// <exception cref="ArgumentException">The protocol has no such message.</exception>
    public static string Of(Message message) => message switch
    {
        Propose m => Typed("propose", ("number", TlaText.Of(m.Number)), ("value", TlaText.Of(m.Value)), ("certificate", Of(m.Certificate))),
        Query m => Typed("query", ("number", TlaText.Of(m.Number)), ("elected", TlaText.Of(m.IsElected))),
        Report m => Typed("report", ("acceptor", Signer(m)), ("number", TlaText.Of(m.Number)), ("accepted", Of(m.Answer.Accepted)),
            ("proof", Of(m.Answer.Proof))),
        Accepted m => Typed("accepted", ("acceptor", Signer(m)), ("number", TlaText.Of(m.Number)), ("value", TlaText.Of(m.Value))),
        Committed m => TlaText.Record([("type", TlaText.Of("committed")), ("acceptor", Signer(m)), .. Fields(m.Proof)]),
        Learned m => Typed("learned", ("learner", Signer(m)), ("number", TlaText.Of(m.Number))),
        Decided m => Typed("decided", ("learner", Signer(m)), ("value", TlaText.Of(m.Value))),
        Pull m => Typed("pull", ("learner", Signer(m))),
        Told m => Typed("told", ("learner", Signer(m)), ("learned", Of(m.Learned)), ("signatures", TlaText.Of(m.Signatures))),
        Acknowledgment m => Typed("acknowledgment", ("learner", Signer(m)), ("number", TlaText.Of(m.Number)),
            ("value", TlaText.Of(m.Value))),
        Satisfied m => Typed("satisfied", ("proposer", Signer(m))),
        Ceased m => Typed("ceased", ("number", TlaText.Of(m.Number))),
        Suspicion m => Typed("suspicion", ("proposer", Signer(m)), ("number", TlaText.Of(m.Regency))),
        Elected m => Typed("elected", ("number", TlaText.Of(m.Regency))),
        _ => throw new ArgumentException($"Fab.tla has no message {message.GetType().Name}", nameof(message)),
    };

    /// <summary>A value with the number of its proposal.</summary>
    /// <param name="proposal">Both; null for none.</param>
    /// <returns>The record of both, that of number -1 if there is none.</returns>
    public static string Of(Proposal? proposal) => TlaText.Record(Fields(proposal));

    /// <summary>An acceptor.</summary>
    /// <param name="number">Which, from 0.</param>
    /// <returns>Its name.</returns>
    internal static string Acceptor(int number) => TlaText.Of(FormattableString.Invariant($"a{number + 1}"));

    /// <summary>A learner.</summary>
    /// <param name="number">Which, from 0.</param>
    /// <returns>Its name.</returns>
    internal static string Learner(int number) => TlaText.Of(FormattableString.Invariant($"l{number + 1}"));

    /// <summary>A proposer.</summary>
    /// <param name="number">Which, from 0.</param>
    /// <returns>Its name.</returns>
    internal static string Proposer(int number) => TlaText.Of(FormattableString.Invariant($"p{number + 1}"));

    private static string Signer(SignedMessage message) => TlaText.Of($"{message.From}");

    internal static string Of(CommitProof? proof) => TlaText.Record(Fields(proof));

    private static IEnumerable<(string Name, string Value)> Fields(Proposal? proposal) =>
        [("number", TlaText.Of(proposal?.Number ?? -1)), ("value", TlaText.Of(proposal?.Value ?? string.Empty))];

    private static IEnumerable<(string Name, string Value)> Fields(CommitProof? proof) =>
        [.. Fields(proof?.Proposal), ("signatures", TlaText.Of(proof?.Signatures ?? 0))];

    internal static string Of(ProgressCertificate? certificate) => TlaText.Record(
        ("number", TlaText.Of(certificate?.Number ?? 0)),
        ("answers", TlaText.Of(certificate?.Answers ?? 0)),
        ("vouching", Of(certificate?.Vouching ?? Vouching.Nothing)));

    private static string Of(Vouching vouching) => TlaText.Record(
        ("kind", TlaText.Of(vouching.None ? "none" : vouching.Value is null ? "any" : "only")),
        ("value", TlaText.Of(vouching.Value ?? string.Empty)));

    private static string Of(ProposerState state) => TlaText.Record(
        ("number", TlaText.Of(state.Number)),
        ("hasProposed", TlaText.Of(state.HasProposed)),
        ("certificate", Of(state.Certificate)),
        ("isSatisfied", TlaText.Of(state.IsSatisfied)),
        ("ceased", TlaText.Of(state.Ceased)),
        ("suspected", TlaText.Of(state.Suspected)));

    internal static string Of(AcceptorState state) => TlaText.Record(
        ("regency", TlaText.Of(state.Regency)), ("accepted", Of(state.Accepted)), ("proof", Of(state.Proof)));

    private static string Of(LearnerState state) => TlaText.Record(
        ("learned", Of(state.Learned)),
        ("pulls", TlaText.Of(state.Pulls)),
        ("hasProof", TlaText.Of(state.HasProof)));

    private static string Typed(string type, params (string Name, string Value)[] fields) =>
        TlaText.Record([("type", TlaText.Of(type)), .. fields]);
}
