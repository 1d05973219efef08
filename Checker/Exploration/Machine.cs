using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Exploration;

/// <summary>
/// A configured protocol compiled to numbers as it is explored. Each process's state together with what it has sent is
/// a node and has a number; what a view sees has a number; the successors of a node under what it sees are computed by
/// the handlers once and remembered.
/// </summary>
/// <remarks>
/// Any number of threads may ask; what is not remembered yet is computed under one lock. A process's number here is its
/// slot: Byzantine processes have none.
/// </remarks>
internal sealed class Machine
{
    public const int IsFair = 1;
    public const int IsVisible = 2;
    public const int FirstGoal = 2;

    private readonly Lock writing = new();
    private readonly ISystem system;
    private readonly Slot[] slots;
    private readonly Interner<NodeValue>[] nodes;
    private readonly ReadingTable[] readings;
    private volatile int[] successors = new int[1 << 12];
    private int successorsUsed;
    private long misses;

    public Machine(ISystem system, ExplorationOptions options)
    {
        this.system = system;
        Processes = [.. Enumerable.Range(0, system.Processes.Count).Where(i => system.Processes[i].Fault != Fault.Byzantine)];
        IReadOnlyList<IReadOnlyList<int>> groups = options.Symmetry && system.Symmetry is { } symmetry ? symmetry.Groups : [];
        Groups = [.. groups.Select(group => group.Select(SlotOf).Order().ToArray()).Where(group => group.Length > 1)];
        slots = [.. Processes.Select((process, slot) => new Slot(process, FirstOfGroup(slot)))];
        nodes = [.. slots.Select((_, slot) => FirstOfGroup(slot) == slot ? new Interner<NodeValue>() : null!)];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            nodes[slot] ??= nodes[FirstOfGroup(slot)];
        }

