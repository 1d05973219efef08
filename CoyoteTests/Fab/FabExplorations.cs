using BgpVerified.Checker.Exploration;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Impl.Fab;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Fab;

/// <summary>How the tests explore FaB Paxos and Parameterized FaB Paxos.</summary>
internal static class FabExplorations
{
    public static IReadOnlyList<IProtocol> Protocols { get; } = [new FabProtocol(), new PfabProtocol()];

    public static IProtocol Named(string protocol) => Protocols.Single(p => p.Name == protocol);

    public static Configuration Configuration(string protocol, string scenario) => Named(protocol).Configuration(scenario);

    public static ExplorationResult Explore(string protocol, Configuration configuration, string? property = null) =>
        Explorations.Explore(Named(protocol), configuration, property);
}
