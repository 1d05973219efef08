using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Exploration;

/// <summary>One worker's shard of the expansion: it computes successors, checks properties on the way, and fills its own buffers.</summary>
/// <remarks>
/// Workers side by side do not learn: a state for which something must be worked out is left as it was, to be expanded
/// again by the one that learns. What a state comes to does not depend on who expands it.
/// </remarks>
internal sealed partial class Expander
{
    private const int Fresh = ~Machine.IsFair;

    private readonly ISystem system;
    private readonly Machine machine;
    private readonly ObserverProof? observers;
    private readonly int[][] groups;
    private readonly int[] others;
    private readonly int[] looking;
    private readonly int[] places;
    private readonly int[] nodes;
    private readonly int[] seen;
    private readonly int[] seenAfter;
    private readonly int[] limits;
    private readonly SuccessorBuffer[] buffers;
    private bool looksForGoals;
    private readonly int waitsFor;
    private readonly bool continues;
    private RowLayout layout = null!;
    private int state;
    private ulong hash;
    private bool learns;
    private bool isKnown;
    private long transitions;
    private Violation? violation;
    private List<Property>? unfulfilled;

    /// <summary>Prepares a worker.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="machine">The system in numbers.</param>
    /// <param name="observers">What shows that observers may go last; null if they take their steps as all do.</param>
    /// <param name="shards">How many shards the visited states have.</param>
    /// <param name="continues">Whether stuck states are only noted, to be continued.</param>
    public Expander(ISystem system, Machine machine, ObserverProof? observers, int shards, bool continues)
    {
        this.continues = continues;
        (this.system, this.machine, this.observers) = (system, machine, observers);
        Hashing = new(machine);
        groups = [.. Enumerable.Range(0, machine.SlotCount).Select(slot => machine.Groups.FirstOrDefault(group => group.Contains(slot))
            ?? [])];
        looking = [.. Enumerable.Range(0, machine.ReadingCount).Where(reading => machine.IsObserver(machine.SlotOfReading(reading)))];
        others = [.. Enumerable.Range(0, machine.ReadingCount).Except(looking)];
        places = new int[machine.ReadingCount];
        nodes = new int[machine.SlotCount];
        seen = machine.Parts.NewSeen();
        seenAfter = machine.Parts.NewSeen();
        limits = new int[machine.SlotCount];
        buffers = [.. Enumerable.Range(0, shards).Select(_ => new SuccessorBuffer())];
        mayFail = Omitting.IsPossible(system.Configuration) ? [.. Enumerable.Range(0, nodes.Length).Where(machine.MayCrash)] : [];
        heard = new int[machine.SlotCount];
        seenOfHeard = machine.Parts.NewSeen();
        waitsFor = machine.Monitor.DecidesAtTheEnd ? Machine.IsFair : 0;
    }

    /// <summary>Nodes whose numbers do not fit the layout; the slice must be done again with a wider one.</summary>
    public HashSet<(int Slot, int Node)> Outgrown { get; } = [];

    /// <summary>How states are hashed.</summary>
    public StateHash Hashing { get; }

    /// <summary>A step that violates a property.</summary>
    public Violation? Found { get; private set; }

    /// <summary>A state that violates one, as nothing fair is left to happen: one step nearer than a step from it.</summary>
    public Violation? Ended { get; private set; }

    /// <summary>The stuck states of the slice, by their numbers, with the properties that do not hold there.</summary>
    public List<(int State, IReadOnlyList<string> Properties)> Stuck { get; } = [];

    public long Transitions { get; private set; }

    public long Lookups { get; private set; }

    /// <summary>The goals reached so far, by index.</summary>
    public HashSet<int> GoalsReached { get; set; } = [];

    /// <summary>Starts a slice.</summary>
    public void Begin(RowLayout rowLayout)
    {
        layout = rowLayout;
        for (var slot = 0; slot < limits.Length; slot++)
        {
            limits[slot] = groups[slot].Append(slot).Min(layout.Limit);
        }

        // For the whole slice: what is learned must not hang on who reaches a goal first.
        looksForGoals = GoalsReached.Count < system.Goals.Count;
        Outgrown.Clear();
        Stuck.Clear();
        (Found, Ended) = (null, null);
        (Transitions, Lookups) = (0, 0);
        foreach (var buffer in buffers)
        {
            buffer.Clear();
        }
    }

