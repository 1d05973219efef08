using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Messages;

/// <summary>What a message-by-message exploration found.</summary>
/// <param name="Worlds">How many distinct worlds.</param>
/// <param name="IsComplete">Whether these are all.</param>
/// <param name="Projections">Their projections: states and what was sent, without what was counted and delivered.</param>
/// <param name="Violated">The names of the properties violated.</param>
public sealed record MessageExploration(
    int Worlds,
    bool IsComplete,
    IReadOnlySet<ValueList<(object? State, ValueSet<Message> Sent)>> Projections,
    IReadOnlySet<string> Violated);

/// <summary>Explores every world that can be reached message by message, breadth first. Plain and slow: for small configurations.</summary>
public static class MessageExplorer
{
    /// <summary>Explores.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="network">What happens to messages.</param>
    /// <param name="maxWorlds">Stop when there are more worlds than this.</param>
    /// <returns>What was found.</returns>
    public static MessageExploration Explore(ISystem system, Network network, int maxWorlds)
    {
        var initial = MessageWorld.Initial(system, network);
        var visited = new HashSet<MessageWorld> { initial };
        var queue = new Queue<MessageWorld>(visited);
        var violated = new HashSet<string>();
        Note(initial, initial);
        while (queue.Count > 0 && visited.Count <= maxWorlds)
        {
            var world = queue.Dequeue();
            var isQuiescent = true;
            foreach (var choice in world.Choices())
            {
                isQuiescent &= !choice.Fair;
                var next = world.Take(choice);
                if (!next.Projection.Equals(world.Projection))
                {
                    Note(world, next);
                }

                if (visited.Add(next))
                {
                    queue.Enqueue(next);
                }
            }

            if (isQuiescent)
            {
                violated.UnionWith(
                    from property in system.Properties
                    where property.Kind == PropertyKind.Eventually && PropertyCheck.IsViolated(property, world, world)
                    select property.Name);
            }
        }

        return new(visited.Count, queue.Count == 0, visited.Select(world => world.Projection).ToHashSet(), violated);

        void Note(MessageWorld before, MessageWorld after) => violated.UnionWith(
            from property in system.Properties
            where property.Kind != PropertyKind.Eventually && PropertyCheck.IsViolated(property, before, after)
            select property.Name);
    }
}
