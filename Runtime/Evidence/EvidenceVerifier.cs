using BgpVerified.Kit;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Evidence;

/// <summary>
/// Verifies the logs of a run: each process's inputs are taken again through the handlers, and what the logs say of states and messages
/// must be what comes of it; every message that was received must have been sent, and the properties must hold over all processes.
/// </summary>
/// <remarks>
/// Takes as many handler calls as there are steps. Of a run it keeps the processes' states, of each message that was sent and received its
/// digest, and what learners have learned.
/// </remarks>
public sealed class EvidenceVerifier
{
    private readonly List<EvidenceLog> logs = [];
    private readonly List<EvidenceHeader> headers = [];
    private readonly List<string> unfinished = [];
    private readonly Dictionary<string, int> places = [];
    private readonly Dictionary<string, string> owners = [];
    private readonly EvidenceTraffic traffic;
    private readonly EvidenceSubject subject;
    private readonly IEvidenceProtocol protocol;
    private readonly LearnedTogether learned;
    private bool areQuiet = true;

    private EvidenceVerifier(
        IReadOnlyList<EvidenceLog> given, IReadOnlyList<IEvidenceProtocol> known, IReadOnlyCollection<string> byzantine)
    {
        foreach (var log in given)
        {
            var header = log.Lines().FirstOrDefault() is { } first && EvidenceText.Header(first) is { } read
                ? read
                : throw new InvalidEvidenceException($"{log.Name} is not a log; its first line would say so");
            if (!byzantine.Contains(header.Node))
            {
                logs.Add(log);
                headers.Add(header);
            }
        }

        if (logs.Count == 0)
        {
            throw new InvalidEvidenceException("no log of a node that is not Byzantine is given");
        }

        protocol = known.FirstOrDefault(one => one.Name == headers[0].Protocol) ?? throw new InvalidEvidenceException(
            $"{logs[0].Name} is a log of '{headers[0].Protocol}'; known are {string.Join(", ", known.Select(one => one.Name))}");
        subject = protocol.Open(headers[0].Options);
        foreach (var (place, process) in subject.System.Processes.Index())
        {
            places.Add(process.Name, place);
        }

        (traffic, learned) = (new(subject, places), new(subject));
    }

    /// <summary>Verifies logs.</summary>
    /// <param name="logs">The logs of nodes of one run; not those of Byzantine nodes.</param>
    /// <param name="known">The protocols that logs may be of.</param>
    /// <param name="byzantine">The names of nodes whose logs are not believed: they are left out.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="InvalidEvidenceException">They are not logs, or none are left.</exception>
    /// <exception cref="InvalidConfigurationException">A log's options are impossible.</exception>
    public static EvidenceReport Verify(
        IReadOnlyList<EvidenceLog> logs, IReadOnlyList<IEvidenceProtocol> known, params IReadOnlyCollection<string> byzantine) =>
        new EvidenceVerifier(logs, known, byzantine).Verify();

    private EvidenceReport Verify()
    {
        EvidenceFailure? failure = null;
        try
        {
            AreOfOneRun();
            foreach (var (log, header) in logs.Zip(headers))
            {
                traffic.Gather(log.Name, header, Lines(log, isFirst: true));
            }

            foreach (var (log, header) in logs.Zip(headers))
            {
                Replay(log, header, null);
            }

            AgreeAtTheEnd();
        }
        catch (DoesNotFitException e)
        {
            failure = e.Failure;
        }

        return new()
        {
            Protocol = protocol.Name,
            Run = headers[0].Run,
            Processes = [.. owners.Keys],
            Steps = traffic.Steps,
            Received = traffic.Received,
            Sent = traffic.Sent,
            Learned = learned.Count,
            Missing = learned.Missing().Count,
            ClaimsLiveness = areQuiet && owners.Count == places.Count,
            Unfinished = unfinished,
            Failure = failure,
        };
    }

    private void AreOfOneRun()
    {
        foreach (var (log, header) in logs.Zip(headers))
        {
            if (header.Run != headers[0].Run || header.Protocol != headers[0].Protocol
                || !header.Options.OrderBy(option => option.Key).SequenceEqual(headers[0].Options.OrderBy(option => option.Key)))
            {
                throw Failed(log.Name, 1, null, null, $"it is a log of another run than {logs[0].Name}");
            }

            foreach (var process in header.Processes)
            {
                if (!places.ContainsKey(process))
                {
                    throw Failed(log.Name, 1, process, null, "there is no such process");
                }

                if (!owners.TryAdd(process, log.Name))
                {
                    throw Failed(log.Name, 1, process, null, $"{owners[process]} is a log of it, too");
                }
            }
        }
    }

