using System.Text;
using System.Text.RegularExpressions;

namespace BgpVerified.Mirror;

/// <summary>
/// A protocol's modules as one, for tools that read one source: what it extends stands before it, and the instance of
/// the problem's module is written out, with its names prefixed, as in <c>GC_Consistency</c>.
/// </summary>
/// <remarks>
/// Each action <c>A</c> gets a companion <c>MayA</c>, the conjunction of its guards, and <c>Next</c> takes only what satisfies
/// it: <c>\E x \in {x \in S : MayA(x)} : A(x)</c> in place of <c>\E x \in S : A(x)</c>. This changes nothing but the time: the
/// tool works out the effects of an action before it looks at the guards inside. Formulas on whole behaviours are left out.
/// And parameters get the names of their definitions, as in <c>ballot_IsFast</c>: the tool takes a name inside a definition for that of its
/// caller if both have it.
/// </remarks>
public static class FlatModule
{
    /// <summary>The last quantifier of a disjunct of Next, and the action under it.</summary>
    private static readonly Regex QuantifiedUse = new(@"\\E (\w+) \\in (\S+) : (\w+)(\(.*\))$",
        RegexOptions.Multiline | RegexOptions.Compiled);

    /// <summary>The name of the module.</summary>
    /// <param name="mirror">The protocol's mirror.</param>
    /// <returns>The name.</returns>
    public static string Name(ProtocolMirror mirror) => $"{mirror.Module}Flat";

    /// <summary>The module of the files of <c>tla/</c>.</summary>
    /// <param name="mirror">The protocol's mirror.</param>
    /// <returns>Its text.</returns>
    public static string Text(ProtocolMirror mirror) => Text(mirror, ModuleText.Named(mirror.Module));

    /// <summary>The module made of another version of the protocol's module.</summary>
    /// <param name="mirror">The protocol's mirror.</param>
    /// <param name="module">That version.</param>
    /// <returns>Its text.</returns>
    public static string Text(ProtocolMirror mirror, ModuleText module)
    {
        var extended = mirror.Extended.Select(ModuleText.Named).ToList();
        var text = new StringBuilder();
        text.Append($"---- MODULE {Name(mirror)} ----\nEXTENDS Integers, Sequences, FiniteSets, TLC\n");
        text.Append($"CONSTANTS {string.Join(", ", extended.Append(module).SelectMany(part => part.Constants))}\n");
        text.Append($"VARIABLES {string.Join(", ", module.Variables)}\n");
        Append(text, extended.SelectMany(part => part.Definitions));
        foreach (var definition in WithGuards(module))
        {
            if (mirror.Problem is { } problem)
            {
                Append(text, definition.Name == problem.Name
                    ? Instantiate(problem, definition.Body)
                    : [definition with { Body = definition.Body.Replace($"{problem.Name}!", $"{problem.Name}_",
                        StringComparison.Ordinal) }]);
            }
            else
            {
                Append(text, [definition]);
            }
        }

        return text.Append("====\n").ToString();
    }

    /// <summary>A configuration file with the constants of a model.</summary>
    /// <param name="constants">Their names and values.</param>
    /// <returns>The text.</returns>
    public static string Configuration(IEnumerable<(string Name, string Value)> constants) =>
        $"CONSTANTS\n{string.Concat(constants.Select(constant => $"{constant.Name} = {constant.Value}\n"))}INIT Init\nNEXT "
            + "Next\nCHECK_DEADLOCK FALSE\n";

    private static void Append(StringBuilder text, IEnumerable<Definition> definitions)
    {
        foreach (var definition in definitions.Where(d => !d.Body.Contains("[][", StringComparison.Ordinal)
            && !d.Name.EndsWith("Prop", StringComparison.Ordinal)))
        {
            if (definition.IsRecursive)
            {
                text.Append($"RECURSIVE {definition.Name}({string.Join(", ", definition.Parameters.Select(_ => "_"))})\n");
            }

            text.Append(WithOwnNames(definition)).Append('\n');
        }
    }

