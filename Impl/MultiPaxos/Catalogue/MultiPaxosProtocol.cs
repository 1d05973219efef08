using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.MultiPaxos;

/// <summary>MultiPaxos: a replicated state machine for crash failures.</summary>
public sealed class MultiPaxosProtocol() : Protocol<MultiPaxosRule>("multipaxos",
    "MultiPaxos (Lamport 1998, 2001): replicas execute one sequence of commands, an instance of Paxos for each slot; leaders change",
    source => new MultiPaxosModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Erratum> Errata => MultiPaxosErrata.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new(FirstScenario, "two leaders, two clients that write, one slot; an acceptor or a replica may crash",
            Basic with { Learners = 2, MaxLength = 1 }, null),
        new("one-leader", "one leader, one client that writes and then reads; an acceptor may crash",
            Basic with { Views = 1, Commands = new(["a@c1", "read@c1"]) }, null),
        new("two-slots", "one leader, two clients that write, two replicas", Basic with { Views = 1, Learners = 2, Crashes = 0 }, null),
        new("gap", "two leaders, two clients that write, a slot for each and one for a gap; two acceptors",
            Basic with { Acceptors = 2, Faults = 0, Crashes = 0 }, null),
        new("read", "one leader, a client that writes and one that reads; two replicas of which one is late",
            Basic with { Views = 1, Learners = 2, Commands = new(["a", "read"]), Crashes = 0 }, null),
        new("retry", "one leader, a client that may ask twice",
            Basic with { Views = 1, Commands = new(["a"]), Repeats = true, Crashes = 0 }, null),
        new("three-leaders", "three leaders, two clients that write, one slot", Basic with { Views = 3, MaxLength = 1, Crashes = 0 }, null),
        new("five-acceptors", "f = 2: five acceptors of which two may crash; two leaders, one command",
            Basic with { Acceptors = 5, Faults = 2, Crashes = 2, Commands = new(["a"]) }, null),
        new("published", "the papers' protocol, with PTP's order of decrees as printed; two leaders, two clients",
            Basic with { Crashes = 0, Rules = this.Published() }, "OrderProp"),
        new("lower-bound", "N = 2f: one of two acceptors crashes, and no majority is left", Basic with { Acceptors = 2, Views = 1 },
            "AnsweredProp"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => [FirstScenario, "one-leader", "two-slots", "read", "retry"];

    /// <inheritdoc/>
    public override string PublishedScenario => "published";

    /// <inheritdoc/>
    protected override string FirstScenario => "two-leaders";

    private Configuration Basic => Start with { Acceptors = 3, Views = 2, Commands = new(["a", "b"]), Crashes = 1 };
}
