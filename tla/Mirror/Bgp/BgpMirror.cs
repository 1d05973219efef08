using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Bgp;

/// <summary>Says what configurations, states and messages of <c>Impl/Bgp</c> are in <c>Bgp.tla</c>, as canonical text.</summary>
public sealed class BgpMirror : ProtocolMirror
{
    /// <summary>The state of the problem's machine, by the mapping of the module.</summary>
    private static readonly IReadOnlyList<StepField> Problems = [new("learned", "learned", "learned"),
        new("proposed", "AllProposed", "proposer")];
    private static readonly IReadOnlyList<StepField> Voting = [new("votes", "Votes", "acceptor")];

    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new BgpProtocol();

    /// <inheritdoc/>
    public override string Module => "Bgp";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extended => ["CommandSequences"];

    /// <inheritdoc/>
    public override ProblemInstance Problem { get; } = new("GC", "GeneralizedConsensus");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Variables { get; } = ["acceptor", "crashed", "leader", "learned", "proposer", "sent"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } = ["NontrivialityInv", "ConsistencyInv", "IntegrityInv", "ViewChangeInv",
        "VotedInv", "EnteredInv"];

    /// <inheritdoc/>
    public override IReadOnlyList<StepProperty> Steps { get; } =
    [
        new("StabilityProp", "GC_StabilitySays", Problems),
        new("RefinementProp", "GC_IsStep", Problems),
        new("ClassicProp", "ClassicSays", Voting),
        new("RecoveryProp", "RecoverySays", Voting),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders => ["Bgp"];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Constants(Configuration configuration) => BgpConstants.Of(configuration);

    /// <inheritdoc/>
    public override IReadOnlyList<ActionUse> Uses(ISystem system, int process, object before, Input input) =>
        BgpActionUses.Of(system.Processes[process].Name, before, input, new BgpConfig(system.Configuration));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ValuesOf(ISystem system, World world)
    {
        var states = world.States;
        var acceptors = system.Configuration.Acceptors;
        return new Dictionary<string, string>
        {
            ["proposer"] = TlaText.Record(Named<ProposerState>(Of)),
            ["leader"] = TlaText.Function(states.OfType<LeaderState>().Select(state => (state.View % acceptors, Of(state)))),
            ["acceptor"] = TlaText.Record(Named<AcceptorState>(Of)),
            ["learned"] = TlaText.Record(Named<LearnerState>(state => Of(state.Learned))),
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
    /// <returns>The record that it is in <c>Bgp.tla</c>.</returns>
    /// <exception cref="ArgumentException">The protocol has no such message.</exception>
    public static string Of(Message message) => message switch
    {
        FastProposal m => Typed("fastProposal", ("command", Of(m.Command))),
        Proposal m => Typed("proposal", ("command", Of(m.Command))),
        BallotOpened m => Typed("ballotOpened", ("view", TlaText.Of(m.View)), ("ballot", Of(m.Ballot)), ("kind", Of(m.Kind))),
        Fast m => Typed("fast", ("view", TlaText.Of(m.View)), ("ballot", Of(m.Ballot))),
        Phase1A m => Typed("1a", ("view", TlaText.Of(m.View)), ("ballot", Of(m.Ballot))),
        Phase1B m => Typed("1b", ("acceptor", From(m)), ("ballot", Of(m.Ballot)), ("proven", Of(m.Proven)), ("value", Of(m.Value)),
            ("cut", Cut(m.Value)), ("stable", Of(m.Stable.History))),
        Phase2A m => Typed("2a", ("view", TlaText.Of(m.View)), ("ballot", Of(m.Ballot)), ("value", Of(m.Value)),
            ("cut", Cut(m.Value)), ("justification", Of(m.Justification))),
        UniversalPhase2A m => Typed("universal2a", ("view", TlaText.Of(m.View)), ("ballot", Of(m.Ballot)), ("command", Of(m.Command))),
        Verify m => Typed("verify", ("acceptor", From(m)), ("ballot", Of(m.Ballot)), ("value", Of(m.Value)), ("cut", Cut(m.Value))),
        Phase2B m => Typed("2b", ("acceptor", From(m)), ("ballot", Of(m.Ballot)), ("value", Of(m.Value)), ("cut", Cut(m.Value))),
        Checkpointed m => Typed("checkpointed", ("acceptor", From(m)), ("history", Of(m.History))),
        UniversalPhase2B m => Typed("universal2b", ("acceptor", From(m)), ("command", Of(m.Command))),
        Forward m => Typed("forward", ("acceptor", From(m)), ("command", Of(m.Command))),
        Suspicion m => Typed("suspicion", ("acceptor", From(m)), ("view", TlaText.Of(m.View))),
        ViewChange m => Typed("viewChange", ("acceptor", From(m)), ("view", TlaText.Of(m.View)), ("suspicions", TlaText.Of(m.Suspicions))),
        NewLeader m => Typed("newLeader", ("acceptor", From(m)), ("view", TlaText.Of(m.View)), ("commitments", TlaText.Of(m.Commitments))),
        _ => throw new ArgumentException($"Bgp.tla has no message {message.GetType().Name}", nameof(message)),
    };

    /// <summary>A ballot.</summary>
    /// <param name="ballot">The ballot.</param>
    /// <returns>The pair of its view and its number.</returns>
    public static string Of(Ballot ballot) => TlaText.Sequence([TlaText.Of(ballot.View), TlaText.Of(ballot.Number)]);

    /// <summary>
    /// A sequence of commands, as it was before anything was discarded; the module has the number of checkpoints beside it.
    /// </summary>
    /// <param name="sequence">The sequence, by its canonical member.</param>
    /// <returns>The sequence of the commands' names.</returns>
    public static string Of(CommandSequence sequence) => TlaText.Sequence(sequence.Whole.Select(Of));

    /// <summary>What was discarded.</summary>
    internal static string Of(History history) => TlaText.Sequence(((KeptHistory)history).Commands.Select(Of));

    /// <summary>How many checkpoints a sequence has discarded.</summary>
    internal static string Cut(CommandSequence sequence) => TlaText.Of(sequence.Discarded.Number);

    /// <summary>A command.</summary>
    /// <param name="command">The command.</param>
    /// <returns>Its name.</returns>
    public static string Of(Command command) => TlaText.Of(command.Name);

    private static string Of(BallotKind kind) => TlaText.Of(kind == BallotKind.Fast ? "fast" : "classic");

    private static string Of(Certificate proof) =>
        TlaText.Record(("ballot", Of(proof.Ballot)), ("value", Of(proof.Value)), ("cut", Cut(proof.Value)),
            ("signatures", TlaText.Of(proof.Signatures)), ("reports", TlaText.Of(proof.Reports)));

    private static string Of(Justification justification) =>
        TlaText.Record(("ballot", Of(justification.Ballot)), ("base", Of(justification.Base)),
            ("cut", Cut(justification.Base)), ("stable", Of(justification.Stable.History)), ("reports", TlaText.Of(justification.Reports)));

    private static string Of(ProposerState state) => TlaText.Record(
        ("ballot", Of(state.Ballot)), ("kind", Of(state.Kind)), ("proposed", TlaText.Set(state.Proposed.Select(Of))));

    private static string Of(LeaderState state) => TlaText.Record(
        ("view", TlaText.Of(state.View)),
        ("active", TlaText.Of(state.IsActive)),
        ("number", TlaText.Of(state.Number)),
        ("hasProposed", TlaText.Of(state.HasProposed)),
        ("heard", Of(state.Heard)),
        ("spent", Of(state.Spent)),
        ("discarded", Of(state.Discarded)),
        ("answers", TlaText.Set(state.Answers.GroupBy(Content).Select(alike => TlaText.Sequence([alike.Key, TlaText.Of(alike.Count())])))));

    /// <summary>What an answer says, without who says it.</summary>
    private static string Content(Phase1B report) => TlaText.Record(("proven", Of(report.Proven)), ("value", Of(report.Value)));

    private static string Of(AcceptorState state) => TlaText.Record(
        ("view", TlaText.Of(state.View)),
        ("suspects", TlaText.Of(state.Suspects)),
        ("committed", TlaText.Of(state.Committed)),
        ("promised", Of(state.Promised)),
        ("voted", Of(state.Voted)),
        ("value", Of(state.Value)),
        ("cut", Cut(state.Value)),
        ("stable", Of(state.Stable.History)),
        ("proven", Of(state.Proven)),
        ("universals", TlaText.Set(state.Universals.Select(Of))),
        ("shown", Of(state.Shown ?? new Justification(Ballot.Zero, CommandSequence.Of(ConflictRelation.None), 0))));

    private static string From(SignedMessage message) => TlaText.Of($"{message.From}");

    private static string Typed(string type, params (string Name, string Value)[] fields) =>
        TlaText.Record([("type", TlaText.Of(type)), .. fields]);
}
