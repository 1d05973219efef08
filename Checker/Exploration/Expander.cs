using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Exploration;

/// <summary>A violation found while expanding a state: at the state itself, or at one step from it.</summary>
/// <param name="State">The state.</param>
/// <param name="Slot">The slot of the process that steps; -1 if the state itself violates.</param>
/// <param name="After">The node that it steps to.</param>
/// <param name="Property">The property.</param>
internal sealed record Violation(int State, int Slot, int After, string Property);

/// <summary>One worker's part of the expansion: it computes successors, checks properties on the way, and fills its own buffers.</summary>
internal sealed class Expander
{
    private readonly ISystem system;
    private readonly Machine machine;
    private readonly int[] first;
    private readonly int[][] groups;
    private readonly int[] nodes;
    private readonly int[] seen;
    private readonly int[] limits;
    private readonly int[] slotsFound;
    private readonly int[] placesFound;
    private readonly Buffer[] buffers;
    private RowLayout layout = null!;

    public Expander(ISystem system, Machine machine, int parts)
    {
        this.system = system;
        this.machine = machine;
        first = [.. Enumerable.Range(0, machine.SlotCount).Select(machine.FirstOfGroup)];
        groups = [.. Enumerable.Range(0, machine.SlotCount).Select(slot => machine.Groups.FirstOrDefault(group => group.Contains(slot)) ?? [])];
        nodes = new int[machine.SlotCount];
        seen = machine.Views.NewSeen();
        limits = new int[machine.SlotCount];
        slotsFound = new int[machine.ReadingCount];
        placesFound = new int[machine.ReadingCount];
        buffers = [.. Enumerable.Range(0, parts).Select(_ => new Buffer())];
    }

    /// <summary>A node whose number does not fit the layout; the slice must be done again with a wider one.</summary>
    public (int Slot, int Node)? Outgrown { get; private set; }

    public Violation? Found { get; private set; }

    public long Transitions { get; private set; }

    public long Lookups { get; private set; }

    /// <summary>The goals reached so far, by index.</summary>
    public HashSet<int> GoalsReached { get; set; } = [];

    /// <summary>
    /// The sum over the slots of a mix of slot and node: it does not depend on how rows are packed, nor on which of
    /// several interchangeable processes has which node.
    /// </summary>
    public ulong HashOf(ReadOnlySpan<int> nodes)
    {
        var hash = 0UL;
        for (var slot = 0; slot < nodes.Length; slot++)
        {
            hash = unchecked(hash + Term(slot, nodes[slot]));
        }

        return hash;
    }

    public static int PartOf(ulong hash, int parts) => (int)(hash >> 56) % parts;

    /// <summary>Of the workers' violations, the one that one worker alone would have found first.</summary>
    public static Violation? Worst(IEnumerable<Expander> workers) =>
        workers.Select(worker => worker.Found).FirstOrDefault(found => found is not null);

    /// <summary>Starts a slice.</summary>
    public void Begin(RowLayout rowLayout)
    {
        layout = rowLayout;
        for (var slot = 0; slot < limits.Length; slot++)
        {
            limits[slot] = groups[slot].Append(slot).Min(layout.Limit);
        }

        Outgrown = null;
        Found = null;
        (Transitions, Lookups) = (0, 0);
        foreach (var buffer in buffers)
        {
            buffer.Clear();
        }
    }

    public void Expand(ReadOnlySpan<ulong> row, int state)
    {
        for (var slot = 0; slot < nodes.Length; slot++)
        {
            nodes[slot] = layout.Read(row, slot);
        }

        machine.Views.See(nodes, seen);
        var hash = HashOf(nodes);
        var fair = false;
        Span<ulong> next = stackalloc ulong[row.Length];
        Lookups += machine.ReadingCount;
        var found = 0;
        for (var reading = 0; reading < machine.ReadingCount; reading++)
        {
            var where = machine.FindSuccessors(reading, nodes, seen);
            if (where >= 0)
            {
                (slotsFound[found], placesFound[found]) = (machine.SlotOfReading(reading), where);
                found++;
            }
        }

        for (var at = 0; at < found; at++)
        {
            var slot = slotsFound[at];
            var successors = machine.Successors(placesFound[at]);
            for (var i = 0; i < successors.Length; i += 2)
            {
                fair |= (successors[i + 1] & Machine.IsFair) != 0;
                Emit(row, next, state, hash, slot, successors[i], successors[i + 1]);
            }
        }

        Crash(row, next, state, hash);
        if (!fair && Found is null && machine.Monitor.CheckQuiescent(nodes) is { } property)
        {
            Found = new(state, -1, -1, property.Name);
        }
    }

