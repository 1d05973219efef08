using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>Leaves out the steps of a trace that the violation does not need, and brings the steps of one process together.</summary>
/// <remarks>
/// The explorer's path is shortest among those that it explores; eager steps may put some on it that nothing needs. The
/// violation stays the same property's.
/// </remarks>
public static class TraceMinimizer
{
    /// <summary>Minimises a trace.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="trace">A trace that violates its property.</param>
    /// <returns>A trace from which no single step can be left out.</returns>
    public static Trace Minimize(ISystem system, Trace trace)
    {
        var property = system.Properties.Single(p => p.Name == trace.Property);
        var choices = trace.Steps.Select(step => (step.Process, step.Input)).ToList();
        for (var i = choices.Count - 1; i >= 0; i--)
        {
            List<(int Process, Input Input)> fewer = [.. choices.Where((_, at) => at != i)];
            if (Run(system, trace, property, fewer) is not null)
            {
                choices = fewer;
            }
        }

        for (var i = 1; i < choices.Count; i++)
        {
            // As far back as the previous step of the same process, if the run stays possible.
            var home = choices.FindLastIndex(i - 1, choice => choice.Process == choices[i].Process);
            if (home >= 0 && home < i - 1)
            {
                List<(int Process, Input Input)> moved = [.. choices];
                moved.RemoveAt(i);
                moved.Insert(home + 1, choices[i]);
                choices = Run(system, trace, property, moved) is null ? choices : moved;
            }
        }

        return trace with { Steps = Run(system, trace, property, choices)! };
    }

    /// <summary>The steps of a run, if each is possible and changes something and the last violates the property; else null.</summary>
    private static List<TraceStep>? Run(ISystem system, Trace trace, Property property, IReadOnlyList<(int Process, Input Input)> choices)
    {
        var world = Trace.InitialWorld(system, trace.Delivery);
        var before = world;
        var steps = new List<TraceStep>();
        foreach (var (process, input) in choices)
        {
            if (!world.Offers().Any(offer => offer.Process == process && offer.Offer.Input.Equals(input)))
            {
                return null;
            }

            var next = world.Take(process, input);
            if (next.Equals(world))
            {
                return null;
            }

            steps.Add(TraceStep.Between(world, process, input, next));
            (before, world) = (world, next);
        }

        return PropertyCheck.IsViolated(property, before, world) ? steps : null;
    }
}
