using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Mirror;
using BgpVerified.Mirror.Bgp;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck.Bgp;

/// <summary>Each rule taken out, or put in, on both sides, in a small configuration that has what the rule is about.</summary>
public class RuleTests(NpmProcess npm) : RuleComparison(npm)
{
    private static readonly Configuration Corrected = new() { Rules = new BgpProtocol().Corrected(), MaxLength = 1, Learners = 1 };

    private static readonly string[] Prefixes = ["prefix-quorums", "prefix-base", "prefix-bound", "prefix-extends"];

    public static TheoryData<string> Rules =>
        [.. new BgpProtocol().Rules.Select(rule => rule.Name).Where(rule => Selection.Includes(rule, IsSmall(rule)))];

    /// <summary>Compared at every test run; the others with <c>CROSSCHECK=all</c> or by name.</summary>
    private static bool IsSmall(string rule) =>
        rule is not ("justification" or "vote-once" or "keep-promise" or "propose-once" or "propose-to-all")
            && !Prefixes.Contains(rule)
            && Start(rule) is { Acceptors: <= 2, Views: 1 };

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Rules))]
    public void Both_sides_agree_without_the_rule(string rule) => Compare(new BgpMirror(), Changed(Start(rule), rule));

    /// <summary>Where Byzantine processes send what only the lack of a rule, or of correct acceptors, makes worth sending.</summary>
    public static TheoryData<string, int, int, string, string, string, int> Byzantine => new()
    {
        { "universal-any-ballot", 2, 0, "a2", "u*", "classic", 1 },
        { "universal-forward", 2, 0, "a2", "u*", "classic", 1 },
        { "propose-to-all", 1, 0, "leader", "a", "fast", 1 },
        { "own-ballots", 1, 0, "leader0", "a", "classic", 2 },
        { "certificate-quorum", 2, 0, "a2", "a", "classic classic", 1 },
        { "signed-commands", 2, 0, "a2", "a", "classic", 1 },
        { "suspicion-quorum", 2, 0, "a2", "a", "classic", 2 },
        { "own-verify", 2, 1, "a2", "a", "classic", 1 },
        { "prefix-guard", 2, 1, "a2", "a", "classic", 1 },
    };

    [Theory]
    [MemberData(nameof(Byzantine))]
    public void Both_sides_agree_on_what_Byzantine_processes_can_do_without_the_rule(
        string rule, int acceptors, int faults, string byzantine, string commands, string ballots, int views)
    {
        var start = Corrected with
        {
            Acceptors = acceptors,
            Faults = faults,
            Byzantine = new([byzantine]),
            Commands = new([commands]),
            Ballots = new(ballots.Split(' ')),
            Views = views,
        };
        Compare(new BgpMirror(), Without(start, rule));
    }

    private static Configuration Start(string rule) => rule switch
    {
        "universal-quorum" or "universal-any-ballot" or "universal-forward" or "deliver-once" =>
            Corrected with { Acceptors = 3, Faults = 0, Commands = new(["u*"]), Ballots = new(["classic"]) },
        "suspicion-quorum" or "join-view-change" or "view-change-quorum" or "unique-ballots" or "own-ballots" or "own-view" =>
            Corrected with
            {
                Acceptors = 2,
                Faults = 0,
                Byzantine = new(["leader0"]),
                Commands = new(["a"]),
                Ballots = new(["classic"]),
                Views = 2
            },
        "verify-quorum" or "learn-quorum" => Corrected with
        {
            Acceptors = 3,
            Faults = 1,
            Byzantine = new(["a3", "leader"]),
            Commands = new(["a"]),
            Ballots = new(["classic"])
        },
        "prefix-quorums" or "prefix-base" or "prefix-bound" or "prefix-extends" => Corrected with
        {
            Acceptors = 2,
            Faults = 0,
            Byzantine = new(["a2"]),
            Ballots = new(["classic", "classic"]),
            Conflicts = new([]),
            Rules = rule == "prefix-quorums" ? Corrected.Rules : Corrected.Rules.Union(Prefixes),
        },
        "promise" => Corrected with { Acceptors = 1, Faults = 0, Commands = new(["a"]), Ballots = new(["classic", "classic"]) },
        "signed-commands" => Corrected with
        {
            Acceptors = 2,
            Faults = 0,
            Byzantine = new(["leader"]),
            Commands = new(["a"]),
            Ballots = new(["classic"])
        },
        "proven-grows" => Corrected with { Acceptors = 1, Faults = 0, Ballots = new(["fast"]) },
        "own-verify" => Corrected with { Acceptors = 3, Faults = 1, Commands = new(["a"]), Ballots = new(["classic"]) },
        "phase1-quorum" or "certificate-quorum" or "report-proven-ballot" =>
            Corrected with
            {
                Acceptors = 3,
                Faults = 1,
                Byzantine = new(["a3", "leader"]),
                Commands = new(["a"]),
                Ballots = new(["classic", "classic"])
            },
        "collect-reported" or "highest-ballot" or "propose-once" or "keep-proposals" or "propose-to-all" or "open-by-phase1" =>
            Corrected with { Acceptors = 2, Faults = 0, Ballots = new(["fast", "classic"]), Commands = new(["a"]) },
        _ => Corrected with
        {
            Acceptors = 2,
            Faults = 0,
            Ballots = new(["fast", "classic"]),
            Byzantine = new(["leader"]),
            Commands = new(["a"])
        },
    };
}
