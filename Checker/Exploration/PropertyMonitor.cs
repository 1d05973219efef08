using BgpVerified.Checker.Schedules;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Exploration;

/// <summary>
/// Checks properties on numbers: what a property reads of a node has a number, and its verdict on a combination of
/// these is remembered. A property is looked at only when what it reads has changed.
/// </summary>
/// <remarks>
/// Asked not to learn, it says that a verdict is not known yet instead of working it out, and then any number of threads
/// may ask; only one thread at a time, and no other beside it, may have it learn.
/// </remarks>
internal sealed class PropertyMonitor
{
    private readonly FactLog facts;
    private readonly Watch[] watches;

    public PropertyMonitor(IEnumerable<Property> properties, IReadOnlyList<int> processes, FactLog? facts = null)
    {
        this.facts = facts ?? new();
        watches = [.. properties.Select(property => new Watch(property, [.. processes]))];
    }

    /// <summary>Whether some property is checked where nothing fair is left to happen.</summary>
    public bool DecidesAtTheEnd => watches.Any(watch => watch.Property.Kind == PropertyKind.Eventually);

    /// <summary>How many properties are checked.</summary>
    public int Count => watches.Length;

    public Property PropertyOf(int watch) => watches[watch].Property;

    /// <summary>The slots whose nodes a property reads, in its order.</summary>
    public IReadOnlyList<int> SlotsOf(int watch) => watches[watch].Slots;

    /// <summary>The number of what a property reads of a slot's node.</summary>
    public int ProjectionOf(int watch, int slot, int node) => watches[watch].Projections[slot].Find(node);

    /// <summary>The numbers of what a property reads, slot by slot, of a combination.</summary>
    public IReadOnlyList<int> Combination(int watch, int tuple) => watches[watch].Contents[tuple];

    /// <summary>The number of a combination of what a property reads.</summary>
    public int TupleOf(int watch, IEnumerable<int> projections) =>
        projections.Aggregate(0, (tuple, projection) => Extended(watches[watch], tuple, projection));

    /// <summary>Whether a property holds, from one combination of what it reads to another.</summary>
    public bool Holds(int watch, int before, int after) => Verdict(watch, before, after, learn: true) == 1;

    /// <summary>Tells the monitor of a node, before anything is asked about it.</summary>
    public void Learn(int slot, int node, object state)
    {
        for (var w = 0; w < watches.Length; w++)
        {
            if (watches[w].Learn(slot, node, state))
            {
                facts.Add(FactKind.Projection, w, slot, node, watches[w].Projections[slot].Find(node));
            }
        }
    }

    /// <summary>Whether any property reads something else of one node than of another.</summary>
    public bool Sees(int slot, int before, int after) => watches.Any(watch => watch.Sees(slot, before, after));

    /// <summary>Whether a property of a choice reads something else of one node than of another.</summary>
    public bool Sees(int slot, int before, int after, Func<Property, IReadOnlyList<int>, bool> choice) =>
        watches.Any(watch => watch.Sees(slot, before, after) && choice(watch.Property, watch.Slots));

    /// <summary>The first property that the initial state violates; null if none.</summary>
    public Property? CheckInitial(ReadOnlySpan<int> nodes)
    {
        for (var w = 0; w < watches.Length; w++)
        {
            if (watches[w].Property.Kind == PropertyKind.Invariant && TupleOf(watches[w], nodes, learn: true) is var tuple
                && Verdict(w, tuple, tuple, learn: true) == 0)
            {
                return watches[w].Property;
            }
        }

        return null;
    }

    /// <summary>The first property that a step of one process violates; null if none.</summary>
    public Property? CheckStep(Span<int> nodes, int slot, int after)
    {
        TryCheckStep(nodes, slot, after, learn: true, out var broken);
        return broken;
    }

    /// <summary>The first property that a step of one process violates; null if none.</summary>
    /// <returns>False if a verdict is not known.</returns>
    public bool TryCheckStep(Span<int> nodes, int slot, int after, bool learn, out Property? broken)
    {
        broken = null;
        for (var w = 0; w < watches.Length; w++)
        {
            var watch = watches[w];
            var before = nodes[slot];
            if (watch.Property.Kind == PropertyKind.Eventually || !watch.Sees(slot, before, after))
            {
                continue;
            }

            var tupleBefore = watch.Property.Kind == PropertyKind.Transition ? TupleOf(watch, nodes, learn) : 0;
            nodes[slot] = after;
            var tupleAfter = TupleOf(watch, nodes, learn);
            nodes[slot] = before;
            if (tupleBefore < 0 || tupleAfter < 0)
            {
                return false;
            }

            var verdict = Verdict(w, watch.Property.Kind == PropertyKind.Transition ? tupleBefore : tupleAfter, tupleAfter, learn);
            if (verdict < 0)
            {
                return false;
            }

            if (verdict == 0)
            {
                broken = watch.Property;
                return true;
            }
        }

        return true;
    }

    /// <summary>The first property that a state in which nothing fair is left to happen violates; null if none.</summary>
    public Property? CheckQuiescent(ReadOnlySpan<int> nodes)
    {
        TryCheckQuiescent(nodes, learn: true, out var broken);
        return broken;
    }

