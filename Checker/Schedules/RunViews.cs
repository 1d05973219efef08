using BgpVerified.Checker.Exploration;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Schedules;

/// <summary>
/// What the views that local readings and the adversary need see in a run, as numbers, brought up to date message by
/// message and worked out when asked for. What was worked out is remembered across runs.
/// </summary>
internal sealed class RunViews
{
    private readonly Dictionary<View, int> numbers = [];
    private readonly Table[] tables;
    private readonly int[] gathered;
    private readonly List<int[]?> concerned = [];

    public RunViews(ISystem system)
    {
        var needed = system.Readings.Where(reading => reading.IsLocal).Select(reading => reading.View).OfType<View>()
            .Concat(system.Adversary.Select(forgery => forgery.View)).ToHashSet();
        foreach (var derived in system.Views.Reverse().OfType<DerivedView>().Where(needed.Contains))
        {
            needed.Add(derived.Left);
            needed.Add(derived.Right);
        }

        var found = new List<Table>();
        foreach (var view in system.Views.Where(needed.Contains))
        {
            numbers.Add(view, found.Count);
            found.Add(view is DerivedView derived ? new(view, numbers[derived.Left], numbers[derived.Right]) : new(view, -1, -1));
        }

        tables = [.. found];
        gathered = new int[tables.Length];
    }

    /// <summary>A view's place here.</summary>
    public int NumberOf(View view) => numbers[view];

    /// <summary>Begins a run: nothing has been sent.</summary>
    public void Reset() => Array.Clear(gathered);

    /// <summary>A correct process has sent a message for the first time.</summary>
    /// <param name="number">The message's number.</param>
    /// <param name="message">The message.</param>
    public void Send(int number, Message message)
    {
        foreach (var v in Concerned(number, message))
        {
            gathered[v] = tables[v].After(gathered[v], number, message);
        }
    }

    /// <summary>What a view sees, as a number.</summary>
    public int Seen(int view)
    {
        var table = tables[view];
        return table.IsDerived ? Derive(table, Seen(table.Left), Seen(table.Right)) : table.SeenOf(gathered[view]);
    }

    /// <summary>What a view sees, by its number.</summary>
    public object ValueOf(int view, int seen) => tables[view].Seen[seen];

    /// <summary>The views to which a message says something: to which it would if it were the first.</summary>
    private int[] Concerned(int number, Message message)
    {
        while (concerned.Count <= number)
        {
            concerned.Add(null);
        }

        return concerned[number] ??= [.. Enumerable.Range(0, tables.Length)
            .Where(v => !tables[v].IsDerived && tables[v].After(0, number, message) != 0)];
    }

    private int Derive(Table table, int left, int right)
    {
        var found = table.Memo.Find(left, right);
        if (found < 0)
        {
            found = table.Seen.Intern(((DerivedView)table.View).Derive(tables[table.Left].Seen[left], tables[table.Right].Seen[right]));
            table.Memo.Add(left, right, found);
        }

        return found;
    }

    private sealed class Table
    {
        private readonly Interner<ValueSet<Message>> contents = new();
        private readonly LazyNumbers seenOf = new();

        public Table(View view, int left, int right)
        {
            (View, Left, Right) = (view, left, right);
            if (view is GatheredView)
            {
                contents.Intern(ValueSet<Message>.Empty);
            }
        }

        public View View { get; }

        public int Left { get; }

        public int Right { get; }

        public bool IsDerived => Left >= 0;

        public Interner<object> Seen { get; } = new();

        /// <summary>What is gathered after a message, or seen of two other views.</summary>
        public MemoTable Memo { get; } = new();

        public int After(int content, int number, Message message)
        {
            var found = Memo.Find(content, number);
            if (found < 0)
            {
                found = contents.Intern(contents[content].Union(((GatheredView)View).Gather([message])));
                Memo.Add(content, number, found);
            }

            return found;
        }

        public int SeenOf(int content)
        {
            var found = seenOf.Find(content);
            if (found < 0)
            {
                found = Seen.Intern(((GatheredView)View).See(contents[content]));
                seenOf.Set(content, found);
            }

            return found;
        }
    }
}
