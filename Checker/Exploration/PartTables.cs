using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Exploration;

/// <summary>
/// What the parts of a protocol see, as numbers: what each node's messages add to a part has a number, so have their
/// unions and what is seen of them, and every union is worked out once.
/// </summary>
/// <remarks>
/// Asked not to learn, it says that something is not known yet instead of working it out, and then any number of threads
/// may ask; only one thread at a time, and no other beside it, may have it learn.
/// </remarks>
internal sealed class PartTables
{
    private readonly Func<int, int, ValueSet<Message>> sentOf;
    private readonly FactLog facts;
    private readonly Dictionary<Part, int> numbers = [];
    private readonly ViewTable[] tables;

    /// <summary>Prepares the parts that some reading needs.</summary>
    public PartTables(ISystem system, int slotCount, Func<int, int, ValueSet<Message>> sentOf, FactLog facts)
    {
        this.sentOf = sentOf;
        this.facts = facts;
        var used = Needed(system);
        var found = new List<ViewTable>();
        foreach (var part in system.Parts.Where(used.Contains))
        {
            numbers.Add(part, found.Count);
            found.Add(part is DerivedPart derived
                ? new(part, numbers[derived.Left], numbers[derived.Right], slotCount)
                : new(part, -1, -1, slotCount));
        }

        tables = [.. found];
    }

    /// <summary>How many times a result was not remembered.</summary>
    public long Misses { get; private set; }

    public int Count => tables.Length;

    public int NumberOf(Part part) => numbers[part];

    public string NameOf(int part) => tables[part].Part.Name;

    /// <summary>The parts that a derived part is derived from; null if it gathers messages.</summary>
    public (int Left, int Right)? Sources(int part) => tables[part].IsDerived ? (tables[part].Left, tables[part].Right) : null;

    /// <summary>What a part sees, by its number.</summary>
    public object Seen(int part, int number) => tables[part].Seen[number];

    /// <summary>Room for what the parts see of one state.</summary>
    public int[] NewSeen() => new int[tables.Length];

    /// <summary>What a node's messages add to a part that gathers; 0 for nothing.</summary>
    public int ShareOf(int part, int slot, int node) => tables[part].Shares[slot].Find(node);