    /// <summary>Hands over the successors that belong to a part.</summary>
    public void Deliver(int part, StateStore store, Func<int, ulong> hashOf) => buffers[part].Deliver(store, hashOf, layout.Words);

    private ulong Term(int slot, int node) => Hashing.Mix(((ulong)(uint)(first[slot] + 1) << 32) | (uint)node);

    /// <summary>Writes a node, and keeps the nodes of interchangeable processes in rising order.</summary>
    private void Write(Span<ulong> next, int slot, int after)
    {
        if (groups[slot] is not { Length: > 0 } group)
        {
            layout.Write(next, slot, after);
            return;
        }

        // The others are in order already: they go before the new node while they are smaller.
        var placed = false;
        var target = 0;
        foreach (var other in group)
        {
            if (other == slot)
            {
                continue;
            }

            if (!placed && nodes[other] >= after)
            {
                layout.Write(next, group[target++], after);
                placed = true;
            }

            layout.Write(next, group[target++], nodes[other]);
        }

        if (!placed)
        {
            layout.Write(next, group[target], after);
        }
    }

    private void Crash(ReadOnlySpan<ulong> row, Span<ulong> next, int state, ulong hash)
    {
        var left = system.Configuration.Crashes;
        if (left == 0)
        {
            return;
        }

        for (var slot = 0; slot < nodes.Length; slot++)
        {
            left -= machine.HasCrashed(slot, nodes[slot]) ? 1 : 0;
        }

        for (var slot = 0; left > 0 && slot < nodes.Length; slot++)
        {
            if (machine.MayCrash(slot) && !machine.HasCrashed(slot, nodes[slot]))
            {
                Emit(row, next, state, hash, slot, machine.Crashed(slot, nodes[slot]), 0);
            }
        }
    }

    private void Emit(ReadOnlySpan<ulong> row, Span<ulong> next, int state, ulong hash, int slot, int after, int flags)
    {
        Transitions++;
        if (after >= limits[slot])
        {
            Outgrown = (groups[slot].Append(slot).First(other => after >= layout.Limit(other)), after);
            return;
        }

        if ((flags & ~Machine.IsFair) != 0)
        {
            Check(state, slot, after, flags);
        }

        var changed = unchecked(hash - Term(slot, nodes[slot]) + Term(slot, after));
        row.CopyTo(next);
        Write(next, slot, after);
        buffers[PartOf(changed, buffers.Length)].Add(next, changed, state);
    }

    private void Check(int state, int slot, int after, int flags)
    {
        if ((flags & Machine.IsVisible) != 0 && Found is null
            && machine.Monitor.CheckStep(nodes, slot, after) is { } property)
        {
            Found = new(state, slot, after, property.Name);
        }

        for (var goal = 0; goal < system.Goals.Count; goal++)
        {
            if ((flags & (1 << (Machine.FirstGoal + goal))) != 0 && !GoalsReached.Contains(goal) && IsReached(goal, slot, after))
            {
                GoalsReached.Add(goal);
            }
        }
    }

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

    /// <summary>Successors that wait to be taken in, in the order of their discovery.</summary>
    private sealed class Buffer
    {
        private ulong[] rows = new ulong[256];
        private ulong[] hashes = new ulong[128];
        private int[] parents = new int[128];
        private int count;

        public void Clear() => count = 0;

        public void Add(ReadOnlySpan<ulong> row, ulong hash, int parent)
        {
            if (count == hashes.Length)
            {
                Array.Resize(ref hashes, 2 * count);
                Array.Resize(ref parents, 2 * count);
            }

            if ((count + 1) * row.Length > rows.Length)
            {
                Array.Resize(ref rows, 2 * (count + 1) * row.Length);
            }

            row.CopyTo(rows.AsSpan(count * row.Length));
            hashes[count] = hash;
            parents[count++] = parent;
        }

        public void Deliver(StateStore store, Func<int, ulong> hashOf, int words)
        {
            for (var i = 0; i < count; i++)
            {
                store.Add(rows.AsSpan(i * words, words), hashes[i], parents[i], hashOf);
            }
        }
    }
}
