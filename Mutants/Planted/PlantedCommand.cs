using BgpVerified.Mutants.Subjects;

namespace BgpVerified.Mutants.Planted;

/// <summary><c>planted</c>: plants each bug of a list and says whether the default run finds it.</summary>
internal static class PlantedCommand
{
    private static readonly string[] Kinds = ["found", "counts", "crash", "timeout", "nothing", "invalid"];

    public static int Run(string[] arguments, RunOptions options)
    {
        var bugs = options.Lists.SelectMany(PlantedBug.Read).ToList();
        if (options.Worker is { } journal)
        {
            return Work(bugs, options, journal);
        }

        var file = options.Journal ?? Path.Combine(Path.GetTempPath(), $"planted-{Environment.ProcessId}.txt");
        var notes = Supervisor.Run(arguments, file);
        foreach (var kind in Kinds)
        {
            Console.WriteLine($"{kind}: {notes.Done.Values.Count(outcome => KindOf(outcome) == kind)} of {bugs.Count}");
        }

        return notes.Done.Values.Any(outcome => KindOf(outcome) == "invalid") ? 2 : 0;
    }

    private static int Work(List<PlantedBug> bugs, RunOptions options, string journal)
    {
        var run = new PlantedRun(options);
        var done = Journal.Read(journal).Done;
        for (var i = 0; i < bugs.Count; i++)
        {
            var key = $"{i + 1}";
            if (done.ContainsKey(key))
            {
                continue;
            }

            Journal.Begin(journal, key);
            var outcome = TryOrSayWhyNot(run, bugs[i]);
            Journal.Append(journal, key, outcome);
            Console.WriteLine($"{key}. {bugs[i].File}: {bugs[i].What}\n    {outcome}");
        }

        return 0;
    }

    private static string TryOrSayWhyNot(PlantedRun run, PlantedBug bug)
    {
        try
        {
            return run.Try(bug);
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            return $"invalid: {e.Message}";
        }
    }

    private static string KindOf(string outcome) => outcome.Split(':')[0];
}