    /// <summary>Expands a state.</summary>
    /// <param name="row">The state.</param>
    /// <param name="number">Its number.</param>
    /// <param name="learn">Whether what is not known is worked out.</param>
    /// <returns>False if something is not known; the state then has to be expanded by one that learns.</returns>
    public bool Expand(ReadOnlySpan<ulong> row, int number, bool learn)
    {
        for (var slot = 0; slot < nodes.Length; slot++)
        {
            nodes[slot] = layout.Read(row, slot);
        }

        if (!machine.Parts.See(nodes, seen, learn))
        {
            return false;
        }

        (state, hash, learns, isKnown, transitions, violation, unfulfilled) = (number, Hashing.Of(nodes), learn, true, 0, null, null);
        foreach (var buffer in buffers)
        {
            buffer.Mark();
        }

        Span<ulong> next = stackalloc ulong[row.Length];
        if (observers is null)
        {
            Crash(row, next);
            CheckEnd(Take(others, row, next, check: false));
        }
        else if (observers.HaveMoved(nodes))
        {
            CheckEnd(LookAt(others, Machine.IsMixedStep) | Take(looking, row, next, check: false));
        }
        else
        {
            ExpandWithObservers(row, next);
        }

        if (!isKnown)
        {
            Array.ForEach(buffers, buffer => buffer.TakeBack());
            return false;
        }

        Transitions += transitions;
        Lookups += machine.ReadingCount;
        (Found, Ended) = violation is { Slot: < 0 } ? (Found, Ended ?? violation) : (Found ?? violation, Ended);
        if (unfulfilled is not null)
        {
            Stuck.Add((number, [.. unfulfilled.Select(property => property.Name)]));
        }

        return true;
    }

    /// <summary>Hands over the successors that belong to a shard.</summary>
    public void Deliver(int shard, StateStore store, Func<int, ulong> hashOf) => buffers[shard].Deliver(store, hashOf, layout.Words);

    /// <summary>No observer has moved: the others go on, and the observers only where there may be no better moment.</summary>
    private void ExpandWithObservers(ReadOnlySpan<ulong> row, Span<ulong> next)
    {
        var fair = Take(others, row, next, check: true);
        Crash(row, next);
        if (!MayWait())
        {
            fair |= Take(looking, row, next, check: false);
            CheckEnd(fair);
        }
        else if (looksForGoals)
        {
            LookAt(looking, ~0 << Machine.FirstGoal);
        }
    }

    /// <summary>
    /// Whether the observers' steps may be left for later states: the others have a step after which every property that
    /// looks at both reads the same as now; a fair one, if a property is looked at where nothing fair is left to happen.
    /// </summary>
    /// <remarks>
    /// A step that a property of steps could object to, when an observer has moved, must still be there at that later
    /// state. It is, if it hangs on its own process's state alone, and another process takes that one.
    /// </remarks>
    private bool MayWait()
    {
        var (waits, waitsForAnother) = (-1, false);
        foreach (var reading in others)
        {
            var successors = machine.Successors(places[reading]);
            for (var i = 1; i < successors.Length; i += 2)
            {
                if ((successors[i] & (waitsFor | Machine.IsMixed)) == waitsFor)
                {
                    var slot = machine.SlotOfReading(reading);
                    waitsForAnother |= waits >= 0 && waits != slot;
                    waits = slot;
                }
            }
        }

        foreach (var reading in others)
        {
            var successors = machine.Successors(places[reading]);
            for (var i = 1; i < successors.Length; i += 2)
            {
                if ((successors[i] & Machine.IsMixedStep) != 0
                    && (machine.PartOfReading(reading) >= 0 || (!waitsForAnother && machine.SlotOfReading(reading) == waits)))
                {
                    return false;
                }
            }
        }

        return waits >= 0;
    }

