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

    /// <summary>What a learner has learned now; what is new, in order, with the command before it on its object.</summary>
    /// <param name="learner">The learner's place.</param>
    /// <param name="learned">All that it has learned, in an order in which it can be executed.</param>
    /// <returns>The new commands, each with the one before it on its object; empty for none.</returns>
    /// <exception cref="UnsafeRunException">The run is unsafe.</exception>
    public IReadOnlyList<(string Name, string Before)> Add(int learner, IEnumerable<string> learned)
    {
        if (!learners.TryGetValue(learner, out var known))
        {
            learners.Add(learner, known = new());
        }

        var added = new List<(string, string)>();
        var places = new Dictionary<string, int>();
        var seen = new HashSet<string>();
        foreach (var name in learned)
        {
            if (!seen.Add(name))
            {
                throw new UnsafeRunException("Integrity", $"learner {learner} learned {name} twice");
            }

            if (!isAsked(name))
            {
                throw new UnsafeRunException("Nontriviality", $"learner {learner} learned {name}, which nobody asked for");
            }

            var before = string.Empty;
            if (objectOf(name) is { } shared)
            {
                before = Place(learner, name, shared, places, known);
            }

            if (known.Names.Add(name))
            {
                added.Add((name, before));
            }
        }

        foreach (var (shared, count) in known.Counts)
        {
            if (places.GetValueOrDefault(shared) < count)
            {
                throw new UnsafeRunException("Stability", $"learner {learner} has lost commands of {shared} that it had learned");
            }
        }

        foreach (var (shared, count) in places)
        {
            known.Counts[shared] = count;
        }

        return added;
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

    private sealed class Learner
    {
        public HashSet<string> Names { get; } = [];

        public Dictionary<string, int> Counts { get; } = [];
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
