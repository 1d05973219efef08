using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli;

/// <summary>Explores every state, breadth first.</summary>
internal sealed class ExplorationCheck(IProtocol protocol, ExplorationOptions options) : ICheck
{
    private readonly List<CheckRun> runs = [];

    public bool GoesOn => false;

    public string Heading(Scenario scenario, ISystem system) => CheckReport.Heading(protocol, scenario, system, options);

    public Verdict Run(Scenario scenario, ISystem system, Func<Trace, string?> write)
    {
        var result = new Explorer(system, options).Run();
        if (result.Verdict == Verdict.Holds)
        {
            var checkedThere = system.Properties.Select(property => property.Name).Where(name => options.Property is null || name == options.Property);
            result = result with { NotExercised = Exercise.NotExercised(protocol, scenario.Configuration, checkedThere, options.Cancellation) };
        }

        runs.Add(new(scenario, result, result.Trace is { } trace ? write(trace) : null));
        return result.Verdict;
    }

    public string Outcome() => CheckReport.Outcome(runs[^1]);

    public object Json() => CheckReport.Json(protocol, runs, options);
}

/// <summary>One scenario's run.</summary>
/// <param name="Scenario">What was explored.</param>
/// <param name="Result">What was found.</param>
/// <param name="TraceFile">Where the counterexample was written; null if it was not.</param>
internal sealed record CheckRun(Scenario Scenario, ExplorationResult Result, string? TraceFile);
