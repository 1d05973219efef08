using System.Globalization;
using System.Text;

namespace BgpVerified.CommandLine;

/// <summary>
/// Writes to a terminal, a file or a pipe: control characters that came from an argument or a trace are shown and not
/// obeyed, and a write that fails ends in one line or is dropped, never in a stack trace.
/// </summary>
/// <param name="inner">Where to write.</param>
/// <param name="mayFail">Whether a write that fails throws <see cref="OutputException"/>; if not, it is dropped.</param>
internal sealed class PlainWriter(TextWriter inner, bool mayFail) : TextWriter(CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Emit(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Emit(new string(buffer, index, count));

    public override void Write(string? value) => Emit(value ?? string.Empty);

    public override void WriteLine(string? value) => Emit(value + inner.NewLine);

    public override void Flush() => Attempt(inner.Flush);

    /// <summary>The text with every character that would steer a terminal written as its number.</summary>
    internal static string Shown(string text)
    {
        if (!text.EnumerateRunes().Any(IsHidden))
        {
            return text;
        }

        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            _ = IsHidden(rune) ? shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}") : shown.Append(rune);
        }

        return shown.ToString();
    }

    private static bool IsHidden(Rune rune) => rune.Value is not ('\n' or '\t') && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private void Emit(string text) =>
        Attempt(() => inner.Write(inner.NewLine == "\n" ? Shown(text) : Shown(text.ReplaceLineEndings("\n"))
            .ReplaceLineEndings(inner.NewLine)));

    private void Attempt(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            if (mayFail)
            {
                throw new OutputException(e is IOException ? Message.Reason(e) : "it is closed");
            }
        }
    }
}

/// <summary>An output that was closed before the program began.</summary>
internal sealed class ClosedWriter : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => throw new IOException("it is closed");
}

/// <summary>Standard output cannot be written.</summary>
internal sealed class OutputException : Exception
{
    /// <summary>Standard output cannot be written, and nothing was found yet.</summary>
    /// <param name="reason">Why not.</param>
    public OutputException(string reason)
        : base($"cannot write to standard output: {reason}") => Reason = reason;

    private OutputException(string reason, string verdict)
        : base($"cannot write to standard output: {reason}; the verdict is: {verdict}") => Reason = reason;

    private string Reason { get; }

    /// <summary>The same, with what could not be reported.</summary>
    /// <param name="verdict">The verdict, in a few words.</param>
    public OutputException With(string verdict) => new(Reason, verdict);
}
