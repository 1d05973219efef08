using System.Globalization;
using System.Text;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CommandLine;

/// <summary>What <c>check</c> prints of schedules, as text and as JSON.</summary>
internal static class ScheduleReport
{
    public static string Progress(ScheduleProgress p) => Invariant(
        $"  {p.Schedules:N0} schedules, {p.Steps:N0} steps, {p.Schedules / p.Seconds:N0} schedules/s, {p.Seconds:N0} s");

    public static string Heading(IProtocol protocol, Scenario scenario, ISystem system, string engine, ulong seed, ScheduleOptions options)
    {
        var bound = options.Schedules == long.MaxValue ? string.Empty : Invariant($", at most {options.Schedules:N0} schedules");
        var seeded = engine == Engines.DepthFirst ? string.Empty : Invariant($", seed {seed}");
        return CheckReport.Configuration(protocol, scenario, options.Network)
            + Invariant($"  search: {engine}, message by message{seeded}{bound}, of at most {options.MaxSteps:N0} steps\n")
            + CheckReport.Checks(system, options.Property);
    }

    public static string Outcome(ScheduleCheckRun run, Network network)
    {
        var r = run.Result;
        var text = new StringBuilder();
        text.Append(
            Invariant($"  {r.Schedules:N0} schedules, {r.Steps:N0} steps, {r.Longest} in the longest, ")
            + Invariant($"{r.Quiescent:N0} schedules to where nothing fair is left, {r.Seconds:N1} s\n"));
        text.Append(Invariant(
            $"  {r.Schedules / Math.Max(r.Seconds, 0.001):N0} schedules/s, {r.Steps / Math.Max(r.Seconds, 0.001):N0} steps/s\n"));
        text.Append(Invariant(
            $"  actions: {string.Join(", ", r.Actions.Select(action => Invariant($"{action.Key} {action.Value:N0}")))}\n"));
        text.Append(Invariant($"  messages: {string.Join(", ", r.Delivered.Select(kind => Invariant($"{kind.Key} {kind.Value:N0}")))}\n"));
        if (r.NotTaken.Count > 0)
        {
            text.Append(Invariant($"  never happened: {string.Join(", ", r.NotTaken)}\n"));
        }

        text.Append(run.Verdict switch
        {
            Verdict.Holds => "holds: every schedule was run\n\n",
            Verdict.Incomplete =>
                Invariant($"incomplete: stopped by {run.StoppedBy}; nothing was found in the schedules that were run\n\n"),
            _ => Invariant($"violated: {r.Violated}, in schedule {r.Schedules:N0} after {run.Result.Found!.Choices.Count} deliveries; ")
                + $"brought down to {TraceText.Counted(run.Trace!.Steps.Count)}"
                + $"{(run.IsCut ? ", where it was ended" : string.Empty)}{Deliveries(network)}\n"
                + SmallerConfiguration(run) + (CheckReport.Checked(run.System, r.Violated)?.Kind == PropertyKind.Eventually
                    ? "within the configured ballots, views, timestamps or regencies; whether it is only late is not asked here "
                    + "(docs/LIVENESS.md)\n"
                    : string.Empty) + "\n" + TraceText.Write(run.Trace!, CheckReport.Checked(run.System, r.Violated)),
        });
        return text.ToString();
    }

    /// <summary>The contract's object; of schedules, distinct states are not counted, and transitions are steps.</summary>
    public static object Json(IProtocol protocol, IReadOnlyList<ScheduleCheckRun> runs, string engine, ulong seed, ScheduleOptions options)
    {
        var seconds = runs.Sum(run => run.Result.Seconds);
        var last = runs[^1];
        return new
        {
            Protocol = protocol.Name,
            Rules = CheckReport.RulesText(protocol, last.Scenario.Configuration),
            Config = runs.Count == 1 ? JsonConfig(last) : new { Scenarios = runs.Select(JsonConfig).ToList() },
            Search = engine,
            Verdict = (runs.FirstOrDefault(run => run.Verdict != Verdict.Holds) is { } bad && last.Verdict == Verdict.Holds
                ? bad
                : last).Verdict.ToString().ToLowerInvariant(),
            Property = last.Result.Violated,
            DistinctStates = 0,
            Transitions = runs.Sum(run => run.Result.Steps),
            Depth = runs.Max(run => run.Result.Longest),
            TraceLength = last.Trace?.Steps.Count,
            Seconds = Math.Round(seconds, 3),
            StatesPerSecond = 0,
            BytesPerState = 0,
            Reached = new Dictionary<string, int>(),
            Trace = last.TraceFile,
            Network = options.Network.ToString().ToLowerInvariant(),
            Seed = seed,
            Schedules = runs.Sum(run => run.Result.Schedules),
            SchedulesPerSecond = Math.Round(runs.Sum(run => run.Result.Schedules) / Math.Max(seconds, 0.001)),
            Actions = runs.SelectMany(run => run.Result.Actions).GroupBy(action => action.Key.ToString())
                .ToDictionary(action => action.Key, action => action.Sum(a => a.Value)),
            Delivered = runs.SelectMany(run => run.Result.Delivered).GroupBy(kind => kind.Key)
                .ToDictionary(kind => kind.Key, kind => kind.Sum(k => k.Value)),
        };
    }

    private static object JsonConfig(ScheduleCheckRun run) => new
    {
        Scenario = run.Scenario.Name,
        Configuration = ConfigurationDocument.Of(run.Scenario.Configuration),
        Verdict = run.Verdict.ToString().ToLowerInvariant(),
        run.Result.StoppedBy,
        run.Result.Schedules,
        Transitions = run.Result.Steps,
        NotTaken = run.Result.NotTaken.Select(action => action.ToString()).ToList(),
    };

    private static string Deliveries(Network network) => network switch
    {
        Network.Set => string.Empty,
        Network.Once => "; every message is delivered once, and gone if it is of no use then",
        _ => "; every message is delivered once",
    };

    private static string SmallerConfiguration(ScheduleCheckRun run)
    {
        var (given, left) = (run.Scenario.Configuration, run.Trace!.Configuration);
        return given.Equals(left) ? string.Empty : CheckReport.Sizes(left).Insert(2, "in a smaller configuration: ");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
