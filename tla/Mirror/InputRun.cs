using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror;

/// <summary>A step of a run told input by input: one handler reacts to one input.</summary>
/// <param name="Step">The step of the trace that it belongs to, counted from 1.</param>
/// <param name="Process">The process, by index.</param>
/// <param name="Input">What it reacts to: a message, a whole quorum, a local input, or a crash.</param>
/// <param name="Before">The world before.</param>
/// <param name="After">The world after.</param>
public sealed record InputStep(int Step, int Process, Input Input, World Before, World After);

/// <summary>
/// Tells a run of any engine input by input, as the modules tell it. A message that is only counted or kept is no step
/// there; one that completes quorums, or that others waited for, is a step for each input that a handler reacts to.
/// </summary>
public static class InputRun
{
    /// <summary>The steps of a run.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="delivery">How messages are delivered.</param>
    /// <param name="choices">The processes, by index, and the inputs that they take.</param>
    /// <returns>The steps that change something, in order.</returns>
    /// <exception cref="ArgumentException">A process that steps is Byzantine.</exception>
    public static IEnumerable<InputStep> Of(ISystem system, Delivery delivery, IEnumerable<(int Process, Input Input)> choices)
    {
        var world = World.Initial(system);
        var messages = Trace.InitialWorld(system, delivery) as MessageWorld;
        foreach (var (i, (process, input)) in choices.Index())
        {
            var choice = new Choice(process, input, Fair: false);
            IReadOnlyList<Input> inputs = messages is null || input is Crash ? [input]
                : input is SendOmission or ReceiveOmission ? []
                : messages.Applied(choice);
            messages = messages?.Take(choice);
            foreach (var applied in inputs)
            {
                var next = world.Take(process, applied);
                if (!next.Equals(world))
                {
                    yield return new(i + 1, process, applied, world, next);
                }

                world = next;
            }
        }
    }
}
