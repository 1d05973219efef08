namespace BgpVerified.Mirror;

/// <summary>
/// Values of TLA+ in canonical text: equal values have equal texts, whichever tool or program wrote them, and each text is
/// an expression of TLA+ (with the operators of the module TLC).
/// </summary>
/// <remarks>
/// Sets and records are sorted by the texts of their elements and fields. A function on strings is a record, and one on
/// 1 to n is a sequence, as in TLA+ itself.
/// </remarks>
public static class TlaText
{
    /// <summary>A truth value.</summary>
    /// <param name="value">The value.</param>
    /// <returns><c>TRUE</c> or <c>FALSE</c>.</returns>
    public static string Of(bool value) => value ? "TRUE" : "FALSE";

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>Its decimal digits.</returns>
    public static string Of(int value) => FormattableString.Invariant($"{value}");

    /// <summary>A string.</summary>
    /// <param name="value">The string; letters, digits and signs other than the quotation mark and the backslash.</param>
    /// <returns>The string in quotation marks.</returns>
    public static string Of(string value) => $"\"{value}\"";

    /// <summary>A sequence.</summary>
    /// <param name="items">The texts of its elements.</param>
    /// <returns>The sequence.</returns>
    public static string Sequence(IEnumerable<string> items) => $"<<{string.Join(", ", items)}>>";

    /// <summary>A set.</summary>
    /// <param name="elements">The texts of its elements, in any order; repetitions count once.</param>
    /// <returns>The set.</returns>
    public static string Set(IEnumerable<string> elements) => $"{{{string.Join(", ", elements.Distinct().Order(StringComparer.Ordinal))}}}";

    /// <summary>A record.</summary>
    /// <param name="fields">Names of fields and the texts of their values, in any order.</param>
    /// <returns>The record; the empty function, which is the empty sequence, if there are no fields.</returns>
    public static string Record(params IEnumerable<(string Name, string Value)> fields)
    {
        var sorted = fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{field.Name} |-> {field.Value}");
        var text = string.Join(", ", sorted);
        return text.Length == 0 ? "<<>>" : $"[{text}]";
    }

    /// <summary>A function on numbers.</summary>
    /// <param name="pairs">Arguments and the texts of their values, in any order.</param>
    /// <returns>The function; a sequence if its domain is 1 to n.</returns>
    public static string Function(IEnumerable<(int Argument, string Value)> pairs)
    {
        var sorted = pairs.OrderBy(pair => pair.Argument).ToList();
        return sorted.Index().All(pair => pair.Item.Argument == pair.Index + 1)
            ? Sequence(sorted.Select(pair => pair.Value))
            : $"({string.Join(" @@ ", sorted.Select(pair => $"{Of(pair.Argument)} :> {pair.Value}"))})";
    }
}
