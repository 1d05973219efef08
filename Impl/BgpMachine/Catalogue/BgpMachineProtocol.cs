using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>State machine replication on Byzantine Generalized Paxos.</summary>
public sealed class BgpMachineProtocol() : Protocol<BgpMachineRule>("bgp-machine",
    "a replicated state machine on BGP: commands that commute are executed in any order (Pires, Ravi, Rodrigues; Schneider 1990)",
    source => new BgpMachineModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new(FirstScenario, "three replicas of which one is Byzantine; a deposit and a balance enquiry",
            Basic with { Learners = 3, Byzantine = Names("l3"), Commands = List("deposit:x:1", "balance:x") }, null),
        new("sequence", "a client deposits, and then asks for the balance; two replicas",
            Basic with { Commands = List("deposit:x:1@p1", "balance:x@p1"), Ballots = List("fast", "fast", "fast") }, null),
        new("conflict", "a deposit and a withdrawal, whose success depends on it; two replicas",
            Basic with { Commands = List("deposit:x:1", "withdraw:x:1") }, null),
        new("commuting", "a client makes deposits to two accounts, another withdraws from one; two replicas",
            Basic with { Commands = List("deposit:y:1@p1", "deposit:x:1@p1", "withdraw:y:1@p2") }, null),
        new("commuting-late", "the same with a third ballot, so that the withdrawal can come after a deposit is answered",
            Basic with { Commands = List("deposit:y:1@p1", "deposit:x:1@p1", "withdraw:y:1@p2"), Ballots = List("fast", "fast", "fast") },
            null),
        new("again", "a client may sign its deposit twice, another asks for the balance",
            Basic with { Commands = List("deposit:x:1", "balance:x"), Ballots = List("fast"), Repeats = true }, null),
        new("one-number", "a Byzantine client signs deposits to two accounts with one number, another client asks for a balance",
            Basic with { Byzantine = Names("p1"), Commands = List("deposit:x:1@p1#1", "deposit:y:1@p1#1", "balance:x@p2"),
                Ballots = List("fast") }, null),
        new("universal", "a donation, which is universally commutative, beside a deposit and an enquiry",
            Basic with { Commands = List("donate:1", "deposit:x:1", "balance:x") }, null),
        new("universal-number", "a Byzantine client signs two donations with one number",
            Basic with { Byzantine = Names("p1"), Commands = List("donate:1@p1#1", "donate:2@p1#1", "donate:3@p2") }, null),
        new("read", "a deposit and an enquiry; two replicas of which one is late",
            Basic with { Commands = List("deposit:x:1", "balance:x") }, null),
        new("store", "a key-value store: a put, and a compare-and-swap that depends on it",
            Basic with { Commands = List("put:k:1", "cas:k:1:2") }, null),
        new("store-get", "the same, and a get", Basic with { Commands = List("put:k:1", "cas:k:1:2", "get:k") }, null),
        new("store-ping", "a key-value store: a put, and a ping, which is universally commutative; three replicas, one of them Byzantine",
            Basic with { Commands = List("put:k:1", "ping:1"), Learners = 3, Byzantine = Names("l3") }, null),
        new("two-acceptors", "two acceptors that both must vote; a deposit and a withdrawal",
            Basic with { Acceptors = 2, Commands = List("deposit:x:1", "withdraw:x:1") }, null),
        new("byzantine-acceptor", "N = 4 with a Byzantine acceptor, a correct leader; a classic ballot",
            Four with { Commands = List("deposit:x:1", "withdraw:x:1") }, null),
        new("byzantine-acceptor-fast", "N = 4 with a Byzantine acceptor, a correct leader; a fast and a classic ballot, one replica",
            Four with { Commands = List("deposit:x:1", "withdraw:x:1"), Ballots = List("fast", "classic"), Learners = 1 }, null),
        new("not-learned", "N = 4 with a Byzantine acceptor; two classic ballots, a deposit and an enquiry, one replica",
            Four with { Commands = List("deposit:x:1", "balance:x"), Ballots = List("classic", "classic"), MaxLength = 1, Learners = 1 },
            null),
        new("view-change", "N = 4; a Byzantine acceptor leads first; the second leader is correct; one replica",
            Four with { Byzantine = Names("a1"), Commands = List("deposit:x:1@p1"), Views = 2, Learners = 1 }, null),
        new("snapshot", "three replicas of which one is Byzantine; a deposit and a checkpoint; a replica takes over a state",
            Basic with { Learners = 3, Byzantine = Names("l3"), Commands = List("deposit:x:1", "c!") }, null),
        new("snapshot-late", "two replicas; a deposit and two checkpoints",
            Basic with { Commands = List("deposit:x:1", "c!", "d!") }, null),
        new("snapshot-again", "two replicas; a client may sign its deposit twice, and there is a checkpoint",
            Basic with { Commands = List("deposit:x:1", "c!"), Repeats = true }, null),
        new("snapshot-universal", "three replicas; a donation, which is universally commutative, and a checkpoint",
            Basic with { Commands = List("donate:1", "c!"), Learners = 3, Ballots = List("fast") }, null),
        new("snapshot-acceptor", "N = 4 with a Byzantine acceptor; two classic ballots, a checkpoint after a deposit; one replica",
            Four with { Commands = List("deposit:x:1", "c!"), Ballots = List("classic", "classic"), Learners = 1, MaxLength = 1 }, null),
        new("large", "N = 4, a Byzantine acceptor and a Byzantine replica of three; three clients with two commands each",
            Four with { Byzantine = Names("a4", "l3"), Learners = 3, Ballots = List("fast", "classic", "fast", "classic"), MaxLength = 2,
                Commands = List("deposit:x:2@p1", "withdraw:x:1@p1", "deposit:y:1@p2", "balance:x@p2", "withdraw:x:2@p3", "donate:1@p3") },
            null),
        new("two-byzantine", "two Byzantine replicas of three", Basic with { Learners = 3, Byzantine = Names("l2", "l3"),
            Commands = List("deposit:x:1", "balance:x") }, "LinearizableInv"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => [FirstScenario, "sequence", "conflict", "again", "universal", "store"];

    /// <inheritdoc/>
    protected override string FirstScenario => "byzantine-replica";

    /// <summary>
    /// One acceptor that leads, and fast ballots: what is learned, and in which order, is the network's choice. The first ballot does not
    /// wait for all commands, so that a command can come after another is answered.
    /// </summary>
    private Configuration Basic => Start with { Acceptors = 1, Faults = 0, Ballots = List("fast", "fast"), Learners = 2 };

    private Configuration Four => Basic with { Acceptors = 4, Faults = 1, Byzantine = Names("a4"), Ballots = List("classic") };

    private static ValueSet<string> Names(params string[] names) => new(names);

    private static ValueList<string> List(params string[] items) => new(items);
}
