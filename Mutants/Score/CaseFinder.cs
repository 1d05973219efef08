using System.Diagnostics;
using System.Text.Json;
using BgpVerified.Mutants.Trials;

namespace BgpVerified.Mutants.Score;

/// <summary>
/// Runs every case once on the source as it stands, with a mark in each member: which case runs which member, and for how long.
/// </summary>
internal sealed class CaseFinder(string project, RunOptions options)
{
    /// <summary>What takes this long is stopped: it is left out anyway. Time on the wall, where others may be at work.</summary>
    private TimeSpan Longest => TimeSpan.FromSeconds(5 * options.CaseSeconds);

    /// <summary>Test classes that take long, start processes, look at no code, or explore what is explored here anyway.</summary>
    private static readonly string[] LeftOut =
    [
        ".Architecture.", ".Documents.", ".Coyote.", ".Browser", "HtmlPageTests", "PropertiesReport", "LongRun",
        "ScenarioTests", "AblationTests", "ErrataTests",
    ];

    /// <summary>Test classes outside PropertyTests that say something of the protocols: the others are about the checker.</summary>
    private static readonly string[] OfProtocols = ["CatalogueTests", "RegisterSourceTests", "ListTests", "BadInputTests", "Delays."];

    /// <summary>The cases, as a worker before this one found them, or found now.</summary>
    /// <param name="run">The source as it stands.</param>
    /// <param name="file">Where they are kept for the workers that follow.</param>
    /// <returns>The cases.</returns>
    public IReadOnlyList<TrialCase> Find(TrialRun run, string file)
    {
        if (!File.Exists(file))
        {
            File.WriteAllText(file, JsonSerializer.Serialize(Find(run)));
        }

        return JsonSerializer.Deserialize<List<TrialCase>>(File.ReadAllText(file))!;
    }

    private List<TrialCase> Find(TrialRun run)
    {
        var found = new List<TrialCase>();
        foreach (var key in Keys(run).Where(key => options.Cases?.Split('|')
            .Any(part => key.Contains(part, StringComparison.Ordinal)) != false))
        {
            run.Switch!.Forget();
            var start = ProcessorTime();
            try
            {
                var expected = run.Run(key, options.CaseStates, Longest);
                var seconds = ProcessorTime() - start;
                if (seconds <= options.CaseSeconds && !expected.StartsWith("Incomplete", StringComparison.Ordinal))
                {
                    found.Add(new(key, seconds, expected, run.Switch.Seen));
                }
            }
            catch (TrialException e)
            {
                Console.Error.WriteLine($"left out, since it fails on the source as it stands: {key}: {e.Line}");
            }
        }

        return found;
    }

    /// <summary>Seconds of a processor: how busy the machine is with other things is none of a case's business.</summary>
    private static double ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private IEnumerable<string> Keys(TrialRun run) =>
    [
        .. run.Tests("PropertyTests").All(IsWanted).Select(test => $"test PropertyTests {test}"),
        .. ((string[])["CoyoteTests", "CommandLineTests"]).SelectMany(tests => run.Tests(tests)
            .All(type => IsWanted(type) && (project != "Impl" || OfProtocols.Any(type.Contains)))
            .Select(test => $"test {tests} {test}")),
        .. run.Subject.Protocols.SelectMany(protocol => run.Subject.Cases(protocol).Distinct()
            .Select(explored => $"explore {protocol} {explored}")),
    ];

    private static bool IsWanted(string type) => !LeftOut.Any(type.Contains);
}
