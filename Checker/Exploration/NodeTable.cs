using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Exploration;

/// <summary>What a process has come to.</summary>
/// <param name="State">Its state.</param>
/// <param name="Sent">What it has sent.</param>
/// <param name="Crashed">Whether it has crashed.</param>
internal sealed record NodeValue(object State, ValueSet<Message> Sent, bool Crashed);

/// <summary>The nodes of all slots, by number. Interchangeable processes share them: a node has the name of the first.</summary>
internal sealed class NodeTable
{
    private readonly ISystem system;
    private readonly IReadOnlyList<int> processes;
    private readonly IReadOnlyList<int> firstOfGroup;
    private readonly Interner<NodeValue>[] nodes;
    private readonly NodeValue?[][] own;

    /// <summary>Prepares the nodes.</summary>
    /// <param name="system">The system.</param>
    /// <param name="processes">The process of each slot.</param>
    /// <param name="firstOfGroup">For each slot the first one of its group: itself, if it is in none.</param>
    public NodeTable(ISystem system, IReadOnlyList<int> processes, IReadOnlyList<int> firstOfGroup)
    {
        (this.system, this.processes, this.firstOfGroup) = (system, processes, firstOfGroup);
        nodes = new Interner<NodeValue>[processes.Count];
        own = [.. processes.Select(_ => Array.Empty<NodeValue?>())];
        for (var slot = 0; slot < nodes.Length; slot++)
        {
            nodes[slot] = firstOfGroup[slot] == slot ? new() : nodes[firstOfGroup[slot]];
        }
    }

    /// <summary>How many nodes a slot, and those that it shares them with, are known to have.</summary>
    public int Count(int slot) => nodes[slot].Count;

    /// <summary>The number of a node: of the node that it would be at the first process of its group.</summary>
    /// <exception cref="ReductionRefusedException">Renamed to that process and back it is another.</exception>
    public int Number(int slot, NodeValue value)
    {
        var first = firstOfGroup[slot];
        var renamed = Renamed(value, slot, first);
        return slot == first || Renamed(renamed, first, slot).Equals(value)
            ? nodes[slot].Intern(renamed)
            : throw new ReductionRefusedException($"a state of {NameOf(slot)}, renamed to {NameOf(first)} and back, is another",
                isOfSymmetry: true);
    }

    /// <summary>A node as it is at one process of its group; renamed when it becomes known.</summary>
    /// <exception cref="ReductionRefusedException">Renamed back it is another.</exception>
    public NodeValue ValueOf(int slot, int node) =>
        node < own[slot].Length && own[slot][node] is { } known ? known : Rename(slot, node);

    private NodeValue Rename(int slot, int node)
    {
        var first = firstOfGroup[slot];
        var value = Renamed(nodes[slot][node], first, slot);
        if (slot != first && !Renamed(value, slot, first).Equals(nodes[slot][node]))
        {
            throw new ReductionRefusedException($"a state of {NameOf(first)}, renamed to {NameOf(slot)} and back, is another",
                isOfSymmetry: true);
        }

        if (node >= own[slot].Length)
        {
            Array.Resize(ref own[slot], Math.Max(node + 1, 2 * own[slot].Length));
        }

        own[slot][node] = value;
        return value;
    }

    private NodeValue Renamed(NodeValue value, int from, int to)
    {
        if (from == to)
        {
            return value;
        }

        var (symmetry, process) = (system.Symmetry!, processes[to]);
        return value with
        {
            State = symmetry.RenameState(value.State, process),
            Sent = new(value.Sent.Select(message => symmetry.RenameMessage(message, process))),
        };
    }

    private string NameOf(int slot) => system.Processes[processes[slot]].Name;
}
