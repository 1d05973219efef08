using System.Text.RegularExpressions;

namespace BgpVerified.Mirror;

/// <summary>A definition of a module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The names of its parameters.</param>
/// <param name="Body">Its lines after <c>==</c>, as they stand, without comments.</param>
/// <param name="Comment">The comment that stands before it; empty if there is none.</param>
public sealed record Definition(string Name, IReadOnlyList<string> Parameters, string Body, string Comment)
{
    /// <summary>The conjuncts that it consists of; itself if it is no list of conjuncts.</summary>
    public IReadOnlyList<string> Conjuncts => Split(Body);

    /// <summary>Whether it is defined by itself.</summary>
    public bool IsRecursive => Regex.IsMatch(Body, $@"\b{Name}\(");

    /// <summary>The definition as text.</summary>
    /// <returns>Its head and its body.</returns>
    public override string ToString() => $"{Head(Name)} =={Body}";

    /// <summary>The left side of the definition, or a use of it with its own parameters.</summary>
    /// <param name="name">The name to write.</param>
    /// <returns>The name with the parameters.</returns>
    public string Head(string name) => Parameters.Count == 0 ? name : $"{name}({string.Join(", ", Parameters)})";

    /// <summary>The modules keep the conjuncts of a definition in one column: four blanks, then <c>/\</c>.</summary>
    private static IReadOnlyList<string> Split(string body)
    {
        var parts = Regex.Split(body, @"^    /\\ ", RegexOptions.Multiline);
        return parts.Length > 1 && string.IsNullOrWhiteSpace(parts[0]) ? [.. parts.Skip(1).Select(part => part.TrimEnd())] : [body.Trim()];
    }
}

/// <summary>
/// A module as a list of definitions. It reads the modules of <c>tla/</c>, which begin each definition in the first column.
/// </summary>
public sealed class ModuleText
{
    private static readonly Regex Start = new(@"^(\w+)(?:\(([^)]*)\))? ==(.*)$", RegexOptions.Compiled);

    private ModuleText(IReadOnlyList<Definition> definitions, IReadOnlyList<string> constants, IReadOnlyList<string> variables)
    {
        Definitions = definitions;
        Constants = constants;
        Variables = variables;
    }

    /// <summary>The definitions, in order.</summary>
    public IReadOnlyList<Definition> Definitions { get; }

    /// <summary>The names of its constants.</summary>
    public IReadOnlyList<string> Constants { get; }

    /// <summary>The names of its variables.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>A module of <c>tla/</c>.</summary>
    /// <param name="name">The module's name.</param>
    /// <returns>The module.</returns>
    public static ModuleText Named(string name) => Parse(Source.Text($"{name}.tla"));

    /// <summary>Reads a module.</summary>
    /// <param name="text">Its text.</param>
    /// <returns>The module.</returns>
    public static ModuleText Parse(string text)
    {
        var definitions = new List<Definition>();
        var comment = new List<string>();
        Definition? open = null;
        foreach (var line in text.Split('\n'))
        {
            if (Start.Match(line) is { Success: true } match)
            {
                Close();
                var parameters = match.Groups[2].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                open = new(match.Groups[1].Value, parameters, match.Groups[3].Value, string.Join('\n', comment));
                comment.Clear();
            }
            else if (line.Length > 0 && line[0] == ' ' && open is not null)
            {
                open = open with { Body = $"{open.Body}\n{line}" };
            }
            else if (line.StartsWith("(*", StringComparison.Ordinal))
            {
                Close();
                comment.Add(line.Trim('(', ')', '*', ' '));
            }
            else if (!line.StartsWith("RECURSIVE", StringComparison.Ordinal))
            {
                Close();
                comment.Clear();
            }
        }

        return new(definitions, Declared(text, "CONSTANTS?"), Declared(text, "VARIABLES"));

        void Close()
        {
            if (open is not null)
            {
                definitions.Add(new(open.Name, open.Parameters, open.Body, open.Comment));
                open = null;
            }
        }
    }

    /// <summary>The names after a keyword: up to an empty line, without the remarks.</summary>
    private static List<string> Declared(string text, string keyword)
    {
        var block = Regex.Match(text, $@"^{keyword}\s((?:.+\n)+)", RegexOptions.Multiline).Groups[1].Value;
        var names = Regex.Replace(block, @"\\\*.*", string.Empty);
        return [.. Regex.Matches(names, @"\w+").Select(match => match.Value)];
    }
}
