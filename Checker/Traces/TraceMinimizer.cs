using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>Leaves out the steps of a trace that the violation does not need, and brings the steps of one process together.</summary>
/// <remarks>
/// Delta debugging on the steps: halves, quarters and so on are left out, down to single steps, and of what is left whatever
/// is still possible is taken. The violation stays the same property's.
/// </remarks>
public static class TraceMinimizer
{
    /// <summary>Minimises a trace.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="trace">A trace that violates its property.</param>
    /// <param name="isOver">Asked between attempts; true to make do with what has been reached. Null for never.</param>
    /// <returns>A trace from which no single step can be left out.</returns>
    public static Trace Minimize(ISystem system, Trace trace, Func<bool>? isOver = null)
    {
        var (run, worlds) = Run(system, trace, ChoicesOf(trace.Steps))
            ?? throw new ArgumentException($"the trace does not violate {trace.Property}", nameof(trace));
        for (var length = run.Count / 2; length >= 1; length /= 2)
        {
            var shorter = true;
            while (shorter && isOver?.Invoke() != true)
            {
                shorter = false;
                for (var from = run.Count - length; from > -length && isOver?.Invoke() != true; from -= length)
                {
                    // What comes before is as it was.
                    var start = Math.Max(from, 0);
                    if (Run(system, trace, ChoicesOf(run.Skip(from + length)), [.. run.Take(start)],
                        [.. worlds.Take(start + 1)]) is { } found && found.Steps.Count < run.Count)
                    {
                        (run, worlds) = found;
                        shorter = true;
                        from = Math.Min(from, run.Count);
                    }
                }
            }
        }

        return trace with { Steps = Together(system, trace, run, isOver) };
    }

    /// <summary>A trace again in another system, as far as it is possible there.</summary>
    /// <param name="system">The other system.</param>
    /// <param name="trace">The trace.</param>
    /// <returns>The trace there, up to where it violates the same property; null if it does not.</returns>
    public static Trace? Transfer(ISystem system, Trace trace)
    {
        var indices = system.Processes.Index().ToDictionary(process => process.Item.Name, process => process.Index);
        if (!system.Properties.Any(property => property.Name == trace.Property))
        {
            return null;
        }

        List<(int Process, Input Input)> choices =
        [
            .. from step in trace.Steps
               let name = trace.Processes[step.Process].Name
               where indices.ContainsKey(name) && system.Processes[indices[name]].Fault != Fault.Byzantine
               select (indices[name], step.Input),
        ];
        return Run(system, trace, choices, similar: true) is { } found
            ? trace with { Configuration = system.Configuration, Processes = system.Processes, Steps = found.Steps }
            : null;
    }

    /// <summary>
    /// Moves each step back to the previous one of its process, as long as the run stays possible: fewer changes of process.
    /// </summary>
    private static List<TraceStep> Together(ISystem system, Trace trace, List<TraceStep> steps, Func<bool>? isOver)
    {
        for (var i = 1; i < steps.Count && isOver?.Invoke() != true; i++)
        {
            var home = steps.FindLastIndex(i - 1, step => step.Process == steps[i].Process);
            if (home >= 0 && home < i - 1)
            {
                List<TraceStep> moved = [.. steps];
                moved.RemoveAt(i);
                moved.Insert(home + 1, steps[i]);
                steps = Run(system, trace, ChoicesOf(moved)) is { } run && run.Steps.Count == moved.Count ? run.Steps : steps;
            }
        }

        return steps;
    }

    private static List<(int Process, Input Input)> ChoicesOf(IEnumerable<TraceStep> steps) =>
        [.. steps.Select(step => (step.Process, step.Input))];

    /// <summary>
    /// The run of those choices that are possible and change something, up to where the property is violated, with the
    /// worlds that it goes through; null if it never is.
    /// </summary>
    private static (List<TraceStep> Steps, List<IWorld> Worlds)? Run(
        ISystem system, Trace trace, IReadOnlyList<(int Process, Input Input)> choices, List<TraceStep>? steps = null,
            List<IWorld>? worlds = null, bool similar = false)
    {
        var property = system.Properties.Single(p => p.Name == trace.Property);
        steps ??= [];
        worlds ??= [Trace.InitialWorld(system, trace.Delivery)];
        foreach (var (process, input) in choices)
        {
            var world = worlds[^1];
            if ((RunTrace.Offered(system, world, process, input) ?? (similar ? Similar(world, process, input) : null)) is not { } offered)
            {
                continue;
            }

            var next = world.Take(process, offered);
            if (next.Equals(world))
            {
                continue;
            }

            steps.Add(TraceStep.Between(world, process, offered, next));
            worlds.Add(next);
            if (property.Kind != PropertyKind.Eventually && PropertyCheck.IsViolated(property, world, next))
            {
                return (steps, worlds);
            }
        }

        return PropertyCheck.IsViolated(property, worlds[^1], worlds[^1]) ? (steps, worlds) : null;
    }

    /// <summary>Of the inputs of the same kind offered to a process, the one with most words in common.</summary>
    private static Input? Similar(IWorld world, int process, Input input)
    {
        var words = input.Text.Split(' ').ToHashSet();
        return world.Offers(process)
            .Select(offer => offer.Input)
            .Where(offer => offer.GetType() == input.GetType())
            .MaxBy(offer => offer.Text.Split(' ').Count(words.Contains));
    }
}
