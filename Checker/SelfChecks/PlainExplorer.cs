using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.SelfChecks;

/// <summary>What a plain exploration found.</summary>
/// <param name="IsComplete">Whether every reachable world was visited, or a violation ended the exploration.</param>
/// <param name="States">The worlds found.</param>
/// <param name="Depth">The number of steps to the farthest one, or to the violation.</param>
/// <param name="Violated">The properties violated there: of the first violation and of others as near; empty if none.</param>
/// <param name="Reached">The goals reached.</param>
public sealed record PlainResult(bool IsComplete, long States, int Depth, IReadOnlyList<string> Violated, IReadOnlyList<string> Reached);

/// <summary>
/// The oracle: explores plain worlds breadth first, in a hash set, with nothing numbered, remembered, packed or left out.
/// </summary>
public static class PlainExplorer
{
    /// <summary>Explores.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="property">The one property to check; null for all.</param>
    /// <param name="mostStates">Stop after so many worlds.</param>
    /// <returns>What was found.</returns>
    public static PlainResult Explore(ISystem system, string? property = null, long mostStates = long.MaxValue)
    {
        var properties = system.Properties.Where(p => property is null || p.Name == property).ToList();
        var initial = World.Initial(system);
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        var violated = properties.Where(p => p.Kind == PropertyKind.Invariant && PropertyCheck.IsViolated(p, initial, initial))
            .Select(p => p.Name).ToList();
        var level = new List<World> { initial };
        var visited = level.ToHashSet();
        for (var depth = 0; ; depth++)
        {
            violated.AddRange(properties.Where(p => p.Kind == PropertyKind.Eventually
                && level.Any(world => PropertyCheck.IsViolated(p, world, world))).Select(p => p.Name));
            if (violated.Count > 0)
            {
                return new(true, visited.Count, depth, [.. violated.Distinct()], [.. reached]);
            }

            var next = new List<World>();
            foreach (var (before, process, input, after) in level.SelectMany(Steps))
            {
                reached.UnionWith(GoalsOf(system, before, process, input, after));
                violated.AddRange(properties.Where(p => p.Kind != PropertyKind.Eventually && PropertyCheck.IsViolated(p, before, after))
                    .Select(p => p.Name));
                if (visited.Add(after))
                {
                    next.Add(after);
                }

                if (visited.Count >= mostStates)
                {
                    return new(false, visited.Count, depth, [], [.. reached]);
                }
            }

            if (violated.Count > 0)
            {
                return new(true, visited.Count, depth + 1, [.. violated.Distinct()], [.. reached]);
            }

            if (next.Count == 0)
            {
                return new(true, visited.Count, depth, [], [.. reached]);
            }

            level = next;
        }
    }

    private static IEnumerable<(World Before, int Process, Input Input, World After)> Steps(World before) =>
        from offer in before.Offers()
        let after = before.Take(offer.Process, offer.Offer.Input)
        where !after.Equals(before)
        select (before, offer.Process, offer.Offer.Input, after);

    private static IEnumerable<string> GoalsOf(ISystem system, World before, int process, Input input, World after) =>
        from goal in system.Goals
        where goal.InStep(process, before.States[process]!, input, after.States[process]!) && goal.InContext(before.States, input)
        select goal.Name;
}
