using BgpVerified.Checker.Messages;
using BgpVerified.Spec.Protocols;
using Microsoft.Coyote.Actors;
using Microsoft.Coyote.Logging;
using Microsoft.Coyote.SystematicTesting;
using CoyoteConfiguration = Microsoft.Coyote.Configuration;

namespace BgpVerified.CoyoteTests.Coyote.Engine;

/// <summary>Runs a configured protocol as actors.</summary>
internal static class ActorEngine
{
    public static CoyoteResult Run(ISystem system, CoyoteOptions options)
    {
        ActorRun? last = null;
        var kinds = new HashSet<string>();
        using var engine = TestingEngine.Create(Configured(options), (IActorRuntime runtime) =>
            last = new ActorRun(system, runtime, kinds));
        return Finish(engine, () => last?.Choices ?? [], kinds);
    }

    /// <summary>
    /// No telemetry, which is on by default. A run that does not end is a bug, and a monitor that stays hot for half of
    /// the steps allowed is one.
    /// </summary>
    public static CoyoteConfiguration Configured(CoyoteOptions options)
    {
        var configured = CoyoteConfiguration.Create()
            .WithTelemetryEnabled(false)
            .WithVerbosityEnabled(VerbosityLevel.None)
            .WithTestingIterations(options.Iterations)
            .WithRandomGeneratorSeed(options.Seed)
            .WithRandomStrategy()
            .WithMaxSchedulingSteps(options.MaxSteps, options.MaxSteps)
            .WithFailureOnMaxStepsBoundEnabled();
        return options.Reproduce is { } trace ? configured.WithReproducibleTrace(trace) : configured;
    }

    /// <summary>Runs the engine.</summary>
    /// <param name="engine">The engine, which has not run yet.</param>
    /// <param name="choices">The steps of the last schedule, when it has.</param>
    /// <param name="kinds">The kinds of inputs taken, when it has.</param>
    public static CoyoteResult Finish(TestingEngine engine, Func<IReadOnlyList<Choice>> choices, IReadOnlySet<string> kinds)
    {
        // Without a logger of its own it writes what it does to the console, at any verbosity.
        engine.SetLogger(new MemoryLogger(VerbosityLevel.None));
        engine.Run();
        var report = engine.TestReport;
        return new(
            report.NumOfFoundBugs,
            (uint)(report.NumOfExploredFairPaths + report.NumOfExploredUnfairPaths),
            string.Join('\n', report.BugReports),
            choices(),
            engine.ReproducibleTrace,
            kinds);
    }
}
