using System.Runtime.InteropServices;

namespace BgpVerified.Runtime.Simulation;

/// <summary>
/// What learners have learned, checked whenever one of them learns more: all learn the commands of one object in one order (consistency),
/// what was learned stays in its place (stability), and only what a client asked for is learned (nontriviality), once (integrity).
/// </summary>
/// <remarks>
/// Commands of one object conflict with each other, and no others do, so that two learned sequences have a common upper bound exactly if,
/// of each object, the one's commands are a beginning of the other's. The orders seen so far are kept once for all learners.
/// </remarks>
/// <param name="objectOf">The object that a command touches; null for one that conflicts with nothing or was never asked for.</param>
/// <param name="isAsked">Whether a client asked for a command.</param>
internal sealed class LearnedOrders(Func<string, string?> objectOf, Func<string, bool> isAsked)
{
    private readonly Dictionary<string, List<string>> orders = [];
    private readonly Dictionary<int, Learner> learners = [];
    private readonly Dictionary<object, Discarded> beginnings = [];

    /// <summary>What a learner has learned now; what is new, in order, with the command before it on its object.</summary>
    /// <param name="learner">The learner's place.</param>
    /// <param name="learned">All that it has learned.</param>
    /// <returns>The new commands, each with the one before it on its object; empty for none.</returns>
    /// <exception cref="UnsafeRunException">The run is unsafe.</exception>
    public IReadOnlyList<(string Name, string Before)> Add(int learner, LearnedSequence learned)
    {
        if (!learners.TryGetValue(learner, out var known))
        {
            learners.Add(learner, known = new());
        }

        var added = new List<(string Name, string Before)>();
        known.Moment++;
        var names = learned.Names as IReadOnlyList<string> ?? [.. learned.Names];
        foreach (var name in names)
        {
            ref var moment = ref CollectionsMarshal.GetValueRefOrAddDefault(known.Seen, name, out var isKnown);
            if (isKnown && moment == known.Moment)
            {
                throw new UnsafeRunException("Integrity", $"learner {learner} learned {name} twice");
            }

            moment = known.Moment;
            if (isKnown)
            {
                continue;
            }

            if (!isAsked(name))
            {
                throw new UnsafeRunException("Nontriviality", $"learner {learner} learned {name}, which nobody asked for");
            }

            added.Add((name, string.Empty));
        }

        if (!Equals(learned.Beginning, known.Beginning))
        {
            Discard(learner, known, learned, added);
        }

        var places = new Dictionary<string, int>(known.Discarded.Counts);
        var next = 0;
        foreach (var name in names)
        {
            var before = objectOf(name) is { } shared ? Place(learner, name, shared, places, known) : string.Empty;
            if (next < added.Count && ReferenceEquals(added[next].Name, name))
            {
                added[next++] = (name, before);
            }
        }

        foreach (var (shared, count) in known.Counts)
        {
            if (places.GetValueOrDefault(shared) < count)
            {
                throw new UnsafeRunException("Stability", $"learner {learner} has lost commands of {shared} that it had learned");
            }
        }

        (known.Counts, known.Kept) = (places, names);
        return added;
    }

    /// <summary>The learner keeps less than before: what is gone is in the beginning, which is the same for all.</summary>
    private void Discard(int learner, Learner known, LearnedSequence learned, List<(string Name, string Before)> added)
    {
        var gone = known.Kept.Where(name => known.Seen[name] != known.Moment).ToList();
        known.Beginning = learned.Beginning;
        if (!learned.IsGiven)
        {
            var counts = new Dictionary<string, int>(known.Discarded.Counts);
            foreach (var shared in gone.Select(objectOf).OfType<string>())
            {
                counts[shared] = counts.GetValueOrDefault(shared) + 1;
            }

            known.Discarded = new(counts, known.Discarded, gone);
            var first = beginnings.TryAdd(learned.Beginning!, known.Discarded) ? known.Discarded : beginnings[learned.Beginning!];
            if (first.Count != known.Discarded.Count || first.Counts.Any(count => counts.GetValueOrDefault(count.Key) != count.Value))
            {
                throw new UnsafeRunException(
                    "Consistency", $"learner {learner} discarded other commands before a checkpoint than another learner");
            }

            known.Discarded = first;
            return;
        }

        if (!beginnings.TryGetValue(learned.Beginning!, out var given))
        {
            throw new UnsafeRunException("Nontriviality", $"learner {learner} was given a beginning that nobody has learned");
        }

        known.Discarded = given;
        foreach (var name in given.Names.Where(name => known.Seen.TryAdd(name, 0)))
        {
            added.Add((name, string.Empty));
        }
    }

    private string Place(int learner, string name, string shared, Dictionary<string, int> places, Learner known)
    {
        if (!orders.TryGetValue(shared, out var order))
        {
            orders.Add(shared, order = []);
        }

        var place = places.GetValueOrDefault(shared);
        places[shared] = place + 1;
        if (place == order.Count)
        {
            order.Add(name);
        }
        else if (order[place] != name)
        {
            throw new UnsafeRunException(
                place < known.Counts.GetValueOrDefault(shared) ? "Stability" : "Consistency",
                $"learner {learner} learned {name} as number {place + 1} of {shared}, where {order[place]} was learned before");
        }

        return place == 0 ? string.Empty : order[place - 1];
    }

    /// <summary>What a beginning holds: how many commands of each object, and which, after those of the beginning before it.</summary>
    private sealed record Discarded(IReadOnlyDictionary<string, int> Counts, Discarded? Before, IReadOnlyList<string> Own)
    {
        public static Discarded Nothing { get; } = new(new Dictionary<string, int>(), null, []);

        public int Count { get; } = Own.Count + (Before?.Count ?? 0);

        public IEnumerable<string> Names
        {
            get
            {
                for (var part = this; part is not null; part = part.Before)
                {
                    foreach (var name in part.Own)
                    {
                        yield return name;
                    }
                }
            }
        }
    }

    private sealed class Learner
    {
        /// <summary>All that it has learned, with the moment at which it last kept it.</summary>
        public Dictionary<string, int> Seen { get; } = [];

        public int Moment { get; set; }

        public IReadOnlyDictionary<string, int> Counts { get; set; } = new Dictionary<string, int>();

        public IReadOnlyList<string> Kept { get; set; } = [];

        public Discarded Discarded { get; set; } = Discarded.Nothing;

        public object? Beginning { get; set; }
    }
}

/// <summary>A simulated run violates a property of generalized consensus.</summary>
/// <param name="property">The property.</param>
/// <param name="what">What happened, in one line.</param>
public sealed class UnsafeRunException(string property, string what) : Exception($"{property} is violated: {what}")
{
    /// <summary>The property.</summary>
    public string Property { get; } = property;
}
