using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.Bracha;
using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.Fab;
using BgpVerified.Impl.FabMachine;
using BgpVerified.Impl.FabRegister;
using BgpVerified.Impl.TwoPhaseCommit;
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
        new BrachaProtocol(),
        new TwoPhaseCommitProtocol(),
    ];

    public static IProtocol Protocol(string name) => Find(name, Protocols, protocol => protocol.Name, "unknown protocol", "the protocols are", "bgpv list");

    public static Scenario Scenario(IProtocol protocol, string name) =>
        Find(name, protocol.Scenarios, scenario => scenario.Name, $"{protocol.Name} has no scenario", "its scenarios are", $"bgpv list {protocol.Name}");

    public static Rule Rule(IProtocol protocol, string name) =>
        Find(name, protocol.Rules, rule => rule.Name, $"{protocol.Name} has no rule", "its rules are", $"bgpv list {protocol.Name}");

    private static T Find<T>(string name, IReadOnlyList<T> known, Func<T, string> nameOf, string unknown, string are, string all) =>
        known.Any(item => nameOf(item) == name)
            ? known.First(item => nameOf(item) == name)
            : throw new BadInputException($"{unknown} '{name}'; {Names.Known(name, are, [.. known.Select(nameOf)], all)}");
}
