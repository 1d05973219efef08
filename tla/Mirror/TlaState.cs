using System.Text.RegularExpressions;

namespace BgpVerified.Mirror;

/// <summary>
/// Reads states as tools print them: <c>name = value</c> for each variable, with or without <c>/\</c>, over one line or several.
/// </summary>
public static class TlaState
{
    /// <summary>The values of the variables.</summary>
    /// <param name="text">The state's text.</param>
    /// <param name="variables">The names of the variables.</param>
    /// <returns>The canonical text of each variable's value.</returns>
    /// <exception cref="InvalidTlaException">A variable has no value, two, or one that is none.</exception>
    public static IReadOnlyDictionary<string, string> Read(string text, IReadOnlyList<string> variables)
    {
        var starts = Regex.Matches(text, $@"^\s*(?:/\\\s*)?({string.Join('|', variables)})\s*=", RegexOptions.Multiline).ToList();
        var values = new Dictionary<string, string>();
        foreach (var (i, start) in starts.Index())
        {
            var from = start.Index + start.Length;
            var to = i + 1 < starts.Count ? starts[i + 1].Index : text.Length;
            if (!values.TryAdd(start.Groups[1].Value, TlaReader.Canonical(text[from..to])))
            {
                throw new InvalidTlaException(
                    $"a state gives {start.Groups[1].Value} two values; it needs one for each of {string.Join(", ", variables)}");
            }
        }

        return variables.FirstOrDefault(name => !values.ContainsKey(name)) is { } missing
            ? throw new InvalidTlaException($"a state gives {missing} no value; it needs one for each of {string.Join(", ", variables)}")
            : values;
    }
}