    private int Find(int reading)
    {
        var where = machine.FindSuccessors(reading, nodes, seen, learns);
        isKnown &= where != Machine.Unknown;
        places[reading] = where;
        return where;
    }

    /// <summary>Takes every step of some readings.</summary>
    /// <returns>Whether one of them is fair.</returns>
    private bool Take(int[] readings, ReadOnlySpan<ulong> row, Span<ulong> next, bool check)
    {
        var fair = false;
        foreach (var reading in readings)
        {
            var where = Find(reading);
            if (where < 0)
            {
                continue;
            }

            var slot = machine.SlotOfReading(reading);
            var successors = machine.Successors(where);
            for (var i = 0; i < successors.Length; i += 2)
            {
                fair |= (successors[i + 1] & Machine.IsFair) != 0;
                Emit(row, next, slot, successors[i], successors[i + 1], check);
            }
        }

        return fair;
    }

    /// <summary>
    /// Looks at the steps of some readings, without taking them: the properties and goals of those that have one of some flags.
    /// </summary>
    /// <returns>Whether one of the steps is fair.</returns>
    private bool LookAt(int[] readings, int flags)
    {
        var fair = false;
        foreach (var reading in readings)
        {
            var slot = machine.SlotOfReading(reading);
            var successors = machine.Successors(Find(reading));
            for (var i = 0; i < successors.Length; i += 2)
            {
                fair |= (successors[i + 1] & Machine.IsFair) != 0;
                if ((successors[i + 1] & flags) != 0)
                {
                    Check(slot, successors[i], successors[i + 1] & (flags | (flags == Machine.IsMixedStep ? Machine.IsVisible : 0)));
                }
            }
        }

        return fair;
    }

    private void CheckEnd(bool fair)
    {
        fair = fair && !EndsByOmissions();
        if (continues)
        {
            isKnown &= fair || machine.Monitor.TryFindBroken(nodes, learns, int.MaxValue, out unfulfilled);
        }
        else if (!fair && Ended is null)
        {
            isKnown &= machine.Monitor.TryCheckQuiescent(nodes, learns, out var property);
            violation = property is null ? violation : new(state, -1, -1, property.Name);
        }
    }

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

    private void Crash(ReadOnlySpan<ulong> row, Span<ulong> next)
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
                var crashed = machine.Crashed(slot, nodes[slot], learns);
                isKnown &= crashed >= 0;
                if (crashed >= 0)
                {
                    Emit(row, next, slot, crashed, 0, check: false);
                }
            }
        }
    }

    private void Emit(ReadOnlySpan<ulong> row, Span<ulong> next, int slot, int after, int flags, bool check)
    {
        transitions++;
        if ((flags & Fresh) != 0)
        {
            Check(slot, after, flags);
        }

        if (observers is not null)
        {
            isKnown &= machine.IsObserver(slot)
                ? observers.Meet(slot, after, learns)
                : !check || observers.Check(nodes, seen, slot, after, seenAfter, learns);
        }

        if (after >= limits[slot])
        {
            Outgrown.Add((groups[slot].Append(slot).First(other => after >= layout.Limit(other)), after));
            return;
        }

        var changed = Hashing.With(hash, slot, nodes[slot], after);
        row.CopyTo(next);
        Write(next, slot, after);
        buffers[StateHash.ShardOf(changed, buffers.Length)].Add(next, changed, state);
    }

    private void Check(int slot, int after, int flags)
    {
        if ((flags & Machine.IsVisible) != 0 && violation is null && Found is null)
        {
            isKnown &= machine.Monitor.TryCheckStep(nodes, slot, after, learns, out var property);
            violation = property is null ? null : new(state, slot, after, property.Name);
        }

        for (var goal = 0; goal < system.Goals.Count; goal++)
        {
            if (isKnown && (flags & (1 << (Machine.FirstGoal + goal))) != 0 && !GoalsReached.Contains(goal) && IsReached(goal, slot, after))
            {
                GoalsReached.Add(goal);
            }
        }
    }
}
