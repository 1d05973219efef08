using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabOptimal;

/// <summary>Fast Byzantine consensus with 3f + 2t - 1 processes, as the checker and the command line see it.</summary>
/// <remarks>
/// Kuznetsov, Tonkikh, Zhang, "Revisiting Optimal Resilience of Fast Byzantine Consensus", PODC 2021.
/// </remarks>
public sealed class OptimalProtocol() : Protocol<OptimalRule>(
    "fab-optimal",
    "Fast Byzantine consensus (Kuznetsov, Tonkikh, Zhang 2021): two steps with 3f + 2t - 1 processes, 5f - 1 if t = f",
    source => new OptimalModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => ["equivocation", "byzantine-acceptor", "byzantine-later-leader",
        "common-case", "slow-path", "slow-common-case"];

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios
    {
        get
        {
            var four = Start with { Commands = new(["a", "b"]), Views = 2 };
            var slow = four with { FastFaults = 0 };
            var counted = four with
            {
                Byzantine = Names("p1"),
                Rules = new(four.Rules.Except([RuleNames.Of(OptimalRule.ExcludeEquivocator)])),
            };
            return
            [
                new("equivocation", "n = 4 = 5f - 1; a Byzantine first leader, two views", four with { Byzantine = Names("p1") }, null),
                new("byzantine-acceptor", "n = 4; a Byzantine process that leads neither of two views",
                    four with { Byzantine = Names("p4") }, null),
                new("byzantine-later-leader", "n = 4; the second of two leaders is Byzantine", four with { Byzantine = Names("p2") }, null),
                new("byzantine-third-leader", "n = 4; the third of three leaders is Byzantine",
                    four with { Byzantine = Names("p3"), Views = 3 }, null),
                new("byzantine-later-leader-three", "n = 4; the second of three leaders is Byzantine",
                    four with { Byzantine = Names("p2"), Views = 3 }, null),
                new("byzantine-acceptor-three", "n = 4; a Byzantine process that leads none of three views",
                    four with { Byzantine = Names("p4"), Views = 3 }, null),
                new("equivocation-three", "n = 4; a Byzantine first leader, three views",
                    four with { Byzantine = Names("p1"), Views = 3 }, null),
                new("common-case", "n = 4; a correct leader, t = 1 other process Byzantine: two message delays",
                    four with { Byzantine = Names("p4"), Views = 1 }, null),
                new("slow-path", "n = 4, t = 0: a slow path; a Byzantine first leader, two views",
                    slow with { Byzantine = Names("p1") }, null),
                new("slow-path-acceptor", "n = 4, t = 0; a Byzantine process that leads neither of two views",
                    slow with { Byzantine = Names("p4") }, null),
                new("slow-common-case", "n = 4, t = 0; a correct leader, another process Byzantine: three message delays",
                    slow with { Byzantine = Names("p4"), Views = 1 }, null),
                new("counted-five", "n = 5 = 3f + 2t, and an equivocator's vote counts, as if proposers were no acceptors",
                    counted with { Acceptors = 5 }, "AgreementInv"),
                new("counted-six", "n = 6 = 3f + 2t + 1, and an equivocator's vote counts: enough, as FaB Paxos has it",
                    counted with { Acceptors = 6 }, null),
                new("lower-bound", "n = 3 = 5f - 2: one process too few",
                    four with { Acceptors = 3, Byzantine = Names("p1") }, "AgreementInv"),
                new("lower-bound-two", "n = 8 = 5f - 2, f = 2: one process too few",
                    four with { Acceptors = 8, Faults = 2, Byzantine = Names("p1", "p8") }, "AgreementInv"),
            ];
        }
    }

    /// <inheritdoc/>
    protected override string FirstScenario => "equivocation";

    private static ValueSet<string> Names(params string[] names) => new(names);
}
