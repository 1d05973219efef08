using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Schedules;

/// <summary>How the tests run schedules: what a failing one prints, and the command that replays it.</summary>
internal static class Runs
{
    /// <summary>The engines that draw schedules by a seed.</summary>
    public static readonly string[] Engines = ["random", "pct", "delay", "swarm"];

    public static IScheduler Scheduler(string engine, ulong seed = 1) => engine switch
    {
        "random" => new RandomScheduler(seed),
        "pct" => new PctScheduler(seed),
        "delay" => new DelayScheduler(seed),
        "swarm" => new SwarmScheduler(seed),
        "dfs" => new DepthFirstScheduler(),
        _ => throw new ArgumentException($"no engine '{engine}'", nameof(engine)),
    };

    public static ScheduleResult Search(this Configuration configuration, string engine, long schedules,
        Network network = Network.Reliable, ulong seed = 1) =>
        ScheduleSearch.Run(Explorations.Bgp.Build(configuration), Scheduler(engine, seed),
            new() { Network = network, Schedules = schedules });

    /// <summary>
    /// Runs schedules and fails with the smallest counterexample, as text, with the one command that replays it; fails too
    /// if some action of the protocol never happened. Prints how often each did.
    /// </summary>
    public static void AssertHolds(this Configuration configuration, string engine, long schedules, Network network,
        ITestOutputHelper? output, TimeSpan? shrinking = null)
    {
        var system = Explorations.Bgp.Build(configuration);
        var result = ScheduleSearch.Run(system, Scheduler(engine), new() { Network = network, Schedules = schedules });
        output?.WriteLine($"{engine}, {network}: {result.Schedules} schedules, {result.Steps} steps");
        output?.WriteLine("actions: " + string.Join(", ", result.Actions.Select(action => $"{action.Key} {action.Value}")));
        output?.WriteLine("messages: " + string.Join(", ", result.Delivered.Select(kind => $"{kind.Key} {kind.Value}")));
        if (result.Found is { } found)
        {
            var trace = new TraceShrinker(Explorations.Bgp.Build, network, shrinking ?? TimeSpan.FromSeconds(30))
                .Shrink(RunTrace.Of(system, network, result.Violated!, found.Choices));
            var file = Path.Combine(Path.GetTempPath(), $"bgp-{trace.Property}-{Guid.NewGuid():N}.trace.json");
            File.WriteAllText(file, TraceJson.Write(Explorations.Bgp.Name, trace));
            Assert.Fail($"schedule {result.Schedules - 1} of {engine} violates {trace.Property}\n{TraceText.Write(trace)}replay with: "
                + $"dotnet run -c Release --project Cli -- replay {file}");
        }

        Assert.True(result.NotTaken.Count == 0,
            $"nothing was violated in {result.Schedules} schedules, but these never happened: {string.Join(", ", result.NotTaken)}");
    }
}
