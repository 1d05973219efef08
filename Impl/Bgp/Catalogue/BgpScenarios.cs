using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>The named configurations of BGP.</summary>
internal static class BgpScenarios
{
    private const string Consistency = "ConsistencyInv";

    public static IReadOnlyList<string> Default { get; } = ["byzantine", "conflict", "universal", "view-change", "view-change-conflict",
        "repeated", "universal-leader", "shorter-proof-two"];

    public static IReadOnlyList<Scenario> All(IProtocol protocol)
    {
        var corrected = new Configuration { Rules = protocol.Corrected() };
        var published = new Configuration { Rules = protocol.Published(), LastBallotWaits = false };
        return
        [
            new("byzantine", "a Byzantine acceptor that leads; two conflicting commands; a fast and a classic ballot",
                corrected with { Byzantine = Names("a1") }, null),
            new("conflict", "a Byzantine acceptor, a correct leader; conflicting fast votes are recovered in a classic ballot",
                corrected with { Byzantine = Names("a4") }, null),
            new("universal", "a Byzantine acceptor, a correct leader; a universally commutative command beside another",
                corrected with { Byzantine = Names("a4"), Commands = List("a", "u*") }, null),
            new("view-change", "a Byzantine acceptor leads first; the second leader is correct",
                corrected with { Byzantine = Names("a1"), Commands = List("a"), Ballots = List("classic"), Views = 2 }, null),
            new("view-change-conflict", "a Byzantine acceptor leads first; the second leader is correct; two conflicting commands",
                corrected with { Byzantine = Names("a1"), Ballots = List("classic"), Views = 2 }, null),
            new("repeated",
                "a Byzantine acceptor that leads proposes sequences with repetitions and universally commutative commands inside",
                corrected with { Byzantine = Names("a1"), Commands = List("a", "u*"), Ballots = List("classic"), Repeats = true }, null),
            new("any-order",
                "a correct leader proposes in any order; a Byzantine acceptor, conflicting fast votes are recovered in a classic ballot",
                corrected with { Byzantine = Names("a4"), Orders = true }, null),
            new("any-order-three",
                "a correct leader proposes three commands in any order, of which one pair commutes; two correct acceptors",
                corrected with { Acceptors = 2, Faults = 0, Commands = List("a", "b", "c"), Conflicts = List("a-b", "b-c"), Orders = true },
                null),
            new("three-commands", "three commands of which one pair conflicts, in a fast ballot; a Byzantine acceptor that leads",
                corrected with { Byzantine = Names("a1"), Commands = List("a", "b", "c"), Conflicts = List("a-b"),
                    Ballots = List("fast") }, null),
            new("three-ballots", "a fast, a classic and a fast ballot; a correct leader, a Byzantine acceptor",
                corrected with { Byzantine = Names("a4"), Commands = List("a"), Ballots = List("fast", "classic", "fast") }, null),
            new("three-views", "three views; a Byzantine acceptor leads the first",
                corrected with { Byzantine = Names("a1"), Commands = List("a"), Ballots = List("classic"), Views = 3 }, null),
            new("same-leader", "two acceptors lead three views in turn, so that the first leads again; no faulty process",
                corrected with { Acceptors = 2, Faults = 0, Commands = List("a"), Ballots = List("classic"), Views = 3, Learners = 1 },
                    null),
            new("good-leader", "an impatient acceptor may replace a correct leader; a Byzantine acceptor alone may not",
                corrected with { Byzantine = Names("a4"), Commands = List("a"), Ballots = List("classic"), Views = 2 }, null),
            new("no-fault", "the smallest with f = 1: no faulty process, one command, one classic ballot, one learner",
                corrected with { Commands = List("a"), Ballots = List("classic"), Learners = 1 }, null),
            new("crash", "an acceptor may crash at any time; a correct leader",
                corrected with { Crashes = 1, Commands = List("a"), Ballots = List("classic") }, null),
            new("byzantine-proposer", "a Byzantine proposer signs two commands in place of one; a Byzantine acceptor, a correct leader",
                corrected with { Byzantine = Names("a4", "p1"), Commands = List("a"), Ballots = List("fast", "classic") }, null),
            new("universal-leader",
                "a Byzantine first leader and a universally commutative command beside another; the second leader is correct",
                corrected with { Byzantine = Names("a1"), Commands = List("a", "u*"), MaxLength = 1, Ballots = List("classic"),
                    Views = 2 }, null),
            .. ForRules(corrected),
            .. WithCheckpoints(corrected),
            .. ForPrefixes(corrected),
            new("lower-bound", "N = 3f: one acceptor too few",
                corrected with { Acceptors = 3, Byzantine = Names("a1") }, Consistency),
            new("published", "the paper's protocol in one classic ballot, no faulty process",
                published with { Ballots = List("classic") }, Consistency),
            new("published-fast", "the paper's protocol in a fast and a classic ballot, no faulty process",
                published, Consistency),
            new("published-once", "the paper's protocol, but for one proposal and one vote a ballot: what old votes do; no faulty process",
                published with { Rules = published.Rules.Union([RuleNames.Of(BgpRule.ProposeOnce), RuleNames.Of(BgpRule.VoteOnce)]) },
                    Consistency),
        ];
    }