    /// <summary>
    /// The definition with parameters that no other has. Not renamed are fields of a record, and what stands in quotation marks.
    /// </summary>
    private static Definition WithOwnNames(Definition definition) =>
        definition.Parameters.Aggregate(definition, (changed, parameter) => changed with
        {
            Parameters = [.. changed.Parameters.Select(name => name == parameter ? $"{name}_{definition.Name}" : name)],
            Body = Regex.Replace(
            changed.Body,
            $"\"[^\"]*\"|(?<![.\\w])(?!(?<=[[,]\\s*){parameter} \\|->){parameter}\\b",
            m => m.Value[0] == '"' ? m.Value : $"{m.Value}_{definition.Name}"),
        });

    /// <summary>The definitions of an instance: names get the instance's prefix, and what is substituted its expression.</summary>
    private static IEnumerable<Definition> Instantiate(ProblemInstance problem, string body)
    {
        var module = ModuleText.Named(problem.Module);
        var names = $@"\b({string.Join('|', module.Definitions.Select(definition => definition.Name))})\b";
        var substitutions = Regex.Matches(body, @"(\w+) <- (\w+)").Select(match => (From: match.Groups[1].Value, To: match.Groups[2].Value))
            .ToList();
        foreach (var definition in module.Definitions)
        {
            var changed = Regex.Replace(definition.Body, names, $"{problem.Name}_$1");
            foreach (var (from, to) in substitutions)
            {
                // Not a field of that name.
                changed = Regex.Replace(changed, $@"(?<!\.)\b{from}\b(?! \|->)", to);
            }

            yield return new($"{problem.Name}_{definition.Name}", definition.Parameters, changed, string.Empty);
        }
    }

    private static IEnumerable<Definition> WithGuards(ModuleText module)
    {
        var guarded = new HashSet<string>();
        var effects = new HashSet<string>();
        foreach (var definition in module.Definitions)
        {
            if (definition.Name == "Next")
            {
                yield return definition with { Body = QuantifiedUse.Replace(definition.Body, m => WithGuard(m, guarded)) };
                continue;
            }

            if (definition.Body.Contains('\'', StringComparison.Ordinal)
                || definition.Conjuncts.Any(conjunct => CallsAny(conjunct, guarded) || CallsAny(conjunct, effects)))
            {
                var guards = Guards(definition, guarded, effects).ToList();
                if (guards.Count > 0)
                {
                    yield return new($"May{definition.Name}", definition.Parameters,
                        string.Concat(guards.Select(guard => $"\n    /\\ {guard}")), string.Empty);
                    guarded.Add(definition.Name);
                }
                else
                {
                    effects.Add(definition.Name);
                }
            }

            yield return definition;
        }
    }

    private static string WithGuard(Match use, HashSet<string> guarded)
    {
        var (name, domain, action, arguments) = (use.Groups[1].Value, use.Groups[2].Value, use.Groups[3].Value, use.Groups[4].Value);
        return guarded.Contains(action)
            ? $@"\E {name} \in {{{name} \in {domain} : May{action}{arguments}}} : {action}{arguments}"
            : use.Value;
    }

    private static IEnumerable<string> Guards(Definition action, HashSet<string> guarded, HashSet<string> effects)
    {
        foreach (var conjunct in action.Conjuncts.Where(c => !c.Contains('\'', StringComparison.Ordinal)
            && !c.StartsWith("UNCHANGED", StringComparison.Ordinal) && !CallsAny(c, effects)))
        {
            yield return CallsAny(conjunct, guarded) ? $"May{conjunct}" : conjunct;
        }
    }

    private static bool CallsAny(string conjunct, HashSet<string> names) =>
        names.Contains(Regex.Match(conjunct, @"^\w+").Value) && Regex.IsMatch(conjunct, @"^\w+\(");
}
