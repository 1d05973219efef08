using BgpVerified.Mutants.Subjects;

namespace BgpVerified.Mutants.Report;

/// <summary>The document's parts that this program writes, so that nobody has to keep them up by hand.</summary>
internal static class MutantsDocument
{
    private static readonly string File = Repository.Path("docs/MUTANTS.md");

    /// <summary>Replaces a part, which stands between two comments with its name.</summary>
    public static void Write(string part, IEnumerable<string> lines)
    {
        var text = System.IO.File.ReadAllText(File);
        var (first, last) = ($"<!-- {part}: written by the program -->\n", $"<!-- {part}: end -->");
        var start = text.IndexOf(first, StringComparison.Ordinal) + first.Length;
        var end = text.IndexOf(last, StringComparison.Ordinal);
        if (end < start || start < first.Length)
        {
            throw new FormatException($"docs/MUTANTS.md has no part '{part}'");
        }

        System.IO.File.WriteAllText(File, $"{text[..start]}\n{string.Join('\n', lines)}\n\n{text[end..]}");
    }

    /// <summary>A text that cannot end a table's cell.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Code in a table's cell.</summary>
    public static string Code(string text) => $"`{Cell(text.Replace('`', '\''))}`";
}
