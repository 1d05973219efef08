using System.Diagnostics;
using BgpVerified.Checker.Schedules;
using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using Trace = BgpVerified.Checker.Traces.Trace;

namespace BgpVerified.Checker.Exploration;

/// <summary>Continues stuck states: only what stays stuck with further ballots, views, timestamps or regencies is a violation.</summary>
/// <remarks>
/// <para>
/// A stuck state is continued in a larger system (<see cref="IContinuable"/>): every process goes on from the state that it
/// has, with all that was sent so far; processes that are new begin. From there everything is explored, with whatever the
/// adversary may still do. If the property holds wherever nothing fair is left to happen, the stuck state was only late.
/// </para>
/// <para>
/// Many stuck states have much of their future in common. They are explored together, and what was visited for earlier ones
/// is not visited again. As soon as a run among them ends badly, the whole batch and those after it go to the next larger
/// continuation, since what was visited no longer shows who is late; and if no continuation is enough for a batch, each of
/// its states is continued by itself. A bad end is gone on from in the larger continuations, of which its run is one, too:
/// mostly it shows at once that these are not enough either. And a few stuck states are first run on with fair steps only. A state called
/// late has a continuation all of whose ends were looked at, and one called stuck in each tried an end that the plain world confirms.
/// </para>
/// <para>
/// Where names of interchangeable processes are not told apart, a state stands for others. Then the continued system must
/// have these processes interchangeable as well, which is shown while it is explored (<see cref="SymmetryProof"/>).
/// </para>
/// </remarks>
internal sealed class StuckStates
{
    private const int Sampled = 40;
    private const int Orders = 3;
    private const int LongestRun = 1000;

    private readonly ISystem system;
    private readonly ExplorationOptions options;
    private readonly Dictionary<string, StuckClaim> claims = [];
    private readonly SortedDictionary<(int Way, int Size), string> needed = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private string? repeating;

    /// <summary>Prepares for a system's stuck states.</summary>
    /// <param name="system">The system.</param>
    /// <param name="options">The bounds; whether symmetry is used, here as in the run in which the states were found.</param>
    public StuckStates(ISystem system, ExplorationOptions options)
    {
        (this.system, this.options) = (system, options);
    }

    /// <summary>The continuations that were needed so far, smaller ones first.</summary>
    public IReadOnlyList<string> Needed => [.. needed.Values];

    /// <summary>The bound that ended a search; null if none did.</summary>
    public string? UnsettledBy { get; private set; }

    /// <summary>How many states of continuations were visited.</summary>
    public long States { get; private set; }

    /// <summary>What comes of the stuck state in which a trace ends.</summary>
    /// <param name="system">The system.</param>
    /// <param name="trace">The trace; whole quorums were delivered, and its property decides at the end.</param>
    /// <param name="options">How far to go on, and the bounds.</param>
    /// <returns>What comes of it.</returns>
    public static StuckSummary Of(ISystem system, Trace trace, ExplorationOptions options)
    {
        var end = trace.Steps.Aggregate(World.Initial(system), (world, step) => world.Take(step.Process, step.Input));
        var stuck = new StuckStates(system, options);
        try
        {
            var ruling = stuck.Judge(trace.Property, [end], []);
            return new(ruling.Late, stuck.Needed, ruling.Unsettled, stuck.UnsettledBy, ruling.Never, stuck.States);
        }
        catch (ReductionRefusedException) when (options.Symmetry)
        {
            return Of(system, trace, options with { Symmetry = false });
        }
    }

    /// <summary>
    /// A process whose states come back in a continuation in which states were found to be late: its runs need not end. Or null.
    /// </summary>
    public string? Repeating()
    {
        foreach (var claim in claims.Values)
        {
            repeating ??= claim.Search?.Repeating;
        }

        return repeating;
    }

