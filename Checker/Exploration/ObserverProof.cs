namespace BgpVerified.Checker.Exploration;

/// <summary>
/// Shows, while a system is explored with its observers last, that this loses nothing: what an observer can do stays
/// possible whatever the others do.
/// </summary>
/// <remarks>
/// <para>
/// An observer is a process that says nothing that anybody reads, and that does not crash. The others do not know what it
/// does, so every run can be put in order: first the steps of the others, then the observers'. If what an observer can do
/// stays possible, the run is still one, and leads to the same state. So the observers' steps are taken only where nothing is
/// left for the others to do, or all of it changes what a property reads that looks at both; and once an observer has
/// moved, the others move no more. Where a property is looked at when nothing fair is left to happen, only fair steps of
/// the others count as left to do.
/// </para>
/// <para>
/// That what is possible stays so is checked of every step of the others that changes what observers read, for every node
/// that an observer was found to have: the successors before must be among those after. That an observer says nothing is
/// checked of each of its nodes. That the others' steps come to an end is checked where the exploration ends
/// (<see cref="Machine.FindRepeating"/>). What fails ends the exploration with a <see cref="ReductionRefusedException"/>.
/// </para>
/// </remarks>
internal sealed class ObserverProof
{
    private readonly Machine machine;
    private readonly int[] sources;
    private readonly int[] needed;
    private readonly int[] read;
    private readonly MemoTable[] isChecked;
    private readonly List<(int Before, int After)>[] changes;
    private readonly int[][] readingsOf;
    private readonly LazyNumbers[] isKnown;
    private readonly List<int>[] nodes;
    private readonly List<int[]> beginnings = [];

    /// <summary>Prepares the proof for a machine with observers.</summary>
    public ObserverProof(Machine machine)
    {
        this.machine = machine;
        Observers = [.. Enumerable.Range(0, machine.SlotCount).Where(machine.IsObserver)];
        readingsOf = [.. Enumerable.Range(0, machine.SlotCount).Select(slot => Enumerable.Range(0, machine.ReadingCount)
            .Where(reading => machine.IsObserver(slot) && machine.SlotOfReading(reading) == slot && machine.PartOfReading(reading) >= 0)
                .ToArray())];
        read = [.. readingsOf.SelectMany(readings => readings).Select(machine.PartOfReading).Distinct().Order()];
        var all = new SortedSet<int>();
        foreach (var part in read)
        {
            Add(part);
        }

        needed = [.. all];
        sources = [.. needed.Where(part => machine.Parts.Sources(part) is null)];
        isChecked = [.. Enumerable.Range(0, machine.Parts.Count).Select(_ => new MemoTable())];
        changes = [.. Enumerable.Range(0, machine.Parts.Count).Select(_ => new List<(int, int)>())];
        isKnown = [.. Enumerable.Range(0, machine.SlotCount).Select(_ => new LazyNumbers())];
        nodes = [.. Enumerable.Range(0, machine.SlotCount).Select(_ => new List<int>())];

        void Add(int part)
        {
            all.Add(part);
            if (machine.Parts.Sources(part) is { } from)
            {
                Add(from.Left);
                Add(from.Right);
            }
        }
    }

    /// <summary>The observers' slots.</summary>
    public IReadOnlyList<int> Observers { get; }

    /// <summary>Takes note of a state in which runs begin.</summary>
    public void Begin(ReadOnlySpan<int> state)
    {
        var isNew = HaveMoved(state);
        var beginning = new int[Observers.Count];
        for (var i = 0; i < beginning.Length; i++)
        {
            beginning[i] = state[Observers[i]];
            Meet(Observers[i], beginning[i], learn: true);
        }

        if (isNew)
        {
            beginnings.Add(beginning);
        }
    }

