using System.CommandLine;
using BgpVerified.Runtime.Evidence;

namespace BgpVerified.CommandLine;

/// <summary><c>verify LOGS...</c>: the logs of a run, step by step through the handlers.</summary>
internal static class VerifyCommand
{
    public static Command Create(BgpvProgram program, TextWriter output, TextWriter error)
    {
        var files = new Argument<string[]>("LOGS")
        {
            Description = "the logs of a run's nodes, not of Byzantine ones; or folders with files *.ndjson",
            Arity = ArgumentArity.OneOrMore,
        };
        var byzantine = new Option<string[]>("--byzantine")
        {
            Description = "a node whose log is not believed, by the name that it has there; repeatable",
            HelpName = "NODE",
        };
        var command = new Command(
            "verify", "Replay the logs of a cluster's nodes through the handlers, and check that they fit and the properties hold.")
        {
            files, byzantine,
        };
        command.SetAction(parsed =>
        {
            EvidenceReport report;
            try
            {
                report = EvidenceVerifier.Verify(
                    [.. Files(parsed.GetRequiredValue(files)).Select(file => new EvidenceLog(file, () => File.ReadLines(file)))],
                    program.Evidence,
                    [.. (parsed.GetValue(byzantine) ?? []).SelectMany(names => names.Split(','))]);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidEvidenceException)
            {
                throw new BadInputException(e.Message);
            }

            Print(report, output);
            if (report.Failure is { } failure)
            {
                error.WriteLine($"{program.Name}: {Message.OneLine($"{failure}")}");
                return ExitStatus.Violated;
            }

            return ExitStatus.Holds;
        });
        return command;
    }

    private static IReadOnlyList<string> Files(string[] given)
    {
        var files = new List<string>();
        foreach (var path in given)
        {
            if (Directory.Exists(path))
            {
                var inside = Directory.GetFiles(path, "*.ndjson", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
                files.AddRange(inside.Count > 0 ? inside : throw new BadInputException($"there is no file *.ndjson in '{path}'"));
            }
            else
            {
                files.Add(File.Exists(path) ? path : throw new BadInputException($"there is no log '{path}'"));
            }
        }

        return files;
    }

    private static void Print(EvidenceReport report, TextWriter output)
    {
        output.WriteLine($"{report.Protocol}, run {report.Run}: {string.Join(' ', report.Processes)}");
        foreach (var log in report.Unfinished)
        {
            output.WriteLine($"{log} ends in the middle of a line: the node was killed");
        }

        output.WriteLine(
            $"{report.Steps} steps, {report.Received} messages received, {report.Sent} sent, {report.Learned} commands learned");
        if (report.Failure is not null)
        {
            return;
        }

        output.WriteLine(
            "every step is the handlers', and every message received was sent by the process that it names, where its log is here");
        output.WriteLine("holds: Nontriviality, Stability, Consistency");
        output.WriteLine(report.ClaimsLiveness
            ? "holds: Liveness; all logs are here and end quietly, and every learner has learned all that was proposed"
            : "not claimed: Liveness, as not all logs are here and end quietly; "
                + $"learners lack {report.Missing} commands that were proposed");
    }
}
