namespace BgpVerified.Runtime.Simulation;

/// <summary>What is to happen, by time; of two events at one time the one that was added first comes first.</summary>
/// <typeparam name="T">What an event says.</typeparam>
internal sealed class EventQueue<T>
{
    private const int Arity = 4;
    private Entry[] heap = new Entry[1024];
    private long added;

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an event.</summary>
    public void Add(long time, T item)
    {
        if (Count == heap.Length)
        {
            Array.Resize(ref heap, 2 * Count);
        }

        var entry = new Entry(time, added++, item);
        var at = Count++;
        while (at > 0 && entry.IsBefore(heap[(at - 1) / Arity]))
        {
            heap[at] = heap[(at - 1) / Arity];
            at = (at - 1) / Arity;
        }

        heap[at] = entry;
    }

    /// <summary>Takes the first event.</summary>
    public (long Time, T Item) Take()
    {
        var first = heap[0];
        var last = heap[--Count];
        heap[Count] = default;
        var at = 0;
        while ((at * Arity) + 1 < Count)
        {
            var least = (at * Arity) + 1;
            for (var child = least + 1; child < Math.Min((at * Arity) + 1 + Arity, Count); child++)
            {
                if (heap[child].IsBefore(heap[least]))
                {
                    least = child;
                }
            }

            if (!heap[least].IsBefore(last))
            {
                break;
            }

            heap[at] = heap[least];
            at = least;
        }

        if (Count > 0)
        {
            heap[at] = last;
        }

        return (first.Time, first.Item);
    }

    private readonly record struct Entry(long Time, long Order, T Item)
    {
        public bool IsBefore(in Entry other) => Time != other.Time ? Time < other.Time : Order < other.Order;
    }
}