    /// <summary>Small scenarios, each of which shows what one rule or a few are for. With all rules they hold.</summary>
    private static IEnumerable<Scenario> ForRules(Configuration corrected)
    {
        var byzantine = corrected with { Byzantine = Names("a1"), MaxLength = 1 };
        var correct = corrected with { Byzantine = Names("a4") };
        return
        [
            new("one-ballot", "one classic ballot with a Byzantine acceptor that leads",
                byzantine with { Ballots = List("classic") }, null),
            new("two-ballots", "two classic ballots with a Byzantine acceptor that leads",
                byzantine with { Ballots = List("classic", "classic") }, null),
            new("longer-proof", "three classic ballots with a Byzantine acceptor that leads",
                byzantine with { Ballots = List("classic", "classic", "classic") }, null),
            new("shorter-proof", "three commands of which one pair conflicts; a Byzantine acceptor that leads",
                corrected with { Byzantine = Names("a1"), Commands = List("a", "b", "c"), Conflicts = List("b-c"), MaxLength = 2 }, null),
            new("shorter-proof-two", "three commands of which one pair conflicts; two correct acceptors, and a Byzantine leader besides",
                corrected with { Acceptors = 2, Faults = 0, Byzantine = Names("leader"), Commands = List("a", "b", "c"),
                    Conflicts = List("b-c"), MaxLength = 2 }, null),
            new("classic", "one classic ballot with a correct leader and a Byzantine acceptor",
                correct with { Ballots = List("classic") }, null),
            new("two-classic", "two classic ballots with a correct leader and a Byzantine acceptor",
                correct with { Commands = List("a"), Ballots = List("classic", "classic") }, null),
            new("three-classic", "three classic ballots with a correct leader and a Byzantine acceptor",
                correct with { Commands = List("a"), Ballots = List("classic", "classic", "classic") }, null),
            new("late-command", "a command that comes when the fast ballot is over",
                correct with { Commands = List("a") }, null),
            new("fast-again", "two fast ballots with a correct leader: the second settles the first one's conflict",
                correct with { Ballots = List("fast", "fast") }, null),
            new("universal-classic", "a universally commutative command while only classic ballots are open",
                correct with { Commands = List("u*"), Ballots = List("classic", "classic") }, null),
            new("universal-byzantine", "a universally commutative command of a Byzantine proposer",
                correct with { Byzantine = Names("a4", "p1"), Commands = List("u*"), Ballots = List("classic") }, null),
            new("stuck-acceptor", "two classic ballots with a correct leader and a Byzantine acceptor; two commands",
                correct with { Ballots = List("classic", "classic") }, null),
        ];
    }