    /// <summary>Continues some states that are stuck for a property.</summary>
    /// <param name="property">The property that does not hold there.</param>
    /// <param name="worlds">The states.</param>
    /// <param name="alike">The groups of processes, by name, whose names were not told apart where the states were found.</param>
    /// <returns>What comes of them.</returns>
    /// <exception cref="ReductionRefusedException">The names of processes matter to how they go on.</exception>
    public StuckRuling Judge(string property, IReadOnlyList<World> worlds, IReadOnlyList<IReadOnlyList<string>> alike)
    {
        if (!claims.TryGetValue(property, out var claim))
        {
            claim = new(Continuations(property));
            claims.Add(property, claim);
            RefuseOtherNames(alike, claim);
        }

        if (claim.Ways.Count == 0)
        {
            return new(0, new([], null), 0, 0);
        }

        var open = Enumerable.Range(0, worlds.Count).Where(i => !claim.Known.ContainsKey(worlds[i])).ToList();
        foreach (var i in open.Take(Math.Max(0, Sampled - claim.Sampled)))
        {
            claim.Sampled++;
            if (Sample(property, claim, worlds[i]) is { } never)
            {
                return new(i, never, 0, 0);
            }
        }

        if (open.Count > 0 && !Together(property, claim, [.. open.Select(i => worlds[i])]))
        {
            // Nothing was enough for all of them: each by itself, and those first of which some way is known not to be.
            foreach (var i in open.OrderByDescending(i => claim.Hopeless.Keys.Count(known => known.World.Equals(worlds[i]))))
            {
                if (Alone(property, claim, worlds[i]) is { } never)
                {
                    return new(i, never, 0, 0);
                }
            }
        }

        var unsettled = worlds.Count(world => claim.Known.TryGetValue(world, out var isLate) && !isLate);
        return new(null, null, worlds.Count - unsettled, unsettled);
    }

    /// <summary>
    /// Runs a stuck state on in each continuation, by fair steps in a few orders: most show it so, and nothing need be explored.
    /// </summary>
    /// <returns>What was tried in vain; null if some continuation came to a good end each time.</returns>
    private Never? Sample(string property, StuckClaim claim, World world)
    {
        Trace? ending = null;
        foreach (var way in claim.Ways.SelectMany(way => way))
        {
            var broken = way.System.Properties.Single(p => p.Name == property);
            ending = Enumerable.Range(0, Orders).Select(seed =>
                FairRun(way.System, Moved(world, way), broken, new RandomNumbers((ulong)seed))).FirstOrDefault(run => run is not null);
            if (ending is null)
            {
                return null;
            }
        }

        return new(claim.Tried, ending);
    }

    /// <summary>A run of fair steps to its end, on the plain world.</summary>
    /// <returns>Null if the property holds there, or the end is too far.</returns>
    private static Trace? FairRun(ISystem system, World world, Property property, RandomNumbers random)
    {
        var steps = new List<TraceStep>();
        while (steps.Count < LongestRun)
        {
            var offers = world.Offers().Where(offer => offer.Offer.Fair).Select(offer => (offer.Process, offer.Offer.Input)).ToList();
            World? next = null;
            while (offers.Count > 0 && next is null)
            {
                var chosen = random.Next(offers.Count);
                var (process, input) = offers[chosen];
                offers[chosen] = offers[^1];
                offers.RemoveAt(offers.Count - 1);
                if (world.Take(process, input) is var after && !after.Equals(world))
                {
                    steps.Add(TraceStep.Between(world, process, input, after));
                    next = after;
                }
            }

            if (next is null)
            {
                var isViolated = PropertyCheck.IsViolated(property, world, world);
                return isViolated ? new(system.Configuration, system.Processes, Delivery.Quorums, property.Name, steps) : null;
            }

            world = next;
        }

        return null;
    }

