using BgpVerified.Spec.Machines;

namespace BgpVerified.Spec.Histories;

/// <summary>
/// The search for an order: depth first, over the list of calls and returns that are left. An operation may come next if its call stands
/// before the first return; a return that comes first says that the last choice was wrong.
/// </summary>
internal sealed class LinearizationSearch
{
    private readonly IReadOnlyList<TimedOperation> history;
    private readonly IApplication application;
    private readonly long mostSteps;
    private readonly Event head;
    private readonly HashSet<Visited> visited = [];
    private readonly List<(Event Call, MachineState Before)> chosen = [];

    public LinearizationSearch(IReadOnlyList<TimedOperation> history, IApplication application, long mostSteps)
    {
        (this.history, this.application, this.mostSteps) = (history, application, mostSteps);
        head = Linked(history);
    }

    public long Steps { get; private set; }

    /// <summary>The longest order found, by the operations' places in the history.</summary>
    public IReadOnlyList<int> Longest { get; private set; } = [];

    /// <summary>The operation whose return no order got past.</summary>
    public TimedOperation? Unexplained { get; private set; }

    public HistoryOutcome Run()
    {
        var (state, left) = (application.Initial, history.Count(operation => operation.End is not null));
        var done = new ulong[(history.Count + 63) / 64];
        var next = head.Next;
        while (left > 0)
        {
            if (next is { Return: { } ends })
            {
                if (++Steps > mostSteps)
                {
                    return HistoryOutcome.Unknown;
                }

                var operation = history[next.Place];
                var (after, reply) = application.Apply(state, operation.Command);
                if (reply == (operation.Reply ?? reply))
                {
                    var with = Flipped(done, next.Place);
                    if (visited.Add(new(with, after)))
                    {
                        chosen.Add((next, state));
                        (state, done) = (after, with);
                        Unlink(next, ends);
                        left -= operation.End is null ? 0 : 1;
                        next = head.Next;
                        continue;
                    }
                }

                next = next.Next;
                continue;
            }

            // A return, which must not be passed. Returns of operations without an answer are not in the list.
            Note(next);
            if (chosen.Count == 0)
            {
                return HistoryOutcome.NotLinearizable;
            }

            var (call, before) = chosen[^1];
            chosen.RemoveAt(chosen.Count - 1);
            (state, done) = (before, Flipped(done, call.Place));
            Relink(call, call.Return!);
            left += history[call.Place].End is null ? 0 : 1;
            next = call.Next;
        }

        Longest = [.. chosen.Select(one => one.Call.Place)];
        Unexplained = null;
        return HistoryOutcome.Linearizable;
    }

    private void Note(Event? blocked)
    {
        if (Unexplained is null || chosen.Count > Longest.Count)
        {
            Longest = [.. chosen.Select(one => one.Call.Place)];
            Unexplained = blocked is null ? null : history[blocked.Place];
        }
    }

    private static ulong[] Flipped(ulong[] set, int place)
    {
        var copy = (ulong[])set.Clone();
        copy[place / 64] ^= 1UL << (place % 64);
        return copy;
    }

    /// <summary>Calls and returns by time; at one time calls come first: what ends when another begins is concurrent with it.</summary>
    private static Event Linked(IReadOnlyList<TimedOperation> history)
    {
        var events = history.Index().SelectMany(pair =>
        {
            var ends = new Event(pair.Index, null);
            var calls = new Event(pair.Index, ends);
            return pair.Item.End is { } end
                ? new (long Time, int Kind, Event Event)[] { (pair.Item.Start, 0, calls), (end, 1, ends) }
                : [(pair.Item.Start, 0, calls)];
        }).OrderBy(one => one.Time).ThenBy(one => one.Kind).ThenBy(one => one.Event.Place).Select(one => one.Event);
        var head = new Event(-1, null);
        var last = head;
        foreach (var one in events)
        {
            (last.Next, one.Previous) = (one, last);
            last = one;
        }

        return head;
    }

    private static void Unlink(params ReadOnlySpan<Event> events)
    {
        foreach (var one in events)
        {
            if (one.Previous is { } previous)
            {
                previous.Next = one.Next;
            }

            if (one.Next is { } next)
            {
                next.Previous = one.Previous;
            }
        }
    }

    /// <summary>Puts back what was taken out last: its neighbours are as they were.</summary>
    private static void Relink(Event call, Event ends)
    {
        foreach (var one in (ReadOnlySpan<Event>)[ends, call])
        {
            if (one.Previous is { } previous)
            {
                previous.Next = one;
            }

            if (one.Next is { } next)
            {
                next.Previous = one;
            }
        }
    }

    /// <summary>A call, with the return that belongs to it, or a return.</summary>
    private sealed class Event(int place, Event? ends)
    {
        public int Place => place;

        public Event? Return => ends;

        public Event? Previous { get; set; }

        public Event? Next { get; set; }
    }

    /// <summary>Which operations are done, and the state that they led to.</summary>
    private readonly struct Visited(ulong[] done, MachineState state) : IEquatable<Visited>
    {
        private readonly ulong[] done = done;
        private readonly MachineState state = state;

        public bool Equals(Visited other) => done.AsSpan().SequenceEqual(other.done) && state.Equals(other.state);

        public override bool Equals(object? obj) => obj is Visited other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var word in done)
            {
                hash.Add(word);
            }

            hash.Add(state);
            return hash.ToHashCode();
        }
    }
}