    /// <summary>Computes what every part sees in a state.</summary>
    /// <param name="state">The nodes.</param>
    /// <param name="seen">Where to write what each part sees.</param>
    /// <param name="learn">Whether what is not known is worked out.</param>
    /// <returns>False if something is not known.</returns>
    public bool See(ReadOnlySpan<int> state, Span<int> seen, bool learn)
    {
        for (var v = 0; v < tables.Length; v++)
        {
            if (!See(v, state, seen, learn))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Computes what one part sees in a state; those that it is derived from were computed before.</summary>
    /// <returns>False if something is not known.</returns>
    public bool See(int part, ReadOnlySpan<int> state, Span<int> seen, bool learn)
    {
        var table = tables[part];
        var found = table.IsDerived
            ? table.Table.Find(seen[table.Left], seen[table.Right])
            : Gathered(table, part, state, learn);
        if (found < 0 && learn)
        {
            found = table.IsDerived ? Derive(part, seen[table.Left], seen[table.Right]) : found;
        }

        seen[part] = found;
        return found >= 0;
    }

    /// <summary>The union of two gathered sets of a part.</summary>
    public int Union(int part, int one, int other)
    {
        if (one == 0 || other == 0 || one == other)
        {
            return Math.Max(one, other);
        }

        var table = tables[part];
        var union = table.Table.Find(one, other);
        if (union < 0)
        {
            Misses++;
            union = table.Gathered.Intern(table.Gathered[one].Union(table.Gathered[other]));
            LearnSeen(part, union);
            table.Table.Add(one, other, union);
            facts.Add(FactKind.Union, part, one, other, union);
        }

        return union;
    }

    /// <summary>What is seen of a gathered set.</summary>
    public int SeenOf(int part, int gathered) => tables[part].SeenOfGathered.Find(gathered);

    /// <summary>What a derived part sees.</summary>
    public int Derive(int part, int left, int right)
    {
        var table = tables[part];
        var found = table.Table.Find(left, right);
        if (found < 0)
        {
            Misses++;
            found = table.Seen.Intern(((DerivedPart)table.Part).Derive(tables[table.Left].Seen[left], tables[table.Right].Seen[right]));
            table.Table.Add(left, right, found);
            facts.Add(FactKind.Derived, part, left, right, found);
        }

        return found;
    }

    /// <summary>Works out what a new node's messages add to each part.</summary>
    /// <returns>Whether they add anything to any.</returns>
    public bool Learn(int slot, int node)
    {
        var speaks = false;
        for (var v = 0; v < tables.Length; v++)
        {
            var table = tables[v];
            if (table.IsDerived)
            {
                continue;
            }

            var share = table.Gathered.Intern(((GatheredPart)table.Part).Gather(sentOf(slot, node)));
            LearnSeen(v, share);
            table.Shares[slot].Set(node, share);
            if (share != 0)
            {
                speaks = true;
                if (!table.Speakers.Contains(slot))
                {
                    table.Speakers = [.. table.Speakers.Append(slot).Order()];
                }
            }

            facts.Add(FactKind.Share, v, slot, node, share);
        }

        return speaks;
    }

    private static HashSet<Part> Needed(ISystem system)
    {
        var needed = system.Readings.Select(r => r.Part).OfType<Part>().ToHashSet();
        foreach (var derived in system.Parts.Reverse().OfType<DerivedPart>().Where(needed.Contains))
        {
            needed.Add(derived.Left);
            needed.Add(derived.Right);
        }

        return needed;
    }

    private int Gathered(ViewTable table, int part, ReadOnlySpan<int> state, bool learn)
    {
        var gathered = 0;
        foreach (var slot in table.Speakers)
        {
            var share = table.Shares[slot].Find(state[slot]);
            if (share != 0 && share != gathered)
            {
                if (gathered == 0)
                {
                    gathered = share;
                    continue;
                }

                var union = table.Table.Find(gathered, share);
                if (union < 0 && !learn)
                {
                    return -1;
                }

                gathered = union >= 0 ? union : Union(part, gathered, share);
            }
        }

        return table.SeenOfGathered.Find(gathered);
    }

    private void LearnSeen(int part, int gathered)
    {
        var table = tables[part];
        if (table.SeenOfGathered.Find(gathered) < 0)
        {
            var seen = table.Seen.Intern(((GatheredPart)table.Part).See(table.Gathered[gathered]));
            table.SeenOfGathered.Set(gathered, seen);
        }
    }

    private sealed class ViewTable
    {
        public ViewTable(Part part, int left, int right, int slotCount)
        {
            (Part, Left, Right) = (part, left, right);
            Shares = [.. Enumerable.Range(0, slotCount).Select(_ => new LazyNumbers())];
            if (part is GatheredPart gathered)
            {
                SeenOfGathered.Set(Gathered.Intern(ValueSet<Message>.Empty), Seen.Intern(gathered.See(ValueSet<Message>.Empty)));
            }
        }

        public Part Part { get; }

        public int Left { get; }

        public int Right { get; }

        public bool IsDerived => Left >= 0;

        public Interner<ValueSet<Message>> Gathered { get; } = new();

        public Interner<object> Seen { get; } = new();

        public LazyNumbers SeenOfGathered { get; } = new();

        public LazyNumbers[] Shares { get; }

        /// <summary>The slots whose messages this part gathers, as far as is known.</summary>
        public int[] Speakers { get; set; } = [];

        /// <summary>Unions of gathered sets; or what is derived of two other parts.</summary>
        public MemoTable Table { get; } = new();
    }
}
