using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace EchoBroadcast;

/// <summary>Sender to nodes: the value to broadcast.</summary>
public sealed record Initial(string Value) : SignedMessage;

/// <summary>Node to nodes: it has heard the value from the sender.</summary>
public sealed record Echo(string Value) : SignedMessage;

/// <summary>A client asks the sender to broadcast a value.</summary>
public sealed record Broadcast(string Value) : LocalInput;

/// <summary>The sender: whether it has sent.</summary>
public sealed record SenderState(ProcessId Id, bool HasSent) : ProcessState(Id);

/// <summary>A node: the value that it has echoed, and the one that it has delivered.</summary>
public sealed record NodeState(ProcessId Id, string? Echoed, string? Delivered) : ProcessState(Id);

/// <summary>What processes do: each handler is a pure function of the state, the input and the configuration.</summary>
public static class Handlers
{
    /// <summary>The sender sends its value to all nodes, once.</summary>
    public static Step<SenderState> On(SenderState self, Broadcast m, EchoConfig config) =>
        self.HasSent ? Step.Ignore(self) : Step.To(self with { HasSent = true }, new Initial(m.Value));

    /// <summary>A node echoes the first value that the sender sends.</summary>
    public static Step<NodeState> On(NodeState self, Initial m, EchoConfig config) =>
        config.Asks(EchoRule.EchoOnce, self.Echoed is null)
            ? Step.To(self with { Echoed = m.Value }, new Echo(m.Value))
            : Step.Ignore(self);

    /// <summary>A node delivers the value that a quorum has echoed.</summary>
    public static Step<NodeState> On(NodeState self, Quorum<Echo> m, EchoConfig config) =>
        m.Signers.Count >= config.EchoSize && self.Delivered is null
            ? Step.To(self with { Delivered = m.Statement.Value })
            : Step.Ignore(self);
}

/// <summary>The guards that can be taken out.</summary>
public enum EchoRule
{
    /// <summary>A node echoes once.</summary>
    [Rule("step 1", "A Byzantine sender has two values echoed by quorums.", Protects = "AgreementInv")]
    EchoOnce,

    /// <summary>More than (N + f) / 2 echoes.</summary>
    [Rule("step 2", "Two values have quorums of echoes without a correct node in common.", Protects = "AgreementInv")]
    EchoQuorum,
}

/// <summary>The sizes: N nodes, f of them Byzantine. The sender is none of them.</summary>
public sealed class EchoConfig(Configuration source) : RuledConfig<EchoRule>(source)
{
    /// <summary>So many that any two quorums have a correct node in common.</summary>
    public int EchoSize => Has(EchoRule.EchoQuorum) ? ((N + F) / 2) + 1 : F + 1;
}

/// <summary>Who takes part, who hears what, and what must hold.</summary>
internal sealed class EchoModel(Configuration source) : Model<EchoConfig>(source, new(source))
{
    protected override void Declare()
    {
        var senders = Role("sender", 's', 1, id => new SenderState(id, false));
        var nodes = Role("node", 'n', Config.N, id => new NodeState(id, null, null), mayCrash: true, interchangeable: true);

        // What Byzantine processes can say by themselves; what others have said they can always say too.
        Channel().Each<Initial>(senders).Forge(senders, _ => Config.Values.Select(value => new Initial(value)));
        Channel().Quorum<Echo>(nodes, Config.EchoSize, alone: _ => Config.Values.Select(value => new Echo(value)));

        senders.Local<Broadcast>(Handlers.On, _ => [(new(Config.Values[0]), true)]);
        nodes.On<Initial>(Handlers.On).On<Quorum<Echo>>(Handlers.On);

        var isSenderCorrect = senders.Byzantine.Count == 0;
        Invariant(
            nodes, "AgreementInv", n => n.Delivered, all => all.OfType<string>().Distinct().Count() <= 1,
            "no two nodes deliver different values");
        Eventually(
            nodes, "ValidityProp", n => n.Delivered, all => !isSenderCorrect || all.All(value => value == Config.Values[0]),
            "what a correct sender sends all deliver in the end");
        Reach<NodeState>("ReachDelivered", (before, after) => before.Delivered != after.Delivered, "a node delivers");
    }
}

/// <summary>The protocol as the command line has it: its name, its rules and its scenarios.</summary>
public sealed class EchoProtocol() : Protocol<EchoRule>("echo", Meaning, source => new EchoModel(source))
{
    private const string Meaning = "Echo broadcast: no two correct nodes deliver different values, though the sender be Byzantine";

    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new("byzantine-sender", "a Byzantine sender and a Byzantine node; two values", Sizes(4, "s1", "n4"), null),
        new("correct-sender", "a correct sender, a Byzantine node", Sizes(4, "n4"), null),
        new("lower-bound", "N = 3f: one node too few", Sizes(3, "n3"), "ValidityProp"),
    ];

    public override IReadOnlyList<string> DefaultScenarios => ["byzantine-sender", "correct-sender"];

    protected override string FirstScenario => "byzantine-sender";

    private Configuration Sizes(int nodes, params string[] byzantine) =>
        Start with { Acceptors = nodes, Faults = 1, Byzantine = new(byzantine), Commands = new(["a", "b"]) };
}
