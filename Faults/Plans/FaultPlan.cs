using BgpVerified.Runtime.Simulation;

namespace BgpVerified.Faults.Plans;

/// <summary>What a plan is drawn for.</summary>
/// <param name="Seed">The seed: the same draws the same plan.</param>
/// <param name="Nodes">How many nodes there are.</param>
/// <param name="Faulty">How many of them may be faulty at a time, at least 1: f.</param>
/// <param name="Faults">How many faults there are.</param>
/// <param name="Time">How long they take together.</param>
public sealed record PlanOptions(ulong Seed, int Nodes, int Faulty, int Faults, TimeSpan Time)
{
    /// <summary>The kinds of faults that are drawn, each equally often.</summary>
    public IReadOnlyList<FaultKind> Kinds { get; init; } = FaultKinds.All;
}

/// <summary>
/// The faults of a run, drawn by a seed. There are as many lanes for faults of nodes as may be faulty at a time; the faults of a lane
/// follow each other, with time between them in which the node catches up, and concern its own nodes. Of these one is Byzantine, and is
/// so for good. Faults of links and timers come beside them, at any time.
/// </summary>
public static class FaultPlan
{
    private const double EarliestStart = 0.10;
    private const double LatestStart = 0.20;
    private const double Shortest = 0.25;
    private const double Longest = 0.55;
    private static readonly TimeSpan LongestOfNode = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestOfLink = TimeSpan.FromSeconds(2);

    /// <summary>Draws a plan.</summary>
    /// <param name="options">What for.</param>
    /// <returns>The faults, in the order in which they begin.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is impossible.</exception>
    public static IReadOnlyList<PlannedFault> Draw(PlanOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Faulty, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Faulty, options.Nodes / 2);
        ArgumentOutOfRangeException.ThrowIfZero(options.Kinds.Count);
        var chance = new Chance(options.Seed);
        var (order, places) = (chance.Split(), chance.Split());
        var kinds = Deck(options.Kinds, options.Faults, order);
        var byzantine = ByzantineNodes(options);
        var ofNodes = kinds.Where(kind => kind.IsOfNode()).ToList();
        var others = kinds.Where(kind => !kind.IsOfNode()).ToList();
        var drawn = ofNodes.Select((kind, i) => OfNode(kind, i, ofNodes.Count))
            .Concat(others.Select((kind, i) => Other(kind, i, others.Count)));
        return [.. drawn.OrderBy(fault => fault.At).Select((fault, i) => fault with { Number = i + 1 })];

        PlannedFault OfNode(FaultKind kind, int i, int count)
        {
            var lane = i % options.Faulty;
            var slot = options.Time / ((count + options.Faulty - 1) / options.Faulty);
            var own = Enumerable.Range(0, options.Nodes).Where(node => node % options.Faulty == lane).ToList();
            var drawn = own[places.Below(own.Count)];
            var node = kind.IsByzantine() ? byzantine[lane] : drawn;
            var at = (slot * (i / options.Faulty)) + (slot * Between(EarliestStart, LatestStart));
            var length = Least(slot * Between(Shortest, Longest), LongestOfNode);
            return new(0, kind, at, length, node, node, places.Next());
        }

        PlannedFault Other(FaultKind kind, int i, int count)
        {
            var slot = options.Time / count;
            var node = places.Below(options.Nodes);
            var peer = kind.IsOfLink() ? (node + 1 + places.Below(options.Nodes - 1)) % options.Nodes : node;
            var at = (slot * i) + (slot * Between(0, LatestStart));
            return new(0, kind, at, Least(slot * Between(Shortest, 1 - LatestStart), LongestOfLink), node, peer, places.Next());
        }

        double Between(double least, double most) => least + ((most - least) * places.Next());
    }

    /// <summary>The nodes that Byzantine faults are drawn for: one of each lane, whether there are such faults or not.</summary>
    /// <param name="options">What the plan is drawn for.</param>
    /// <returns>As many nodes as may be faulty.</returns>
    public static IReadOnlyList<int> ByzantineNodes(PlanOptions options)
    {
        var chance = new Chance(options.Seed ^ 0xB12A);
        return
        [
            .. Enumerable.Range(0, options.Faulty).Select(lane =>
            {
                var own = Enumerable.Range(0, options.Nodes).Where(node => node % options.Faulty == lane).ToList();
                return own[chance.Below(own.Count)];
            }),
        ];
    }

    /// <summary>How many nodes are faulty at a time at the most, by a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The number.</returns>
    public static int MostFaulty(IReadOnlyList<PlannedFault> plan)
    {
        var ofNodes = plan.Where(fault => fault.Kind.IsOfNode()).ToList();
        return ofNodes
            .Select(one => ofNodes.Where(other => other.At <= one.At && one.At < other.End).DistinctBy(other => other.Node).Count())
            .DefaultIfEmpty(0).Max();
    }

    /// <summary>So many kinds: each in turn, in an order that is drawn again when all have come.</summary>
    private static List<FaultKind> Deck(IReadOnlyList<FaultKind> kinds, int count, Chance chance)
    {
        var drawn = new List<FaultKind>();
        while (drawn.Count < count)
        {
            var deck = kinds.Distinct().ToList();
            while (deck.Count > 0 && drawn.Count < count)
            {
                var place = chance.Below(deck.Count);
                drawn.Add(deck[place]);
                deck.RemoveAt(place);
            }
        }

        return drawn;
    }

    private static TimeSpan Least(TimeSpan x, TimeSpan y) => x < y ? x : y;
}
