using System.Globalization;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Histories;

namespace BgpVerified.CommandLine;

/// <summary>What <c>simulate</c> prints.</summary>
internal static class SimulationTable
{
    public static void Print(SimulationReport report, TextWriter output)
    {
        var o = report.Options;
        output.WriteLine($"{report.Protocol}: {o.Acceptors} acceptors, f = {report.Faults}, {o.Clients} "
            + $"client{(o.Clients == 1 ? string.Empty : "s")}, {o.Topology.Name}, seed {o.Seed}");
        foreach (var (name, value) in Rows(report))
        {
            output.WriteLine($"  {name,-34} {value}");
        }

        output.WriteLine(report.Violation is { } violation ? $"unsafe: {violation} is violated"
            : report is { Linearizable.Outcome: HistoryOutcome.Unknown } ? "linearizable: unknown, the search was given up"
            : report is { Linearizable: { } checkedHistory } ? $"linearizable: {checkedHistory.Order.Count} operations checked"
                + (report.IsComplete ? string.Empty : ", and incomplete: not every command was answered")
            : report.IsComplete ? "safe: all learners learned all commands, in compatible orders"
            : "safe so far, and incomplete: not every learner learned every command");
    }

    public static object Document(SimulationReport report) => new
    {
        report.Protocol,
        Verdict = report.Violation is not null ? "violated" : report.IsComplete ? "holds" : "incomplete",
        Property = report.Violation,
        Options = new
        {
            report.Options.Acceptors,
            report.Faults,
            report.Options.Clients,
            report.Options.Commands,
            report.Options.Batch,
            ConflictPercent = 100 * report.Options.Conflicts,
            UniversalPercent = 100 * report.Options.Universal,
            Network = report.Options.Topology.Name,
            report.Options.Ballots,
            report.Options.Crashed,
            Leader = report.Options.Leader.ToString().ToLowerInvariant(),
            report.Options.Echoing,
            report.Options.With,
            report.Options.Without,
            report.Options.Checkpoint,
            report.Options.Application,
            report.Options.Seed,
        },
        Linearizable = report.Linearizable?.Outcome.ToString(),
        report.Asked,
        report.Learned,
        Seconds = report.Duration.TotalSeconds,
        LatencyMs = new { report.P50, report.P99, Longest = report.Worst },
        OneWayMs = report.OneWay,
        report.Delays,
        report.FastShare,
        PerCommand = new { report.Messages, report.Bytes, report.Signed, report.Verified },
        report.LargestMessage,
        report.LargestState,
        report.LargestCollector,
        report.Events,
        Samples = report.Samples.Select(s => new { s.Learned, s.State, s.Message, s.Collected }).ToList(),
        History = report.History.Select(e => new
        {
            e.Client,
            Operation = e.Name,
            Kind = e.Kind.ToString().ToLowerInvariant(),
            StartMs = e.Start.TotalMilliseconds,
            EndMs = e.End?.TotalMilliseconds,
            e.Reply,
        }).ToList(),
    };

    private static IEnumerable<(string Name, string Value)> Rows(SimulationReport r)
    {
        yield return ("commands learned", $"{r.Learned} of {r.Asked} asked, in {Text(r.Duration.TotalSeconds, 2)} s");
        if (r.Learned == 0)
        {
            yield break;
        }

        yield return ("learn latency p50 / p99 / longest", $"{Text(r.P50, 1)} / {Text(r.P99, 1)} / {Text(r.Worst, 1)} ms");
        yield return ("in mean one-way delays", string.Join(" / ", new[] { r.P50, r.P99, r.Worst }.Select(ms => Text(ms / r.OneWay, 2))));
        yield return ("messages one after another", $"{r.Delays} (median)");
        yield return ("fast path", $"{Text(100 * r.FastShare, 1)} %");
        yield return ("messages per command", Text(r.Messages, 1));
        yield return ("bytes per command", Text(r.Bytes, 0));
        yield return ("signatures made / checked", $"{Text(r.Signed, 1)} / {Text(r.Verified, 1)} per command");
        yield return ("largest message", $"{r.LargestMessage.ToString("N0", CultureInfo.InvariantCulture)} bytes");
        yield return ("largest state of a process", $"{r.LargestState.ToString("N0", CultureInfo.InvariantCulture)} bytes");
        yield return ("most statements counted at once", $"{r.LargestCollector}");
        yield return ("events", r.Events.ToString("N0", CultureInfo.InvariantCulture));
        foreach (var note in r.Notes)
        {
            yield return note;
        }
    }

    private static string Text(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);
}
