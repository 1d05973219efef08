using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CommandLine;

/// <summary>Runs schedules, message by message, and brings what they find to its smallest form.</summary>
internal sealed class ScheduleCheck(IProtocol protocol, string engine, ulong seed, ScheduleOptions options, TimeLimit limit) : ICheck
{
    private static readonly TimeSpan ShrinkingTime = TimeSpan.FromSeconds(60);
    private readonly List<ScheduleCheckRun> runs = [];

    public bool GoesOn => true;

    public Trace? Trace => runs.LastOrDefault()?.Trace;

    public string Heading(Scenario scenario, ISystem system) => ScheduleReport.Heading(protocol, scenario, system, engine, seed, options);

    public Verdict Run(Scenario scenario, ISystem system, int left)
    {
        var share = limit.Left == TimeSpan.MaxValue
            ? limit.Left
            : TimeSpan.FromMilliseconds(Math.Ceiling(limit.Left.TotalMilliseconds / left));
        var result = Search(system, share);
        if (result.StoppedBy?.StartsWith("time ", StringComparison.Ordinal) == true)
        {
            result = result with { StoppedBy = limit.Text(isShared: left > 1 || runs.Count > 0) };
        }

        var (trace, isCut) = result.Found is null ? (null, false) : Shrunk(system, result);

        // All schedules were run, but if something never happened in them, it is not known to be harmless.
        var verdict = trace is not null ? Verdict.Violated
            : result.IsExhausted && result.NotTaken.Count == 0 && result.Steps > 0 ? Verdict.Holds
            : Verdict.Incomplete;
        runs.Add(new(scenario, system, verdict, result, trace, isCut, null));
        return verdict;
    }

    public string Outcome() => ScheduleReport.Outcome(runs[^1], options.Network);

    public void WrittenTo(string path) => runs[^1] = runs[^1] with { TraceFile = path };

    public object Json() => ScheduleReport.Json(protocol, runs, engine, seed, options);

    private ScheduleResult Search(ISystem system, TimeSpan most)
    {
        ScheduleProgress? last = null;
        try
        {
            return ScheduleSearch.Run(system, Engines.Scheduler(engine, seed),
                options with { MaxTime = most, Progress = progress => options.Progress?.Invoke(last = progress) });
        }
        catch (Exception e) when (MemoryLimit.IsExceeded(e))
        {
            // What the search held is garbage now. Its counts are those that it told last.
            GC.Collect();
            return new(false, "memory: there was no more, and the counts are those of the last line of progress", null, last?.Schedules
                ?? 0, 0, last?.Steps ?? 0, 0, last?.Seconds ?? 0, new Dictionary<ProtocolAction, long>(), new Dictionary<string, long>(),
                null);
        }
    }

    /// <summary>The counterexample in its smallest form; or as small as time, memory and patience allow.</summary>
    private (Trace Trace, bool IsCut) Shrunk(ISystem system, ScheduleResult result)
    {
        // Where messages come once, they come once in the small run as well.
        var isOnce = options.Network != Network.Set;
        var found = isOnce
            ? RunTrace.ByMessages(system, options.Network, result.Violated!, result.Found!.Choices)
            : RunTrace.Of(system, options.Network, result.Violated!, result.Found!.Choices);
        var time = limit.Left == TimeSpan.MaxValue
            ? ShrinkingTime
            : TimeSpan.FromTicks(Math.Min(ShrinkingTime.Ticks, limit.Left.Ticks / 2));
        var shrinker = new TraceShrinker(protocol.Build, options.Network, time, options.MaxMemory, options.Cancellation);
        try
        {
            var small = shrinker.Shrink(found);
            return (isOnce ? RunTrace.Told(protocol.Build(small.Configuration), options.Network, small) : small, shrinker.IsCut);
        }
        catch (Exception e) when (MemoryLimit.IsExceeded(e))
        {
            return (found, true);
        }
    }
}

/// <summary>One scenario's schedules.</summary>
/// <param name="Scenario">What was run.</param>
/// <param name="System">The protocol, built in it.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Result">What was found.</param>
/// <param name="Trace">The counterexample in its smallest form; null if there is none.</param>
/// <param name="IsCut">Whether the search for the smallest form was ended early.</param>
/// <param name="TraceFile">Where it was written; null if it was not.</param>
internal sealed record ScheduleCheckRun(Scenario Scenario, ISystem System, Verdict Verdict, ScheduleResult Result, Trace? Trace,
    bool IsCut, string? TraceFile)
{
    /// <summary>What ended it, if nothing was found.</summary>
    public string StoppedBy => Result.StoppedBy
        ?? (!Result.IsExhausted ? "a bound"
        : Result.Steps == 0 ? "the end of all schedules, in which nothing happened"
        : $"the end of all schedules, in which these never happened: {string.Join(", ", Result.NotTaken)}");
}
