using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Worlds;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.FabRegister;
using BgpVerified.Impl.SecretRegister;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Registers;

/// <summary>How the tests explore the registers.</summary>
internal static class RegisterExplorations
{
    public static IReadOnlyList<IProtocol> All { get; } = [new CrashRegisterProtocol(), new ByzantineRegisterProtocol(),
        new FabRegisterProtocol(), new SecretRegisterProtocol()];

    public static IProtocol Protocol(string name) => All.Single(protocol => protocol.Name == name);

    public static Configuration Configuration(string protocol, string scenario) => Protocol(protocol).Configuration(scenario);

    public static ExplorationResult Explore(string protocol, Configuration configuration, string? property = null) =>
        Explorations.Explore(Protocol(protocol), configuration, property);

    /// <summary>Every world that can be reached, on the plain semantics: how many there are, and the properties violated in some.</summary>
    public static (int Worlds, IReadOnlyList<string> Violated) ExplorePlainly(ISystem system)
    {
        var visited = new HashSet<World> { World.Initial(system) };
        var queue = new Queue<World>(visited);
        var violated = new SortedSet<string>(StringComparer.Ordinal);
        while (queue.TryDequeue(out var world))
        {
            violated.UnionWith(system.Properties.Where(p => p.Kind != PropertyKind.Transition && PropertyCheck.IsViolated(p, world, world))
                .Select(p => p.Name));
            foreach (var (process, offer) in world.Offers())
            {
                var next = world.Take(process, offer.Input);
                violated.UnionWith(system.Properties.Where(p => p.Kind == PropertyKind.Transition
                    && PropertyCheck.IsViolated(p, world, next)).Select(p => p.Name));
                if (visited.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return (visited.Count, [.. violated]);
    }
}