    /// <summary>The first property that a state in which nothing fair is left to happen violates; null if none.</summary>
    /// <returns>False if a verdict is not known.</returns>
    public bool TryCheckQuiescent(ReadOnlySpan<int> nodes, bool learn, out Property? broken)
    {
        var isKnown = TryFindBroken(nodes, learn, most: 1, out var found);
        broken = found?[0];
        return isKnown;
    }

    /// <summary>The properties that a state in which nothing fair is left to happen violates.</summary>
    /// <param name="nodes">The state.</param>
    /// <param name="learn">Whether what is not known is worked out.</param>
    /// <param name="most">How many are enough.</param>
    /// <param name="broken">Those found; null if none.</param>
    /// <returns>False if a verdict is not known.</returns>
    public bool TryFindBroken(ReadOnlySpan<int> nodes, bool learn, int most, out List<Property>? broken)
    {
        broken = null;
        for (var w = 0; w < watches.Length; w++)
        {
            if (watches[w].Property.Kind != PropertyKind.Eventually)
            {
                continue;
            }

            var tuple = TupleOf(watches[w], nodes, learn);
            var verdict = tuple < 0 ? -1 : Verdict(w, tuple, tuple, learn);
            if (verdict < 0)
            {
                return false;
            }

            if (verdict == 0)
            {
                (broken ??= []).Add(watches[w].Property);
                if (broken.Count == most)
                {
                    return true;
                }
            }
        }

        return true;
    }

    /// <summary>
    /// The properties that no combination of what each process was found to have violates: whatever had happened together,
    /// they would have held.
    /// </summary>
    /// <param name="reached">For each slot, the nodes that it was found to have.</param>
    /// <param name="most">How many combinations to look at for each property; drawn at random if there are more.</param>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> NeverViolated(IReadOnlyList<IReadOnlyCollection<int>> reached, int most)
    {
        var random = new RandomNumbers((ulong)most);
        return
        [
            .. from watch in watches
               let values = watch.Slots.Select(slot => reached[slot].Select(node => watch.Projections[slot].Find(node)).Distinct().Order()
                   .ToArray()).ToArray()
               where !Combinations(values, watch.Property.Kind == PropertyKind.Transition)
                   .Any(pair => !watch.Property.Holds(Read(watch, pair.Before), Read(watch, pair.After)))
               select watch.Property.Name,
        ];

        object[] Read(Watch watch, int[] projections) => [.. projections.Select(projection => watch.Values[projection])];

        // Of a property of steps, one process's part differs; for the others before and after are the same.
        IEnumerable<(int[] Before, int[] After)> Combinations(int[][] values, bool isOfSteps) =>
            from _ in Enumerable.Range(0, most)
            let before = values.Select(choice => choice[random.Next(choice.Length)]).ToArray()
            let changed = values.Length == 0 ? 0 : random.Next(values.Length)
            select (before, isOfSteps ? [.. before.Select((value, i) => i == changed ? values[i][random.Next(values[i].Length)] : value)]
                : before);
    }

    private static int TupleOf(Watch watch, ReadOnlySpan<int> nodes, bool learn)
    {
        var tuple = 0;
        foreach (var slot in watch.Slots)
        {
            var projection = watch.Projections[slot].Find(nodes[slot]);
            var next = watch.Tuples.Find(tuple, projection);
            if (next < 0 && !learn)
            {
                return -1;
            }

            tuple = next >= 0 ? next : Extended(watch, tuple, projection);
        }

        return tuple;
    }

    private static int Extended(Watch watch, int prefix, int projection)
    {
        var known = watch.Tuples.Find(prefix, projection);
        if (known < 0)
        {
            known = watch.Contents.Count;
            watch.Contents.Add([.. watch.Contents[prefix], projection]);
            watch.Tuples.Add(prefix, projection, known);
        }

        return known;
    }

    /// <summary>1 if a property holds, 0 if not, -1 if that is not known.</summary>
    private int Verdict(int w, int before, int after, bool learn)
    {
        var watch = watches[w];
        var known = watch.Verdicts.Find(before, after);
        if (known < 0 && learn)
        {
            known = watch.Property.Holds(watch.Read(before), watch.Read(after)) ? 1 : 0;
            watch.Verdicts.Add(before, after, known);
            facts.Add(FactKind.Verdict, w, before, after, known);
        }

        return known;
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

        public List<int[]> Contents { get; } = [[]];

        public MemoTable Verdicts { get; } = new();

        public object[] Read(int tuple) => [.. Contents[tuple].Select(projection => Values[projection])];

        public bool Learn(int slot, int node, object state)
        {
            if (!reads[slot] || Projections[slot].Find(node) >= 0)
            {
                return false;
            }

            Projections[slot].Set(node, Values.Intern(Property.Project(processes[slot], state)));
            return true;
        }

        public bool Sees(int slot, int before, int after) =>
            reads[slot] && Projections[slot].Find(before) != Projections[slot].Find(after);
    }
}
