using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Coyote;

/// <summary>Turns what happened under Coyote into a trace of this project.</summary>
internal static class CoyoteTraces
{
    /// <summary>Takes the steps again on the plain world, where each must be possible.</summary>
    /// <remarks>
    /// An actor knows a part of what was sent, and its adversary makes messages of that. The plain world's knows all, and sends of two
    /// messages that ask for the same the one with more to show: that one is taken instead if it does the same.
    /// </remarks>
    /// <param name="system">The configured protocol.</param>
    /// <param name="choices">The steps, in the order in which they happened.</param>
    /// <returns>The worlds, the initial one first, and what was taken in each but the last.</returns>
    /// <exception cref="InvalidOperationException">The plain world does not have a step.</exception>
    public static (IReadOnlyList<IWorld> Worlds, IReadOnlyList<(int Process, Input Input)> Taken) Again(
        ISystem system, IReadOnlyList<Choice> choices)
    {
        List<IWorld> worlds = [Trace.InitialWorld(system, Delivery.Reliable)];
        List<(int, Input)> taken = [];
        foreach (var (process, input, _) in choices)
        {
            var offers = worlds[^1].Offers(process).Select(offer => offer.Input).ToList();
            var instead = offers.Contains(input)
                ? input
                : offers.FirstOrDefault(other => DoesTheSame(system, worlds[^1], process, input, other))
                    ?? throw new InvalidOperationException(
                        $"step {worlds.Count}: {system.Processes[process].Name} cannot take '{input}' on the plain world");
            taken.Add((process, instead));
            worlds.Add(worlds[^1].Take(process, instead));
        }

        return (worlds, taken);
    }

    /// <summary>The steps as a trace, of which the last must violate a property on the plain world.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="choices">The steps, in the order in which they happened; at least one.</param>
    /// <returns>The trace.</returns>
    /// <exception cref="InvalidOperationException">The plain world does not have a step, or nothing is violated.</exception>
    public static Trace Of(ISystem system, IReadOnlyList<Choice> choices)
    {
        var (worlds, taken) = Again(system, choices);
        var violated = system.Properties.FirstOrDefault(property => PropertyCheck.IsViolated(property, worlds[^2], worlds[^1]))
            ?? throw new InvalidOperationException($"nothing is violated after the {choices.Count} steps on the plain world");
        return new(system.Configuration, system.Processes, Delivery.Reliable, violated.Name,
            [.. taken.Select((step, i) => TraceStep.Between(worlds[i], step.Process, step.Input, worlds[i + 1]))]);
    }

    private static bool DoesTheSame(ISystem system, IWorld world, int process, Input input, Input other)
    {
        if (other.GetType() != input.GetType() || world.States[process] is not { } state)
        {
            return false;
        }

        var (one, two) = (system.Apply(process, state, input), system.Apply(process, state, other));
        return one.State.Equals(two.State) && one.Sends.SequenceEqual(two.Sends);
    }
}
