using System.Collections.Immutable;
using BgpVerified.Checker.Messages;
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
    public static TraceStep Between(IWorld before, int process, Input input, IWorld after) => new(
        process,
        input,
        [.. after.SentBy(process).Where(message => !before.SentBy(process).Contains(message))],
        before.States[process]!,
        after.States[process]!);
}

/// <summary>How messages reach processes in a trace.</summary>
public enum Delivery
{
    /// <summary>By quorum inputs, over a network that repeats, reorders and loses (<see cref="World"/>).</summary>
    Quorums,

    /// <summary>One by one, over the network <see cref="Network.Set"/>.</summary>
    Set,

    /// <summary>One by one, over the network <see cref="Network.Reliable"/>.</summary>
    Reliable,

    /// <summary>One by one, over the network <see cref="Network.Fifo"/>.</summary>
    Fifo,

    /// <summary>One by one, over the network <see cref="Network.Once"/>.</summary>
    Once,
}

/// <summary>A run of a configured protocol that violates a property.</summary>
/// <param name="Configuration">What was explored.</param>
/// <param name="Processes">The processes.</param>
/// <param name="Delivery">How messages were delivered.</param>
/// <param name="Property">The property violated at the end.</param>
/// <param name="Steps">The steps from the initial state.</param>
public sealed record Trace(
    Configuration Configuration,
    IReadOnlyList<Process> Processes,
    Delivery Delivery,
    string Property,
    IReadOnlyList<TraceStep> Steps)
{
    /// <summary>The world in which traces of a kind of delivery begin.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="delivery">How messages are delivered.</param>
    /// <returns>The initial world.</returns>
    public static IWorld InitialWorld(ISystem system, Delivery delivery) => delivery switch
    {
        Delivery.Quorums => World.Initial(system),
        Delivery.Set => MessageWorld.Initial(system, Network.Set),
        Delivery.Reliable => MessageWorld.Initial(system, Network.Reliable),
        Delivery.Fifo => MessageWorld.Initial(system, Network.Fifo),
        Delivery.Once => MessageWorld.Initial(system, Network.Once),
        _ => throw new ArgumentOutOfRangeException(nameof(delivery), delivery, "unknown kind of delivery"),
    };
}
