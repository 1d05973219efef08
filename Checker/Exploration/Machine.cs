using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Exploration;

/// <summary>
/// A configured protocol compiled to numbers as it is explored. Each process's state together with what it has sent is
/// a node and has a number; what a part sees has a number; the successors of a node under what it sees are computed by
/// the handlers once and remembered.
/// </summary>
/// <remarks>
/// Asked not to learn, it says that something is not known yet instead of working it out, and then any number of threads
/// may ask; only one thread at a time, and no other beside it, may have it learn. So numbers are given in an order that
/// no scheduling of threads can change. A process's number here is its slot: Byzantine processes have none.
/// </remarks>
internal sealed partial class Machine
{
    /// <summary>A step that must happen in the end, if it stays possible.</summary>
    public const int IsFair = 1;

    /// <summary>A step that changes what a property reads.</summary>
    public const int IsVisible = 2;

    /// <summary>A step that changes what a property reads that looks at observers and at others.</summary>
    public const int IsMixed = 4;

    /// <summary>As <see cref="IsMixed"/>, for a property of steps.</summary>
    public const int IsMixedStep = 8;

    /// <summary>The bit of the first goal.</summary>
    public const int FirstGoal = 4;

    /// <summary>How many goals there is room for.</summary>
    public const int MostGoals = 31 - FirstGoal;

    /// <summary>There are no successors.</summary>
    public const int None = -1;

    /// <summary>The successors are not known yet.</summary>
    public const int Unknown = -2;

    private readonly ISystem system;
    private readonly SlotTable[] slots;
    private readonly NodeTable nodes;
    private readonly ReadingTable[] readings;
    private readonly bool[] isObserver;
    private int[] successors = new int[1 << 12];
    private int successorsUsed;
    private long misses;

    /// <summary>Compiles a system.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="property">The one property to check; null for all.</param>
    /// <param name="symmetry">Whether interchangeable processes share their nodes.</param>
    /// <param name="observers">The processes, by index, that are taken to only look on.</param>
    public Machine(ISystem system, string? property, bool symmetry, IReadOnlyCollection<int> observers)
    {
        this.system = system;
        if (system.Goals.Count > MostGoals)
        {
            throw new InvalidOperationException($"there are {system.Goals.Count} goals; the checker has room for {MostGoals}");
        }

        Processes = [.. Enumerable.Range(0, system.Processes.Count).Where(i => system.Processes[i].Fault != Fault.Byzantine)];
        IReadOnlyList<IReadOnlyList<int>> groups = symmetry && system.Symmetry is { } declared ? declared.Groups : [];
        Groups = [.. groups.Select(group => group.Select(SlotOf).Order().ToArray()).Where(group => group.Length > 1)];
        slots = [.. Processes.Select(process => new SlotTable(process))];
        nodes = new(system, Processes, [.. Processes.Select((_, slot) => FirstOfGroup(slot))]);
        isObserver = [.. Processes.Select(observers.Contains)];
        Parts = new(system, Processes.Count, (slot, node) => nodes.ValueOf(slot, node).Sent, Facts);
        readings = [.. system.Readings.Select(r => new ReadingTable(r, SlotOf(r.Process), r.Part is null ? None : Parts.NumberOf(r.Part)))];
        Monitor = new(system.Properties.Where(p => property is null || p.Name == property), Processes, Facts);
        Facts.IsKept = Groups.Count > 0;
        InitialNodes = Canonical(World.Initial(system));
        for (var slot = 0; slot < slots.Length; slot++)
        {
            LearnEverywhere(slot, InitialNodes[slot]);
        }
    }

    /// <summary>What was worked out, for whoever proves something of all of it.</summary>
    public FactLog Facts { get; } = new();

    /// <summary>The groups of interchangeable slots; empty without symmetry.</summary>
    public IReadOnlyList<int[]> Groups { get; }

    /// <summary>The process of each slot.</summary>
    public IReadOnlyList<int> Processes { get; }

    public int SlotCount => slots.Length;

    public int[] InitialNodes { get; }

    public PropertyMonitor Monitor { get; }

