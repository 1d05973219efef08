using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>The named configurations of FaB Paxos.</summary>
internal static class FabScenarios
{
    public static IReadOnlyList<string> Default { get; } = ["common-case", "recovery", "two-leaders", "second-recovery", "lossy"];

    public static IReadOnlyList<Scenario> All(IProtocol protocol)
    {
        var corrected = new Configuration { Acceptors = 6, Faults = 1, Ballots = List(), Learners = 1, Rules = protocol.Corrected() };
        return
        [
            new("common-case", "a gracious execution: a correct leader; an acceptor, a proposer and a learner Byzantine",
                corrected with { Byzantine = Names("a6", "p4", "l4"), Commands = List("a@p1", "b@p4"), Learners = 4 }, null),
            new("recovery", "a Byzantine first leader and acceptor, a correct second leader",
                corrected with { Byzantine = Names("a6", "p1"), Views = 2 }, null),
            new("two-recoveries", "a Byzantine first leader and acceptor, two correct leaders after it",
                corrected with { Byzantine = Names("a6", "p1"), Commands = List("a@p1", "b@p3"), Views = 3 }, null),
            new("two-byzantine", "a Byzantine acceptor; the first and the third leader Byzantine, the second correct",
                corrected with { Byzantine = Names("a6", "p1"), Views = 3 }, null),
            new("byzantine", "a Byzantine acceptor and three Byzantine leaders",
                corrected with { Byzantine = Names("a6", "leader"), Views = 3 }, null),
            new("honest", "all acceptors correct, three Byzantine leaders",
                corrected with { Byzantine = Names("leader"), Views = 3 }, null),
            .. Shared(corrected, "a6"),
            new("too-few", "a = 5f: a Byzantine acceptor that keeps silent has nobody learn, with a correct leader",
                corrected with { Acceptors = 5, Byzantine = Names("a5"), Commands = List("a@p4"), Learners = 4 }, "CL2Prop"),
            new("lower-bound", "a = 5f, and learners take two steps nevertheless: the contradiction of section VI",
                corrected with { Acceptors = 5, Byzantine = Names("a5", "leader"), Views = 2, Learners = 2,
                    Rules = WithTwoSteps(corrected) }, "CS3Inv"),
            new("lower-bound-met", "a = 5f + 1: the same learners agree",
                corrected with { Byzantine = Names("a6", "leader"), Views = 2, Learners = 2, Rules = WithTwoSteps(corrected) }, null),
            new("published", "the paper's protocol over links that lose messages, no faulty process",
                Lossy(corrected) with { Rules = protocol.Published() }, "CL2Prop"),
        ];
    }

    /// <summary>The scenarios of what the two protocols share: learning, satisfaction, suspicion.</summary>
    public static IEnumerable<Scenario> Shared(Configuration corrected, string byzantineAcceptor) =>
    [
        new("one-regency", "a Byzantine leader and acceptor, one regency",
            corrected with { Byzantine = Names(byzantineAcceptor, "leader") }, null),
        new("two-leaders", "a Byzantine acceptor and two Byzantine leaders",
            corrected with { Byzantine = Names(byzantineAcceptor, "leader"), Views = 2 }, null),
        new("second-recovery",
            "three Byzantine leaders, two acceptors and f = 0: what certificates allow after a second recovery; nobody learns",
            corrected with { Acceptors = 2, Faults = 0, FastFaults = corrected.FastFaults is null
                ? null
                : 0, Byzantine = Names("leader", "l1"), Views = 3 }, null),
        new("lossy", "links that lose messages, a few learners, one proposer that leads twice; f = 0",
            Lossy(corrected), null),
        new("pull-numbers", "links that lose messages, two correct leaders, a Byzantine learner: learners learn in different proposals",
            corrected with { Byzantine = Names("l4"), Commands = List("a@p4"), Learners = 4, Views = 2 }, null),
        new("early-satisfied", "links that lose messages, a Byzantine proposer that is satisfied at once",
            corrected with { Byzantine = Names("p4"), Commands = List("a@p4"), Learners = 4, Views = 2 }, null),
        new("silent-leader", "three regencies, of which the second has a Byzantine leader",
            corrected with { Byzantine = Names(byzantineAcceptor, "p2", "l4"), Commands = List("a@p4"), Learners = 4, Views = 3 }, null),
        new("few-learners",
            "links that lose messages, 2f + 1 learners of which one is Byzantine: they sign for each other what they have learned",
            WithFewLearners(corrected) with { Byzantine = Names("l3"), Commands = List("a@p4"), Views = 2 }, null),
        new("few-learners-byzantine-leader", "2f + 1 learners of which one is Byzantine; a Byzantine leader and acceptor",
            WithFewLearners(corrected) with { Byzantine = Names(byzantineAcceptor, "leader", "l3") }, null),
        new("few-learners-gracious", "a gracious execution with 2f + 1 learners of which one is Byzantine",
            WithFewLearners(corrected) with { Byzantine = Names("l3"), Commands = List("a@p4") }, null),
        new("byzantine-learner", "one of three learners is Byzantine; a Byzantine leader",
            corrected with { Byzantine = Names("leader", "l3"), Learners = 3 }, null),
    ];

    public static ValueSet<string> Names(params string[] names) => new(names);

    public static ValueList<string> List(params string[] items) => new(items);

    public static ValueSet<string> WithTwoSteps(Configuration corrected) => corrected.Rules.Add(FabRules.Name(FabRule.TwoStepQuorum));

    private static Configuration WithFewLearners(Configuration corrected) =>
        corrected with { Learners = (2 * corrected.Faults) + 1, Rules = corrected.Rules.Add(FabRules.Name(FabRule.FewLearners)) };

    /// <summary>Three learners; with commit proofs two, who are told by one.</summary>
    public static Configuration Lossy(Configuration corrected) => corrected.FastFaults is null
        ? corrected with { Acceptors = 2, Faults = 0, Commands = List("a"), Learners = 3, Views = 2 }
        : corrected with { Acceptors = 2, Faults = 0, FastFaults = 0, Commands = List("a"), Learners = 2, Views = 2 };
}
