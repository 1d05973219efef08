using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.Fab;
using BgpVerified.Impl.FabMachine;
using BgpVerified.Impl.FabRegister;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli;

/// <summary>The protocols that the command line knows.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<IProtocol> Protocols { get; } =
    [
        new BgpProtocol(),
        new CrashRegisterProtocol(),
        new ByzantineRegisterProtocol(),
        new FabRegisterProtocol(),
        new FabProtocol(),
        new PfabProtocol(),
        new MachineProtocol(),
    ];

    public static IProtocol Protocol(string name) =>
        Protocols.FirstOrDefault(protocol => protocol.Name == name)
        ?? throw new BadInputException($"unknown protocol '{name}'; the protocols are {string.Join(", ", Protocols.Select(p => p.Name))}");

    public static Scenario Scenario(IProtocol protocol, string name) =>
        protocol.Scenarios.FirstOrDefault(scenario => scenario.Name == name)
        ?? throw new BadInputException($"{protocol.Name} has no scenario '{name}'; its scenarios are {string.Join(", ", protocol.Scenarios.Select(s => s.Name))}");

    public static Rule Rule(IProtocol protocol, string name) =>
        protocol.Rules.FirstOrDefault(rule => rule.Name == name)
        ?? throw new BadInputException($"{protocol.Name} has no rule '{name}'; its rules are {string.Join(", ", protocol.Rules.Select(r => r.Name))}");
}
