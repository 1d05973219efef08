using BgpVerified.Checker.Exploration;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CrossCheck;

/// <summary>Which of the properties that both sides have are violated, said by each side.</summary>
internal static class Verdicts
{
    /// <summary>The properties compared: all but those of liveness, and ViewChangeInv, which only TLC is asked for.</summary>
    public static IReadOnlyList<string> Compared { get; } = ["ConsistencyInv", "IntegrityInv", "NontrivialityInv", "RefinementProp", "StabilityProp"];

    /// <summary>What the explorer of the C# side says.</summary>
    public static List<string> OfExplorer(ISystem system) =>
        [.. Compared.Where(property => new Explorer(system, new ExplorationOptions { AllInterleavings = true, Property = property }).Run().Property == property)];

    /// <summary>
    /// What the TLA+ definitions say of every state and every step of a graph, evaluated by tla-checker. The properties read
    /// no more than what is proposed and what is learned, so they are asked once for each pair of these.
    /// </summary>
    public static List<string> OfDefinitions(Npm npm, string source, string configuration, StateGraph graph)
    {
        var any = TlaState.Read(graph.Initial.First());
        var proposed = new Dictionary<string, string>();
        var steps = new HashSet<(string Before, string After)>();
        foreach (var (state, successors) in graph.Successors)
        {
            var now = Abstract(state);
            steps.Add((now, now));
            steps.UnionWith(successors.Keys.Select(successor => (now, Abstract(successor))));
        }

        var violated = new SortedSet<string>(StringComparer.Ordinal);
        Note(steps.Where(step => step.Before == step.After), step => $"<<GC_ConsistencySays({step.Before}), GC_IntegritySays({step.Before}), GC_NontrivialitySays({step.Before})>>", ["ConsistencyInv", "IntegrityInv", "NontrivialityInv"]);
        Note(steps.Where(step => step.Before != step.After), step => $"<<GC_IsStep({step.Before}, {step.After}), GC_StabilitySays({step.Before}, {step.After})>>", ["RefinementProp", "StabilityProp"]);
        return [.. violated];

        void Note(IEnumerable<(string Before, string After)> asked, Func<(string Before, string After), string> expression, string[] properties)
        {
            foreach (var batch in asked.Select(expression).Chunk(50))
            {
                var answers = Ask($"<<{string.Join(", ", batch)}>>", any).Split(',').Select(answer => answer.Trim(' ', '<', '>')).ToList();
                violated.UnionWith(answers.Index().Where(answer => answer.Item == "FALSE").Select(answer => properties[answer.Index % properties.Length]));
            }
        }

        // The state of generalized consensus that a state is, by the mapping of the module.
        string Abstract(string state)
        {
            var (proposer, learned) = (Line(state, "proposer"), Line(state, "learned"));
            if (!proposed.TryGetValue(proposer, out var all))
            {
                all = Ask("AllProposed", TlaState.Read(state));
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
