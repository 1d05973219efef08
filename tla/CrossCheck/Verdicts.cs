using BgpVerified.Checker.Exploration;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CrossCheck;

/// <summary>Which of the properties that both sides have are violated, said by each side.</summary>
internal static class Verdicts
{
    /// <summary>The properties of a protocol that both sides have.</summary>
    public static IEnumerable<string> Compared(ProtocolMirror mirror) => mirror.Invariants.Concat(mirror.Temporal).Order(StringComparer.Ordinal);

    /// <summary>What the explorer of the C# side says.</summary>
    public static List<string> OfExplorer(ProtocolMirror mirror, ISystem system) =>
        [.. Compared(mirror).Where(property => new Explorer(system, new ExplorationOptions { AllInterleavings = true, Property = property }).Run().Property == property)];

    /// <summary>
    /// What the TLA+ definitions say of every step of a graph, evaluated by tla-checker: the formulas on behaviours, which
    /// the tool cannot check. They read no more than what is proposed and what is learned, so they are asked once for each
    /// pair of these.
    /// </summary>
    public static List<string> OfSteps(Npm npm, ProtocolMirror mirror, string source, string configuration, StateGraph graph)
    {
        if (mirror.Problem is not { } problem)
        {
            return mirror.Step is { } formula && !HoldsOfSteps(formula) ? [formula.Property] : [];
        }

        var proposed = new Dictionary<string, string>();
        var steps = graph.Successors
            .SelectMany(pair => pair.Value.Keys.Select(after => (Before: Abstract(pair.Key), After: Abstract(after))))
            .Where(step => step.Before != step.After)
            .ToHashSet();
        var any = TlaState.Read(graph.Initial.First(), mirror.Variables);
        var violated = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var batch in steps.Select(step => $"<<{problem.Name}_IsStep({step.Before}, {step.After}), {problem.Name}_StabilitySays({step.Before}, {step.After})>>").Chunk(50))
        {
            var answers = Ask($"<<{string.Join(", ", batch)}>>", any).Split(',').Select(answer => answer.Trim(' ', '<', '>')).ToList();
            violated.UnionWith(answers.Index().Where(answer => answer.Item == "FALSE").Select(answer => answer.Index % 2 == 0 ? "RefinementProp" : "StabilityProp"));
        }

        return [.. violated];

        bool HoldsOfSteps(StepFormula formula) => graph.Successors
            .SelectMany(pair => pair.Value.Keys.Select(after => $"{formula.Operator}({Line(pair.Key, formula.Variable)}, {Line(after, formula.Variable)})"))
            .Distinct()
            .Chunk(50)
            .All(batch => Ask(string.Join(" /\\ ", batch), TlaState.Read(graph.Initial.First(), mirror.Variables)) == "TRUE");

        // The state of generalized consensus that a state is, by the mapping of the module.
        string Abstract(string state)
        {
            var (proposer, learned) = (Line(state, "proposer"), Line(state, "learned"));
            if (!proposed.TryGetValue(proposer, out var all))
            {
                all = Ask("AllProposed", TlaState.Read(state, mirror.Variables));
                proposed.Add(proposer, all);
            }

            return $"[learned |-> {learned}, proposed |-> {all}]";
        }

        string Ask(string expression, IReadOnlyDictionary<string, string> state)
        {
            var (value, error) = npm.Evaluate(source, configuration, state, [expression])[0];
            return value ?? throw new InvalidOperationException(error);
        }
    }

    private static string Line(string state, string variable)
    {
        var prefix = $"/\\ {variable} = ";
        return state.Split('\n').Single(line => line.StartsWith(prefix, StringComparison.Ordinal))[prefix.Length..];
    }
}
