using System.Globalization;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Bench;

/// <summary>
/// How many schedules each engine needs to find planted faults: the published errata, rules taken out, one acceptor too few.
/// </summary>
internal static class FaultTable
{
    private static readonly string[] Engines = ["random", "pct", "delay", "swarm"];

    /// <summary>A scenario, the rules taken out of it, and how many acceptors instead of its own; f of them are Byzantine.</summary>
    private static readonly (string Scenario, string[] Without, int? Acceptors)[] Faults =
    [
        ("published", [], null),
        ("published-once", [], null),
        ("lower-bound", [], null),
        ("one-ballot", ["vote-once"], null),
        ("one-ballot", ["vote-once"], 16),
        ("universal", ["deliver-once"], null),
        ("two-ballots", ["verify-current-ballot"], null),
        ("two-ballots", ["learn-quorum"], null),
        ("two-classic", ["keep-proposals"], null),
        ("classic", ["propose-once"], null),
        ("good-leader", ["join-view-change"], null),
    ];

    public static int Print(string[] args, TextWriter output, TextWriter error)
    {
        var schedules = Option(args, "--schedules", 100_000);
        var seeds = Option(args, "--seeds", 10);
        var bgp = new BgpProtocol();
        output.WriteLine("| fault | property | " + string.Join(" | ", Engines) + " |");
        output.WriteLine("| --- | --- |" + string.Concat(Engines.Select(_ => " --- |")));
        var only = Array.IndexOf(args, "--only") is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        foreach (var (scenario, without, acceptors) in Faults.Where(fault => only is null
            || (fault.Acceptors is { } size ? $"{fault.Scenario}-{size}" : fault.Scenario) == only))
        {
            var configuration = Sized(bgp.Scenarios.Single(s => s.Name == scenario).Configuration, acceptors);
            var system = bgp.Build(configuration with { Rules = new(configuration.Rules.Except(without)) });
            var rows = Engines.Select(engine => Find(system, engine, schedules, seeds, error)).ToList();
            var size = acceptors is null ? string.Empty : $" --acceptors {acceptors} --faults {configuration.Faults}";
            var name = $"`--scenario {scenario}{size}{string.Concat(without.Select(rule => $" --without {rule}"))}`";
            output.WriteLine(
                $"| {name} | {string.Join(", ", rows.SelectMany(row => row.Properties).Distinct().Order())} "
                + $"| {string.Join(" | ", rows.Select(row => row.Text))} |");
        }

        return 0;
    }

    private static Configuration Sized(Configuration scenario, int? acceptors) => acceptors is not { } size
        ? scenario
        : scenario with
        {
            Acceptors = size,
            Faults = (size - 1) / 3,
            Byzantine = new(scenario.Byzantine.Where(name => name[0] != 'a')
                .Concat(Enumerable.Range(0, (size - 1) / 3).Select(i => $"a{size - i}"))),
        };

    private static (string Text, IReadOnlyList<string> Properties) Find(ISystem system, string engine, int schedules, int seeds,
        TextWriter error)
    {
        List<long> found = [];
        HashSet<string> properties = [];
        for (var seed = 1; seed <= seeds; seed++)
        {
            var result = ScheduleSearch.Run(system, Scheduler(engine, (ulong)seed),
                new() { Network = Network.Reliable, Schedules = schedules, MaxSteps = 5_000 });
            error.WriteLine(
                $"{engine} seed {seed}: {result.Violated ?? "nothing"} after {result.Schedules} schedules, {result.Seconds:F1} s");
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
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length
            && int.TryParse(args[at + 1], CultureInfo.InvariantCulture, out var value) ? value : usual;
}
