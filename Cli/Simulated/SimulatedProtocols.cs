using BgpVerified.Runtime.Simulation;

namespace BgpVerified.Cli.Simulated;

/// <summary>The protocols of <c>Impl</c> that can be simulated.</summary>
public static class SimulatedProtocols
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ISimulatedProtocol> All { get; } =
        [new SimulatedBgp(), new SimulatedBgpMachine(), new SimulatedMultiPaxos(), new SimulatedPbft(), new SimulatedFabMachine()];
}
