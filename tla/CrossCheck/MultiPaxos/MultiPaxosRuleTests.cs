using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck.MultiPaxos;

/// <summary>Each rule of MultiPaxos taken out on both sides, in a small configuration that has what the rule is about.</summary>
public sealed class MultiPaxosRuleTests(NpmProcess npm) : RuleComparison(npm)
{
    private static readonly ProtocolMirror Mirror = Mirrors.Of("multipaxos")!;

    public static TheoryData<string> Compared =>
        [.. Mirror.Protocol.Rules.Select(rule => rule.Name).Where(rule => Selection.Includes(rule, byDefault: !IsLarge(rule)))];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Compared))]
    public void Both_sides_agree_without_each_rule(string rule) => Compare(Mirror, Without(Start(rule), rule));

    /// <summary>Compared with <c>CROSSCHECK=all</c> or by name.</summary>
    private static bool IsLarge(string rule) => rule is "highest-vote" or "tag-ballot" or "promise-above" or "fill-gaps" or "null-commands";

    private static Configuration Start(string rule)
    {
        var small = Mirror.Protocol.Scenarios[0].Configuration with { Acceptors = 2, Faults = 0, Crashes = 0, Learners = 1 };
        return rule switch
        {
            "highest-vote" or "tag-ballot" => small with { Views = 3 },
            "fill-gaps" or "null-commands" or "order-of-later" => small with { Acceptors = 1, MaxLength = 3 },
            "execute-in-order" => small with { Acceptors = 1, Views = 1, MaxLength = 2 },
            "execute-once" => small with { Acceptors = 1, Views = 1, Commands = new(["a"]), MaxLength = 2, Repeats = true },
            "order-reads" => small with { Acceptors = 1, Views = 1, Commands = new(["a", "read"]), MaxLength = 2 },
            "stable-storage" or "next-slot" => small with { Acceptors = 1 },
            _ => small,
        };
    }
}
