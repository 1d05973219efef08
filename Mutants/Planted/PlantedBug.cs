using BgpVerified.Mutants.Subjects;

namespace BgpVerified.Mutants.Planted;

/// <summary>A bug planted by hand: a text of a file and what stands there instead.</summary>
/// <param name="File">The file, from the solution's folder.</param>
/// <param name="Old">A text that is in it once.</param>
/// <param name="New">What it is replaced by.</param>
/// <param name="What">What the bug is.</param>
internal sealed record PlantedBug(string File, string Old, string New, string What)
{
    /// <summary>The project that the file is in.</summary>
    public string Project => File.Split('/')[0];

    /// <summary>The folder in the project that the file is in.</summary>
    public string Folder => File.Split('/')[1];

    /// <summary>Whether it weakens what attacks the protocol: no run of a correct protocol can violate anything then.</summary>
    public bool WeakensAdversary => What.StartsWith("adversary:", StringComparison.Ordinal);

    /// <summary>Reads a list: one bug a line, <c>file | old | new | what</c>; <c>\n</c> is a line break, <c>#</c> a comment.</summary>
    public static IReadOnlyList<PlantedBug> Read(string list) =>
    [
        .. System.IO.File.ReadAllLines(list)
            .Where(line => line.Trim().Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Replace(" | | ", " |  | ", StringComparison.Ordinal)
                .Split(" | ") is [var file, var old, var replaced, var what]
                ? new PlantedBug(file.Trim(), Unescape(old), Unescape(replaced), what.Trim())
                : throw new FormatException($"not 'file | old | new | what': {line}")),
    ];

    /// <summary>The file with the bug in it.</summary>
    public string Apply()
    {
        var text = System.IO.File.ReadAllText(Repository.Path(File));
        var at = text.IndexOf(Old, StringComparison.Ordinal);
        return at < 0 ? throw new FormatException($"{File} does not have the text '{Old}'")
            : text.IndexOf(Old, at + 1, StringComparison.Ordinal) >= 0
                ? throw new FormatException($"{File} has the text '{Old}' more than once")
            : text.Remove(at, Old.Length).Insert(at, New);
    }

    private static string Unescape(string text) => text.Replace("\\n", "\n", StringComparison.Ordinal);
}
