using BgpVerified.Checker.Exploration;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Impl.FabMachine;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.FabMachine;

/// <summary>How the tests explore the state machine.</summary>
internal static class MachineExplorations
{
    public static IProtocol Machine { get; } = new MachineProtocol();

    public static Configuration Configuration(string scenario) => Machine.Configuration(scenario);

    public static ExplorationResult Explore(Configuration configuration, string? property = null) =>
        Explorations.Explore(Machine, configuration, property);
}
