using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;

namespace BgpVerified.Mirror.Registers;

/// <summary>
/// Says what every Paxos register's configurations and logs are in <c>Registers.tla</c>; each register adds its states and messages.
/// </summary>
public abstract class RegisterMirror : ProtocolMirror
{
    /// <summary>The paper's ⊥, as in <c>RegisterSemantics.tla</c>.</summary>
    internal const string Bottom = "bottom!";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extended => ["RegisterSemantics", "Registers"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Variables { get; } = ["acceptor", "crashed", "decided", "proposer", "sent"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } =
    [
        "ValidityInv", "AgreementInv", "WriteOnceInv", "Theorem1Inv", "TokenInv",
        "O1Inv", "O2Inv", "O3Inv", "O5Inv", "O7Inv", "C1Inv", "C2Inv", "C3Inv",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<StepProperty> Steps { get; } =
    [
        new("IntegrityProp", "IntegritySays", [new("decided", "decided", "decided")]),
        new("O8Prop", "O8StepSays", [new("acceptor", "acceptor", "acceptor")]),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Folders => [Module, "Registers"];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, string Value)> Constants(Configuration configuration)
    {
        var config = Read(configuration);
        var proposers = Enumerable.Range(0, config.Proposers).ToList();
        var acceptors = Enumerable.Range(0, config.Acceptors).ToList();
        var values = config.Values.Append(config.Forged).OrderBy(value => new TimestampedValue(value, 0));
        return
        [
            ("Rules", TlaText.Set(configuration.Rules.Select(TlaText.Of))),
            ("Leaders", TlaText.Sequence(proposers.Select(Proposer))),
            ("InputOf", TlaText.Record(proposers.Select(p => (Name("p", p), TlaText.Of(config.Inputs[p]))))),
            ("ByzantineProposers", TlaText.Set(proposers.Where(config.ByzantineProposers.Contains).Select(Proposer))),
            ("ValueOrder", TlaText.Sequence(values.Select(TlaText.Of))),
            ("Forged", TlaText.Of(config.Forged)),
            ("TimestampCount", TlaText.Of(config.Timestamps)),
            ("Acceptors", TlaText.Set(acceptors.Select(Acceptor))),
            ("ByzantineAcceptors", TlaText.Set(acceptors.Where(config.ByzantineAcceptors.Contains).Select(Acceptor))),
            ("Faults", TlaText.Of(config.Faults)),
            ("Crashes", TlaText.Of(configuration.Crashes)),
            ("Learners", TlaText.Set(Enumerable.Range(0, configuration.Learners).Select(l => TlaText.Of(Name("l", l))))),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> ValuesOf(ISystem system, World world)
    {
        var states = world.States;
        return new Dictionary<string, string>
        {
            ["proposer"] = TlaText.Record(Named<RegisterProposerState>(Of)),
            ["acceptor"] = TlaText.Record(Named<RegisterAcceptorState>(Of)),
            ["decided"] = TlaText.Record(Named<LearnerState>(state => Of(state.Decided))),
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
            BeginRead => [new("BeginRead", [self], "TRUE")],
            FirstWrite => [new("FirstWrite", [self], "TRUE")],
            TimestampTimeout => [new("ChangeTimestamp", [self], "TRUE")],
            Quorum<WriteAck> m => [Stating("Decide", self, "writeAck", m.Statement.Written)],
            Crash => [new("Crash", [self], "TRUE")],
            _ => OwnUses(self, input),
        };
    }

    /// <summary>Reads a configuration as the handlers do.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <returns>What it says.</returns>
    protected abstract RegisterConfig Read(Configuration configuration);

    /// <summary>A proposer's state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The record that it is in the module.</returns>
    protected abstract string Of(RegisterProposerState state);

    /// <summary>An acceptor's state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The record that it is in the module.</returns>
    protected abstract string Of(RegisterAcceptorState state);

    /// <summary>A message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The record that it is in the module.</returns>
    protected abstract string Of(Message message);

    /// <summary>The actions that a step which only some registers have can be.</summary>
    /// <param name="self">The process, as it is in the module.</param>
    /// <param name="input">The input that it takes.</param>
    /// <returns>The actions, the likeliest first.</returns>
    protected abstract IReadOnlyList<ActionUse> OwnUses(string self, Input input);

    /// <summary>An action that takes one message.</summary>
    private protected ActionUse Taking(string action, string self, Message message, string among) =>
        new(action, [self, Of(message)], $"{Of(message)} \\in {among}");

    /// <summary>
    /// An action that takes a quorum: the quorum itself, or, where Byzantine reports are in it, one of those that the module
    /// has for all that come to the same.
    /// </summary>
    private protected IReadOnlyList<ActionUse> TakingSet(string action, IReadOnlyList<string> arguments, IEnumerable<Message> messages,
        string quorums)
    {
        var set = TlaText.Set(messages.Select(Of));
        return [new(action, [.. arguments, set], $"{set} \\in {quorums}"), new(action, [.. arguments, set], "TRUE", quorums)];
    }

    /// <summary>An action that counts who made a statement about a write.</summary>
    private protected static ActionUse Stating(string action, string self, string type, TimestampedValue written) =>
        new(action, [self, Of(written)], $"{Of(written)} \\in Statements({TlaText.Of(type)}) \\cup ByzantineStatements");

    /// <summary>A write, or that there is none.</summary>
    private protected static string Of(TimestampedValue? written) => TlaText.Record(Fields(written?.Value, written?.Timestamp));

    /// <summary>A token, or that there is none.</summary>
    private protected static string Of(Token? token) => TlaText.Record(Fields(token?.Value, token?.Timestamp));

    /// <summary>A log of reads.</summary>
    private protected static string Of(IEnumerable<ReadOperation> reads) =>
        TlaText.Sequence(reads.Select(read => TlaText.Record(("timestamp", TlaText.Of(read.Timestamp)), ("token", Of(read.Token)))));

    /// <summary>A log of writes with their tokens.</summary>
    private protected static string Of(IEnumerable<WriteOperation> writes) =>
        TlaText.Sequence(writes.Select(write => TlaText.Record([.. Fields(write.Written), ("token", Of(write.Token))])));

    /// <summary>A log of writes.</summary>
    private protected static string Of(IEnumerable<TimestampedValue> writes) => TlaText.Sequence(writes.Select(written => Of(written)));

    /// <summary>The two fields of a write.</summary>
    private protected static IEnumerable<(string Name, string Value)> Fields(TimestampedValue written) =>
        Fields(written.Value, written.Timestamp);

    /// <summary>The fields of a value and a timestamp; ⊥ and -1 for null.</summary>
    private protected static IEnumerable<(string Name, string Value)> Fields(string? value, int? timestamp) =>
        [("value", TlaText.Of(value ?? Bottom)), ("timestamp", TlaText.Of(timestamp ?? -1))];

    /// <summary>A message of a proposer or an acceptor.</summary>
    private protected static string Typed(string type, SignedMessage from, params IEnumerable<(string Name, string Value)> fields) =>
        TlaText.Record([("type", TlaText.Of(type)), (from.From.Letter == 'p' ? "proposer" : "acceptor", TlaText.Of($"{from.From}")),
            .. fields]);

    /// <summary>A refusal of what the module does not have.</summary>
    private protected ArgumentException Unknown(object what) => new($"{Module}.tla has no {what.GetType().Name}", nameof(what));

    private static string Proposer(int number) => TlaText.Of(Name("p", number));

    private static string Acceptor(int number) => TlaText.Of(Name("a", number));

    private static string Name(string letter, int number) => FormattableString.Invariant($"{letter}{number + 1}");
}
