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
        var seen = new Dictionary<string, (string State, HashSet<string> Next)>();
        foreach (var (state, successors) in graph.Successors)
        {
            var projection = Project(state);
            seen.TryAdd(projection, (state, []));
            seen[projection].Next.UnionWith(successors.Keys.Select(Project));
        }

        var now = seen.ToDictionary(pair => pair.Key, pair => Ask(npm, source, configuration, pair.Value.State, ["GC_Now"])[0]);
        var violated = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (projection, (state, next)) in seen)
        {
            var others = next.Where(other => other != projection).ToList();
            var answers = Ask(npm, source, configuration, state,
            [
                "ConsistencyInv", "IntegrityInv", "NontrivialityInv",
                .. others.Select(other => $"GC_IsStep(GC_Now, {now[other]})"),
                .. others.Select(other => $"GC_StabilitySays(GC_Now, {now[other]})"),
            ]);
            foreach (var (i, answer) in answers.Index().Where(answer => answer.Item == "FALSE"))
            {
                violated.Add(i < 3 ? Compared[i] : i < 3 + others.Count ? "RefinementProp" : "StabilityProp");
            }
        }

        return [.. violated];
    }

    private static string Project(string state) =>
        string.Join('\n', state.Split('\n').Where(line => line.StartsWith(@"/\ proposer", StringComparison.Ordinal) || line.StartsWith(@"/\ learned", StringComparison.Ordinal)));

    private static List<string> Ask(Npm npm, string source, string configuration, string state, IReadOnlyList<string> expressions) =>
        [.. npm.Evaluate(source, configuration, TlaState.Read(state), expressions).Select(answer => answer.Value ?? throw new InvalidOperationException(answer.Error))];
}