    /// <summary>Continues states together, in ever larger continuations, until one is enough for all of them.</summary>
    /// <returns>Whether one is; if not, some ways are known to be hopeless for some of them.</returns>
    private bool Together(string property, StuckClaim claim, IReadOnlyList<World> worlds)
    {
        for (; claim.Way < claim.Ways.Count; (claim.Way, claim.Further) = (claim.Way + 1, 0))
        {
            var way = claim.Ways[claim.Way];
            for (; claim.Further < way.Count; claim.Further++)
            {
                var found = Continue(property, claim, way[claim.Further], claim.Search, worlds);
                if (found.Verdict == Verdict.Incomplete && claim.Search is not null)
                {
                    // What was visited for others had taken up the room.
                    Close(claim);
                    found = Continue(property, claim, way[claim.Further], null, worlds);
                }

                if (found.Verdict == Verdict.Holds)
                {
                    claim.Search = found.Search;
                    Enough(claim.Way, way[claim.Further]);
                    return true;
                }

                Close(claim);
                if (found.Verdict == Verdict.Incomplete || GoesOnBadly(property, claim, way, claim.Further, found))
                {
                    if (found.Root is { } root)
                    {
                        claim.Hopeless[(worlds[root], claim.Way)] = claim.Ending ?? found.Ending;
                    }

                    break;
                }
            }
        }

        (claim.Way, claim.Further) = (0, 0);
        return false;
    }

    /// <summary>Ends a search. What it has found of earlier states is looked at for runs without end.</summary>
    private void Close(StuckClaim claim)
    {
        repeating ??= claim.Search?.Repeating;
        claim.Search = null;
    }

    /// <summary>Continues one state in each continuation, until one is enough.</summary>
    /// <returns>What was tried in vain; null if the state is late, or that is not known.</returns>
    private Never? Alone(string property, StuckClaim claim, World world)
    {
        var isSettled = true;
        foreach (var (w, way) in claim.Ways.Index())
        {
            for (var further = 0; further < way.Count && !claim.Hopeless.ContainsKey((world, w)); further++)
            {
                var found = Continue(property, claim, way[further], null, [world]);
                if (found.Verdict == Verdict.Holds)
                {
                    repeating ??= found.Search.Repeating;
                    Enough(w, way[further]);
                    claim.Known[world] = true;
                    return null;
                }

                if (found.Verdict == Verdict.Incomplete)
                {
                    break;
                }

                if (GoesOnBadly(property, claim, way, further, found))
                {
                    claim.Hopeless[(world, w)] = claim.Ending ?? found.Ending;
                }
            }

            isSettled &= claim.Hopeless.ContainsKey((world, w));
        }

        if (!isSettled)
        {
            claim.Known[world] = false;
            return null;
        }

        return new(claim.Tried, claim.Hopeless[(world, claim.Ways.Count - 1)]);
    }

    /// <summary>
    /// Whether a bad end in a continuation can be gone on from to a bad end in each larger one. The runs of a continuation are
    /// runs of the larger ones, so that these then have bad ends as well. If not so, others may have.
    /// </summary>
    private bool GoesOnBadly(string property, StuckClaim claim, IReadOnlyList<Continuation> way, int further, StuckOutcome found)
    {
        var (from, end) = (way[further], found.End!);
        claim.Ending = found.Ending;
        foreach (var next in way.Skip(further + 1))
        {
            var again = Continue(property, claim, next, null, [end], from);
            if (again.Verdict != Verdict.Violated)
            {
                claim.Ending = null;
                return false;
            }

            (from, end, claim.Ending) = (next, again.End!, Joined(claim.Ending!, again.Ending!));
        }

        return true;
    }

    /// <summary>A run in one continuation, and one that goes on from there in a larger.</summary>
    private static Trace Joined(Trace first, Trace second)
    {
        var indices = second.Processes.Index().ToDictionary(process => process.Item.Name, process => process.Index);
        var renamed = first.Steps.Select(step => step with { Process = indices[first.Processes[step.Process].Name] });
        return second with { Steps = [.. renamed, .. second.Steps] };
    }

    private void Enough(int way, Continuation enough) =>
        needed[(way, enough.System.Configuration.Ballots.Count + enough.System.Configuration.Views)] = enough.Further;

