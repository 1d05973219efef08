using System.Globalization;
using BgpVerified.Mutants.Report;
using BgpVerified.Mutants.Subjects;

namespace BgpVerified.Mutants.Score;

/// <summary><c>score PROJECT</c>: the share of a project's mutants that the tests kill.</summary>
internal static class ScoreCommand
{
    public static int Run(string project, string[] arguments, RunOptions options)
    {
        SubjectContext.Folders.AddRange(((string[])["PropertyTests", "CoyoteTests", "CommandLineTests"]).Select(RunOptions.TestFolder));
        var run = new ScoreRun(project, options);
        if (options.Worker is { } journal)
        {
            return run.Work(journal);
        }

        var file = options.Journal ?? Path.Combine(Path.GetTempPath(), $"score-{project}-{Environment.ProcessId}.txt");
        var notes = options.ReadsJournal ? Journal.Read(file) : Supervisor.Run(arguments, file, options.Resumes);
        var score = new MutationScore(notes.Done);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{project}, seed {options.Seed}: {score}"));
        foreach (var (mutant, outcome) in score.Survivors)
        {
            Console.WriteLine($"{mutant}\n    {outcome}");
        }

        if (options.WritesDocument)
        {
            MutantsDocument.Write(project, new ScoreReport(project, options, score).Lines);
        }

        return 0;
    }
}