        Views = new(system, Processes.Count, (slot, node) => ValueOf(slot, node).Sent);
        readings = [.. system.Readings.Select(r => new ReadingTable(r, SlotOf(r.Process), r.View is null ? -1 : Views.NumberOf(r.View)))];
        Monitor = new(system.Properties.Where(p => options.Property is null || p.Name == options.Property), Processes);
        InitialNodes = Canonical(World.Initial(system));
        for (var slot = 0; slot < slots.Length; slot++)
        {
            LearnEverywhere(slot, InitialNodes[slot]);
        }
    }

    /// <summary>The groups of interchangeable slots; empty without symmetry.</summary>
    public IReadOnlyList<int[]> Groups { get; }

    /// <summary>The process of each slot.</summary>
    public IReadOnlyList<int> Processes { get; }

    public int SlotCount => slots.Length;

    public int[] InitialNodes { get; }

    public PropertyMonitor Monitor { get; }

    /// <summary>What the views see.</summary>
    public ViewTables Views { get; }

    /// <summary>How many times a result was not remembered and handlers ran.</summary>
    public long Misses => Volatile.Read(ref misses) + Views.Misses;

    public int ReadingCount => readings.Length;

    /// <summary>A process's state, by its node.</summary>
    public object StateOf(int slot, int node) => ValueOf(slot, node).State;

    /// <summary>The first slot of the group that a slot belongs to: itself, if it is in none.</summary>
    public int FirstOfGroup(int slot) => Groups.FirstOrDefault(group => group.Contains(slot))?[0] ?? slot;

    /// <summary>The numbers of a plain world; those of interchangeable processes in rising order.</summary>
    public int[] Canonical(World world)
    {
        lock (writing)
        {
            var numbers = Enumerable.Range(0, slots.Length)
                .Select(slot => Number(slot, new(world.States[slots[slot].Process]!, world.SentBy(slots[slot].Process), world.HasCrashed(slots[slot].Process))))
                .ToArray();
            Sort(numbers);
            return numbers;
        }
    }

    /// <summary>Brings the nodes of interchangeable processes into rising order: one form for states that differ in names.</summary>
    public void Sort(int[] state)
    {
        foreach (var group in Groups)
        {
            var sorted = group.Select(slot => state[slot]).Order().ToArray();
            for (var i = 0; i < group.Length; i++)
            {
                state[group[i]] = sorted[i];
            }
        }
    }

    public int SlotOf(int process) => Processes.TakeWhile(p => p != process).Count();

    public int SlotOfReading(int reading) => readings[reading].Slot;

    /// <summary>Where the successors of a reading's process are; -1 if there are none.</summary>
    public int FindSuccessors(int reading, ReadOnlySpan<int> state, ReadOnlySpan<int> seen)
    {
        var table = readings[reading];
        var node = state[table.Slot];
        var what = table.View < 0 ? 0 : seen[table.View];
        var found = table.Table.Find(node, what);
        return (found >= 0 ? found : React(table, node, what)) - 1;
    }

    /// <summary>The successors: pairs of a node and its flags.</summary>
    public ReadOnlySpan<int> Successors(int where)
    {
        var flat = successors;
        return flat.AsSpan(where + 1, 2 * flat[where]);
    }

    /// <summary>The inputs that lead a slot's node to another in a state whose views were seen.</summary>
    public IReadOnlyList<Input> InputsOf(int[] state, int[] seen, int slot, int after)
    {
        lock (writing)
        {
            return
            [
                .. from table in readings
                   where table.Slot == slot
                   from offer in table.Reading.Offers(ValueOf(slot, state[slot]).State, table.View < 0 ? null : Views.Seen(table.View, seen[table.View]))
                   where Take(slots[slot], slot, state[slot], offer.Input) == after
                   select offer.Input,
            ];
        }
    }

    public bool HasCrashed(int slot, int node) => nodes[slot][node].Crashed;

    public bool MayCrash(int slot) => system.Processes[Processes[slot]].Fault == Fault.Crash;

    /// <summary>The node of a process after it has crashed.</summary>
    public int Crashed(int slot, int node)
    {
        var crashed = slots[slot].AfterCrash.Find(node);
        if (crashed < 0)
        {
            lock (writing)
            {
                crashed = Number(slot, ValueOf(slot, node) with { Crashed = true });
                LearnEverywhere(slot, crashed);
                slots[slot].AfterCrash.Set(node, crashed);
            }
        }

        return crashed;
    }

    /// <summary>Runs the handlers on everything that a reading offers to a node, and remembers what comes of it.</summary>
    private int React(ReadingTable table, int node, int what)
    {
        lock (writing)
        {
            var offset = table.Table.Find(node, what);
            if (offset >= 0)
            {
                return offset;
            }

            misses++;
            var slot = slots[table.Slot];
            var found = new SortedDictionary<int, int>();
            var before = ValueOf(table.Slot, node);
            if (!before.Crashed)
            {
                foreach (var offer in table.Reading.Offers(before.State, table.View < 0 ? null : Views.Seen(table.View, what)))
                {
                    var after = Take(slot, table.Slot, node, offer.Input);
                    if (after != node)
                    {
                        found[after] = found.GetValueOrDefault(after) | Flags(table.Slot, node, after, offer);
                    }
                }
            }

            offset = Store(found);
            table.Table.Add(node, what, offset);
            return offset;
        }
    }

    /// <summary>
    /// A process whose states can come back: runs of it need not end, and then a state in which nothing is left to
    /// happen is not the only way to starve.
    /// </summary>
    /// <returns>Its slot; null if every process only ever moves on.</returns>
    public int? FindRepeating()
    {
        lock (writing)
        {
            for (var slot = 0; slot < slots.Length; slot++)
            {
                // Steps of interchangeable processes are steps between the same nodes.
                var steps = slots.Where((_, other) => nodes[other] == nodes[slot])
                    .SelectMany(other => other.Reactions)
                    .Where(reaction => reaction.Key.Node != reaction.Value)
                    .ToLookup(reaction => reaction.Key.Node, reaction => reaction.Value);
                var left = steps.SelectMany(from => from).CountBy(after => after).ToDictionary();
                var ready = new Stack<int>(Enumerable.Range(0, nodes[slot].Count).Where(node => !left.ContainsKey(node)));
                var ordered = 0;
                while (ready.TryPop(out var node))
                {
                    ordered++;
                    foreach (var after in steps[node])
                    {
                        if (--left[after] == 0)
                        {
                            ready.Push(after);
                        }
                    }
                }

                if (ordered < nodes[slot].Count)
                {
                    return slot;
                }
            }

            return null;
        }
    }

    private int Take(Slot slot, int slotNumber, int node, Input input)
    {
        if (!slot.Reactions.TryGetValue((node, input), out var after))
        {
            var before = ValueOf(slotNumber, node);
            var (state, sends) = system.Apply(slot.Process, before.State, input);
            after = Number(slotNumber, new(state, before.Sent.Union(sends), false));
            slot.Reactions.Add((node, input), after);
            LearnEverywhere(slotNumber, after);
        }

        return after;
    }

    private int Flags(int slot, int node, int after, Offer offer)
    {
        var flags = (offer.Fair ? IsFair : 0) | (Monitor.Sees(slot, node, after) ? IsVisible : 0);
        for (var goal = 0; goal < system.Goals.Count; goal++)
        {
            if (system.Goals[goal].InStep(Processes[slot], ValueOf(slot, node).State, offer.Input, ValueOf(slot, after).State))
            {
                flags |= 1 << (FirstGoal + goal);
            }
        }

        return flags;
    }

    private int Store(SortedDictionary<int, int> found)
    {
        // No successors is 0, and a place is one more than it is: most readings offer nothing most of the time.
        if (found.Count == 0)
        {
            return 0;
        }

        var needed = successorsUsed + 1 + (2 * found.Count);
        if (needed > successors.Length)
        {
            var larger = new int[Math.Max(needed, 2 * successors.Length)];
            successors.AsSpan(0, successorsUsed).CopyTo(larger);
            successors = larger;
        }

        var offset = successorsUsed;
        successors[successorsUsed++] = found.Count;
        foreach (var (after, flags) in found)
        {
            successors[successorsUsed++] = after;
            successors[successorsUsed++] = flags;
        }

        return offset + 1;
    }

    private sealed record NodeValue(object State, ValueSet<Message> Sent, bool Crashed);

    /// <summary>The number of a node: of the node that it would be at the first process of its group.</summary>
    private int Number(int slot, NodeValue value) => nodes[slot].Intern(Renamed(value, slots[slot].First));

    /// <summary>A node as it is at one process of its group; renamed once.</summary>
    private NodeValue ValueOf(int slot, int node)
    {
        var own = slots[slot].Own;
        return node < own.Length && own[node] is { } known ? known : Rename(slot, node);
    }

    private NodeValue Rename(int slot, int node)
    {
        lock (writing)
        {
            var value = Renamed(nodes[slot][node], slot);
            if (node >= slots[slot].Own.Length)
            {
                var larger = new NodeValue?[Math.Max(node + 1, 2 * slots[slot].Own.Length)];
                slots[slot].Own.CopyTo(larger, 0);
                slots[slot].Own = larger;
            }

            slots[slot].Own[node] = value;
            return value;
        }
    }

    private NodeValue Renamed(NodeValue value, int slot)
    {
        if (Groups.Count == 0 || !Groups.Any(group => group.Contains(slot)))
        {
            return value;
        }

        var (symmetry, process) = (system.Symmetry!, slots[slot].Process);
        return value with
        {
            State = symmetry.RenameState(value.State, process),
            Sent = new(value.Sent.Select(message => symmetry.RenameMessage(message, process))),
        };
    }

    /// <summary>Makes a node known at every process that may have it: what it says to each view, and to each property.</summary>
    private void LearnEverywhere(int slot, int node)
    {
        if (slots[slot].Known.Find(node) >= 0)
        {
            return;
        }

        foreach (var other in Groups.FirstOrDefault(group => group.Contains(slot)) ?? [slot])
        {
            slots[other].Known.Set(node, 1);
            Views.Learn(other, node);
            Monitor.Learn(other, node, ValueOf(other, node).State);
        }
    }

    private sealed class Slot(int process, int first)
    {
        public int Process => process;

        public int First => first;

        /// <summary>The nodes as they are at this process.</summary>
        public NodeValue?[] Own { get; set; } = [];

        public LazyNumbers AfterCrash { get; } = new();

        public LazyNumbers Known { get; } = new();

        public Dictionary<(int Node, Input Input), int> Reactions { get; } = [];
    }

    private sealed class ReadingTable(Reading reading, int slot, int view)
    {
        public Reading Reading => reading;

        public int Slot => slot;

        public int View => view;

        public MemoTable Table { get; } = new();
    }
}