    /// <summary>Explores a continuation from some states, beside what a search has visited.</summary>
    private StuckOutcome Continue(
        string property, StuckClaim claim, Continuation way, BreadthFirst? search, IReadOnlyList<World> worlds, Continuation? from = null)
    {
        var unbounded = options with { Property = property, Further = 0, MaxDepth = int.MaxValue, WithoutGoals = true, Progress = null };
        var bounds = unbounded with { Spent = options.Spent + clock.Elapsed, MaxStates = options.FurtherStates, Workers = 1 };
        List<World> moved = [.. worlds.Select(world => Moved(world, way, from))];
        while (true)
        {
            if (!claim.Observers.TryGetValue(way, out var observers))
            {
                observers = options.ObserversLast ? Explorer.Silent(way.System, bounds) : [];
                claim.Observers[way] = observers;
            }

            var before = search?.Count ?? 0;
            search ??= new(way.System, bounds, observers);
            try
            {
                var found = search.RunFrom(moved);
                UnsettledBy ??= found.StoppedBy;
                return new(found.Verdict, found.Root, found.Ending, found.End, search);
            }
            catch (ReductionRefusedException refused) when (observers.Count > 0 && !(refused.IsOfSymmetry && refused.Process is null))
            {
                // As the explorer does: without those who are no observers. What earlier states came to was found before.
                var isOne = refused.Process is { } process && observers.Contains(process);
                claim.Observers[way] = isOne ? [.. observers.Except(Explorer.GroupOf(way.System, refused.Process!.Value))] : [];
                (States, search) = (States + search.Count - before, null);
            }
            finally
            {
                States += (search?.Count ?? before) - before;
            }
        }
    }

    /// <summary>A world of the system, or of a smaller continuation, as it is in a continuation.</summary>
    private World Moved(World world, Continuation way, Continuation? from = null)
    {
        var old = from is null
            ? system.Processes.Index().ToDictionary(process => way.Renamed.GetValueOrDefault(process.Item.Name, process.Item.Name),
                process => process.Index)
            : from.System.Processes.Index().ToDictionary(process => process.Item.Name, process => process.Index);
        var moved = way.System.Processes.Count(process => old.ContainsKey(process.Name));
        if (moved < old.Count)
        {
            throw new InvalidOperationException($"a process is missing in the continuation with {way.Further}");
        }

        var fresh = World.Initial(way.System);
        return World.Of(way.System, way.System.Processes.Select((process, i) => old.TryGetValue(process.Name, out var from)
            ? (world.States[from], world.SentBy(from), world.HasCrashed(from))
            : (fresh.States[i], fresh.SentBy(i), false)));
    }

    /// <summary>The continuations in which the property is claimed: of each way the smaller ones first.</summary>
    private IReadOnlyList<IReadOnlyList<Continuation>> Continuations(string property) => system is not IContinuable continuable
        ? []
        : [.. Enumerable.Range(1, options.Further)
            .SelectMany(further => continuable.Continued(further).Index())
            .Where(way => way.Item.System.Properties.Any(p => p.Name == property))
            .GroupBy(way => way.Index)
            .OrderBy(way => way.Key)
            .Select(way => way.Select(continuation => continuation.Item).ToList())];

    private static void RefuseOtherNames(IReadOnlyList<IReadOnlyList<string>> alike, StuckClaim claim)
    {
        foreach (var group in alike)
        {
            foreach (var way in claim.Ways.SelectMany(way => way))
            {
                var names = group.Select(name => way.Renamed.GetValueOrDefault(name, name));
                var areAlike = way.System.Symmetry?.Groups.Any(others =>
                    names.All(name => others.Any(other => way.System.Processes[other].Name == name))) == true;
                if (!areAlike)
                {
                    var who = $"{string.Join(' ', group)} are not interchangeable with {way.Further}";
                    throw new ReductionRefusedException(who, isOfSymmetry: true);
                }
            }
        }
    }
}