    /// <summary>
    /// Whether an observer has moved. Where runs begin in several states, one that has come to where it is in another of
    /// them counts as one that has not: more is explored then.
    /// </summary>
    public bool HaveMoved(ReadOnlySpan<int> state)
    {
        foreach (var beginning in beginnings)
        {
            var isThere = true;
            for (var i = 0; isThere && i < beginning.Length; i++)
            {
                isThere = state[Observers[i]] == beginning[i];
            }

            if (isThere)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Checks a step of another process: whatever the observers could do they still can.</summary>
    /// <param name="state">The nodes before.</param>
    /// <param name="seen">What the parts see before.</param>
    /// <param name="slot">Who steps.</param>
    /// <param name="after">Its node after.</param>
    /// <param name="scratch">Room for what the parts see after.</param>
    /// <param name="learn">Whether what is not known is worked out.</param>
    /// <returns>False if something is not known.</returns>
    /// <exception cref="ReductionRefusedException">An observer can no longer do something.</exception>
    public bool Check(Span<int> state, ReadOnlySpan<int> seen, int slot, int after, Span<int> scratch, bool learn)
    {
        var before = state[slot];
        var changesAny = false;
        foreach (var part in sources)
        {
            changesAny |= machine.Parts.ShareOf(part, slot, before) != machine.Parts.ShareOf(part, slot, after);
        }

        if (!changesAny)
        {
            return true;
        }

        state[slot] = after;
        var isKnownYet = true;
        foreach (var part in needed)
        {
            isKnownYet = isKnownYet && machine.Parts.See(part, state, scratch, learn);
        }

        state[slot] = before;
        foreach (var part in read)
        {
            isKnownYet = isKnownYet && (seen[part] == scratch[part] || CheckChange(part, seen[part], scratch[part], learn));
        }

        return isKnownYet;
    }

    /// <summary>Takes note of a node that an observer was found to have.</summary>
    /// <returns>False if it is new and is not to be learned.</returns>
    public bool Meet(int slot, int node, bool learn)
    {
        if (isKnown[slot].Find(node) >= 0)
        {
            return true;
        }

        if (learn)
        {
            foreach (var other in machine.Groups.FirstOrDefault(group => group.Contains(slot)) ?? [slot])
            {
                Know(other, node);
            }
        }

        return learn;
    }

    private void Know(int slot, int node)
    {
        if (isKnown[slot].Find(node) >= 0)
        {
            return;
        }

        isKnown[slot].Set(node, 1);
        nodes[slot].Add(node);
        foreach (var reading in readingsOf[slot])
        {
            foreach (var (before, after) in changes[machine.PartOfReading(reading)])
            {
                Compare(reading, node, before, after);
            }
        }
    }

    private bool CheckChange(int part, int before, int after, bool learn)
    {
        if (isChecked[part].Find(before, after) >= 0)
        {
            return true;
        }

        if (learn)
        {
            isChecked[part].Add(before, after, 1);
            changes[part].Add((before, after));
            foreach (var slot in Observers)
            {
                foreach (var reading in readingsOf[slot].Where(reading => machine.PartOfReading(reading) == part))
                {
                    nodes[slot].ForEach(node => Compare(reading, node, before, after));
                }
            }
        }

        return learn;
    }

    private void Compare(int reading, int node, int before, int after)
    {
        var (had, has) = (machine.Suppose(reading, node, before), machine.Suppose(reading, node, after));
        var still = machine.Successors(has);
        var could = machine.Successors(had);
        for (var i = 0; i < could.Length; i += 2)
        {
            var isThere = false;
            for (var j = 0; j < still.Length; j += 2)
            {
                isThere |= still[j] == could[i];
            }

            if (!isThere)
            {
                var slot = machine.SlotOfReading(reading);
                throw new ReductionRefusedException(
                    $"more in '{machine.Parts.NameOf(machine.PartOfReading(reading))}' leaves {machine.NameOf(slot)} with less to do",
                    machine.Processes[slot]);
            }
        }
    }
}
