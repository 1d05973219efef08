using BgpVerified.Mutants.Subjects;
using Microsoft.CodeAnalysis.Text;

namespace BgpVerified.Mutants.Mutation;

/// <summary>A small change of the source.</summary>
/// <param name="File">The file, from the solution's folder.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Start">Where the changed text starts.</param>
/// <param name="Old">The changed text.</param>
/// <param name="New">What stands there instead.</param>
/// <param name="Operator">The kind of change.</param>
/// <param name="Member">The member that it is in, as <see cref="Members"/> numbers them; -1 for none.</param>
internal sealed record Mutant(string File, int Line, int Start, string Old, string New, string Operator, int Member)
{
    /// <summary>What identifies it in a journal.</summary>
    public string Key => $"{File}:{Line}:{Start}: {Shown(Old)} => {Shown(New)}";

    /// <summary>The change in one line.</summary>
    public string Change => New.Length == 0 ? $"`{Shown(Old)}` left out" : $"`{Shown(Old)}` becomes `{Shown(New)}`";

    /// <summary>The file's text with the change.</summary>
    public string Apply(SourceText text) => text.WithChanges(new TextChange(new(Start, Old.Length), New)).ToString();

    private static string Shown(string text)
    {
        var line = string.Join(' ', text.Split((char[])['\n', '\r', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 110 ? $"{line[..70]} ... {line[^35..]}" : line;
    }
}
