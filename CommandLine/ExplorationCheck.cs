using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CommandLine;

/// <summary>Explores every state, breadth first.</summary>
internal sealed class ExplorationCheck(IProtocol protocol, ExplorationOptions options, TimeLimit limit) : ICheck
{
    private readonly List<CheckRun> runs = [];

    public bool GoesOn => false;

    public Trace? Trace => runs.LastOrDefault()?.Result.Trace;

    public string Heading(Scenario scenario, ISystem system) => CheckReport.Heading(protocol, scenario, system, options);

    public Verdict Run(Scenario scenario, ISystem system, int left)
    {
        ExplorationProgress? last = null;
        ExplorationResult result;
        try
        {
            result = new Explorer(system, options with
            {
                Spent = limit.Spent,
                Progress = progress =>
                options.Progress?.Invoke(last = progress)
            }).Run();
            result = result.Verdict == Verdict.Holds
                ? result with
                {
                    NotExercised = Exercise.NotExercised(protocol, scenario.Configuration, result.NotExercised
                ?? [], options.Cancellation)
                }
                : result;
        }
        catch (Exception e) when (MemoryLimit.IsExceeded(e))
        {
            // What the explorer held is garbage now. Its counts are those that it told last.
            GC.Collect();
            result = new(Verdict.Incomplete, null, "memory: there was no more, and the counts are those of the last line of progress",
                last?.DistinctStates ?? 0, last?.Transitions ?? 0, last?.Depth ?? 0, new Dictionary<string, int>(), [], last?.Seconds
                ?? 0, last?.Bytes ?? 0, 0, null);
        }

        runs.Add(new(scenario, system, result, null));
        return result.Verdict;
    }

    public string Outcome() => CheckReport.Outcome(runs[^1]);

    public void WrittenTo(string path) => runs[^1] = runs[^1] with { TraceFile = path };

    public object Json() => CheckReport.Json(protocol, runs, options);
}

/// <summary>One scenario's run.</summary>
/// <param name="Scenario">What was explored.</param>
/// <param name="System">The protocol, built in it.</param>
/// <param name="Result">What was found.</param>
/// <param name="TraceFile">Where the counterexample was written; null if it was not.</param>
internal sealed record CheckRun(Scenario Scenario, ISystem System, ExplorationResult Result, string? TraceFile);
