using System.Globalization;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Bench;

/// <summary>How many schedules each engine needs to find planted faults: the published errata, rules taken out, one acceptor too few.</summary>
internal static class FaultTable
{
    private static readonly string[] Engines = ["random", "pct", "delay", "swarm"];

    /// <summary>A scenario, and the rules taken out of it.</summary>
    private static readonly (string Scenario, string[] Without)[] Faults =
    [
        ("published", []),
        ("published-once", []),
        ("lower-bound", []),
        ("one-ballot", ["vote-once"]),
        ("universal", ["deliver-once"]),
        ("two-ballots", ["verify-current-ballot"]),
        ("two-ballots", ["learn-quorum"]),
        ("two-classic", ["keep-proposals"]),
        ("classic", ["propose-once"]),
        ("good-leader", ["join-view-change"]),
    ];

    public static int Print(string[] args, TextWriter output, TextWriter error)
    {
        var schedules = Option(args, "--schedules", 100_000);
        var seeds = Option(args, "--seeds", 10);
        var bgp = new BgpProtocol();
        output.WriteLine("| fault | property | " + string.Join(" | ", Engines) + " |");
        output.WriteLine("| --- | --- |" + string.Concat(Engines.Select(_ => " --- |")));
        var only = Array.IndexOf(args, "--only") is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        foreach (var (scenario, without) in Faults.Where(fault => only is null || fault.Scenario == only))
        {
            var configuration = bgp.Scenarios.Single(s => s.Name == scenario).Configuration;
            var system = bgp.Build(configuration with { Rules = new(configuration.Rules.Except(without)) });
            var rows = Engines.Select(engine => Find(system, engine, schedules, seeds, error)).ToList();
            var name = $"`--scenario {scenario}{string.Concat(without.Select(rule => $" --without {rule}"))}`";
            output.WriteLine($"| {name} | {string.Join(", ", rows.SelectMany(row => row.Properties).Distinct().Order())} | {string.Join(" | ", rows.Select(row => row.Text))} |");
        }

        return 0;
    }

    private static (string Text, IReadOnlyList<string> Properties) Find(ISystem system, string engine, int schedules, int seeds, TextWriter error)
    {
        List<long> found = [];
        HashSet<string> properties = [];
        for (var seed = 1; seed <= seeds; seed++)
        {
            var result = ScheduleSearch.Run(system, Scheduler(engine, (ulong)seed), new() { Network = Network.Reliable, Schedules = schedules, MaxSteps = 5_000 });
            error.WriteLine($"{engine} seed {seed}: {result.Violated ?? "nothing"} after {result.Schedules} schedules, {result.Seconds:F1} s");
            if (result.Violated is not null)
            {
                found.Add(result.Schedules);
                properties.Add(result.Violated);
            }
        }

        // A median over seeds that found nothing is "more than was tried".
        found.Sort();
        var median = found.Count > seeds / 2 ? found[seeds / 2].ToString("N0", CultureInfo.InvariantCulture) : "not found";
        return ($"{median}{(found.Count < seeds ? $" ({found.Count} of {seeds})" : string.Empty)}", [.. properties]);
    }

    private static IScheduler Scheduler(string engine, ulong seed) => engine switch
    {
        "random" => new RandomScheduler(seed),
        "pct" => new PctScheduler(seed),
        "delay" => new DelayScheduler(seed),
        _ => new SwarmScheduler(seed),
    };

    private static int Option(string[] args, string name, int usual) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length && int.TryParse(args[at + 1], CultureInfo.InvariantCulture, out var value) ? value : usual;
}
