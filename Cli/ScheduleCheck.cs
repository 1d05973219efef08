using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Schedules;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli;

/// <summary>Runs schedules, message by message, and brings what they find to its smallest form.</summary>
internal sealed class ScheduleCheck(IProtocol protocol, string engine, ulong seed, ScheduleOptions options) : ICheck
{
    private static readonly TimeSpan ShrinkingTime = TimeSpan.FromSeconds(60);
    private readonly List<ScheduleCheckRun> runs = [];

    public bool GoesOn => true;

    public string Heading(Scenario scenario, ISystem system) => ScheduleReport.Heading(protocol, scenario, system, engine, seed, options);

    public Verdict Run(Scenario scenario, ISystem system, Func<Trace, string?> write)
    {
        var result = ScheduleSearch.Run(system, Engines.Scheduler(engine, seed), options);
        Trace? trace = null;
        if (result.Found is { } found)
        {
            trace = new TraceShrinker(protocol.Build, options.Network, ShrinkingTime)
                .Shrink(RunTrace.Of(system, options.Network, result.Violated!, found.Choices));
        }

        // All schedules were run, but if something never happened in them, it is not known to be harmless.
        var verdict = trace is not null ? Verdict.Violated
            : result.IsExhausted && result.NotTaken.Count == 0 ? Verdict.Holds
            : Verdict.Incomplete;
        runs.Add(new(scenario, verdict, result, trace, trace is null ? null : write(trace)));
        return verdict;
    }

    public string Outcome() => ScheduleReport.Outcome(runs[^1]);

    public object Json() => ScheduleReport.Json(protocol, runs, engine, seed, options);
}

/// <summary>One scenario's schedules.</summary>
/// <param name="Scenario">What was run.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Result">What was found.</param>
/// <param name="Trace">The counterexample in its smallest form; null if there is none.</param>
/// <param name="TraceFile">Where it was written; null if it was not.</param>
internal sealed record ScheduleCheckRun(Scenario Scenario, Verdict Verdict, ScheduleResult Result, Trace? Trace, string? TraceFile)
{
    /// <summary>What ended it, if nothing was found.</summary>
    public string StoppedBy => Result.StoppedBy ?? (Result.IsExhausted
        ? $"the end of all schedules, in which these never happened: {string.Join(", ", Result.NotTaken)}"
        : "a bound");
}
