using System.Text;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CrossCheck;

/// <summary>Compares two state graphs state by state.</summary>
internal static class GraphComparison
{
    /// <summary>The first difference between the handlers of a system and a module in the npm tool; null if there is none.</summary>
    public static string? FirstDifference(ProtocolMirror mirror, ISystem system, string source)
    {
        using var npm = Npm.Start();
        return FirstDifference(npm, mirror, system, source);
    }

    /// <inheritdoc cref="FirstDifference(ProtocolMirror, ISystem, string)"/>
    public static string? FirstDifference(Npm npm, ProtocolMirror mirror, ISystem system, string source)
    {
        var waiting = Task.Run(() => npm.Graph(mirror, source, FlatModule.Configuration(mirror.Constants(system.Configuration))));
        return FirstDifference(CSharpGraph.Explore(mirror, system), "C#", waiting.GetAwaiter().GetResult(), "TLA+");
    }

    /// <summary>The first difference, in breadth-first order from the initial states; null if there is none.</summary>
    /// <returns>In which state the two differ, and by which action of which side.</returns>
    public static string? FirstDifference(StateGraph left, string leftName, StateGraph right, string rightName)
    {
        if (!left.Initial.SetEquals(right.Initial))
        {
            return "the initial states "
                + $"differ\n{leftName}: {string.Join("\nor ", left.Initial)}\n{rightName}: {string.Join("\nor ", right.Initial)}";
        }

        var steps = new Dictionary<string, int>();
        var queue = new Queue<string>();
        foreach (var state in left.Initial)
        {
            steps.Add(state, 0);
            queue.Enqueue(state);
        }

        while (queue.TryDequeue(out var state))
        {
            var (mine, others) = (left.Successors[state], right.Successors[state]);
            var onlyMine = mine.Keys.Where(successor => !others.ContainsKey(successor)).ToList();
            var onlyOthers = others.Keys.Where(successor => !mine.ContainsKey(successor)).ToList();
            if (onlyMine.Count + onlyOthers.Count > 0)
            {
                var text = new StringBuilder($"the successors of a state differ, {steps[state]} steps from the start:\n{state}\n");
                Describe(text, leftName, state, onlyMine, mine);
                Describe(text, rightName, state, onlyOthers, others);
                return text.ToString();
            }

            foreach (var successor in mine.Keys.Where(successor => steps.TryAdd(successor, steps[state] + 1)))
            {
                queue.Enqueue(successor);
            }
        }

        // Every state reached is in both with the same successors: states that one side has besides would be unreachable.
        return left.Successors.Count == steps.Count && right.Successors.Count == steps.Count
            ? null
            : $"{leftName} has {left.Successors.Count} states, {rightName} {right.Successors.Count}; {steps.Count} are reached in both";
    }

    private static void Describe(StringBuilder text, string side, string state, List<string> only, Dictionary<string, string> actions)
    {
        foreach (var successor in only)
        {
            var before = state.Split('\n');
            var changes = successor.Split('\n').Where(line => !before.Contains(line));
            text.Append($"only {side} takes {actions[successor]} there, which leads to\n{string.Join('\n', changes)}\n");
        }
    }
}
