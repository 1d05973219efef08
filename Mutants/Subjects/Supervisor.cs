using System.Diagnostics;

namespace BgpVerified.Mutants.Subjects;

/// <summary>
/// Runs this program again as a worker, since a changed handler may never return or use up the stack. The worker notes
/// what it begins and what came of it in a file; one that dies is started again behind what it had begun.
/// </summary>
internal static class Supervisor
{
    /// <summary>The exit status of a worker that gave up on something that does not return.</summary>
    public const int Hung = 99;

    /// <summary>The exit status of a worker that is to be followed by another.</summary>
    public const int GoOn = 98;

    /// <summary>Runs workers until one comes to the end.</summary>
    /// <param name="arguments">This program's arguments.</param>
    /// <param name="journal">The file of notes.</param>
    /// <param name="resumes">Whether what the notes say was done is left as it is.</param>
    public static Journal Run(string[] arguments, string journal, bool resumes)
    {
        if (!resumes)
        {
            File.Delete(journal);
            File.Delete($"{journal}.cases");
        }

        while (true)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
            foreach (var argument in (string[])[.. arguments, "--worker", journal])
            {
                start.ArgumentList.Add(argument);
            }

            using var worker = Process.Start(start)!;
            worker.WaitForExit();
            var notes = Journal.Read(journal);
            if (worker.ExitCode == 0)
            {
                return notes;
            }

            if (worker.ExitCode == GoOn)
            {
                continue;
            }

            if (notes.Unfinished is not { } unfinished)
            {
                throw new InvalidOperationException($"a worker ended with status {worker.ExitCode} before it began anything");
            }

            Journal.Append(journal, unfinished, worker.ExitCode == Hung
                ? "timeout"
                : $"crash: the process ended with status {worker.ExitCode}");
        }
    }
}

/// <summary>What workers have done: lines of an entry's key, and what came of it once it is done.</summary>
internal sealed class Journal
{
    private readonly Dictionary<string, string> done = [];

    /// <summary>What was begun and not ended; null if nothing was.</summary>
    public string? Unfinished { get; private set; }

    public IReadOnlyDictionary<string, string> Done => done;

    public static Journal Read(string file)
    {
        var journal = new Journal();
        foreach (var line in File.Exists(file) ? File.ReadAllLines(file) : [])
        {
            if (line.Split('\t', 2) is [var key, var outcome])
            {
                journal.done[key] = outcome;
                journal.Unfinished = null;
            }
            else
            {
                journal.Unfinished = line;
            }
        }

        return journal;
    }

    public static void Begin(string file, string key) => File.AppendAllText(file, $"{key}\n");

    public static void Append(string file, string key, string outcome) =>
        File.AppendAllText(file, $"{key}\t{outcome.ReplaceLineEndings(" ")}\n");
}
