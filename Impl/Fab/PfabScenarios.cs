using BgpVerified.Spec.Protocols;
using static BgpVerified.Impl.Fab.FabScenarios;

namespace BgpVerified.Impl.Fab;

/// <summary>The named configurations of Parameterized FaB Paxos.</summary>
internal static class PfabScenarios
{
    public static IReadOnlyList<string> Default { get; } = ["recovery"];

    public static IReadOnlyList<Scenario> All(IProtocol protocol)
    {
        var corrected = new Configuration { Acceptors = 4, Faults = 1, FastFaults = 0, Ballots = List(), Learners = 1, Rules = protocol.Corrected() };
        var byzantine = corrected with { Byzantine = Names("a4", "leader") };
        return
        [
            new("recovery", "a Byzantine first leader, a Byzantine acceptor, a correct second leader",
                corrected with { Byzantine = Names("a4", "p1"), Views = 2 }, null),
            new("two-recoveries", "three Byzantine leaders and a Byzantine acceptor",
                byzantine with { Views = 3 }, null),
            new("one-regency", "a Byzantine leader and acceptor, one regency",
                byzantine, null),
        ];
    }
}
