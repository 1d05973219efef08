using BgpVerified.Checker.Exploration;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CrossCheck;

/// <summary>Which of the properties that both sides have are violated, said by each side.</summary>
internal static class Verdicts
{
    /// <summary>The properties of a protocol that both sides have.</summary>
    public static IEnumerable<string> Compared(ProtocolMirror mirror) => mirror.Invariants.Concat(mirror.Steps.Select(step => step.Name))
        .Order(StringComparer.Ordinal);

    /// <summary>What the explorer of the C# side says: of all at once, and where something is violated, of each.</summary>
    public static List<string> OfExplorer(ProtocolMirror mirror, ISystem system) =>
        new Explorer(system, new ExplorationOptions()).Run().Verdict == Verdict.Holds ? []
        : [.. Compared(mirror).Where(property => new Explorer(system, new ExplorationOptions { Property = property })
            .Run().Property == property)];

    /// <summary>
    /// What the TLA+ definitions say of every step of a graph, evaluated by tla-checker: the formulas on behaviours, which
    /// the tool cannot check. They read little of a state, so they are asked once for each pair of what they read.
    /// </summary>
    public static List<string> OfSteps(Npm npm, ProtocolMirror mirror, string source, string configuration, StateGraph graph)
    {
        var any = TlaState.Read(graph.Initial.First(), mirror.Variables);
        var known = new Dictionary<(string Expression, string Value), string>();
        var violated = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var properties in mirror.Steps.GroupBy(property => property.Reads))
        {
            foreach (var field in properties.Key.Where(field => field.Expression != field.Variable))
            {
                Evaluate(field);
            }

            var steps = graph.Successors
                .SelectMany(pair => pair.Value.Keys.Select(after =>
                    (Before: Read(pair.Key, properties.Key), After: Read(after, properties.Key))))
                .Where(step => step.Before != step.After)
                .ToHashSet();
            foreach (var batch in steps.Chunk(50))
            {
                var asked = batch.SelectMany(step => properties.Select(property =>
                    (property.Name, Says: $"{property.Says}({step.Before}, {step.After})"))).ToList();
                var answers = Ask($"<<{string.Join(", ", asked.Select(question => question.Says))}>>", any).Split(',')
                    .Select(answer => answer.Trim(' ', '<', '>'));
                violated.UnionWith(asked.Zip(answers).Where(pair => pair.Second == "FALSE").Select(pair => pair.First.Name));
            }
        }

        return [.. violated];

        // What properties read of a state, as a record.
        string Read(string state, IReadOnlyList<StepField> fields) =>
            TlaText.Record(fields.Select(field => (field.Name, ValueIn(state, field))));

        string ValueIn(string state, StepField field)
        {
            var value = Line(state, field.Variable);
            if (field.Expression == field.Variable)
            {
                return value;
            }

            return known[(field.Expression, value)];
        }

        void Evaluate(StepField field)
        {
            foreach (var values in graph.Successors.Keys.Select(state => Line(state, field.Variable))
                .Distinct().Where(value => !known.ContainsKey((field.Expression, value))).Chunk(100))
            {
                foreach (var (value, result) in values.Zip(
                    npm.EvaluateEach(source, configuration, any, field.Variable, values, field.Expression)))
                {
                    known.Add((field.Expression, value), result);
                }
            }
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
