using BgpVerified.Checker.Traces;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CrossCheck;

/// <summary>Checks that runs of the C# side are behaviours of the module: each input that a handler reacts to is an action.</summary>
/// <param name="npm">The tool that evaluates.</param>
/// <param name="mirror">The protocol's mirror.</param>
internal sealed class TraceValidation(Npm npm, ProtocolMirror mirror)
{
    private readonly string source = FlatModule.Text(mirror);
    private readonly ActionConjuncts conjuncts = new(ModuleText.Named(mirror.Module));

    /// <summary>The first step that does not fit; null if the whole trace is a behaviour.</summary>
    /// <param name="system">The system that the trace is of.</param>
    /// <param name="delivery">How its messages were delivered.</param>
    /// <param name="steps">The processes, by index, and the inputs that they take.</param>
    /// <param name="rules">The configuration whose rules the module has; that of the trace, or another.</param>
    /// <returns>The step, the action tried, and the conjunct that is false.</returns>
    public string? FirstMisfit(ISystem system, Delivery delivery, IEnumerable<(int Process, Input Input)> steps, Configuration rules)
    {
        var configuration = FlatModule.Configuration(mirror.Constants(rules));
        return InputRun.Of(system, delivery, steps)
            .Select(step => Misfit(system, step, configuration))
            .FirstOrDefault(misfit => misfit is not null);
    }

    private string? Misfit(ISystem system, InputStep step, string configuration)
    {
        var (before, after) = (mirror.ValuesOf(system, step.Before), mirror.ValuesOf(system, step.After));
        if (mirror.State(before) == mirror.State(after))
        {
            return null;
        }

        var misfits = new List<string>();
        foreach (var use in mirror.Uses(system, step.Process, step.Before.States[step.Process]!, step.Input))
        {
            if (use.Chosen is not null)
            {
                if (npm.Evaluate(source, configuration, before, [conjuncts.ForSomeChoice(use, after)])[0].Value == "TRUE")
                {
                    return null;
                }

                continue;
            }

            var parts = conjuncts.Of(use, after);
            var all = string.Join(" /\\ ", parts.Select(part => $"({part.Expression})"));
            if (npm.Evaluate(source, configuration, before, [all])[0].Value == "TRUE")
            {
                return null;
            }

            var answers = npm.Evaluate(source, configuration, before, [.. parts.Select(part => part.Expression)]);
            if (answers.All(answer => answer.Value == "TRUE"))
            {
                return null;
            }

            var (part, answer) = parts.Zip(answers).First(pair => pair.Second.Value != "TRUE");
            misfits.Add($"{use}, of which this is {(answer.Error is { } error ? $"no truth value ({error})" : "false")}: {part.Text}");
        }

        return $"step {step.Step}, {system.Processes[step.Process].Name} takes {step.Input.Text}, is "
            + $"not {(misfits.Count == 0 ? "any action" : string.Join("\nnor ", misfits))}";
    }
}
