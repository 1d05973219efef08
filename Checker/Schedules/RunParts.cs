using BgpVerified.Checker.Exploration;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Schedules;

/// <summary>
/// What the parts that local readings and the adversary need see in a run, as numbers, brought up to date message by
/// message and worked out when asked for. What was worked out is remembered across runs.
/// </summary>
internal sealed class RunParts
{
    private readonly Dictionary<Part, int> numbers = [];
    private readonly Table[] tables;
    private readonly int[] gathered;
    private readonly List<int[]?> concerned = [];

    public RunParts(ISystem system)
    {
        var needed = system.Readings.Where(reading => reading.IsLocal).Select(reading => reading.Part).OfType<Part>()
            .Concat(system.Adversary.Select(forgery => forgery.Part)).ToHashSet();
        foreach (var derived in system.Parts.Reverse().OfType<DerivedPart>().Where(needed.Contains))
        {
            needed.Add(derived.Left);
            needed.Add(derived.Right);
        }

        var found = new List<Table>();
        foreach (var part in system.Parts.Where(needed.Contains))
        {
            numbers.Add(part, found.Count);
            found.Add(part is DerivedPart derived ? new(part, numbers[derived.Left], numbers[derived.Right]) : new(part, -1, -1));
        }

        tables = [.. found];
        gathered = new int[tables.Length];
    }

    /// <summary>A part's place here.</summary>
    public int NumberOf(Part part) => numbers[part];

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

    /// <summary>What a part sees, as a number.</summary>
    public int Seen(int part)
    {
        var table = tables[part];
        return table.IsDerived ? Derive(table, Seen(table.Left), Seen(table.Right)) : table.SeenOf(gathered[part]);
    }

    /// <summary>What a part sees, by its number.</summary>
    public object ValueOf(int part, int seen) => tables[part].Seen[seen];

    /// <summary>The parts to which a message says something: to which it would if it were the first.</summary>
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
            found = table.Seen.Intern(((DerivedPart)table.Part).Derive(tables[table.Left].Seen[left], tables[table.Right].Seen[right]));
            table.Memo.Add(left, right, found);
        }

        return found;
    }

    private sealed class Table
    {
        private readonly Interner<ValueSet<Message>> contents = new();
        private readonly LazyNumbers seenOf = new();

        public Table(Part part, int left, int right)
        {
            (Part, Left, Right) = (part, left, right);
            if (part is GatheredPart)
            {
                contents.Intern(ValueSet<Message>.Empty);
            }
        }

        public Part Part { get; }

        public int Left { get; }

        public int Right { get; }

        public bool IsDerived => Left >= 0;

        public Interner<object> Seen { get; } = new();

        /// <summary>What is gathered after a message, or seen of two other parts.</summary>
        public MemoTable Memo { get; } = new();

        public int After(int content, int number, Message message)
        {
            var found = Memo.Find(content, number);
            if (found < 0)
            {
                found = contents.Intern(contents[content].Union(((GatheredPart)Part).Gather([message])));
                Memo.Add(content, number, found);
            }

            return found;
        }

        public int SeenOf(int content)
        {
            var found = seenOf.Find(content);
            if (found < 0)
            {
                found = Seen.Intern(((GatheredPart)Part).See(contents[content]));
                seenOf.Set(content, found);
            }

            return found;
        }
    }
}
