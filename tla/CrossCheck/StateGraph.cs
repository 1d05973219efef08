using System.Text.RegularExpressions;
using BgpVerified.Mirror;

namespace BgpVerified.CrossCheck;

/// <summary>A state graph: states as canonical text, and from each the steps that lead to another state.</summary>
public sealed class StateGraph
{
    private static readonly Regex Node = new(@"^\s*(\S+) \[label=""((?:[^""\\]|\\.)*)""(.*)\];?$", RegexOptions.Compiled);
    private static readonly Regex Edge = new(@"^\s*(\S+) -> (\S+) \[label=""([^""]*)"".*\];?$", RegexOptions.Compiled);

    /// <summary>The initial states.</summary>
    public HashSet<string> Initial { get; } = [];

    /// <summary>The successors of each state, with the names of the actions that lead there; without the state itself.</summary>
    public Dictionary<string, Dictionary<string, string>> Successors { get; } = [];

    /// <summary>How many steps lead to another state: pairs of states, however many actions lead from one to the other.</summary>
    public long Transitions => Successors.Values.Sum(successors => (long)successors.Count);

    /// <summary>Adds a step; one that changes nothing is left out.</summary>
    public void Add(string from, string to, string action)
    {
        if (from != to)
        {
            var successors = Successors[from];
            successors[to] = successors.TryGetValue(to, out var known) && known != action ? $"{known} or {action}" : action;
        }
    }

    /// <summary>Reads a graph in the dot language as TLC and tla-checker write it.</summary>
    /// <param name="mirror">The protocol's mirror.</param>
    /// <param name="lines">The lines.</param>
    /// <returns>The graph.</returns>
    public static StateGraph ReadDot(ProtocolMirror mirror, IEnumerable<string> lines)
    {
        var graph = new StateGraph();
        var states = new Dictionary<string, string>();
        var edges = new List<(string From, string To, string Action)>();
        foreach (var line in lines)
        {
            if (line.Contains(" -> ", StringComparison.Ordinal) && Edge.Match(line) is { Success: true } edge)
            {
                edges.Add((edge.Groups[1].Value, edge.Groups[2].Value, edge.Groups[3].Value));
            }
            else if (Node.Match(line) is { Success: true } node && node.Groups[1].Value is not ("node" or "edge" or "graph"))
            {
                var state = ReadState(mirror, node.Groups[2].Value);
                states[node.Groups[1].Value] = state;
                graph.Successors.TryAdd(state, []);

                // tla-checker numbers the one initial state first; TLC fills the initial ones.
                if (graph.Initial.Count == 0 || node.Groups[3].Value.Contains("filled", StringComparison.Ordinal))
                {
                    graph.Initial.Add(state);
                }
            }
        }

        // TLC writes a step before the state that it leads to.
        foreach (var (from, to, action) in edges)
        {
            graph.Add(states[from], states[to], action);
        }

        return graph;
    }

    private static string ReadState(ProtocolMirror mirror, string label)
    {
        var text = label.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal)
            .Replace("\\\\", "\\", StringComparison.Ordinal);
        return mirror.State(TlaState.Read(text, mirror.Variables));
    }
}
