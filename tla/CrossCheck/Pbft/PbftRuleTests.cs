using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck.Pbft;

/// <summary>Each rule of PBFT taken out on both sides, in a small configuration that has what the rule is about.</summary>
/// <remarks>Three replicas, one of them Byzantine: what they come to is wrong or right on both sides alike.</remarks>
public sealed class PbftRuleTests(NpmProcess npm) : RuleComparison(npm)
{
    private static readonly ProtocolMirror Mirror = Mirrors.Of("pbft")!;

    /// <summary>All rules but those of checkpoints, which the module does not have.</summary>
    public static TheoryData<string> Compared =>
        [.. Mirror.Protocol.Rules.Select(rule => rule.Name)
            .Except(["checkpoints", "stable-proof", "show-proof", "low-watermark", "high-watermark"])
            .Where(rule => Selection.Includes(rule, byDefault: IsSmall(rule)))];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Compared))]
    public void Both_sides_agree_without_each_rule(string rule) => Compare(Mirror, Without(Start(rule), rule));

    /// <summary>The others are compared with <c>CROSSCHECK=all</c> or by name.</summary>
    private static bool IsSmall(string rule) => rule is "join-view-change" or "execute-in-order" or "execute-once" or "verify-new-view";

    private static Configuration Start(string rule) => rule switch
    {
        "execute-in-order" or "execute-once" => Of("two-numbers") with { Commands = new(["a"]) },
        "verify-new-view" => Of("new-primary") with { Commands = new(["a"]) },
        "highest-view" => Of("three-views"),
        "null-requests" => Of("gap"),
        "read-quorum" or "write-quorum" or "show-commits" => Of("read-only") with { Byzantine = new(["r3"]) },
        "reply-quorum" => Of("one-request"),
        _ => Of("one-number"),
    };

    private static Configuration Of(string scenario) =>
        Mirror.Protocol.Scenarios.Single(known => known.Name == scenario).Configuration with { Acceptors = 3 };
}
