using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck.FabMachine;

/// <summary>
/// Each rule of the state machine over FaB Paxos taken out on both sides, in a small configuration that has what the rule is about. The
/// loss of state and commit proofs, and what their rules guard, are not in the module.
/// </summary>
public sealed class FabMachineRuleTests(NpmProcess npm) : RuleComparison(npm)
{
    private static readonly ProtocolMirror Mirror = Mirrors.Of("fab-machine")!;

    public static TheoryData<string> Compared =>
        [.. Mirror.Protocol.Rules.Select(rule => rule.Name).Where(rule => !IsOfRejoining(rule)
            && Selection.Includes($"fab-machine-{rule}", byDefault: rule is "roll-back" or "vouch-majority"))];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Compared))]
    public void Both_sides_agree_without_each_rule(string rule) => Compare(Mirror, Without(Start(rule), rule));

    private static bool IsOfRejoining(string rule) =>
        rule is "leader-quorum" or "leader-proof" or "lead-later" or "commit-proof-quorum" or "commit-quorum" or "commit-own-regency"
            or "proof-number" or "rejoin-quorum" or "ignore-window" or "ignore-last" or "rejoin-first" or "silent-after-loss"
            or "list-quorum";

    private static Configuration Start(string rule)
    {
        Configuration Of(string scenario) => Mirror.Protocol.Scenarios.Single(named => named.Name == scenario).Configuration with
        {
            Acceptors = 1,
            Faults = 0,
            Learners = 1
        };
        var tentative = Of("tentative") with { Byzantine = new(["leader"]), MaxLength = 1 };
        var leaders = Of("two-leaders") with { Acceptors = 2, Commands = new(["a"]) };
        return rule switch
        {
            "follow-regency" or "election-proof" or "certificate" or "certificate-number" or "signed-answers" => leaders,
            "certificate-quorum" or "vouch-majority" => leaders with { Commands = new(["a", "b"]) },
            "adopt-vouched" or "fill-gaps" => Of("gap") with { MaxLength = 2 },
            "slot-order" or "determine-value" or "determine-prefix" => tentative with { MaxLength = 2, Commands = new(["a"]) },
            "execute-once" => tentative with { Commands = new(["a"]), MaxLength = 2 },
            "reply-quorum" or "write-quorum" => tentative with { Commands = new(["a"]), Faults = 0, Learners = 2 },
            "read-quorum" or "read-settled" => tentative with { Commands = new(["a", "read"]) },
            "window" => Of("window") with { Byzantine = new(["leader"]), Commands = new(["a"]), MaxLength = 2 },
            _ => tentative,
        };
    }
}
