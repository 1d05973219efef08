using System.Collections.Concurrent;
using BgpVerified.Checker.Exploration;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Impl.Fab;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Fab;

/// <summary>How the tests explore FaB Paxos and Parameterized FaB Paxos.</summary>
internal static class FabExplorations
{
    private static readonly ConcurrentDictionary<(string, Configuration), Lazy<ExplorationResult>> Known = [];

    public static IReadOnlyList<IProtocol> Protocols { get; } = [new FabProtocol(), new PfabProtocol()];

    public static IProtocol Named(string protocol) => Protocols.Single(p => p.Name == protocol);

    public static Configuration Configuration(string protocol, string scenario) =>
        Named(protocol).Scenarios.Single(s => s.Name == scenario).Configuration;

    /// <summary>Explores up to symmetry and eager steps; each configuration once for all tests that ask.</summary>
    public static ExplorationResult Explore(string protocol, Configuration configuration) =>
        Known.GetOrAdd((protocol, configuration), key => new(() => Explore(protocol, key.Item2, Explorations.Reduced))).Value;

    public static ExplorationResult Explore(string protocol, Configuration configuration, ExplorationOptions options) =>
        new Explorer(Named(protocol).Build(configuration), options).Run();
}
