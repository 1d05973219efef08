using BgpVerified.Mutants.Report;
using BgpVerified.Mutants.Subjects;

namespace BgpVerified.Mutants.Planted;

/// <summary><c>planted</c>: plants each bug of a list and says whether the default run finds it.</summary>
internal static class PlantedCommand
{
    private static readonly string[] Kinds = ["found", "counts", "tests", "crash", "timeout", "nothing", "invalid", "not run"];

    public static int Run(string[] arguments, RunOptions options)
    {
        var bugs = options.Lists.SelectMany(PlantedBug.Read).ToList();
        SubjectContext.Folders.Add(RunOptions.TestFolder("PropertyTests"));
        if (options.Worker is { } journal)
        {
            return Work(bugs, options, journal);
        }

        var file = options.Journal ?? Path.Combine(Path.GetTempPath(), $"planted-run-{Environment.ProcessId}.txt");
        var notes = options.ReadsJournal ? Journal.Read(file) : Supervisor.Run(arguments, file, options.Resumes);
        var outcomes = bugs.Select((bug, i) => (Bug: bug, Outcome: notes.Done.GetValueOrDefault(Key(i), "not run"))).ToList();
        foreach (var line in Summary(outcomes))
        {
            Console.WriteLine(line);
        }

        if (options.WritesDocument)
        {
            MutantsDocument.Write("planted", [.. Summary(outcomes), string.Empty, .. Table(outcomes)]);
        }

        return outcomes.Exists(one => KindOf(one.Outcome) == "invalid") ? 2 : 0;
    }

    private static int Work(List<PlantedBug> bugs, RunOptions options, string journal)
    {
        var run = new PlantedRun(options);
        var done = Journal.Read(journal).Done;
        for (var i = 0; i < bugs.Count; i++)
        {
            var key = Key(i);
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

    private static IEnumerable<string> Summary(List<(PlantedBug Bug, string Outcome)> outcomes) =>
        from weaker in (bool[])[false, true]
        let of = outcomes.Where(one => one.Bug.WeakensAdversary == weaker).ToList()
        where of.Count > 0
        let counts = Kinds.Select(kind => (kind, of.Count(one => KindOf(one.Outcome) == kind))).Where(one => one.Item2 > 0)
        select (weaker ? "Weaker adversaries" : "Bugs in handlers, quorums, sequences and certificates")
            + $": {string.Join(", ", counts.Select(one => $"{one.kind} {one.Item2}"))} of {of.Count}.";

    private static IEnumerable<string> Table(List<(PlantedBug Bug, string Outcome)> outcomes) =>
    [
        "| file | bug | found by |",
        "| --- | --- | --- |",
        .. outcomes.Select(one => $"| {one.Bug.File} | {MutantsDocument.Cell(one.Bug.What)} | {MutantsDocument.Cell(one.Outcome)} |"),
    ];

    private static string Key(int bug) => $"{bug + 1}";

    private static string KindOf(string outcome) => outcome.Split(':')[0];
}
