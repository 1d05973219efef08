using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Coyote;

/// <summary>Turns what happened under Coyote into a trace of this project.</summary>
internal static class CoyoteTraces
{
    /// <summary>Takes the steps again on the plain world, where each must be possible.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="choices">The steps, in the order in which they happened.</param>
    /// <returns>The worlds, the initial one first.</returns>
    /// <exception cref="InvalidOperationException">The plain world does not have a step.</exception>
    public static IReadOnlyList<IWorld> Worlds(ISystem system, IReadOnlyList<Choice> choices)
    {
        List<IWorld> worlds = [Trace.InitialWorld(system, Delivery.Reliable)];
        foreach (var (process, input, _) in choices)
        {
            if (!worlds[^1].Offers().Any(offer => offer.Process == process && offer.Offer.Input.Equals(input)))
            {
                throw new InvalidOperationException(
                    $"step {worlds.Count}: {system.Processes[process].Name} cannot take '{input}' on the plain world");
            }

            worlds.Add(worlds[^1].Take(process, input));
        }

        return worlds;
    }

    /// <summary>The steps as a trace, of which the last must violate a property on the plain world.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="choices">The steps, in the order in which they happened; at least one.</param>
    /// <returns>The trace.</returns>
    /// <exception cref="InvalidOperationException">The plain world does not have a step, or nothing is violated.</exception>
    public static Trace Of(ISystem system, IReadOnlyList<Choice> choices)
    {
        var worlds = Worlds(system, choices);
        var violated = system.Properties.FirstOrDefault(property => PropertyCheck.IsViolated(property, worlds[^2], worlds[^1]))
            ?? throw new InvalidOperationException($"nothing is violated after the {choices.Count} steps on the plain world");
        return new(system.Configuration, system.Processes, Delivery.Reliable, violated.Name,
            [.. choices.Select((choice, i) => TraceStep.Between(worlds[i], choice.Process, choice.Input, worlds[i + 1]))]);
    }
}
