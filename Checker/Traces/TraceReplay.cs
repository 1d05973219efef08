using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>Runs a trace from a file again, on the plain world that it was made on.</summary>
public static class TraceReplay
{
    /// <summary>Replays a trace.</summary>
    /// <param name="system">The protocol, built in the trace's configuration.</param>
    /// <param name="document">The trace.</param>
    /// <returns>The run, step by step as the trace says, ending in the violation that it says.</returns>
    /// <exception cref="InvalidTraceException">A step is not possible, differs from what is written, or nothing is violated at the
    /// end.</exception>
    public static Trace Replay(ISystem system, TraceDocument document)
    {
        var property = system.Properties.FirstOrDefault(p => p.Name == document.Property)
            ?? throw new InvalidTraceException(
                $"the trace names no property '{document.Property}' of its configuration; the properties "
                + $"are {string.Join(", ", system.Properties.Select(p => p.Name))}");
        var world = Trace.InitialWorld(system, document.Delivery);
        var before = world;
        var steps = new List<TraceStep>();
        foreach (var written in document.Steps)
        {
            var number = steps.Count + 1;
            var process = Enumerable.Range(0, system.Processes.Count).FirstOrDefault(i => system.Processes[i].Name == written.Process, -1);
            if (process < 0)
            {
                throw new InvalidTraceException(
                    $"step {number} names no process '{written.Process}'; the processes "
                    + $"are {string.Join(", ", system.Processes.Select(p => p.Name))}");
            }

            var input = world.Offers(process).Select(offer => offer.Input).FirstOrDefault(offered => offered.Text == written.Input)
                ?? throw new InvalidTraceException(
                    $"step {number} is not possible: {written.Process} cannot take '{written.Input}' there; the trace was edited, or is "
                    + "of another version of the protocol");
            var next = world.Take(process, input);
            var step = TraceStep.Between(world, process, input, next);
            if (!step.Sends.Select(message => message.Text).SequenceEqual(written.Sends))
            {
                throw new InvalidTraceException(
                    $"step {number} sends {Quoted(step.Sends.Select(message => message.Text), "; ")}, not {Quoted(written.Sends, "; ")} "
                    + "as the trace says; the trace was edited, or is of another version of the protocol");
            }

            var changes = TraceJson.Changes(step);
            if (changes.Count != written.Changes.Count
                || changes.Any(change => !written.Changes.TryGetValue(change.Key, out var value) || value != change.Value))
            {
                throw new InvalidTraceException(
                    $"step {number} changes {Quoted(changes.Select(change => $"{change.Key}={change.Value}"), " ")}, "
                    + $"not {Quoted(written.Changes.Select(change => $"{change.Key}={change.Value}"), " ")} as the trace says; the "
                    + "trace was edited, or is of another version of the protocol");
            }

            steps.Add(step);
            (before, world) = (world, next);
        }

        return PropertyCheck.IsViolated(property, before, world)
            ? new(system.Configuration, system.Processes, document.Delivery, property.Name, steps)
            : throw new InvalidTraceException(
                $"{property.Name} is not violated after the {steps.Count} steps of the trace; the trace was cut or edited");
    }

    private static string Quoted(IEnumerable<string> texts, string separator) => string.Join(separator, texts) is { Length: > 0 } text
        ? $"'{text}'"
        : "nothing";
}
