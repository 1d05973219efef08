using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>State machine replication over FaB Paxos (Martin and Alvisi), as the checker and the command line see it.</summary>
public sealed class MachineProtocol() : Protocol<MachineRule>(
    "fab-machine",
    "State machine replication over FaB Paxos (Martin, Alvisi): tentative execution, read-only requests, leader change, rejoining",
    source => new MachineModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Erratum> Errata => MachineErrata.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => ["common-case", "one-slot", "tentative", "repeated", "read-only",
        "read-tentative", "rejoin", "rejoin-byzantine-learner", "rejoin-list", "read-rejoin", "window", "two-leaders",
        "three-leaders", "gap", "window-change", "leader-change", "parameterized", "parameterized-leaders"];

    /// <inheritdoc/>
    public override string PublishedScenario => "published";

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios
    {
        get
        {
            var corrected = new Configuration
            {
                Acceptors = 6,
                Ballots = List("fast", "fast"),
                Learners = 4,
                MaxLength = 2,
                Rules = this.Corrected(),
            };
            var final = corrected.Rules.Except([RuleNames.Of(MachineRule.TentativeExecution)]);
            var changing = corrected with { Rules = new(final), Views = 2 };
            var four = corrected with { Acceptors = 4, Commands = List("a"), FastFaults = 0, MaxLength = 1, Rules = new(final) };
            return
            [
                new("common-case", "a correct leader, two writes; an acceptor and a learner Byzantine",
                    corrected with { Byzantine = Names("a6", "l4") }, null),
                new("one-slot", "a Byzantine leader, acceptor and learner; two writes, one slot",
                    corrected with { Byzantine = Names("a6", "leader", "l4"), MaxLength = 1 }, null),
                new("tentative", "a Byzantine leader and acceptor; two writes, two slots: tentative execution and rollback",
                    corrected with { Byzantine = Names("a6", "leader", "l3"), Learners = 3 }, null),
                new("repeated", "a Byzantine leader, two writes, three slots; one acceptor, one learner",
                    corrected with { Acceptors = 1, Byzantine = Names("leader"), Faults = 0, Learners = 1, MaxLength = 3 }, null),
                new("read-only", "a correct leader, a write and two reads; a Byzantine learner",
                    corrected with { Byzantine = Names("l4"), Commands = List("a", "read", "read"), MaxLength = 1 }, null),
                new("read-tentative", "a Byzantine leader and learner, two writes and a read; one slot",
                    corrected with { Byzantine = Names("leader", "l4"), Commands = List("a", "b", "read"), MaxLength = 1 }, null),
                new("rejoin", "a Byzantine leader; an acceptor loses its state; one instance at a time",
                    corrected with { Byzantine = Names("leader"), Ballots = List("fast"), Commands = List("a", "b", "a1"),
                        Learners = 2, Rules = new(final) }, null),
                new("rejoin-byzantine-learner", "a Byzantine leader and learner; an acceptor loses its state; one instance at a time",
                    corrected with { Byzantine = Names("leader", "l2"), Ballots = List("fast"), Commands = List("a", "b", "a1"),
                        Learners = 2, Rules = new(final) }, null),
                new("rejoin-list", "a Byzantine learner; another learner loses its state",
                    corrected with { Byzantine = Names("l3"), Commands = List("a", "b", "l1"), Learners = 3 }, null),
                new("read-rejoin", "a learner loses its state; a write and a read",
                    corrected with { Commands = List("a", "read", "l1"), MaxLength = 1, Rules = new(final) }, null),
                new("read-rejoin-two", "two learners lose their state, one after the other; a write and a read",
                    corrected with { Commands = List("a", "read", "l1", "l2"), MaxLength = 1, Rules = new(final) }, null),
                new("window", "a correct leader, three writes, three slots, one instance at a time; one acceptor, one learner",
                    corrected with { Acceptors = 1, Ballots = List("fast"), Commands = List("a", "b", "c"), Faults = 0, Learners = 1,
                        MaxLength = 3, Rules = new(final) }, null),
                new("two-leaders", "two Byzantine leaders, two writes, one slot; two acceptors, f = 0",
                    changing with { Acceptors = 2, Byzantine = Names("leader"), Faults = 0, Learners = 2, MaxLength = 1 }, null),
                new("three-leaders", "three Byzantine leaders, two writes, one slot; two acceptors, f = 0",
                    changing with { Acceptors = 2, Byzantine = Names("leader"), Faults = 0, Learners = 2, MaxLength = 1, Views = 3 }, null),
                new("gap", "a correct leader that is elected again, two writes, three slots: gaps; two acceptors, f = 0",
                    changing with { Acceptors = 2, Faults = 0, Learners = 1, MaxLength = 3 }, null),
                new("window-change", "the same, one instance at a time",
                    changing with { Acceptors = 2, Ballots = List("fast"), Faults = 0, Learners = 1, MaxLength = 3 }, null),
                new("leader-change", "a Byzantine first leader, acceptor and learner, a correct second leader; a write, one slot",
                    changing with { Byzantine = Names("a6", "p1", "l4"), Commands = List("a"), MaxLength = 1 }, null),
                new("leader-change-two", "a Byzantine first leader, a correct second one; two writes, one slot; four correct acceptors",
                    changing with { Acceptors = 4, Byzantine = Names("p1"), MaxLength = 1 }, null),
                new("leader-change-read", "a Byzantine first leader, a correct second one; a write and a read; four correct acceptors",
                    changing with { Acceptors = 4, Byzantine = Names("p1"), Commands = List("a", "read"), MaxLength = 1 }, null),
                new("leader-change-tentative", "leader-change with tentative execution",
                    changing with { Byzantine = Names("a6", "p1", "l4"), Commands = List("a"), MaxLength = 1,
                        Rules = corrected.Rules }, null),
                new("leader-change-too-few", "a = 5f: the second leader cannot make up for an acceptor that keeps silent",
                    changing with { Acceptors = 5, Byzantine = Names("a5", "p1", "l4"), Commands = List("a"), MaxLength = 1 },
                        "AnsweredProp"),
                new("rejoin-proposer", "a Byzantine first leader and acceptor; the second leader loses its state; two writes, one slot",
                    changing with { Acceptors = 4, Byzantine = Names("a4", "l1", "p1"), Commands = List("a", "b", "p2"), Learners = 1,
                        MaxLength = 1 }, null),
                new("parameterized", "Parameterized FaB Paxos, a = 4, f = 1, t = 0; a correct leader, an acceptor and a learner Byzantine",
                    four with { Byzantine = Names("a4", "l4") }, null),
                new("parameterized-change", "the same with a Byzantine first leader and a correct second one",
                    four with { Byzantine = Names("a4", "p1", "l4"), Views = 2 }, null),
                new("parameterized-leaders", "Parameterized FaB Paxos, two Byzantine leaders, two writes, one slot; two acceptors, f = 0",
                    four with { Acceptors = 2, Byzantine = Names("leader"), Commands = List("a", "b"), Faults = 0, Learners = 2,
                        Views = 2 }, null),
                new("parameterized-byzantine", "two Byzantine leaders, two writes, one slot, a Byzantine acceptor; a = 4, f = 1, t = 0",
                    four with { Byzantine = Names("a4", "p1", "p2"), Commands = List("a", "b"), Learners = 2, Views = 2 }, null),
                new("published", "the paper's numbers: f + 1 learners for a write, 2f + 1 for a read; a Byzantine learner",
                    corrected with { Byzantine = Names("l4"), Commands = List("a", "read"), MaxLength = 1, Rules = this.Published() },
                        "ReadInv"),
            ];
        }
    }

    /// <inheritdoc/>
    protected override string FirstScenario => "common-case";

    private static ValueSet<string> Names(params string[] names) => new(names);

    private static ValueList<string> List(params string[] items) => new(items);
}
