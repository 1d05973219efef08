using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bracha;

/// <summary>Sender to nodes: the value to broadcast.</summary>
public sealed record Initial(string Value) : SignedMessage;

/// <summary>Node to nodes: it has heard the value from the sender.</summary>
public sealed record Echo(string Value) : SignedMessage;

/// <summary>Node to nodes: no other value can be delivered.</summary>
public sealed record Ready(string Value) : SignedMessage;

/// <summary>A client asks the sender to broadcast a value.</summary>
public sealed record Broadcast(string Value) : LocalInput;

/// <summary>The sender: whether it has sent.</summary>
public sealed record SenderState(ProcessId Id, bool HasSent) : ProcessState(Id);

/// <summary>A node: the values that it has echoed, that it is ready for, and that it has delivered.</summary>
public sealed record NodeState(ProcessId Id, string? Echoed, string? Readied, string? Delivered) : ProcessState(Id);

/// <summary>
/// Bracha's reliable broadcast: "Asynchronous Byzantine Agreement Protocols", Information and Computation 75, 1987, figure 1.
/// </summary>
public static class Node
{
    /// <summary>Step 0: the sender sends its value to all.</summary>
    public static Step<SenderState> On(SenderState self, Broadcast m, BrachaConfig config) =>
        self.HasSent ? Step.Ignore(self) : Step.To(self with { HasSent = true }, new Initial(m.Value));

    /// <summary>Step 1: echoes the first value that the sender sends.</summary>
    public static Step<NodeState> On(NodeState self, Initial m, BrachaConfig config) =>
        config.Asks(BrachaRule.EchoOnce, self.Echoed is null) ? Step.To(self with { Echoed = m.Value }, new Echo(m.Value))
            : Step.Ignore(self);

    /// <summary>Step 2: is ready for the value that a quorum has echoed.</summary>
    public static Step<NodeState> On(NodeState self, Quorum<Echo> m, BrachaConfig config) =>
        m.Signers.Count >= config.EchoSize ? Become(self, m.Statement.Value) : Step.Ignore(self);

    /// <summary>
    /// Steps 2 and 3: is ready if f + 1 are, one of them correct; delivers if 2f + 1 are, f + 1 of them correct, so that all will be.
    /// </summary>
    public static Step<NodeState> On(NodeState self, Quorum<Ready> m, BrachaConfig config) =>
        m.Signers.Count >= config.DeliverSize && self.Delivered is null ? Step.To(self with { Delivered = m.Statement.Value })
        : m.Signers.Count > config.F && config.Has(BrachaRule.Amplify) ? Become(self, m.Statement.Value)
        : Step.Ignore(self);

    private static Step<NodeState> Become(NodeState self, string value) =>
        self.Readied is null ? Step.To(self with { Readied = value }, new Ready(value)) : Step.Ignore(self);
}

/// <summary>The guards that can be taken out.</summary>
public enum BrachaRule
{
    /// <summary>A node echoes once.</summary>
    [Rule("Fig. 1, step 1", "A Byzantine sender has two values echoed by quorums, and nodes are ready for different ones.",
        Protects = "TotalityProp")]
    EchoOnce,

    /// <summary>More than (n + f) / 2 echoes.</summary>
    [Rule("Fig. 1, step 2: (n + t) / 2", "Two values have quorums of echoes without a correct node in common.", Protects = "TotalityProp")]
    EchoQuorum,

    /// <summary>Who hears f + 1 that are ready is ready.</summary>
    [Rule("Fig. 1, step 2: t + 1", "A node that has heard too few echoes is never ready, and those that wait for it never deliver.",
        Protects = "TotalityProp")]
    Amplify,

    /// <summary>2f + 1 that are ready.</summary>
    [Rule("Fig. 1, step 3: 2t + 1", "A node delivers on the word of one correct node, which nobody else need follow.",
        Protects = "TotalityProp")]
    DeliverQuorum,
}

/// <summary>The sizes: N nodes, f of them Byzantine. The sender is none of them.</summary>
public sealed class BrachaConfig(Configuration source) : RuledConfig<BrachaRule>(source)
{
    /// <summary>So many that any two have a correct node in common.</summary>
    public int EchoSize => Has(BrachaRule.EchoQuorum) ? ((N + F) / 2) + 1 : F + 1;

    /// <summary>So many that f + 1 of them are correct.</summary>
    public int DeliverSize => Has(BrachaRule.DeliverQuorum) ? (2 * F) + 1 : F + 1;
}

/// <summary>Who takes part, who hears what, and what must hold.</summary>
internal sealed class BrachaModel(Configuration source) : Model<BrachaConfig>(source, new(source))
{
    protected override void Declare()
    {
        var senders = Role("sender", 's', 1, id => new SenderState(id, false));
        var nodes = Role("node", 'n', Config.N, id => new NodeState(id, null, null, null), mayCrash: true, interchangeable: true);
        Channel().Each<Initial>(senders).Forge(senders, _ => Config.Values.Select(value => new Initial(value)));
        Channel().Quorum<Echo>(nodes, Config.EchoSize, alone: _ => Config.Values.Select(value => new Echo(value)));
        Channel().Quorum<Ready>(nodes, Config.F + 1, alone: _ => Config.Values.Select(value => new Ready(value)));

        senders.Local<Broadcast>(Node.On, _ => [(new(Config.Values[0]), true)]);
        nodes.On<Initial>(Node.On).On<Quorum<Echo>>(Node.On).On<Quorum<Ready>>(Node.On);

        var isSenderCorrect = senders.Byzantine.Count == 0;
        Invariant(nodes, "AgreementInv", n => n.Delivered, all => all.OfType<string>().Distinct().Count() <= 1,
            "no two nodes deliver different values");
        Invariant(nodes, "IntegrityInv", n => n.Delivered, all => !isSenderCorrect
            || all.All(value => value is null || value == Config.Values[0]), "what is delivered a correct sender has sent");
        Eventually(nodes, "ValidityProp", n => n.Delivered, all => !isSenderCorrect || Config.Source.Faulty.Contains("s1")
            || all.All(value => value is not null),
            "what a correct sender sends all deliver in the end");
        Eventually(nodes, "TotalityProp", n => n.Delivered, all => all.All(value => value is null) || all.All(value => value is not null),
            "what one node delivers all deliver in the end");
        Reach<NodeState>("ReachDelivered", (before, after) => before.Delivered != after.Delivered, "a node delivers");
    }
}

/// <summary>Bracha's reliable broadcast.</summary>
public sealed class BrachaProtocol() : Protocol<BrachaRule>("bracha",
    "Reliable broadcast (Bracha 1987): all correct nodes deliver one value or none, though the sender be Byzantine",
    source => new BrachaModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new("byzantine-sender", "a Byzantine sender, a Byzantine node; two values",
            Start with { Byzantine = new(["s1", "n4"]), Commands = new(["a", "b"]) }, null),
        new("correct-sender", "a correct sender, a Byzantine node", Start with { Byzantine = new(["n4"]), Commands = new(["a", "b"]) },
            null),
        new("two-faults", "N = 7, f = 2; a Byzantine sender, two Byzantine nodes",
            Start with { Acceptors = 7, Faults = 2, Byzantine = new(["s1", "n6", "n7"]), Commands = new(["a", "b"]) }, null),
        new("lower-bound", "N = 3f: one node too few",
            Start with { Acceptors = 3, Byzantine = new(["s1", "n3"]), Commands = new(["a", "b"]) }, "TotalityProp"),
    ];

    /// <inheritdoc/>
    protected override string FirstScenario => "byzantine-sender";
}
