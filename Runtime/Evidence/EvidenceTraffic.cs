using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Evidence;

/// <summary>
/// What logs say that was sent, as digests; and what was sent in steps that a process no longer knew of when it started again. Such
/// messages may never have left.
/// </summary>
internal sealed class EvidenceTraffic(EvidenceSubject subject, IReadOnlyDictionary<string, int> places)
{
    /// <summary>How many states back a process may start again.</summary>
    public const int MostLost = 256;

    private readonly Dictionary<WireDigest, int> sent = [];
    private readonly Dictionary<WireDigest, (string Log, long Line)> lost = [];

    public long Steps { get; private set; }

    public long Received { get; private set; }

    public long Sent { get; private set; }

    public void Gather(string log, EvidenceHeader header, IEnumerable<(long At, EvidenceLine Line)> lines)
    {
        var last = header.Processes.ToDictionary(
            process => process,
            process => new List<(long At, WireDigest State, IReadOnlyList<WireDigest> Sent)>
            {
                (1, subject.Format.Digest(subject.System.Initial(places[process])), []),
            });
        foreach (var (at, line) in lines)
        {
            switch (line)
            {
                case StepLine step:
                    Steps++;
                    Sent += step.Sent.Count;
                    foreach (var message in step.Sent)
                    {
                        sent[message] = sent.GetValueOrDefault(message) + 1;
                    }

                    if (last.TryGetValue(step.Process, out var states))
                    {
                        states.Add((at, step.State, step.Sent));
                        if (states.Count > 2 * MostLost)
                        {
                            states.RemoveRange(0, MostLost);
                        }
                    }

                    break;
                case ReceivedLine:
                    Received++;
                    break;
                case StartLine start:
                    foreach (var (process, state) in start.States)
                    {
                        Lose(log, last.GetValueOrDefault(process), state);
                    }

                    break;
            }
        }
    }

    public bool WasSent(WireDigest message) => sent.GetValueOrDefault(message) > 0;

    /// <exception cref="StepException">The sender's log is there, and does not have it.</exception>
    public void MustBeSent(string process, string from, WireDigest message, IReadOnlyDictionary<string, string> owners, Input? input = null)
    {
        if (!owners.TryGetValue(from, out var log) || WasSent(message))
        {
            return;
        }

        throw new StepException(process, input, lost.TryGetValue(message, out var at)
            ? $"the message {message} of {from} was received; {from} sent it in the step {at.Log}:{at.Line}, of which it knew no longer "
                + "when it had started again: it was sent before the state was saved"
            : $"the message {message} of {from} was received, and {from} has not sent it, says {log}");
    }

    private void Lose(string log, List<(long At, WireDigest State, IReadOnlyList<WireDigest> Sent)>? states, WireDigest state)
    {
        if (states?.FindLastIndex(one => one.State == state) is not (>= 0 and var known))
        {
            return;
        }

        foreach (var (at, _, messages) in states.Skip(known + 1))
        {
            foreach (var message in messages)
            {
                sent[message]--;
                lost[message] = (log, at);
            }
        }

        states.RemoveRange(known + 1, states.Count - known - 1);
    }
}
