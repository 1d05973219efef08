using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>
/// What the definition of late and never says, worked out on plain worlds: each stuck world by itself, all of its continuations whole.
/// </summary>
/// <param name="Late">How many stuck worlds have a continuation that ends well whatever happens.</param>
/// <param name="NeverAfter">The fewest steps to one that has none; null if there is none.</param>
internal sealed record StuckOracle(int Late, int? NeverAfter)
{
    public static StuckOracle Of(ISystem system, string name, int further)
    {
        var property = system.Properties.Single(p => p.Name == name);
        var stuck = Reachable(system, World.Initial(system)).Where(found => PropertyCheck.IsViolated(property, found.World, found.World))
            .ToList();
        var never = stuck.Where(found => !IsLate(system, found.World, name, further)).ToList();
        return new(stuck.Count - never.Count, never.Count > 0 ? never.Min(found => found.Depth) : null);
    }

    private static bool IsLate(ISystem system, World world, string name, int further) =>
        Enumerable.Range(1, further).SelectMany(((IContinuable)system).Continued).Any(way =>
        {
            var property = way.System.Properties.Single(p => p.Name == name);
            return !Reachable(way.System, Moved(system, world, way))
                .Any(found => PropertyCheck.IsViolated(property, found.World, found.World));
        });

    /// <summary>A world as it is in a continuation.</summary>
    public static World Moved(ISystem system, World world, Continuation way)
    {
        var fresh = World.Initial(way.System);
        return World.Of(way.System, way.System.Processes.Select((process, i) => Before(system, way, process.Name) is var old and >= 0
            ? (world.States[old], world.SentBy(old), world.HasCrashed(old))
            : (fresh.States[i], fresh.SentBy(i), false)));
    }

    /// <summary>The index that a process of a continuation had before; -1 if it is new.</summary>
    private static int Before(ISystem system, Continuation way, string name) =>
        Enumerable.Range(0, system.Processes.Count)
            .FirstOrDefault(p => way.Renamed.GetValueOrDefault(system.Processes[p].Name, system.Processes[p].Name) == name, -1);

    /// <summary>The first worlds that can be reached from one.</summary>
    public static IEnumerable<(World World, int Depth)> Reachable(ISystem system, World from)
    {
        List<World> level = [from];
        var visited = level.ToHashSet();
        for (var depth = 0; level.Count > 0; depth++)
        {
            foreach (var world in level)
            {
                yield return (world, depth);
            }

            level = [.. level.SelectMany(world => world.Offers().Select(offer => world.Take(offer.Process, offer.Offer.Input)))
                .Where(visited.Add)];
        }
    }
}
