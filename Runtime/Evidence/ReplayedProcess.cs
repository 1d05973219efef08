using BgpVerified.Kit;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Evidence;

/// <summary>A process whose log is replayed.</summary>
internal sealed class ReplayedProcess(string name, int place, EvidenceSubject subject, bool hasReceived)
{
    private readonly HashSet<WireDigest> received = [];
    private readonly List<(WireDigest Digest, object State)> before = [];
    private WireDigest? digest;

    public string Name => name;

    public object State { get; private set; } = subject.System.Initial(place);

    public void Receive(WireDigest message) => received.Add(message);

    /// <summary>It has started again, in the state that it is in or in one of those before.</summary>
    public void Start(WireDigest state)
    {
        if (subject.Format.Digest(State) == state)
        {
            return;
        }

        var known = before.FindLastIndex(one => one.Digest == state);
        if (known < 0)
        {
            throw new StepException(name, null, subject.Format.Digest(subject.System.Initial(place)) == state
                ? "it has started again in its first state, and has forgotten all that it had promised"
                : "it has started again in a state that it has not been in before");
        }

        (State, digest) = (before[known].State, state);
        before.RemoveRange(known, before.Count - known);
    }

    /// <summary>Takes a step.</summary>
    public (Input Input, object Before, object After, IReadOnlyList<Message> Sends) Take(
        StepLine step, EvidenceTraffic traffic, IReadOnlyDictionary<string, string> owners,
        Func<ReplayedProcess, Input, StepLine, string?> unmet)
    {
        var input = Read(step.Input);
        foreach (var part in subject.PartsOf(input))
        {
            var own = subject.Format.Digest(part);
            if (hasReceived && !received.Contains(own))
            {
                throw new StepException(name, input, $"it has not received '{Brief.Of(part)}' before");
            }

            traffic.MustBeSent(name, $"{part.From}", own, owners, input);
        }

        var had = State;
        var (after, sends) = subject.System.Apply(place, had, input);
        var digests = sends.Select(message => subject.Format.Digest(message)).ToList();
        var hadDigest = digest ??= subject.Format.Digest(had);
        var state = ReferenceEquals(after, had) ? hadDigest : subject.Format.Digest(after);
        if (What(step, had, after, state, sends, digests, traffic) is { } what)
        {
            throw new StepException(name, input, unmet(this, input, step) is { } rule
                ? $"{what}; without the rule '{rule}' the handler does what the log says"
                : what);
        }

        before.Add((hadDigest, had));
        if (before.Count > 2 * EvidenceTraffic.MostLost)
        {
            before.RemoveRange(0, EvidenceTraffic.MostLost);
        }

        (State, digest) = (after, state);
        return (input, had, after, sends);
    }

    /// <summary>Whether the handlers of another protocol do what the log says.</summary>
    public bool WouldFit(ISystem other, Input input, StepLine step)
    {
        var (after, sends) = other.Apply(place, State, input);
        return subject.Format.Digest(after) == step.State
            && step.Sent.SequenceEqual(sends.Select(message => subject.Format.Digest(message)));
    }

    private Input Read(byte[] bytes)
    {
        try
        {
            return subject.Format.Read(bytes) as Input ?? throw new StepException(name, null, "what it takes is no input");
        }
        catch (WireException e)
        {
            throw new StepException(name, null, $"what it takes cannot be read: {e.Message}");
        }
    }

    /// <summary>What is not as the log says; null if all is.</summary>
    private static string? What(StepLine step, object had, object after, WireDigest state, IReadOnlyList<Message> sends,
        List<WireDigest> digests, EvidenceTraffic traffic)
    {
        if (ReferenceEquals(after, had) && sends.Count == 0)
        {
            return "the handler ignores it: a guard is false";
        }

        if (state != step.State)
        {
            return $"the state after it is {state}, not {step.State}";
        }

        var next = 0;
        foreach (var (i, digest) in digests.Index())
        {
            if (next < step.Sent.Count && step.Sent[next] == digest)
            {
                next++;
            }
            else if (!traffic.WasSent(digest))
            {
                return $"'{Brief.Of(sends[i])}' follows from it and was not sent";
            }
        }

        return next == step.Sent.Count ? null : $"the handler does not send the message {step.Sent[next]}, which was sent";
    }
}
