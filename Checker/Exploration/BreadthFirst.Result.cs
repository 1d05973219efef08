using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Exploration;

/// <content>What a search comes to: its result, and the run to a state.</content>
internal sealed partial class BreadthFirst
{
    private ExplorationResult Finished(int depth)
    {
        if (continues)
        {
            return Result(Verdict.Holds, null, null, depth, null);
        }

        if (observers is not null && machine.FindRepeating(slot => !machine.IsObserver(slot)) is { } endless)
        {
            throw new ReductionRefusedException($"states of {machine.NameOf(endless)} come back: there may be no last moment");
        }

        if (machine.Monitor.DecidesAtTheEnd && machine.FindRepeating(_ => true) is { } slot)
        {
            return Result(Verdict.Incomplete, null,
                $"states of {machine.NameOf(slot)} that come back: runs need not end, and Liveness was looked at only where they do",
                depth, null);
        }

        if (unsettled > 0)
        {
            return Result(Verdict.Incomplete, null,
                $"{stuckStates!.UnsettledBy}, before it was known what becomes of {unsettled} stuck "
                + $"state{(unsettled == 1 ? string.Empty : "s")}", depth, null);
        }

        if (late > 0 && stuckStates!.Repeating() is { } name)
        {
            return Result(Verdict.Incomplete, null,
                $"states of {name} that come back beyond the configuration: runs need not end there, and it was looked at only where "
                + "they do whether something is late", depth, null);
        }

        var missing = system.Goals.FirstOrDefault(goal => !reached.ContainsKey(goal.Name));

        // What is late happens beyond the configuration, and goals may be reached there.
        return missing is null || options.WithoutGoals || late > 0
            ? Result(Verdict.Holds, null, null, depth, null) with { NotExercised = machine.Monitor.NeverViolated(Reached(), Combinations) }
            : Result(Verdict.Violated, missing.Name, null, depth, null);
    }

    /// <summary>The nodes that each slot has in some state; interchangeable ones have the same.</summary>
    private List<HashSet<int>> Reached()
    {
        var found = Enumerable.Range(0, machine.SlotCount).Select(_ => new HashSet<int>()).ToList();
        foreach (var shard in shards)
        {
            for (var index = 0; index < shard.Count; index++)
            {
                var row = shard.Row(index);
                for (var slot = 0; slot < machine.SlotCount; slot++)
                {
                    found[machine.FirstOfGroup(slot)].Add(layout.Read(row, slot));
                }
            }
        }

        return [.. Enumerable.Range(0, machine.SlotCount).Select(slot => found[machine.FirstOfGroup(slot)])];
    }

    private ExplorationResult Result(Verdict verdict, string? property, string? stoppedBy, int depth, Trace? trace) => new(
        verdict,
        property,
        stoppedBy,
        Count,
        transitions,
        depth,
        new Dictionary<string, int>(reached),
        [.. system.Goals.Select(goal => goal.Name).Where(name => !reached.ContainsKey(name))],
        clock.Elapsed.TotalSeconds,
        Bytes,
        lookups > 0 ? Math.Max(0, 1 - ((double)machine.Misses / lookups)) : 0,
        trace)
    {
        Stuck = late + unsettled > 0 || never is not null
            ? new(late, stuckStates!.Needed, unsettled, unsettled > 0 ? stuckStates.UnsettledBy : null, never, stuckStates.States)
            : null,
    };

    /// <summary>The states that lead to a state.</summary>
    private List<int[]> PathTo(int state)
    {
        var path = new List<int[]>();
        for (var at = state; at >= 0; at = shards[at % Shards].Parent(at / Shards))
        {
            path.Add(NodesAt(shards[at % Shards], at / Shards));
        }

        path.Reverse();
        return path;
    }

    /// <summary>The run to a state, and one more step if given, on the plain world.</summary>
    private Trace Rebuild(int state, (int Slot, int After)? last, string property)
    {
        var path = PathTo(state);
        if (last is { } step)
        {
            var end = (int[])path[^1].Clone();
            end[step.Slot] = step.After;
            machine.Sort(end);
            path.Add(end);
        }

        var whole = TraceBuilder.Rebuild(system, machine, path, property);
        var minimal = TraceMinimizer.Minimize(system, whole);

        // Another stuck state than the one that was continued might be only late.
        return never is null || machine.Canonical(EndOf(minimal)).AsSpan().SequenceEqual(path[^1]) ? minimal : whole;
    }

    private World EndOf(Trace trace) =>
        trace.Steps.Aggregate(World.Initial(system), (world, step) => world.Take(step.Process, step.Input));
}