    /// <summary>What the parts see.</summary>
    public PartTables Parts { get; }

    /// <summary>How many times a result was not remembered and handlers ran.</summary>
    public long Misses => misses + Parts.Misses;

    public int ReadingCount => readings.Length;

    /// <summary>The most nodes of any slot; 0 if nobody is correct, so that there is none.</summary>
    public int MostNodes => Enumerable.Range(0, slots.Length).Select(nodes.Count).DefaultIfEmpty().Max();

    public string NameOf(int slot) => system.Processes[Processes[slot]].Name;

    public bool IsObserver(int slot) => isObserver[slot];

    /// <summary>A process's state, by its node.</summary>
    public object StateOf(int slot, int node) => nodes.ValueOf(slot, node).State;

    /// <summary>The first slot of the group that a slot belongs to: itself, if it is in none.</summary>
    public int FirstOfGroup(int slot) => Groups.FirstOrDefault(group => group.Contains(slot))?[0] ?? slot;

    /// <summary>The numbers of a plain world; those of interchangeable processes in rising order.</summary>
    public int[] Canonical(World world)
    {
        var numbers = Enumerable.Range(0, slots.Length)
            .Select(slot => nodes.Number(slot, new(world.States[slots[slot].Process]!, world.SentBy(slots[slot].Process),
                world.HasCrashed(slots[slot].Process))))
            .ToArray();
        Sort(numbers);
        return numbers;
    }

    /// <summary>The numbers of a plain world not reached from the initial one; whatever may be asked about them is worked out.</summary>
    public int[] Enter(World world)
    {
        var numbers = Canonical(world);
        for (var slot = 0; slot < slots.Length; slot++)
        {
            LearnEverywhere(slot, numbers[slot]);
        }

        return numbers;
    }

    /// <summary>The plain world of a state.</summary>
    public World WorldOf(ISystem of, IReadOnlyList<int> state) => World.Of(of, of.Processes.Select((process, i) =>
    {
        if (process.Fault == Fault.Byzantine)
        {
            return (null, ValueSet<Message>.Empty, false);
        }

        var slot = SlotOf(i);
        var value = nodes.ValueOf(slot, state[slot]);
        return ((object?)value.State, value.Sent, value.Crashed);
    }));

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

    public bool IsLocal(int reading) => readings[reading].Reading.IsLocal;

    /// <summary>The part that a reading looks at; <see cref="None"/> if it looks at none.</summary>
    public int PartOfReading(int reading) => readings[reading].Part;

    /// <summary>Where the successors of a reading's process are.</summary>
    /// <returns>The place; <see cref="None"/> if there are none, <see cref="Unknown"/> if they are not known.</returns>
    public int FindSuccessors(int reading, ReadOnlySpan<int> state, ReadOnlySpan<int> seen, bool learn)
    {
        var table = readings[reading];
        var node = state[table.Slot];
        var what = table.Part < 0 ? 0 : seen[table.Part];
        var found = table.Table.Find(node, what);
        if (found < 0 && learn)
        {
            found = Suppose(reading, node, what) + 1;
            table.Table.Add(node, what, found);
        }

        return found >= 0 ? found - 1 : Unknown;
    }

    /// <summary>The successors: pairs of a node and its flags, in rising order of the nodes.</summary>
    public ReadOnlySpan<int> Successors(int where) =>
        where < 0 ? [] : successors.AsSpan(where + 1, 2 * successors[where]);

    /// <summary>The inputs that are known to lead a slot's node to another in a state whose parts were seen.</summary>
    public IReadOnlyList<Input> InputsOf(int[] state, int[] seen, int slot, int after) =>
    [
        .. from table in readings
           where table.Slot == slot
           from offer in table.Reading.Offers(StateOf(slot, state[slot]), table.Part < 0 ? null : Parts.Seen(table.Part, seen[table.Part]))
           where slots[slot].Reactions.GetValueOrDefault((state[slot], offer.Input), None) == after
           select offer.Input,
    ];

    /// <summary>Whether a slot has said anything, as far as is known, that is read.</summary>
    public bool Speaks(int slot) => slots[slot].Speaks;