    /// <summary>The lines of a log after the first; what is no line is allowed at the end, and before a start.</summary>
    private IEnumerable<(long At, EvidenceLine Line)> Lines(EvidenceLog log, bool isFirst)
    {
        var (at, expected, broken) = (1L, 1L, 0L);
        EvidenceLine? last = null;
        foreach (var text in log.Lines().Skip(1))
        {
            at++;
            if (broken > 0 && EvidenceText.Read(text) is not StartLine)
            {
                throw Failed(log.Name, broken, null, null, "it is not a line of a log, and the node has not started again after it");
            }

            if (EvidenceText.Read(text) is not { } line)
            {
                broken = at;
                continue;
            }

            if (line.Number != (line is StartLine ? 1 : expected))
            {
                throw Failed(log.Name, at, null, null, $"lines are missing or out of order: it has number {line.Number}, not {expected}");
            }

            (expected, broken, last) = (line.Number + 1, 0, line);
            yield return (at, line);
        }

        if (isFirst)
        {
            areQuiet &= last is EndLine { IsQuiet: true };
            if (broken > 0)
            {
                unfinished.Add(log.Name);
            }
        }
    }

    /// <summary>Takes the inputs of a log again.</summary>
    private void Replay(EvidenceLog log, EvidenceHeader header, Func<string, object, string?>? isRefused)
    {
        var processes = header.Processes.ToDictionary(
            name => name, name => new ReplayedProcess(name, places[name], subject, header.HasReceived));
        foreach (var (at, line) in Lines(log, isFirst: false))
        {
            try
            {
                switch (line)
                {
                    case StartLine start:
                        foreach (var (name, process) in processes)
                        {
                            process.Start(start.States.TryGetValue(name, out var state) ? state : throw new StepException(
                                name, null, "the node has started again, and its state is not said"));
                        }

                        break;
                    case ReceivedLine received:
                        Of(received.Process).Receive(received.Message);
                        traffic.MustBeSent(received.Process, received.From, received.Message, owners);
                        break;
                    case StepLine step:
                        var (input, before, after, sends) = Of(step.Process).Take(step, traffic, owners, Unmet);
                        if (isRefused is null)
                        {
                            learned.Step(log.Name, at, step.Process, before, input, after);
                            learned.Proposed(sends.Append(input).OfType<SignedMessage>().SelectMany(subject.ProposedIn));
                        }
                        else if (isRefused(step.Process, after) is { } what)
                        {
                            throw new StepException(step.Process, input, what);
                        }

                        break;
                }
            }
            catch (StepException e)
            {
                throw Failed(log.Name, at, e.Process, e.Input?.Text, e.Message);
            }
        }

        foreach (var process in processes.Values)
        {
            learned.End(process.Name, process.State);
        }

        ReplayedProcess Of(string name) => processes.GetValueOrDefault(name)
            ?? throw new StepException(name, null, "the node does not have this process");

        // Without which rule the handler does what the log says.
        string? Unmet(ReplayedProcess process, Input input, StepLine step) => protocol.Ablated(header.Options)
            .FirstOrDefault(without => process.WouldFit(without.System, input, step)).Rule;
    }

    private void AgreeAtTheEnd()
    {
        if (learned.Unproposed(owners) is { } unproposed)
        {
            throw new DoesNotFitException(unproposed);
        }

        if (learned.Inconsistent() is var (process, others))
        {
            // Which step of it was the first?
            var at = logs.Zip(headers).First(log => log.Second.Processes.Contains(process));
            Replay(at.First, at.Second, (name, state) => name == process && subject.LearnedIn(state) is { } now
                && !LearnedTogether.AreCompatible(now, others)
                    ? $"Consistency: it has learned {Brief.Of(now)}, and another learner {Brief.Of(others)}; nothing extends both"
                    : null);
        }

        if (learned.Disagreement() is var (differs, what))
        {
            var log = logs.Zip(headers).First(one => one.Second.Processes.Contains(differs)).First;
            throw Failed(log.Name, log.Lines().LongCount(), differs, null, what);
        }

        if (areQuiet && owners.Count == places.Count && learned.Missing() is [var missing, ..])
        {
            throw Failed(logs[0].Name, 1, null, null,
                $"Liveness: all logs end quietly, and {missing.Process} has not learned {missing.Command}, which was proposed");
        }
    }

    private static DoesNotFitException Failed(string log, long line, string? process, string? input, string what) =>
        new(new(log, line, process, input is null ? null : Brief.Of(input), what));
}

/// <summary>A line does not fit.</summary>
internal sealed class StepException(string process, Input? input, string what) : Exception(what)
{
    public string Process => process;

    public Input? Input => input;
}

/// <summary>Texts for messages of one line.</summary>
internal static class Brief
{
    private const int Most = 300;

    public static string Of(object value) => $"{value}" is { Length: > Most } text ? $"{text[..Most]}…" : $"{value}";
}
