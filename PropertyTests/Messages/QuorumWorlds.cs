using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.PropertyTests.Messages;

/// <summary>The worlds that can be reached with quorum inputs, on the plain semantics.</summary>
internal static class QuorumWorlds
{
    /// <summary>Every world that can be reached with quorum inputs, by all interleavings.</summary>
    public static (HashSet<ValueList<(object? State, ValueSet<Message> Sent)>> Projections,
        HashSet<string> Violated) Explore(ISystem system)
    {
        var visited = new HashSet<World> { World.Initial(system) };
        var queue = new Queue<World>(visited);
        var violated = new HashSet<string>();
        while (queue.TryDequeue(out var world))
        {
            violated.UnionWith(system.Properties.Where(property => PropertyCheck.IsViolated(property, world, world))
                .Select(property => property.Name));
            foreach (var (process, offer) in world.Offers())
            {
                var next = world.Take(process, offer.Input);
                violated.UnionWith(
                    from property in system.Properties
                    where property.Kind == PropertyKind.Transition && PropertyCheck.IsViolated(property, world, next)
                    select property.Name);
                if (visited.Add(next))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return ([.. visited.Select(world => world.Projection)], violated);
    }
}
