using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Exploration;

/// <summary>
/// Checks properties on numbers: what a property reads of a node has a number, and its verdict on a combination of
/// these is remembered. A property is looked at only when what it reads has changed.
/// </summary>
internal sealed class PropertyMonitor
{
    private readonly Lock writing = new();
    private readonly Watch[] watches;

    public PropertyMonitor(IEnumerable<Property> properties, IReadOnlyList<int> processes)
    {
        watches = [.. properties.Select(property => new Watch(property, [.. processes]))];
    }

    /// <summary>Whether some property is checked where nothing fair is left to happen.</summary>
    public bool DecidesAtTheEnd => watches.Any(watch => watch.Property.Kind == PropertyKind.Eventually);

    /// <summary>Tells the monitor of a node, before anything is asked about it.</summary>
    public void Learn(int slot, int node, object state)
    {
        lock (writing)
        {
            foreach (var watch in watches)
            {
                watch.Learn(slot, node, state);
            }
        }
    }

    /// <summary>Whether any property reads something else of one node than of another.</summary>
    public bool Sees(int slot, int before, int after) => watches.Any(watch => watch.Sees(slot, before, after));

    /// <summary>The first property that the initial state violates; null if none.</summary>
    public Property? CheckInitial(ReadOnlySpan<int> nodes)
    {
        foreach (var watch in watches)
        {
            var tuple = TupleOf(watch, nodes);
            if (watch.Property.Kind == PropertyKind.Invariant && !Verdict(watch, tuple, tuple))
            {
                return watch.Property;
            }
        }

        return null;
    }

    /// <summary>The first property that a step of one process violates; null if none.</summary>
    public Property? CheckStep(Span<int> nodes, int slot, int after)
    {
        foreach (var watch in watches)
        {
            var before = nodes[slot];
            if (watch.Property.Kind == PropertyKind.Eventually || !watch.Sees(slot, before, after))
            {
                continue;
            }

            var tupleBefore = watch.Property.Kind == PropertyKind.Transition ? TupleOf(watch, nodes) : -1;
            nodes[slot] = after;
            var tupleAfter = TupleOf(watch, nodes);
            nodes[slot] = before;
            if (!Verdict(watch, tupleBefore < 0 ? tupleAfter : tupleBefore, tupleAfter))
            {
                return watch.Property;
            }
        }

        return null;
    }

    /// <summary>The first property that a state in which nothing fair is left to happen violates; null if none.</summary>
    public Property? CheckQuiescent(ReadOnlySpan<int> nodes)
    {
        foreach (var watch in watches)
        {
            if (watch.Property.Kind == PropertyKind.Eventually)
            {
                var tuple = TupleOf(watch, nodes);
                if (!Verdict(watch, tuple, tuple))
                {
                    return watch.Property;
                }
            }
        }

        return null;
    }

    private int TupleOf(Watch watch, ReadOnlySpan<int> nodes)
    {
        var tuple = 0;
        foreach (var slot in watch.Slots)
        {
            var projection = watch.Projections[slot].Find(nodes[slot]);
            var next = watch.Tuples.Find(tuple, projection);
            tuple = next >= 0 ? next : Extend(watch, tuple, projection);
        }

        return tuple;
    }

    private int Extend(Watch watch, int prefix, int projection)
    {
        lock (writing)
        {
            var known = watch.Tuples.Find(prefix, projection);
            if (known < 0)
            {
                known = watch.Contents.Count;
                watch.Contents.Add([.. watch.Contents[prefix], watch.Values[projection]]);
                watch.Tuples.Add(prefix, projection, known);
            }

            return known;
        }
    }

    private bool Verdict(Watch watch, int before, int after)
    {
        var known = watch.Verdicts.Find(before, after);
        if (known >= 0)
        {
            return known == 1;
        }

        lock (writing)
        {
            var holds = watch.Property.Holds(watch.Contents[before], watch.Contents[after]);
            if (watch.Verdicts.Find(before, after) < 0)
            {
                watch.Verdicts.Add(before, after, holds ? 1 : 0);
            }

            return holds;
        }
    }

    private sealed class Watch
    {
        private readonly int[] processes;
        private readonly bool[] reads;

        public Watch(Property property, int[] processes)
        {
            Property = property;
            this.processes = processes;
            reads = [.. processes.Select(property.Reads.Contains)];
            Slots = [.. property.Reads.Select(process => Array.IndexOf(processes, process))];
            Projections = [.. processes.Select(_ => new LazyNumbers())];
        }

        public Property Property { get; }

        public int[] Slots { get; }

        public LazyNumbers[] Projections { get; }

        public Interner<object> Values { get; } = new();

        /// <summary>Tuples by their prefix and last projection; the empty one is 0.</summary>
        public MemoTable Tuples { get; } = new();

        public List<object[]> Contents { get; } = [[]];

        public MemoTable Verdicts { get; } = new();

        public void Learn(int slot, int node, object state)
        {
            if (reads[slot] && Projections[slot].Find(node) < 0)
            {
                Projections[slot].Set(node, Values.Intern(Property.Project(processes[slot], state)));
            }
        }

        public bool Sees(int slot, int before, int after) =>
            reads[slot] && Projections[slot].Find(before) != Projections[slot].Find(after);
    }
}
