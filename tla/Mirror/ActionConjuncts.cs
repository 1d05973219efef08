using System.Text.RegularExpressions;

namespace BgpVerified.Mirror;

/// <summary>One conjunct of an action.</summary>
/// <param name="Text">As it stands in the module.</param>
/// <param name="Expression">The same for given arguments and a given next state, without primes: to be evaluated in the state
/// before.</param>
public sealed record ActionConjunct(string Text, string Expression);

/// <summary>
/// Takes an action apart, so that a step that does not fit can be told the conjunct that is false. A primed variable
/// becomes the value that it has after the step.
/// </summary>
/// <param name="module">The module that defines the action.</param>
public sealed class ActionConjuncts(ModuleText module)
{
    // Conjuncts begin behind four blanks and "/\ ": lines below the first are aligned with that.
    private const string Indent = "       ";

    private readonly Dictionary<string, Definition> definitions = module.Definitions.ToDictionary(definition => definition.Name);

    /// <summary>The conjuncts of an action's use, those of the definitions that it consists of among them.</summary>
    /// <param name="use">The action and its arguments.</param>
    /// <param name="after">The values of the variables after the step.</param>
    /// <returns>The conjuncts in their order, and last whether the input is to be had.</returns>
    public IReadOnlyList<ActionConjunct> Of(ActionUse use, IReadOnlyDictionary<string, string> after) =>
        [.. Expand(use.Action, use.Arguments, after, string.Empty), new(use.Available, use.Available)];

    /// <summary>Whether the action fits for some choice of its last argument.</summary>
    /// <param name="use">The action, with <see cref="ActionUse.Chosen"/>.</param>
    /// <param name="after">The values of the variables after the step.</param>
    /// <returns>An expression for the state before.</returns>
    public string ForSomeChoice(ActionUse use, IReadOnlyDictionary<string, string> after)
    {
        var chosen = definitions[use.Action].Parameters[^1];
        var conjuncts = Expand(use.Action, [.. use.Arguments.SkipLast(1), chosen], after, string.Empty);
        return $"\\E {chosen} \\in {use.Chosen} :\n{string.Join('\n', conjuncts.Select(conjunct => $"    /\\ {conjunct.Expression}"))}";
    }

    private IEnumerable<ActionConjunct> Expand(string action, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> after,
        string outer)
    {
        var definition = definitions[action];
        var bindings = definition.Parameters.Zip(arguments).Where(pair => pair.First != pair.Second)
            .Select(pair => $"{pair.First} == {pair.Second}").ToList();
        var context = bindings.Count == 0 ? outer : $"{outer}LET {string.Join(' ', bindings)} IN\n{Indent}";
        foreach (var conjunct in definition.Conjuncts)
        {
            if (Regex.Match(conjunct, @"^(\w+)\((.*)\)$", RegexOptions.Singleline) is { Success: true } call
                && definitions.TryGetValue(call.Groups[1].Value, out var part) && Changes(part))
            {
                foreach (var inner in Expand(part.Name, [.. Arguments(call.Groups[2].Value)], after, context))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return new(conjunct, context + Unprimed(conjunct, after));
            }
        }
    }

    private bool Changes(Definition definition) => definition.Body.Contains('\'', StringComparison.Ordinal);

    private string Unprimed(string conjunct, IReadOnlyDictionary<string, string> after)
    {
        if (Regex.Match(conjunct, @"^UNCHANGED <<(.*)>>$") is { Success: true } unchanged)
        {
            return string.Join(" /\\ ", Arguments(unchanged.Groups[1].Value).Select(name => $"{name} = {after[name]}"));
        }

        return Regex.Replace(conjunct, $@"\b({string.Join('|', module.Variables)})'", match => after[match.Groups[1].Value]);
    }

    /// <summary>Splits at the commas that are in no bracket.</summary>
    private static IEnumerable<string> Arguments(string list)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < list.Length; i++)
        {
            depth += list[i] is '(' or '[' or '{' or '<' ? 1 : list[i] is ')' or ']' or '}' or '>' ? -1 : 0;
            if (depth == 0 && list[i] == ',')
            {
                yield return list[start..i].Trim();
                start = i + 1;
            }
        }

        yield return list[start..].Trim();
    }
}
