using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck.Registers;

/// <summary>
/// Each rule of each register taken out, or put in, on both sides, in a small configuration that has what the rule is about.
/// </summary>
public sealed class RegisterRuleTests(NpmProcess npm) : RuleComparison(npm)
{
    private static readonly IReadOnlyList<string> Registers = ["crash-register", "byzantine-register", "fab-register", "secret-register"];

    public static TheoryData<string> Compared => [.. Registers.Where(register => RulesOf(register).Any())];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Compared))]
    public void Both_sides_agree_without_each_rule(string register)
    {
        var mirror = Mirrors.Of(register)!;
        Assert.All(RulesOf(register), rule => Compare(mirror, Changed(Start(mirror.Protocol, rule), rule)));
    }

    private static IEnumerable<string> RulesOf(string register) =>
        Mirrors.Of(register)!.Protocol.Rules.Select(rule => rule.Name)
            .Where(rule => Selection.Includes(rule, byDefault: !IsLarge(register, rule)));

    /// <summary>Hundreds of states or more: compared with <c>CROSSCHECK=all</c> or by name.</summary>
    private static bool IsLarge(string register, string rule) => (register, rule) is
        ("byzantine-register", "visible-before" or "read-quorum" or "read-current" or "pre-write-once" or "write-quorum"
            or "visible-not-below" or "leader-only" or "highest-visible" or "o8-relaxed" or "pre-write-not-below")
        or ("crash-register", "highest-visible" or "write-not-below")
        or ("fab-register", "propose-once" or "write-not-below" or "leader-only" or "timestamp-proof" or "write-once" or "read-quorum");

    private static Configuration Start(IProtocol protocol, string rule)
    {
        var corrected = new Configuration
        {
            Rules = protocol.Corrected(),
            Commands = new(["a", "b"]),
            Acceptors = 2,
            Faults = 0,
            Learners = 1
        };
        return (protocol.Name, rule) switch
        {
            // An acceptor that answers again and again has many states: here one of it is enough.
            ("crash-register", "read-above") => corrected with { Acceptors = 1, Ballots = new(["classic", "classic"]) },
            ("crash-register", "highest-visible") => corrected with { Ballots = new(["classic", "classic", "classic"]) },
            ("crash-register", _) => corrected with { Ballots = new(["classic", "classic"]) },
            ("byzantine-register", "bare-only-at-zero") =>
                corrected with
                {
                    Byzantine = new(["a2", "p2"]),
                    Ballots = new(["classic", "classic"]),
                    Rules = corrected.Rules.Add("first-write-free")
                },
            ("byzantine-register", "first-change") =>
                corrected with
                {
                    Byzantine = new(["a2", "p1"]),
                    Ballots = new(["classic", "classic"]),
                    Rules = corrected.Rules.Add("fold-reads")
                },
            ("byzantine-register", "visible-before") =>
                corrected with { Byzantine = new(["a2", "p1"]), Ballots = new(["classic", "classic", "classic"]) },
            ("byzantine-register", "write-quorum") => corrected with { Byzantine = new(["p1"]), Ballots = new(["classic"]) },
            ("byzantine-register", _) => corrected with { Byzantine = new(["a2", "p1"]), Ballots = new(["classic", "classic"]) },
            // A value that was visible and never total, and one that is total after it: three timestamps.
            ("secret-register", "bottom-between") =>
                corrected with { Byzantine = new(["a2", "p1"]), Ballots = new(["classic", "classic", "classic"]) },
            ("secret-register", "secrets-hidden" or "value-shown" or "bottom-before" or "turn-shown" or "token-allows") =>
                corrected with { Byzantine = new(["a2", "p2"]), Ballots = new(["classic", "classic"]) },
            ("secret-register", _) => corrected with { Byzantine = new(["a2", "p1"]), Ballots = new(["classic", "classic"]) },
            _ => corrected with { Acceptors = 3, Byzantine = new(["a3", "p1"]), Ballots = new(["fast", "fast"]) },
        };
    }
}
