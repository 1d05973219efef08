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

    // The list: operation i is called at i and returns at n + i, if it does; what is before the first is at the head.
    private readonly int head;
    private readonly int[] next;
    private readonly int[] previous;

    private readonly HashSet<Visited> visited = [];
    private readonly List<(int Call, MachineState Before)> chosen = [];
    private IReadOnlyList<int> longest = [];
    private TimedOperation? unexplained;
    private long steps;

    private LinearizationSearch(IReadOnlyList<TimedOperation> history, IApplication application, long mostSteps)
    {
        (this.history, this.application, this.mostSteps) = (history, application, mostSteps);
        head = 2 * history.Count;
        next = [.. Enumerable.Repeat(-1, head + 1)];
        previous = [.. next];
        var last = head;
        foreach (var place in InTime())
        {
            (next[last], previous[place]) = (place, last);
            last = place;
        }
    }

    /// <summary>Searches.</summary>
    /// <returns>
    /// What it comes to; the longest order found, by the operations' places in the history; the operation whose return it did not get past;
    /// how many operations were tried.
    /// </returns>
    public static (HistoryOutcome Outcome, IReadOnlyList<int> Longest, TimedOperation? Unexplained, long Steps) Run(
        IReadOnlyList<TimedOperation> history, IApplication application, long mostSteps)
    {
        var search = new LinearizationSearch(history, application, mostSteps);
        var outcome = search.Run();
        return outcome == HistoryOutcome.Linearizable
            ? (outcome, [.. search.chosen.Select(one => one.Call)], null, search.steps)
            : (outcome, search.longest, search.unexplained, search.steps);
    }

    private HistoryOutcome Run()
    {
        var (state, left) = (application.Initial, history.Count(operation => operation.End is not null));
        var done = new ulong[(history.Count + 63) / 64];
        var at = next[head];
        while (left > 0)
        {
            // A return must not be passed. Those of operations without an answer are not in the list.
            if (at < 0 || at >= history.Count)
            {
                Note(at);
                if (chosen.Count == 0)
                {
                    return HistoryOutcome.NotLinearizable;
                }

                var (call, before) = chosen[^1];
                chosen.RemoveAt(chosen.Count - 1);
                (state, done) = (before, Flipped(done, call));
                PutBack(call);
                left += history[call].End is null ? 0 : 1;
                at = next[call];
                continue;
            }

            if (++steps > mostSteps)
            {
                return HistoryOutcome.Unknown;
            }

            var operation = history[at];
            var (after, reply) = application.Apply(state, operation.Command);
            var with = Flipped(done, at);
            if (reply == (operation.Reply ?? reply) && visited.Add(new(with, after)))
            {
                chosen.Add((at, state));
                (state, done) = (after, with);
                TakeOut(at);
                left -= operation.End is null ? 0 : 1;
                at = next[head];
            }
            else
            {
                at = next[at];
            }
        }

        return HistoryOutcome.Linearizable;
    }

    private void Note(int at)
    {
        if (unexplained is null || chosen.Count > longest.Count)
        {
            longest = [.. chosen.Select(one => one.Call)];
            unexplained = at < 0 ? null : history[at - history.Count];
        }
    }

    private static ulong[] Flipped(ulong[] set, int place)
    {
        var copy = (ulong[])set.Clone();
        copy[place / 64] ^= 1UL << (place % 64);
        return copy;
    }

    /// <summary>Calls and returns by time; at one time calls come first: what ends when another begins is concurrent with it.</summary>
    private IEnumerable<int> InTime() => history.Index()
        .SelectMany(pair => pair.Item.End is { } end
            ? new (long Time, int Place)[] { (pair.Item.Start, pair.Index), (end, history.Count + pair.Index) }
            : [(pair.Item.Start, pair.Index)])
        .OrderBy(one => one.Time).ThenBy(one => one.Place)
        .Select(one => one.Place);

    private void TakeOut(int call)
    {
        Skip(call);
        if (history[call].End is not null)
        {
            Skip(history.Count + call);
        }
    }

    /// <summary>Puts back what was taken out last: its neighbours are as they were then.</summary>
    private void PutBack(int call)
    {
        if (history[call].End is not null)
        {
            Restore(history.Count + call);
        }

        Restore(call);
    }

    private void Skip(int place)
    {
        next[previous[place]] = next[place];
        if (next[place] >= 0)
        {
            previous[next[place]] = previous[place];
        }
    }

    private void Restore(int place)
    {
        next[previous[place]] = place;
        if (next[place] >= 0)
        {
            previous[next[place]] = place;
        }
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