    /// <summary>Checkpoints: what is discarded, who lags behind, and who lies about it. With all rules they hold.</summary>
    private static IEnumerable<Scenario> WithCheckpoints(Configuration corrected)
    {
        var one = corrected with { Commands = List("a", "c!"), Ballots = List("classic") };
        var two = one with { Ballots = List("classic", "classic"), Learners = 1, MaxLength = 1 };
        var correct = one with { Acceptors = 2, Faults = 0, Ballots = List("classic", "classic") };
        return
        [
            new("checkpoint", "a command and a checkpoint in a classic ballot; a Byzantine acceptor, a correct leader",
                one with { Byzantine = Names("a4"), MaxLength = 2 }, null),
            new("checkpoint-two-ballots", "a command and a checkpoint in two classic ballots; a Byzantine acceptor that leads",
                two with { Byzantine = Names("a1") }, null),
            new("checkpoint-lagging", "a checkpoint alone in two classic ballots; a Byzantine acceptor lets some lag behind",
                two with { Byzantine = Names("a4"), Commands = List("c!") }, null),
            new("checkpoint-view-change", "a checkpoint alone; a Byzantine acceptor leads first; the second leader is correct",
                two with { Byzantine = Names("a1"), Commands = List("c!"), Ballots = List("classic"), Views = 2 }, null),
            new("checkpoint-small", "two acceptors without faults; a command before and after a checkpoint, two classic ballots",
                correct with { Commands = List("a", "c!", "b") }, null),
            new("checkpoint-fast", "two acceptors without faults; a command and a checkpoint in a fast and a classic ballot",
                correct with { Ballots = List("fast", "classic") }, null),
            new("checkpoint-universal", "two acceptors without faults; a universally commutative command and a checkpoint",
                correct with { Commands = List("u*", "c!") }, null),
            new("checkpoint-universal-byzantine",
                "a universally commutative command and a checkpoint in a classic ballot; a Byzantine acceptor, a correct leader",
                one with { Byzantine = Names("a4"), Commands = List("u*", "c!"), MaxLength = 2, Learners = 1 }, null),
        ];
    }

    /// <summary>With prefix quorums, a step past the paper (docs/PREFIX-QUORUMS.md).</summary>
    private static IEnumerable<Scenario> ForPrefixes(Configuration corrected)
    {
        string[] rules = [.. ((BgpRule[])[BgpRule.PrefixQuorums, BgpRule.PrefixBase, BgpRule.PrefixBound, BgpRule.PrefixExtends])
            .Select(RuleNames.Of)];
        var prefixes = corrected with { Rules = corrected.Rules.Union(rules) };
        var three = prefixes with { Commands = List("a", "b", "c"), Conflicts = List("b-c"), MaxLength = 2, Byzantine = Names("leader") };
        return
        [
            new("prefix-fast", "prefix quorums; two commuting commands in a fast and a classic ballot; a Byzantine acceptor",
                prefixes with { Byzantine = Names("a4"), Conflicts = ValueList<string>.Empty }, null),
            new("prefix-conflict", "prefix quorums; two conflicting commands in a fast and a classic ballot; a Byzantine acceptor",
                prefixes with { Byzantine = Names("a4") }, null),
            new("prefix-leader", "prefix quorums; two conflicting commands in a fast and a classic ballot; a Byzantine acceptor that leads",
                prefixes with { Byzantine = Names("a1") }, null),
            new("prefix-hidden", "prefix quorums; three classic ballots with a Byzantine acceptor that leads",
                prefixes with { Byzantine = Names("a1"), Ballots = List("classic", "classic", "classic"), MaxLength = 1 }, null),
            new("prefix-two",
                "prefix quorums of two correct acceptors; three commands of which one pair conflicts; a Byzantine leader besides",
                three with { Acceptors = 2, Faults = 0 }, null),
            new("prefix-bound",
                "prefix quorums of two of three correct acceptors; three commands of which one pair conflicts; a Byzantine leader besides",
                three with { Acceptors = 3, Ballots = List("classic", "classic") }, null),
            new("prefix-view-change", "prefix quorums; a Byzantine acceptor leads first; the second leader is correct",
                prefixes with { Byzantine = Names("a1"), Commands = List("a"), Ballots = List("classic"), Views = 2 }, null),
        ];
    }

    private static ValueSet<string> Names(params string[] names) => new(names);

    private static ValueList<string> List(params string[] items) => new(items);
}
