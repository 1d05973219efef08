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
        var choices = ChoicesOf(trace);
        for (var length = choices.Count / 2; length >= 1; length /= 2)
        {
            var shorter = true;
            while (shorter && isOver?.Invoke() != true)
            {
                shorter = false;
                for (var from = choices.Count - length; from > -length && isOver?.Invoke() != true; from -= length)
                {
                    var start = Math.Max(from, 0);
                    List<(int Process, Input Input)> fewer = [.. choices[..start], .. choices[(from + length)..]];
                    if (Run(system, trace, fewer) is { } run && run.Count < choices.Count)
                    {
                        choices = ChoicesOf(run);
                        shorter = true;
                        from = Math.Min(from, choices.Count);
                    }
                }
            }
        }

        var whole = choices;
        choices = Together(system, trace, choices);
        return trace with { Steps = Run(system, trace, choices) ?? Run(system, trace, whole)! };
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
        return Run(system, trace, choices, similar: true) is { } steps
            ? trace with { Configuration = system.Configuration, Processes = system.Processes, Steps = steps }
            : null;
    }

    /// <summary>Moves each step back to the previous one of its process, as long as the run stays possible: fewer changes of process.</summary>
    private static List<(int Process, Input Input)> Together(ISystem system, Trace trace, List<(int Process, Input Input)> choices)
    {
        for (var i = 1; i < choices.Count; i++)
        {
            var home = choices.FindLastIndex(i - 1, choice => choice.Process == choices[i].Process);
            if (home >= 0 && home < i - 1)
            {
                List<(int Process, Input Input)> moved = [.. choices];
                moved.RemoveAt(i);
                moved.Insert(home + 1, choices[i]);
                choices = Run(system, trace, moved) is { } run && run.Count == moved.Count ? ChoicesOf(run) : choices;
            }
        }

        return choices;
    }

    private static List<(int Process, Input Input)> ChoicesOf(Trace trace) => ChoicesOf(trace.Steps);

    private static List<(int Process, Input Input)> ChoicesOf(IReadOnlyList<TraceStep> steps) => [.. steps.Select(step => (step.Process, step.Input))];

    /// <summary>The run of those choices that are possible and change something, up to where the property is violated; null if it never is.</summary>
    private static List<TraceStep>? Run(ISystem system, Trace trace, IReadOnlyList<(int Process, Input Input)> choices, bool similar = false)
    {
        var property = system.Properties.Single(p => p.Name == trace.Property);
        var world = Trace.InitialWorld(system, trace.Delivery);
        var steps = new List<TraceStep>();
        foreach (var (process, input) in choices)
        {
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
            if (property.Kind != PropertyKind.Eventually && PropertyCheck.IsViolated(property, world, next))
            {
                return steps;
            }

            world = next;
        }

        return PropertyCheck.IsViolated(property, world, world) ? steps : null;
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
