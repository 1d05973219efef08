using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CrossCheck;

/// <summary>Checks that runs of the C# side are behaviours of the module: each step an action, or no change.</summary>
/// <param name="npm">The tool that evaluates.</param>
/// <param name="mirror">The protocol's mirror.</param>
internal sealed class TraceValidation(Npm npm, ProtocolMirror mirror)
{
    private readonly string source = FlatModule.Text(mirror);
    private readonly ActionConjuncts conjuncts = new(ModuleText.Named(mirror.Module));

    /// <summary>A step: its number, counted from 1, the process and its state before, the input, and the variables before and after.</summary>
    private sealed record Step(int Number, int Process, object Self, Input Input, IReadOnlyDictionary<string, string> Before, IReadOnlyDictionary<string, string> After);

    /// <summary>The first step that does not fit; null if the whole trace is a behaviour.</summary>
    /// <param name="system">The system that the trace is of.</param>
    /// <param name="delivery">How its messages were delivered.</param>
    /// <param name="steps">The processes, by index, and the inputs that they take.</param>
    /// <param name="rules">The configuration whose rules the module has; that of the trace, or another.</param>
    /// <returns>The step, the action tried, and the conjunct that is false.</returns>
    public string? FirstMisfit(ISystem system, Delivery delivery, IEnumerable<(int Process, Input Input)> steps, Configuration rules)
    {
        var configuration = FlatModule.Configuration(mirror.Constants(rules));
        return Run(system, delivery, steps).Where(step => mirror.State(step.Before) != mirror.State(step.After))
            .Select(step => Misfit(system, step, configuration, severalActions: delivery is Delivery.Reliable or Delivery.Fifo))
            .FirstOrDefault(misfit => misfit is not null);
    }

    private IEnumerable<Step> Run(ISystem system, Delivery delivery, IEnumerable<(int Process, Input Input)> steps)
    {
        var world = Trace.InitialWorld(system, delivery);
        var crashed = new List<int>();
        foreach (var (i, (process, input)) in steps.Index())
        {
            var before = mirror.ValuesOf(system, world, crashed);
            var self = world.States[process]!;
            world = world.Take(process, input);
            if (input is Crash)
            {
                crashed.Add(process);
            }

            yield return new(i + 1, process, self, input, before, mirror.ValuesOf(system, world, crashed));
        }
    }

    private string? Misfit(ISystem system, Step step, string configuration, bool severalActions)
    {
        var misfits = new List<string>();
        foreach (var use in mirror.Uses(system, step.Process, step.Self, step.Input))
        {
            if (use.Chosen is not null && npm.Evaluate(source, configuration, step.Before, [conjuncts.ForSomeChoice(use, step.After)])[0].Value == "TRUE")
            {
                return null;
            }

            var parts = conjuncts.Of(use, step.After);
            var answers = npm.Evaluate(source, configuration, step.Before, [.. parts.Select(part => part.Expression)]);
            if (use.Chosen is null && answers.All(answer => answer.Value == "TRUE"))
            {
                return null;
            }

            var (part, answer) = parts.Zip(answers).FirstOrDefault(pair => pair.Second.Value != "TRUE");
            misfits.Add($"{use}, of which this is {(answer.Error is { } error ? $"no truth value ({error})" : "false")}: {part?.Text ?? use.Chosen}");
        }

        if (severalActions && IsReached(configuration, step.Before, step.After, deepest: 6))
        {
            return null;
        }

        return $"step {step.Number}, {system.Processes[step.Process].Name} takes {step.Input.Text}, is not {(misfits.Count == 0 ? "any action" : string.Join("\nnor ", misfits))}";
    }

    /// <summary>Whether the module reaches a state in a few steps, each of which sends no more than is sent there.</summary>
    private bool IsReached(string configuration, IReadOnlyDictionary<string, string> from, IReadOnlyDictionary<string, string> to, int deepest)
    {
        // Only the process that steps may change, and only towards what it has come to: every other variable keeps its value.
        var kept = mirror.Variables.Where(name => from[name] == to[name]).ToList();
        var goal = mirror.State(to);
        var level = new Dictionary<string, IReadOnlyDictionary<string, string>> { [mirror.State(from)] = from };
        for (var depth = 0; depth < deepest && level.Count > 0; depth++)
        {
            var next = new Dictionary<string, IReadOnlyDictionary<string, string>>();
            foreach (var state in level.Values)
            {
                foreach (var successor in npm.Successors(source, configuration, state).Where(s => kept.All(name => s[name] == from[name])))
                {
                    next[mirror.State(successor)] = successor;
                }
            }

            if (next.ContainsKey(goal))
            {
                return true;
            }

            level = next;
        }

        return false;
    }
}
