using System.Collections.Immutable;
using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Evidence;

/// <summary>
/// Writes what a node's processes do, a line each: what they received, what they took, in which state they were then, and what they
/// sent. As an observer of the node it writes each line before anything that follows from the step is saved or sent.
/// </summary>
/// <remarks>
/// So a line has to be with the operating system before the call returns: then whatever another process has received of a step, the log has
/// the step, also where the node is killed.
/// </remarks>
public sealed class EvidenceRecorder : INodeObserver
{
    private readonly ISystem system;
    private readonly WireFormat format;
    private readonly Action<string> write;
    private readonly bool hasReceived;
    private long number;

    private EvidenceRecorder(ISystem system, WireFormat format, Action<string> write, bool hasReceived)
    {
        (this.system, this.format, this.write, this.hasReceived) = (system, format, write, hasReceived);
    }

    /// <summary>Begins a log, of processes in their first states.</summary>
    /// <param name="header">What it is of.</param>
    /// <param name="system">The protocol's processes.</param>
    /// <param name="format">The form of its messages, states and inputs.</param>
    /// <param name="write">Writes a line, to which it adds the end of the line.</param>
    /// <returns>The recorder.</returns>
    public static EvidenceRecorder Begin(EvidenceHeader header, ISystem system, WireFormat format, Action<string> write)
    {
        write(EvidenceText.Of(header));
        return new(system, format, write, header.HasReceived);
    }

    /// <summary>Goes on with a log after the node has started again. A line that was not finished must have been ended.</summary>
    /// <param name="header">What the log is of, as it was begun.</param>
    /// <param name="states">The states in which the node's processes start, by their places.</param>
    /// <param name="system">The protocol's processes.</param>
    /// <param name="format">The form of its messages, states and inputs.</param>
    /// <param name="write">Writes a line, to which it adds the end of the line.</param>
    /// <returns>The recorder.</returns>
    public static EvidenceRecorder Resume(
        EvidenceHeader header, IReadOnlyDictionary<int, object> states, ISystem system, WireFormat format, Action<string> write)
    {
        var recorder = new EvidenceRecorder(system, format, write, header.HasReceived);
        recorder.Write(new StartLine(
            ++recorder.number, states.ToDictionary(state => system.Processes[state.Key].Name, state => format.Digest(state.Value))));
        return recorder;
    }

    /// <inheritdoc/>
    public void Received(int process, Message message)
    {
        if (hasReceived)
        {
            Write(new ReceivedLine(
                ++number, system.Processes[process].Name, $"{((SignedMessage)message).From}", format.Digest(message)));
        }
    }

    /// <inheritdoc/>
    public void Takes(int process, Input input, object after, ImmutableArray<Message> sends) => Write(new StepLine(
        ++number, system.Processes[process].Name, format.Write(input), format.Digest(after), [.. sends.Select(format.Digest)]));

    /// <inheritdoc/>
    public void Stepped(int process, object before, Input input, object after)
    {
    }

    /// <summary>Ends the log.</summary>
    /// <param name="isQuiet">
    /// Whether nothing is left to happen: all that was asked for has been answered, and no message is on its way.
    /// </param>
    public void End(bool isQuiet) => Write(new EndLine(++number, isQuiet));

    private void Write(EvidenceLine line) => write(EvidenceText.Of(line));
}
