using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>The named configurations of FaB Paxos.</summary>
internal static class FabScenarios
{
    public static IReadOnlyList<string> Default { get; } = ["common-case", "recovery", "lossy"];

    public static IReadOnlyList<Scenario> All(IProtocol protocol)
    {
        var corrected = new Configuration { Acceptors = 6, Faults = 1, Ballots = List(), Learners = 1, Rules = protocol.Corrected() };
        var byzantine = corrected with { Byzantine = Names("a6", "leader") };
        return
        [
            new("common-case", "a gracious execution: a correct leader, one of each other role Byzantine",
                corrected with { Byzantine = Names("a6", "p4", "l4"), Commands = List("a@p1", "b@p4"), Learners = 4 }, null),
            new("recovery", "a Byzantine first leader, a Byzantine acceptor, a correct second leader",
                corrected with { Byzantine = Names("a6", "p1"), Views = 2 }, null),
            new("two-recoveries", "three Byzantine leaders and a Byzantine acceptor",
                byzantine with { Views = 3 }, null),
            new("one-regency", "a Byzantine leader and acceptor, one regency",
                byzantine, null),
        ];
    }

    public static ValueSet<string> Names(params string[] names) => new(names);

    public static ValueList<string> List(params string[] items) => new(items);
}
