using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Exploration;

/// <content>Whether a step is one that must happen at least once.</content>
internal sealed partial class Expander
{
    /// <summary>Looks at the whole state, and finds the input again; rare, until the goal is reached once.</summary>
    private bool IsReached(int goal, int slot, int after)
    {
        var states = new object?[system.Processes.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            states[machine.Processes[i]] = machine.StateOf(i, nodes[i]);
        }

        return machine.InputsOf(nodes, seen, slot, after).Any(input =>
            system.Goals[goal].InStep(machine.Processes[slot], states[machine.Processes[slot]]!, input, machine.StateOf(slot, after))
            && system.Goals[goal].InContext(states, input));
    }
}
