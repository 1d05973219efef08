using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Exploration;

/// <summary>
/// What the views of a protocol see, as numbers: what each node's messages add to a view has a number, so have their
/// unions and what is seen of them, and every union is worked out once.
/// </summary>
internal sealed class ViewTables
{
    private readonly Lock writing = new();
    private readonly Func<int, int, ValueSet<Message>> sentOf;
    private readonly Dictionary<View, int> numbers = [];
    private readonly ViewTable[] tables;
    private long misses;

    /// <summary>Prepares the views that some reading needs.</summary>
    public ViewTables(ISystem system, int slotCount, Func<int, int, ValueSet<Message>> sentOf)
    {
        this.sentOf = sentOf;
        var used = Needed(system);
        var found = new List<ViewTable>();
        foreach (var view in system.Views.Where(used.Contains))
        {
            numbers.Add(view, found.Count);
            found.Add(view is DerivedView derived
                ? new(view, numbers[derived.Left], numbers[derived.Right], slotCount)
                : new(view, -1, -1, slotCount));
        }

        tables = [.. found];
    }

    /// <summary>How many times a result was not remembered.</summary>
    public long Misses => Volatile.Read(ref misses);

    public int NumberOf(View view) => numbers[view];

    /// <summary>What a view sees, by its number.</summary>
    public object Seen(int view, int number) => tables[view].Seen[number];

    /// <summary>Room for what the views see of one state.</summary>
    public int[] NewSeen() => new int[tables.Length];

    /// <summary>Computes what every view sees in a state.</summary>
    public void See(ReadOnlySpan<int> state, Span<int> seen)
    {
        for (var v = 0; v < tables.Length; v++)
        {
            var table = tables[v];
            if (table.IsDerived)
            {
                var found = table.Table.Find(seen[table.Left], seen[table.Right]);
                seen[v] = found >= 0 ? found : Derive(table, seen[table.Left], seen[table.Right]);
                continue;
            }

            var gathered = 0;
            foreach (var slot in table.Speakers)
            {
                var share = table.Shares[slot].Find(state[slot]);
                if (share != 0 && share != gathered)
                {
                    if (gathered == 0)
                    {
                        gathered = share;
                    }
                    else
                    {
                        var union = table.Table.Find(gathered, share);
                        gathered = union >= 0 ? union : Union(table, gathered, share);
                    }
                }
            }

            seen[v] = table.SeenOfGathered.Find(gathered);
        }
    }

    private static HashSet<View> Needed(ISystem system)
    {
        var needed = system.Readings.Select(r => r.View).OfType<View>().ToHashSet();
        foreach (var derived in system.Views.Reverse().OfType<DerivedView>().Where(needed.Contains))
        {
            needed.Add(derived.Left);
            needed.Add(derived.Right);
        }

        return needed;
    }

    private int Derive(ViewTable table, int left, int right)
    {
        lock (writing)
        {
            var found = table.Table.Find(left, right);
            if (found < 0)
            {
                misses++;
                found = table.Seen.Intern(((DerivedView)table.View).Derive(tables[table.Left].Seen[left], tables[table.Right].Seen[right]));
                table.Table.Add(left, right, found);
            }

            return found;
        }
    }

    /// <summary>Works out what a new node's messages add to each view that has gathered nothing.</summary>
    public void Learn(int slot, int node)
    {
        lock (writing)
        {
            foreach (var table in tables.Where(table => !table.IsDerived))
            {
                var share = table.Gathered.Intern(((GatheredView)table.View).Gather(sentOf(slot, node)));
                table.LearnSeen(share);
                table.Shares[slot].Set(node, share);
                if (share != 0 && !table.Speakers.Contains(slot))
                {
                    table.Speakers = [.. table.Speakers.Append(slot).Order()];
                }
            }
        }
    }

    private int Union(ViewTable table, int gathered, int share)
    {
        lock (writing)
        {
            var union = table.Table.Find(gathered, share);
            if (union < 0)
            {
                misses++;
                union = table.Gathered.Intern(table.Gathered[gathered].Union(table.Gathered[share]));
                table.LearnSeen(union);
                table.Table.Add(gathered, share, union);
            }

            return union;
        }
    }


    private sealed class ViewTable
    {
        public ViewTable(View view, int left, int right, int slotCount)
        {
            (View, Left, Right) = (view, left, right);
            Shares = [.. Enumerable.Range(0, slotCount).Select(_ => new LazyNumbers())];
            if (view is GatheredView)
            {
                LearnSeen(Gathered.Intern(ValueSet<Message>.Empty));
            }
        }

        public View View { get; }

        public int Left { get; }

        public int Right { get; }

        public bool IsDerived => Left >= 0;

        public Interner<ValueSet<Message>> Gathered { get; } = new();

        public Interner<object> Seen { get; } = new();

        public LazyNumbers SeenOfGathered { get; } = new();

        public LazyNumbers[] Shares { get; }

        /// <summary>The slots whose messages this view gathers, as far as is known.</summary>
        public int[] Speakers { get; set; } = [];

        public MemoTable Table { get; } = new();

        public void LearnSeen(int gathered)
        {
            if (SeenOfGathered.Find(gathered) < 0)
            {
                SeenOfGathered.Set(gathered, Seen.Intern(((GatheredView)View).See(Gathered[gathered])));
            }
        }
    }
}
