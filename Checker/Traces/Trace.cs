using System.Collections.Immutable;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>One step of a trace: a process takes an input.</summary>
/// <param name="Process">The process, by index.</param>
/// <param name="Input">The input.</param>
/// <param name="Sends">The messages that it sends.</param>
/// <param name="Before">The process's state before.</param>
/// <param name="After">The process's state after.</param>
public sealed record TraceStep(int Process, Input Input, ImmutableArray<Message> Sends, object Before, object After)
{
    /// <summary>The step that leads from one world to the next.</summary>
    /// <param name="before">The world before.</param>
    /// <param name="process">The process that steps.</param>
    /// <param name="input">The input that it takes.</param>
    /// <param name="after">The world after.</param>
    /// <returns>The step; it sends what was not sent before.</returns>
    public static TraceStep Between(World before, int process, Input input, World after) => new(
        process,
        input,
        [.. after.SentBy(process).Where(message => !before.SentBy(process).Contains(message))],
        before.States[process]!,
        after.States[process]!);
}

/// <summary>A run of a configured protocol that violates a property.</summary>
/// <param name="Configuration">What was explored.</param>
/// <param name="Processes">The processes.</param>
/// <param name="Property">The property violated at the end.</param>
/// <param name="Steps">The steps from the initial state.</param>
public sealed record Trace(
    Configuration Configuration,
    IReadOnlyList<Process> Processes,
    string Property,
    IReadOnlyList<TraceStep> Steps);
