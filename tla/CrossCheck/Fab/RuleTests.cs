using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck.Fab;

/// <summary>
/// Each rule of both protocols taken out, or put in, on both sides, in a small configuration that has what the rule is about.
/// </summary>
/// <remarks>Most have fewer acceptors than the protocols ask for: the graphs are compared, whatever holds in them.</remarks>
public class RuleTests(NpmProcess npm) : RuleComparison(npm)
{
    public static TheoryData<string, string> Rules =>
        [.. from mirror in new[] { Mirrors.Of("fab")!, Mirrors.Of("pfab")! }
            from rule in mirror.Protocol.Rules
            where Selection.Includes($"{mirror.Protocol.Name}-{rule.Name}", IsSmall(mirror.Protocol.Name, rule.Name))
            select new TheoryDataRow<string, string>(mirror.Protocol.Name, rule.Name)];

    /// <summary>Compared at every test run; the others with <c>CROSSCHECK=all</c> or by name.</summary>
    private static bool IsSmall(string protocol, string rule) =>
        protocol == "fab"
            ? rule is "election-proof" or "certificate-number" or "vouch-majority" or "pull-quorum"
            : rule is "newest-evidence";

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Rules))]
    public void Both_sides_agree_without_the_rule(string protocol, string rule)
    {
        var mirror = Mirrors.Of(protocol)!;
        Compare(mirror, Changed(Start(mirror.Protocol, rule), rule));
    }

    private static Configuration Start(IProtocol protocol, string rule)
    {
        var first = protocol.Scenarios.Single(scenario => scenario.Name == "one-regency").Configuration with { Commands = new(["a", "b"]) };
        var small = first with { Faults = 0, FastFaults = protocol.Name == "pfab" ? 0 : null };

        // All leaders Byzantine, and a learner that only has to exist: what acceptors can be brought to.
        Configuration OfAcceptors(int acceptors, int regencies) => small with
        {
            Acceptors = acceptors,
            Byzantine = new(["leader", "l1"]),
            Views = regencies
        };
        return rule switch
        {
            "follow-regency" => OfAcceptors(1, 2) with { Commands = protocol.Name == "pfab" ? new(["a@p2"]) : small.Commands },
            "accept-once" => OfAcceptors(2, 1),
            "certify-always" or "certificate-quorum" or "commit-own-regency" => OfAcceptors(2, 2),
            "proof-number" => first with { Acceptors = 3, Byzantine = new(["a3", "leader", "l1"]), Views = 2 },
            "newest-evidence" or "proof-wins" => first with { Acceptors = 2, Byzantine = new(["a2", "p1", "l1"]), Views = 2 },
            "learn-quorum" or "commit-quorum" or "two-step-quorum" =>
                first with { Acceptors = 3, Byzantine = new(["a3", "leader"]), Learners = 2 },
            "commit-proof-quorum" => small with { Acceptors = 3, Byzantine = new(["leader"]) },
            "few-learners" => first with
            {
                Acceptors = 2,
                Faults = 0,
                FastFaults = small.FastFaults,
                Byzantine = new(["leader"]),
                Learners = 2
            },
            "acknowledgment-quorum" or "acknowledged-first" =>
                first with
                {
                    Acceptors = 4,
                    Byzantine = new(["a4", "leader", "l3"]),
                    Commands = new(["a"]),
                    Learners = 3,
                    Rules = first.Rules.Add("few-learners")
                },
            "pull" or "pull-quorum" => first with { Acceptors = 2, Byzantine = new(["a2", "leader", "l3"]), Learners = 3 },
            "pull-by-value" => small with
            {
                Acceptors = 1,
                Byzantine = new(["p1", "p2"]),
                Commands = new(["a", "a"]),
                Learners = 2,
                Views = 2
            },
            "satisfied-quorum" => small with { Acceptors = 1, Byzantine = new([]), Commands = new(["a", "a"]), Views = 2 },
            "suspect-again" => small with { Acceptors = 1, Byzantine = new(["l1"]), Commands = new(["a"]), Views = 3 },
            _ => OfAcceptors(1, 3),
        };
    }
}
