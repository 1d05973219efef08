namespace BgpVerified.Runtime.Simulation;

/// <summary>What is to happen, by time; of two events at one time the one that was added first comes first.</summary>
/// <typeparam name="T">What an event says.</typeparam>
internal sealed class EventQueue<T>
{
    private readonly PriorityQueue<T, (long Time, long Order)> events = new();
    private long added;

    /// <summary>How many events there are.</summary>
    public int Count => events.Count;

    /// <summary>Adds an event.</summary>
    public void Add(long time, T item) => events.Enqueue(item, (time, added++));

    /// <summary>Takes the first event.</summary>
    public (long Time, T Item) Take() =>
        events.TryDequeue(out var item, out var at) ? (at.Time, item) : throw new InvalidOperationException("nothing is to happen");
}
