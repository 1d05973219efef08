namespace BgpVerified.Checker.Exploration;

/// <content>States in which nothing fair is left to happen, and something has not happened that must.</content>
internal sealed partial class BreadthFirst
{
    /// <summary>A state of the slice that violates a property, as nothing fair is left to happen.</summary>
    private Violation? Ending() =>
        StaysStuck() ?? workers.Append(learner).Select(worker => worker.Ended).FirstOrDefault(ended => ended is not null);

    /// <summary>
    /// The same in the rest of the level: it is one step nearer than a violating step from this level. Nothing is counted or kept.
    /// </summary>
    private Violation? EndingFurtherOn(long from, long size)
    {
        var counted = (transitions, lookups);
        Violation? found = null;
        for (long count; found is null && from < size && machine.Monitor.DecidesAtTheEnd && StoppedBy() is null; from += count)
        {
            count = Math.Min(size - from, Slice);
            Expand(from, count);
            found = Ending();
        }

        (transitions, lookups) = counted;
        return found;
    }

    /// <summary>Continues the stuck states of the slice, and counts those that are only late.</summary>
    /// <returns>One that stays stuck, and what for; null if there is none.</returns>
    private Violation? StaysStuck()
    {
        var stuck = workers.Append(learner).SelectMany(worker => worker.Stuck).OrderBy(found => found.State).ToList();
        foreach (var property in system.Properties.Select(property => property.Name))
        {
            var states = stuck.Where(found => found.Properties.Contains(property)).Select(found => found.State).ToList();
            if (states.Count == 0)
            {
                continue;
            }

            var ruling = stuckStates!.Judge(
                property,
                [.. states.Select(state => machine.WorldOf(system, NodesAt(shards[state % Shards], state / Shards)))],
                [.. machine.Groups.Select(group => group.Select(machine.NameOf).ToList())]);
            (late, unsettled, never) = (late + ruling.Late, unsettled + ruling.Unsettled, ruling.Never);
            if (ruling.First is { } first)
            {
                return new(states[first], -1, -1, property);
            }
        }

        return null;
    }
}