    public bool HasCrashed(int slot, int node) => nodes.ValueOf(slot, node).Crashed;

    public bool MayCrash(int slot) => system.Processes[Processes[slot]].Fault == Fault.Crash;

    /// <summary>The node of a process after it has crashed.</summary>
    /// <returns>The node; <see cref="Unknown"/> if it is not known.</returns>
    public int Crashed(int slot, int node, bool learn)
    {
        var crashed = slots[slot].AfterCrash.Find(node);
        if (crashed >= 0)
        {
            return crashed;
        }

        if (!learn)
        {
            return Unknown;
        }

        crashed = nodes.Number(slot, nodes.ValueOf(slot, node) with { Crashed = true });
        LearnEverywhere(slot, crashed);
        slots[slot].AfterCrash.Set(node, crashed);
        return crashed;
    }

    /// <summary>
    /// A process whose states can come back: runs of it need not end, and then a state in which nothing is left to
    /// happen is not the only way to starve.
    /// </summary>
    /// <param name="isAsked">Which slots are asked about.</param>
    /// <returns>Its slot; null if every process only ever moves on.</returns>
    public int? FindRepeating(Func<int, bool> isAsked)
    {
        foreach (var slot in Enumerable.Range(0, slots.Length).Where(isAsked))
        {
            // Steps of interchangeable processes are steps between the same nodes. What was only supposed is none.
            var steps = readings.Where(table => FirstOfGroup(table.Slot) == FirstOfGroup(slot))
                .SelectMany(table => table.Table.Entries)
                .SelectMany(entry => Successors(entry.Value - 1).ToArray().Where((_, i) => i % 2 == 0)
                    .Select(after => (Node: entry.Left, After: after)))
                .Distinct()
                .ToLookup(step => step.Node, step => step.After);
            var left = steps.SelectMany(from => from).CountBy(after => after).ToDictionary();
            var ready = new Stack<int>(Enumerable.Range(0, nodes.Count(slot)).Where(node => !left.ContainsKey(node)));
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

            if (ordered < nodes.Count(slot))
            {
                return slot;
            }
        }

        return null;
    }

    private int Take(int slot, int node, Input input)
    {
        var reactions = slots[slot].Reactions;
        if (!reactions.TryGetValue((node, input), out var after))
        {
            var before = nodes.ValueOf(slot, node);
            var (state, sends) = system.Apply(slots[slot].Process, before.State, input);
            after = nodes.Number(slot, new(state, before.Sent.Union(sends), false));
            reactions.Add((node, input), after);
            LearnEverywhere(slot, after);
        }

        return after;
    }

    private int Flags(int slot, int node, int after, Offer offer)
    {
        var flags = (offer.Fair ? IsFair : 0) | (Monitor.Sees(slot, node, after) ? IsVisible : 0);
        if (!isObserver[slot])
        {
            flags |= Monitor.Sees(slot, node, after, (_, read) => read.Any(IsObserver)) ? IsMixed : 0;
            flags |= Monitor.Sees(slot, node, after, (property, read) => property.Kind == PropertyKind.Transition && read.Any(IsObserver))
                ? IsMixedStep
                : 0;
        }

        for (var goal = 0; goal < system.Goals.Count; goal++)
        {
            if (system.Goals[goal].InStep(Processes[slot], StateOf(slot, node), offer.Input, StateOf(slot, after)))
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

    /// <summary>Makes a node known at every process that may have it: what it says to each part, and to each property.</summary>
    private void LearnEverywhere(int slot, int node)
    {
        if (slots[slot].Known.Find(node) >= 0)
        {
            return;
        }

        foreach (var other in Groups.FirstOrDefault(group => group.Contains(slot)) ?? [slot])
        {
            slots[other].Known.Set(node, 1);
            slots[other].Speaks |= Parts.Learn(other, node);
            if (slots[other].Speaks && isObserver[other])
            {
                throw new ReductionRefusedException($"{NameOf(other)} says something that is read", Processes[other]);
            }

            Monitor.Learn(other, node, StateOf(other, node));
        }
    }
}
