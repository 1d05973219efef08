using BgpVerified.Checker.Schedules;

namespace BgpVerified.CommandLine;

/// <summary>The engines that <c>--search</c> names.</summary>
internal static class Engines
{
    public const string BreadthFirst = "bfs";
    public const string DepthFirst = "dfs";

    /// <summary>All of them; the first is the default, and the only one that delivers whole quorums.</summary>
    public static IReadOnlyList<string> Names { get; } = [BreadthFirst, DepthFirst, "random", "pct", "delay", "swarm"];

    /// <summary>The scheduler of an engine that runs schedules.</summary>
    public static IScheduler Scheduler(string name, ulong seed) => name switch
    {
        DepthFirst => new DepthFirstScheduler(),
        "random" => new RandomScheduler(seed),
        "pct" => new PctScheduler(seed),
        "delay" => new DelayScheduler(seed),
        "swarm" => new SwarmScheduler(seed),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no engine that runs schedules"),
    };
}
