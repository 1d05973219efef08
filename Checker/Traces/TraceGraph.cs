using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>What became of a message on its way to a process.</summary>
public enum ArrowKind
{
    /// <summary>The process took it, alone or in a quorum.</summary>
    Received,

    /// <summary>It was lost by its sender's fault (<see cref="SendOmission"/>).</summary>
    SendOmitted,

    /// <summary>It was lost by its recipient's fault (<see cref="ReceiveOmission"/>).</summary>
    ReceiveOmitted,
}

/// <summary>The life of one process in a trace.</summary>
/// <param name="Process">The process.</param>
/// <param name="Initial">Its state at the start; null if it is Byzantine.</param>
/// <param name="CrashedAt">The index of the step in which it crashes; null if it does not.</param>
public sealed record TraceLane(Process Process, object? Initial, int? CrashedAt);

/// <summary>A message from one process to another, or to itself.</summary>
/// <param name="Message">The message.</param>
/// <param name="From">The process that it is from, by index.</param>
/// <param name="SentAt">
/// The index of the step that sent it; null if no step did, since it is a Byzantine process's, which may have sent it
/// at any time.
/// </param>
/// <param name="To">The process that it is for, by index.</param>
/// <param name="At">The index of the step in which it arrives or is lost.</param>
/// <param name="Kind">Whether it arrives.</param>
public sealed record TraceArrow(Message Message, int From, int? SentAt, int To, int At, ArrowKind Kind);

/// <summary>A trace as a space-time diagram: a lane for each process, on it its steps, and the messages between steps.</summary>
/// <remarks>
/// The trace says what a process takes and what it sends; which step's message it takes follows from the messages, since
/// each names its sender. A quorum input stands for all messages in it.
/// </remarks>
/// <param name="Trace">The trace.</param>
/// <param name="Lanes">The lanes, by the index of their process.</param>
/// <param name="Arrows">The messages that arrive or are lost, in the order of the steps in which that happens.</param>
public sealed record TraceGraph(Trace Trace, IReadOnlyList<TraceLane> Lanes, IReadOnlyList<TraceArrow> Arrows)
{
    /// <summary>Makes the diagram of a trace.</summary>
    /// <param name="system">The protocol, built in the trace's configuration.</param>
    /// <param name="trace">The trace.</param>
    /// <returns>The diagram.</returns>
    public static TraceGraph Of(ISystem system, Trace trace)
    {
        var lanes = trace.Processes.Select((process, i) => new TraceLane(
            process,
            process.Fault == Fault.Byzantine ? null : system.Initial(i),
            trace.Steps.Index().Where(step => step.Item.Process == i && step.Item.Input is Crash).Select(step => (int?)step.Index)
                .FirstOrDefault()));
        var sent = new Dictionary<Message, int>();
        var arrows = new List<TraceArrow>();
        foreach (var (at, step) in trace.Steps.Index())
        {
            arrows.AddRange(Into(system, sent, at, step));
            foreach (var message in step.Sends)
            {
                sent.TryAdd(message, at);
            }
        }

        return new(trace, [.. lanes], arrows);
    }

    /// <summary>The messages that a step takes or loses.</summary>
    private static IEnumerable<TraceArrow> Into(ISystem system, IReadOnlyDictionary<Message, int> sent, int at, TraceStep step)
    {
        return step.Input switch
        {
            SendOmission omission => [Arrow(omission.Message, IndexOf(system, omission.Recipient), ArrowKind.SendOmitted)],
            ReceiveOmission omission => [Arrow(omission.Message, step.Process, ArrowKind.ReceiveOmitted)],
            Message message => [Arrow(message, step.Process, ArrowKind.Received)],
            var input => Parts(system, input).Select(part => Arrow(AsSent(system, sent, part), step.Process, ArrowKind.Received)),
        };

        TraceArrow Arrow(Message message, int to, ArrowKind kind) =>
            new(message, system.Sender(message), sent.TryGetValue(message, out var sentAt) ? sentAt : null, to, at, kind);
    }

    private static IEnumerable<Message> Parts(ISystem system, Input input) =>
        system.Quorums.Select(kind => kind.Parts(input)).FirstOrDefault(parts => parts is not null) ?? [];

    /// <summary>
    /// The message that was sent, in place of one that a quorum says it has: a quorum keeps the statement and the
    /// senders, and the message may have said more.
    /// </summary>
    private static Message AsSent(ISystem system, IReadOnlyDictionary<Message, int> sent, Message part)
    {
        if (sent.ContainsKey(part))
        {
            return part;
        }

        var counted = from kind in system.Quorums
                      let statement = kind.Statement(part)
                      where statement is not null
                      from message in sent.Keys
                      where statement.Equals(kind.Statement(message)) && system.Sender(message) == system.Sender(part)
                      select message;
        return counted.FirstOrDefault(part);
    }

    private static int IndexOf(ISystem system, string name) => system.Processes.Select(process => process.Name).ToList().IndexOf(name);
}
