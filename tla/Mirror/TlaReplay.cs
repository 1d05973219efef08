using System.Text;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror;

/// <summary>
/// Writes a trace as a TLA+ module that replays it: TLC takes one action of the protocol's module for each input that a
/// handler reacted to, and must come to the same states. Where no action does, TLC reports a deadlock in the state before.
/// </summary>
public static class TlaReplay
{
    /// <summary>The name of the module, which TLC wants to be that of the file.</summary>
    public const string Name = "Replay";

    /// <summary>The module that replays a trace.</summary>
    /// <param name="mirror">The protocol's mirror.</param>
    /// <param name="system">The protocol, built in the trace's configuration.</param>
    /// <param name="trace">The trace.</param>
    /// <returns>Its text, ended by a line feed.</returns>
    public static string Write(ProtocolMirror mirror, ISystem system, Trace trace)
    {
        var steps = InputRun.Of(system, trace.Delivery, trace.Steps.Select(step => (step.Process, step.Input)))
            .Where(step => !mirror.IsObserver(system.Processes[step.Process]))
            .ToList();
        var text = new StringBuilder();
        text.Append($"---- MODULE {Name} ----\n");
        text.Append($"(* {mirror.Protocol.Name}: {trace.Steps.Count} steps that violate {trace.Property}.  With tla/{Name}.cfg beside "
            + "it, TLC says that\n");
        var violated = Claim(mirror, trace) == "TRUE" ? "nothing is violated (the module has no such property)" : "Holds is violated";
        text.Append($"   {violated} if these are steps of the module {mirror.Module}, and that there is\n   a deadlock where one is "
            + "not. *)\n");
        text.Append("EXTENDS Integers, Sequences, TLC\n\n");
        text.Append($"VARIABLES {string.Join(", ", mirror.Variables)}, step\n\n");
        var constants = mirror.Constants(trace.Configuration).Select(constant => $"{constant.Name} <- {constant.Value}");
        text.Append($"Module == INSTANCE {mirror.Module} WITH\n    {string.Join(",\n    ", constants)}\n\n");
        text.Append("(* The states that the trace goes through. *)\nStates == <<\n");
        text.Append(string.Join(",\n",
            steps.Select(step =>
            $"    \\* step {step.Step}, {system.Processes[step.Process].Name}: {step.Input.Text}\n   "
            + $" {Record(mirror, mirror.ValuesOf(system, step.After))}")));
        text.Append("\n>>\n\n");
        text.Append("Init == Module!Init /\\ step = 0\n\nNext ==\n    \\/ /\\ step < Len(States)\n       /\\ Module!Next\n       /\\ "
            + "step' = step + 1\n");
        text.Append(string.Concat(mirror.Variables.Select(name => $"       /\\ {name}' = States[step + 1].{name}\n")));
        text.Append($"    \\/ step = Len(States) /\\ UNCHANGED <<{string.Join(", ", mirror.Variables)}, step>>\n\n");
        return text.Append($"Holds == {Claim(mirror, trace)}\n====\n").ToString();
    }

    private static string Claim(ProtocolMirror mirror, Trace trace) =>
        mirror.Invariants.Contains(trace.Property) ? $"Module!{trace.Property}" : "TRUE";

    private static string Record(ProtocolMirror mirror, IReadOnlyDictionary<string, string> values) =>
        TlaText.Record(mirror.Variables.Select(name => (name, values[name])));
}
