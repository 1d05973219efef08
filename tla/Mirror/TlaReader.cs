using System.Globalization;

namespace BgpVerified.Mirror;

/// <summary>A text that is not the TLA+ expected. The message is one line: what is wrong, and where.</summary>
/// <param name="message">That line.</param>
public sealed class InvalidTlaException(string message) : Exception(message);

/// <summary>Reads values of TLA+ as TLC and other tools print them, and writes them canonically (<see cref="TlaText"/>).</summary>
public sealed class TlaReader
{
    private readonly string text;
    private int at;

    private TlaReader(string text)
    {
        this.text = text;
    }

    /// <summary>The canonical text of a value.</summary>
    /// <param name="value">The value as some tool prints it.</param>
    /// <returns>Its canonical text.</returns>
    /// <exception cref="InvalidTlaException">It is not a value.</exception>
    public static string Canonical(string value)
    {
        var reader = new TlaReader(value);
        var canonical = reader.Value();
        reader.SkipSpace();
        return reader.at == value.Length ? canonical : throw reader.Unexpected("the end");
    }

    private string Value()
    {
        SkipSpace();
        return Peek() switch
        {
            '"' => TlaText.Of(QuotedString()),
            '<' => TlaText.Sequence(List("<<", ">>", Value)),
            '{' => TlaText.Set(List("{", "}", Value)),
            '[' => TlaText.Record(List("[", "]", Field)),
            '(' => Function(),
            '-' or (>= '0' and <= '9') => TlaText.Of(Number()),
            _ => TlaText.Of(Truth()),
        };
    }

    private (string Name, string Value) Field()
    {
        var name = Identifier();
        Expect("|->");
        return (name, Value());
    }

    /// <summary>A function written out, <c>(0 :> x @@ 1 :> y)</c>: on numbers, or on strings.</summary>
    private string Function()
    {
        Expect("(");
        List<(string Argument, string Value)> pairs = [];
        do
        {
            var argument = Value();
            Expect(":>");
            pairs.Add((argument, Value()));
        }
        while (TryTake("@@"));
        Expect(")");
        return pairs[0].Argument.StartsWith('"')
            ? TlaText.Record(pairs.Select(pair => (pair.Argument.Trim('"'), pair.Value)))
            : TlaText.Function(pairs.Select(pair => (int.Parse(pair.Argument, CultureInfo.InvariantCulture), pair.Value)));
    }

    private List<T> List<T>(string open, string close, Func<T> item)
    {
        Expect(open);
        var items = new List<T>();
        if (TryTake(close))
        {
            return items;
        }

        do
        {
            items.Add(item());
        }
        while (TryTake(","));
        Expect(close);
        return items;
    }

    private string QuotedString()
    {
        var end = text.IndexOf('"', at + 1);
        if (end < 0)
        {
            throw Unexpected("the end of the string");
        }

        var value = text[(at + 1)..end];
        at = end + 1;
        return value;
    }

    private int Number()
    {
        var start = at;
        at++;
        while (char.IsAsciiDigit(Peek()))
        {
            at++;
        }

        return int.TryParse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unexpected("a number");
    }

    private bool Truth() => Identifier() switch
    {
        "TRUE" or "true" => true,
        "FALSE" or "false" => false,
        _ => throw Unexpected("a value"),
    };

    private string Identifier()
    {
        SkipSpace();
        var start = at;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() == '_')
        {
            at++;
        }

        return at > start ? text[start..at] : throw Unexpected("a value or a name");
    }

    private void Expect(string token)
    {
        if (!TryTake(token))
        {
            throw Unexpected($"'{token}'");
        }
    }

    private bool TryTake(string token)
    {
        SkipSpace();
        if (string.CompareOrdinal(text, at, token, 0, token.Length) != 0)
        {
            return false;
        }

        at += token.Length;
        return true;
    }

    private char Peek() => at < text.Length ? text[at] : '\0';

    private void SkipSpace()
    {
        while (char.IsWhiteSpace(Peek()))
        {
            at++;
        }
    }

    private InvalidTlaException Unexpected(string wanted)
    {
        var rest = at < text.Length ? $"'{text[at..Math.Min(at + 20, text.Length)].ReplaceLineEndings(" ")}'" : "the end";
        return new($"unreadable value of TLA+: {wanted} is wanted at character {at + 1}, not {rest}");
    }
}
