using BgpVerified.Spec.Protocols;
using static BgpVerified.Impl.Fab.FabScenarios;

namespace BgpVerified.Impl.Fab;

/// <summary>The named configurations of Parameterized FaB Paxos.</summary>
internal static class PfabScenarios
{
    public static IReadOnlyList<string> Default { get; } = ["common-case", "beyond-t", "recovery", "two-leaders", "second-recovery",
        "lossy"];

    public static IReadOnlyList<Scenario> All(IProtocol protocol)
    {
        var four = new Configuration
        {
            Acceptors = 4,
            Faults = 1,
            FastFaults = 0,
            Ballots = List(),
            Learners = 1,
            Rules = protocol.Corrected()
        };
        var six = four with { Acceptors = 6, FastFaults = 1 };
        var gracious = four with { Commands = List("a@p4"), Learners = 4 };
        var published = four with { Rules = protocol.Published() };
        return
        [
            new("beyond-t", "a gracious execution with more than t faulty acceptors: a = 4, f = 1, t = 0, one Byzantine",
                gracious with { Byzantine = Names("a4", "l4") }, null),
            new("recovery", "a = 4, f = 1, t = 0: a Byzantine first leader and acceptor, a correct second leader",
                four with { Byzantine = Names("a4", "p1"), Views = 2 }, null),
            new("common-case", "a gracious execution with a = 6, f = t = 1: an acceptor and a learner Byzantine",
                gracious with { Acceptors = 6, FastFaults = 1, Byzantine = Names("a6", "l4") }, null),
            new("common-case-four", "a gracious execution with a = 4, f = 1, t = 0, nobody faulty",
                gracious, null),
            new("two-recoveries", "a = 4: a Byzantine first leader and acceptor, two correct leaders after it",
                four with { Byzantine = Names("a4", "p1"), Commands = List("a@p1", "b@p3"), Views = 3 }, null),
            new("two-byzantine", "a = 4: a Byzantine acceptor; the first and the third leader Byzantine, the second correct",
                four with { Byzantine = Names("a4", "p1"), Views = 3 }, null),
            new("byzantine", "a = 4: a Byzantine acceptor and three Byzantine leaders",
                four with { Byzantine = Names("a4", "leader"), Views = 3 }, null),
            new("honest", "a = 4: all acceptors correct, three Byzantine leaders",
                four with { Byzantine = Names("leader"), Views = 3 }, null),
            new("recovery-six", "a = 6, f = t = 1: a Byzantine first leader and acceptor, a correct second leader",
                six with { Byzantine = Names("a6", "p1"), Views = 2 }, null),
            new("two-recoveries-six", "a = 6, f = t = 1: a Byzantine first leader and acceptor, two correct leaders after it",
                six with { Byzantine = Names("a6", "p1"), Commands = List("a@p1", "b@p3"), Views = 3 }, null),
            new("stuck", "a = 4: progress with a Byzantine acceptor, learner and first leader, and a correct second leader",
                Stuck(four), null),
            .. Shared(four, "a4"),
            new("lossy-three-learners", "links that lose messages, three learners, one proposer that leads twice; f = 0",
                Lossy(four) with { Learners = 3 }, null),
            new("proof-wins", "a = 4: commit proofs always beat majorities, the repair that looks right; two recoveries",
                four with { Byzantine = Names("a4", "leader"), Views = 3, Rules = four.Rules.Add(FabRules.Name(FabRule.ProofWins)) },
                    "Lemma5Inv"),
            new("too-few", "a = 3f: a Byzantine acceptor that keeps silent has nothing chosen, with a correct leader",
                gracious with { Acceptors = 3, Byzantine = Names("a3") }, "CL1Prop"),
            new("lower-bound", "a = 3f + 2t, f = t = 1, and learners take two steps nevertheless: the contradiction of section VI",
                six with { Acceptors = 5, Byzantine = Names("a5", "leader"), Views = 2, Learners = 2, Rules = WithTwoSteps(four) },
                    "CS3Inv"),
            new("lower-bound-met", "a = 3f + 2t + 1, f = t = 1: the same learners agree",
                six with { Byzantine = Names("a6", "leader"), Views = 2, Learners = 2, Rules = WithTwoSteps(four) }, null),
            new("published", "the paper's protocol as printed, a = 4, f = 1, t = 0: commit proofs never count",
                published with { Byzantine = Names("a4", "p1"), Views = 2 }, "Lemma7Inv"),
            new("published-text", "the paper's protocol as its text has it, commit proofs counting: a certificate vouches for no value",
                published with { Byzantine = Names("a4", "p1"), Views = 2,
                    Rules = published.Rules.Add(FabRules.Name(FabRule.ProofNumber)) }, "Lemma7Inv"),
            new("published-text-six", "the same with a = 6, f = t = 1",
                six with { Byzantine = Names("a6", "p1"), Views = 2, Rules = published.Rules.Add(FabRules.Name(FabRule.ProofNumber)) },
                    "Lemma7Inv"),
            new("published-stuck",
                "the same as its text has it, in the scenario stuck: the correct leader can propose nothing (give --property CL1Prop)",
                Stuck(published) with { Rules = published.Rules.Add(FabRules.Name(FabRule.ProofNumber)) }, "Lemma7Inv"),
        ];
    }

    private static Configuration Stuck(Configuration four) =>
        four with { Byzantine = Names("a4", "p1", "l4"), Commands = List("a@p1", "b@p4"), Learners = 4, Views = 2 };
}
