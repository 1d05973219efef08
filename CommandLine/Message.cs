using System.Globalization;
using System.Text.RegularExpressions;

namespace BgpVerified.CommandLine;

/// <summary>The one line that says what is wrong.</summary>
internal static partial class Message
{
    private const int Most = 1000;
    private const int Kept = 400;

    /// <summary>The message on one line; of what is very long only the beginning is shown, and how long it is.</summary>
    public static string OneLine(string text)
    {
        var line = LongWord().Replace(text, word => Cut(word.Groups[1].Value) + word.Groups[2].Value);
        line = line.Length <= Most ? line : $"{Start(line, Kept)}{Length(line)} ... {line[^Kept..]}";
        return line.ReplaceLineEndings(" ");
    }

    /// <summary>The system's reason without the path that it repeats, which may be that of a temporary file.</summary>
    public static string Reason(Exception e)
    {
        var end = e.Message.IndexOf(" : '", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
    }

    private static string Cut(string word) => Start(word, 60) + Length(word);

    // A pair of surrogates is not cut in two.
    private static string Start(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string Length(string text) => string.Create(CultureInfo.InvariantCulture, $"... ({text.Length:N0} characters)");

    [GeneratedRegex(@"([^\s'""]{200,})(['"";:,.)]*)")]
    private static partial Regex LongWord();
}

/// <summary>Which name was meant.</summary>
internal static class Names
{
    private const int Few = 8;

    /// <summary>The known name that was probably meant, and the others, if they are few.</summary>
    /// <param name="given">The unknown name.</param>
    /// <param name="are">What comes before the list.</param>
    /// <param name="known">The known names.</param>
    /// <param name="all">The command that lists all.</param>
    public static string Known(string given, string are, IReadOnlyList<string> known, string all)
    {
        var near = known.OrderBy(name => Distance(given, name)).FirstOrDefault();
        var meant = near is not null && Distance(given, near) <= Math.Max(2, near.Length / 3) && given.Length > 1
            ? $"did you mean '{near}'? "
            : string.Empty;
        return known.Count <= Few
            ? $"{meant}{are} {string.Join(", ", known)}"
            : $"{meant}{are} {string.Join(", ", known.Take(Few / 2))} and {known.Count - (Few / 2)} more: see '{all}'";
    }

    /// <summary>How many characters are inserted, left out or replaced from one name to the other.</summary>
    private static int Distance(string from, string to)
    {
        if (from.Length > 2 * to.Length + 2)
        {
            return from.Length;
        }

        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
