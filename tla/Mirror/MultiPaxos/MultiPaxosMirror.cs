using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Machines;
using BgpVerified.Impl.MultiPaxos;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.MultiPaxos;

/// <summary>Says what configurations, states and messages of <c>Impl/MultiPaxos</c> are in <c>MultiPaxos.tla</c>.</summary>
public sealed class MultiPaxosMirror : ProtocolMirror
{
    /// <inheritdoc/>
    public override IProtocol Protocol { get; } = new MultiPaxosProtocol();

    /// <inheritdoc/>
    public override string Module => "MultiPaxos";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Variables { get; } = ["acceptor", "client", "crashed", "leader", "replica", "sent"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } =
        ["ChosenInv", "AgreementInv", "ExecutedInv", "ExactlyOnceInv", "LinearizableInv", "NontrivialityInv", "LearnedInv"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders { get; } = ["MultiPaxos"];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Constants(Configuration configuration)
    {
        var config = new MultiPaxosConfig(configuration);
        var acceptors = Named('a', config.N).ToList();
        var replicas = Named('r', configuration.Learners).ToList();
        return
        [
            ("Rules", TlaText.Set(configuration.Rules.Select(TlaText.Of))),
            ("CommandsOf", TlaText.Record(Named('c', config.Clients).Select(client => ($"{client}", TlaText.Sequence(
                config.CommandsOf(client).Select(command => TlaText.Record(("name", Of(command)), ("does", TlaText.Of(command.Does))))))))),
            ("CommandOrder", TlaText.Sequence(config.All.Append(Command.None).Append(Command.NoOp).Order().Select(Of))),
            ("BallotOf", TlaText.Record(Named('p', configuration.Views)
                .Select(leader => ($"{leader}", TlaText.Of(config.BallotOf(leader)))))),
            ("Acceptors", TlaText.Set(acceptors.Select(Of))),
            ("Replicas", TlaText.Set(replicas.Select(Of))),
            ("SlotCount", TlaText.Of(config.Slots)),
            ("Repeats", TlaText.Of(configuration.Repeats)),
            ("Crashable", TlaText.Set(acceptors.Concat(config.ReplicasMayCrash ? replicas : []).Select(Of))),
            ("Crashes", TlaText.Of(configuration.Crashes)),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ValuesOf(ISystem system, World world)
    {
        var states = world.States;
        return new Dictionary<string, string>
        {
            ["client"] = TlaText.Record(Named<ClientState>(Of)),
            ["leader"] = TlaText.Record(Named<LeaderState>(Of)),
            ["acceptor"] = TlaText.Record(Named<AcceptorState>(Of)),
            ["replica"] = TlaText.Record(Named<ReplicaState>(Of)),
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
        return (input, before) switch
        {
            (Begin, _) => [new("Begin", [self], "TRUE")],
            (AskAgain, _) => [new("AskAgain", [self], $"{self} \\in Impatient")],
            (Reply m, _) => [Taking("TakeReply", self, m)],
            (Lead, _) => [new("Lead", [self], "TRUE")],
            (Reports<Promise> m, _) => Recovering(self, TlaText.Set(m.All.Select(Of))),
            (Request m, LeaderState) => [Taking("Propose", self, m)],
            (Request m, ReplicaState) => [Taking("ReadLocally", self, m)],
            (Prepare m, _) => [Taking("MakePromise", self, m)],
            (Accept m, _) => [Taking("AcceptVote", self, m)],
            (Restart, _) => [new("Restart", [self], "TRUE")],
            (Quorum<Accepted> m, _) => [new("Learn", [self, Of(m.Statement.Vote)], $"{Of(m.Statement.Vote)} \\in Votes")],
            (Crash, _) => [new("Crash", [self], $"{self} \\in Crashable")],
            _ => [],
        };
    }

    private static IReadOnlyList<ActionUse> Recovering(string self, string promises) =>
        [new("Recover", [self, promises], $"{promises} \\in PromisesFor({self})")];

    private static ActionUse Taking(string action, string self, Message message) =>
        new(action, [self, Of(message)], $"{Of(message)} \\in sent");

    private static string Of(Message message) => message switch
    {
        Request m => Typed("request", ("command", Of(m.Command)), ("times", TlaText.Of(m.Times))),
        Prepare m => Typed("prepare", ("leader", Of(m.From)), ("ballot", TlaText.Of(m.Ballot))),
        Promise m => Typed("promise", ("acceptor", Of(m.From)), ("ballot", TlaText.Of(m.Ballot)), ("votes", Of(m.Votes))),
        Accept m => Typed("accept", ("leader", Of(m.From)), ("vote", Of(m.Vote))),
        Accepted m => Typed("accepted", ("acceptor", Of(m.From)), ("vote", Of(m.Vote))),
        Reply m => Typed("reply", ("replica", Of(m.From)), ("command", Of(m.Command)), ("result", TlaText.Of(m.Result))),
        Completed m => Typed("completed", ("command", Of(m.Command))),
        _ => throw new ArgumentException($"MultiPaxos.tla has no message {message.GetType().Name}", nameof(message)),
    };

    private static string Of(ClientState state) => TlaText.Record(
        ("operations", TlaText.Sequence(state.Operations.Select(operation => TlaText.Record(
            ("name", TlaText.Of(operation.Name)),
            ("before", TlaText.Set(operation.Before.Select(TlaText.Of))),
            ("result", TlaText.Of(operation.Result ?? string.Empty)))))),
        ("asked", TlaText.Of(state.HasAskedAgain)));

    private static string Of(LeaderState state) => TlaText.Record(
        ("stage", TlaText.Of($"{state.Stage}".ToLowerInvariant())),
        ("proposed", TlaText.Sequence(state.Proposed.Select(Of))));

    private static string Of(AcceptorState state) => TlaText.Record(
        ("promised", TlaText.Of(state.Promised)), ("votes", Of(state.Votes)), ("lost", Of(state.Lost)));

    private static string Of(ReplicaState state) => TlaText.Record(
        ("learned", TlaText.Sequence(state.Learned.Select(Of))),
        ("log", TlaText.Sequence(state.Log.Select(executed => TlaText.Record(
            ("slot", TlaText.Of(executed.Slot)), ("command", TlaText.Of(executed.Request)), ("result", TlaText.Of(executed.Before)))))),
        ("value", TlaText.Of(state.Value)));

    private static string Of(IEnumerable<Vote> votes) => TlaText.Set(votes.Select(Of));

    private static string Of(Vote vote) => TlaText.Record(
        ("slot", TlaText.Of(vote.Slot)), ("ballot", TlaText.Of(vote.Ballot)), ("command", Of(vote.Command)));

    private static string Of(Command command) => TlaText.Of($"{command}");

    private static string Of(ProcessId process) => TlaText.Of($"{process}");

    private static string Typed(string type, params IEnumerable<(string Name, string Value)> fields) =>
        TlaText.Record([("type", TlaText.Of(type)), .. fields]);

    private static IEnumerable<ProcessId> Named(char letter, int count) =>
        Enumerable.Range(0, count).Select(number => new ProcessId(letter, number));
}
