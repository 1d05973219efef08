using System.Globalization;
using BgpVerified.Mutants.Report;
using BgpVerified.Mutants.Subjects;

namespace BgpVerified.Mutants.Score;

/// <summary>A score as the document has it: what was run, the shares, and the survivors, each with what was judged of it.</summary>
internal sealed class ScoreReport(string project, RunOptions options, MutationScore score)
{
    private const string NotJudged = "not judged";

    private readonly Dictionary<string, string> judged = File.ReadAllLines(Repository.Path("Mutants/judged.txt"))
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => line.Split(" | "))
        .ToDictionary(parts => $"{parts[0]}: {parts[1]}", parts => parts[2]);

    public IReadOnlyList<string> Lines =>
    [
        $"`score {project}{(options.Sample is { } sample ? $" --sample {sample}" : string.Empty)} --seed {options.Seed}` on two shared "
            + $"cores: {score}.",
        string.Empty,
        "| folder | killed | of |",
        "| --- | --- | --- |",
        .. score.ByFolder.Select(row => string.Create(CultureInfo.InvariantCulture, $"| {row.Folder} | {row.Killed} | {row.Tried} |")),
        string.Empty,
        $"Survivors ({score.Survivors.Count(one => Judgement(one.Key) == NotJudged)} not judged):",
        string.Empty,
        "| file and line | change | what it is |",
        "| --- | --- | --- |",
        .. score.Survivors.Select(one => Row(one.Key)),
    ];

    private string Row(string key)
    {
        var (file, line, change) = Parts(key);
        return $"| {file}:{line} | {MutantsDocument.Code(change)} | {MutantsDocument.Cell(Judgement(key))} |";
    }

    /// <summary>What was judged holds for the change wherever the line is now.</summary>
    private string Judgement(string key)
    {
        var (file, _, change) = Parts(key);
        return judged.GetValueOrDefault($"{file}: {change.Replace(" | ", " or ", StringComparison.Ordinal)}", NotJudged);
    }

    private static (string File, string Line, string Change) Parts(string key)
    {
        var parts = key.Split(':', 4);
        return (parts[0], parts[1], parts[3].Trim());
    }
}
