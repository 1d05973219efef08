using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>The named configurations of BGP.</summary>
internal static class BgpScenarios
{
    public static IReadOnlyList<string> Default { get; } = ["byzantine", "conflict", "universal", "view-change"];

    public static IReadOnlyList<Scenario> All(IProtocol protocol)
    {
        var corrected = new Configuration { Rules = protocol.Corrected() };
        var published = new Configuration { Rules = protocol.Published(), LastBallotWaits = false };
        return
        [
            new("byzantine", "a Byzantine acceptor and a Byzantine leader; two conflicting commands; a fast and a classic ballot",
                corrected with { Byzantine = Names("a4", "leader") }, null),
            new("conflict", "a Byzantine acceptor, a correct leader; conflicting fast votes are recovered in a classic ballot",
                corrected with { Byzantine = Names("a4") }, null),
            new("universal", "a Byzantine acceptor, a correct leader; a universally commutative command beside another",
                corrected with { Byzantine = Names("a4"), Commands = List("a", "u*"), Ballots = List("fast", "classic") }, null),
            new("view-change", "a Byzantine acceptor and a Byzantine first leader; the second leader is correct",
                corrected with { Byzantine = Names("a4", "leader0"), Commands = List("a"), Ballots = List("classic"), Views = 2 }, null),
            new("classic", "one classic ballot with a correct leader and a Byzantine acceptor",
                corrected with { Byzantine = Names("a4"), Ballots = List("classic") }, null),
            new("two-classic", "two classic ballots with a correct leader and a Byzantine acceptor; one command",
                corrected with { Byzantine = Names("a4"), Commands = List("a"), Ballots = List("classic", "classic") }, null),
            new("three-classic", "three classic ballots with a correct leader and a Byzantine acceptor; one command",
                corrected with { Byzantine = Names("a4"), Commands = List("a"), Ballots = List("classic", "classic", "classic") }, null),
            new("propose", "commands that come when the fast ballot is over",
                corrected with { Byzantine = Names("a4"), Commands = List("a"), Ballots = List("fast", "classic") }, null),
            new("fast-again", "two fast ballots with a correct leader: the second settles the first one's conflict",
                corrected with { Byzantine = Names("a4"), Ballots = List("fast", "fast") }, null),
            new("one-ballot", "one classic ballot with a Byzantine leader and acceptor",
                corrected with { Byzantine = Names("a4", "leader"), Ballots = List("classic") }, null),
            new("two-ballots", "two classic ballots with a Byzantine leader and acceptor",
                corrected with { Byzantine = Names("a4", "leader"), Ballots = List("classic", "classic") }, null),
            new("three-classic-byzantine", "three classic ballots with a Byzantine leader and acceptor",
                corrected with { Byzantine = Names("a4", "leader"), Ballots = List("classic", "classic", "classic") }, null),
            new("shorter-proof", "three commands of which one pair conflicts; a Byzantine leader and acceptor",
                corrected with { Byzantine = Names("a4", "leader"), Commands = List("a", "b", "c"), Conflicts = List("b-c"), MaxLength = 2 }, null),
            new("classic-fast", "a classic, then a fast ballot; a Byzantine leader and acceptor",
                corrected with { Byzantine = Names("a4", "leader"), Ballots = List("classic", "fast") }, null),
            new("three-ballots", "fast, classic, fast with a correct leader and a Byzantine acceptor",
                corrected with { Byzantine = Names("a4"), Ballots = List("fast", "classic", "fast") }, null),
            new("three-ballots-byzantine", "three ballots with a Byzantine leader and acceptor",
                corrected with { Byzantine = Names("a4", "leader"), Ballots = List("fast", "classic", "classic") }, null),
            new("three-commands", "three commands of which one pair conflicts; a Byzantine acceptor, a correct leader",
                corrected with { Byzantine = Names("a4"), Commands = List("a", "b", "c"), Conflicts = List("a-b"), Ballots = List("fast", "classic") }, null),
            new("three-views", "three views, the first two leaders Byzantine",
                corrected with { Byzantine = Names("leader0", "leader1", "a4"), Commands = List("a"), Ballots = List("classic"), Views = 3 }, null),
            new("universal-classic", "a universally commutative command while only classic ballots are open",
                corrected with { Byzantine = Names("a4"), Commands = List("u*"), Ballots = List("classic", "classic") }, null),
            new("universal-byzantine", "a universally commutative command of a Byzantine proposer",
                corrected with { Byzantine = Names("a4", "p1"), Commands = List("u*"), Ballots = List("classic") }, null),
            new("crash", "an acceptor may crash at any time; a correct leader",
                corrected with { Crashes = 1, Commands = List("a"), Ballots = List("classic") }, null),
            new("lower-bound", "N = 3f: one acceptor too few",
                corrected with { Acceptors = 3, Byzantine = Names("a3", "leader") }, "ConsistencyInv"),
            new("published", "the paper's protocol, no faulty process",
                published with { Ballots = List("classic") }, "ConsistencyInv"),
            new("published-fast", "the paper's protocol, no faulty process",
                published, "ConsistencyInv"),
        ];
    }

    private static ValueSet<string> Names(params string[] names) => new(names);

    private static ValueList<string> List(params string[] items) => new(items);
}
