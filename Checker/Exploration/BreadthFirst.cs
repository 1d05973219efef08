using System.Diagnostics;
using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using Trace = BgpVerified.Checker.Traces.Trace;

namespace BgpVerified.Checker.Exploration;

/// <summary>One exploration, breadth first, with the reductions that it is told to use.</summary>
/// <remarks>
/// States are expanded level by level, a slice at a time. First the workers compute the slice's successors, each into its
/// own buffers, and learn nothing: where a handler would have to run, the state is put aside. Then one worker expands what
/// was put aside, in order, and learns; what it learned is compared by those who prove that a reduction loses nothing.
/// Then each shard of the visited states takes in what belongs to it. So nothing is shared while it is written, and
/// everything that comes out, up to the order in which numbers are given, is the same with any number of workers.
/// </remarks>
internal sealed partial class BreadthFirst
{
    private const int Shards = 8;
    private const int Slice = 4096;
    private const int Combinations = 5000;
    private const double SecondsBetweenReports = 2;

    private readonly ISystem system;
    private readonly ExplorationOptions options;
    private readonly Machine machine;
    private readonly StateStore[] shards;
    private readonly Expander[] workers;
    private readonly Expander learner;
    private readonly SymmetryProof? symmetry;
    private readonly ObserverProof? observers;
    private readonly StuckStates? stuckStates;
    private readonly List<long>[] putAside;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Dictionary<string, int> reached = [];
    private readonly int[] levelStart = new int[Shards];
    private readonly int[] levelEnd = new int[Shards];
    private RowLayout layout;
    private long transitions;
    private long lookups;
    private double lastReport;
    private long late;
    private long unsettled;
    private Never? never;
    private bool continues;

    /// <summary>Prepares an exploration.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="options">Bounds and means.</param>
    /// <param name="observers">The processes, by index, whose steps are taken last; none if there are none.</param>
    /// <param name="stuckStates">What continues stuck states; null if such a state is a violation as it is.</param>
    /// <exception cref="ReductionRefusedException">A condition of a reduction does not hold.</exception>
    public BreadthFirst(ISystem system, ExplorationOptions options, IReadOnlyCollection<int> observers, StuckStates? stuckStates = null)
    {
        this.stuckStates = stuckStates;
        this.system = system;
        this.options = options;
        machine = new(system, options.Property, options.Symmetry, observers);
        symmetry = machine.Groups.Count > 0 ? new(machine) : null;
        this.observers = observers.Count > 0 ? new(machine) : null;
        layout = new([.. Enumerable.Repeat(6, machine.SlotCount)]);
        shards = [.. Enumerable.Range(0, Shards).Select(_ => new StateStore(layout.Words))];
        workers = [.. Enumerable.Range(0, Math.Max(1, options.Workers))
            .Select(_ => new Expander(system, machine, this.observers, Shards, stuckStates is not null))];
        learner = new(system, machine, this.observers, Shards, stuckStates is not null);
        putAside = [.. workers.Select(_ => new List<long>())];
    }

    /// <summary>The system in numbers.</summary>
    public Machine Machine => machine;

    /// <summary>How many comparisons showed that names make no difference.</summary>
    public long Comparisons => symmetry?.Comparisons ?? 0;

    /// <summary>A process whose states come back, so that runs need not end; null if there is none. It takes long to find out.</summary>
    public string? Repeating => machine.FindRepeating(_ => true) is { } slot ? machine.NameOf(slot) : null;

    /// <summary>How many states were visited.</summary>
    public long Count => shards.Sum(shard => (long)shard.Count);

    private long Bytes => shards.Sum(shard => shard.Bytes);

    /// <summary>Explores.</summary>
    /// <returns>What was found.</returns>
    public ExplorationResult Run()
    {
        Begin(machine.InitialNodes);
        if (machine.Monitor.CheckInitial(machine.InitialNodes) is { } broken)
        {
            symmetry?.Compare();
            return Result(Verdict.Violated, broken.Name, null, 0, Rebuild(-1, null, broken.Name));
        }

        return Search(Rebuild);
    }

    /// <summary>Explores what can be reached from some worlds, beside what was explored earlier.</summary>
    /// <param name="worlds">The worlds; of a state in the middle of a run, as of an initial one, only properties that decide at the end are
    /// checked.</param>
    /// <returns>The outcome, and the bound that it was stopped by; if a property is violated, from which of the worlds, by which run, and
    /// where that ends.</returns>
    public (Verdict Verdict, string? StoppedBy, int? Root, Trace? Ending, World? End) RunFrom(IReadOnlyList<World> worlds)
    {
        var before = Count;
        continues = true;
        var roots = worlds.Select(machine.Enter).ToList();
        roots.ForEach(Begin);
        if (Count == before)
        {
            return (Verdict.Holds, null, null, null, null);
        }

        symmetry?.Compare();
        int? root = null;
        var found = Search((state, _, property) =>
        {
            var path = PathTo(state);
            root = roots.FindIndex(nodes => nodes.AsSpan().SequenceEqual(path[0]));
            return TraceBuilder.Rebuild(system, machine, path, property, worlds[root.Value]);
        });
        var end = found.Trace?.Steps.Aggregate(worlds[root!.Value], (world, step) => world.Take(step.Process, step.Input));
        return (found.Verdict, found.StoppedBy, root, found.Trace, end);
    }

    private ExplorationResult Search(Func<int, (int Slot, int After)?, string, Trace> rebuild)
    {
        for (var depth = 0; ; depth++)
        {
            for (var shard = 0; shard < Shards; shard++)
            {
                (levelStart[shard], levelEnd[shard]) = (levelEnd[shard], shards[shard].Count);
            }

            var size = Enumerable.Range(0, Shards).Sum(shard => (long)levelEnd[shard] - levelStart[shard]);
            if (size == 0)
            {
                return Finished(depth - 1);
            }

            if (depth >= options.MaxDepth)
            {
                return Result(Verdict.Incomplete, null, $"max-depth {options.MaxDepth}", depth, null);
            }

            for (long done = 0; done < size;)
            {
                var slice = Math.Min(size - done, Math.Clamp((options.MaxStates - Count) / 8, 1, Slice));
                Expand(done, slice);
                var (ends, steps) = (Ending(), workers.Append(learner).Select(worker => worker.Found)
                    .FirstOrDefault(found => found is not null));
                InsertAll();
                if ((ends ?? (steps is null ? null : EndingFurtherOn(done + slice, size))) is { } end)
                {
                    return Result(Verdict.Violated, end.Property, null, depth, rebuild(end.State, null, end.Property));
                }

                if (steps is not null)
                {
                    return Result(Verdict.Violated, steps.Property, null, depth + 1,
                        rebuild(steps.State, (steps.Slot, steps.After), steps.Property));
                }

                NoteGoals(depth + 1);
                done += slice;
                if (StoppedBy() is { } bound)
                {
                    return Result(Verdict.Incomplete, null, bound, depth + 1, null);
                }

                Report(depth, size - done);
            }
        }
    }

    /// <summary>Puts a state at the beginning of runs.</summary>
    private void Begin(int[] nodes)
    {
        var wider = layout;
        for (var slot = 0; slot < nodes.Length; slot++)
        {
            wider = wider.Widened(slot, nodes[slot]);
        }

        if (wider != layout)
        {
            InParallel(Shards, shard => shards[shard].Repack(layout, wider, machine.SlotCount));
            layout = wider;
        }

        var row = new ulong[layout.Words];
        for (var slot = 0; slot < nodes.Length; slot++)
        {
            layout.Write(row, slot, nodes[slot]);
        }

        observers?.Begin(nodes);
        var hash = learner.Hashing.Of(nodes);
        var store = shards[StateHash.ShardOf(hash, Shards)];
        store.Add(row, hash, -1, index => learner.Hashing.Of(NodesAt(store, index)));
    }

    private int[] NodesAt(StateStore store, int index)
    {
        var row = store.Row(index).ToArray();
        return [.. Enumerable.Range(0, machine.SlotCount).Select(slot => layout.Read(row, slot))];
    }

    /// <summary>
    /// Computes the successors of a slice of the level; if a node's number outgrew its bits, packs everything anew and does it again.
    /// </summary>
    private void Expand(long from, long count)
    {
        while (true)
        {
            InParallel(workers.Length, w =>
            {
                var first = from + (count * w / workers.Length);
                var last = from + (count * (w + 1) / workers.Length);
                putAside[w].Clear();
                workers[w].Begin(layout);
                for (var i = first; i < last; i++)
                {
                    if (!Expand(workers[w], i, learn: false))
                    {
                        putAside[w].Add(i);
                    }
                }
            });
            learner.Begin(layout);
            foreach (var position in putAside.SelectMany(positions => positions))
            {
                Expand(learner, position, learn: true);
            }

            symmetry?.Compare();
            var outgrown = workers.Append(learner).SelectMany(worker => worker.Outgrown).ToList();
            if (outgrown.Count == 0)
            {
                break;
            }

            var wider = outgrown.Aggregate(layout, (wide, found) => wide.Widened(found.Slot, found.Node));
            InParallel(Shards, shard => shards[shard].Repack(layout, wider, machine.SlotCount));
            layout = wider;
        }

        foreach (var worker in workers.Append(learner))
        {
            transitions += worker.Transitions;
            lookups += worker.Lookups;
        }
    }

    private bool Expand(Expander worker, long position, bool learn)
    {
        var (shard, index) = Locate(position);
        return worker.Expand(shards[shard].Row(index), (index * Shards) + shard, learn);
    }

    private (int Shard, int Index) Locate(long position)
    {
        for (var shard = 0; ; shard++)
        {
            var size = levelEnd[shard] - levelStart[shard];
            if (position < size)
            {
                return (shard, levelStart[shard] + (int)position);
            }

            position -= size;
        }
    }

    private void InsertAll() => InParallel(Shards, shard =>
    {
        var store = shards[shard];
        var scratch = new int[machine.SlotCount];
        ulong HashOf(int index)
        {
            var row = store.Row(index);
            for (var slot = 0; slot < scratch.Length; slot++)
            {
                scratch[slot] = layout.Read(row, slot);
            }

            return learner.Hashing.Of(scratch);
        }

        foreach (var worker in workers.Append(learner))
        {
            worker.Deliver(shard, store, HashOf);
        }
    });

    private void InParallel(int count, Action<int> body)
    {
        if (workers.Length == 1)
        {
            for (var i = 0; i < count; i++)
            {
                body(i);
            }
        }
        else
        {
            Parallel.For(0, count, new() { MaxDegreeOfParallelism = workers.Length }, body);
        }
    }

    private void NoteGoals(int depth)
    {
        foreach (var worker in workers.Append(learner))
        {
            foreach (var goal in worker.GoalsReached)
            {
                reached.TryAdd(system.Goals[goal].Name, depth);
            }
        }

        var all = Enumerable.Range(0, system.Goals.Count).Where(goal => reached.ContainsKey(system.Goals[goal].Name)).ToHashSet();
        foreach (var worker in workers.Append(learner))
        {
            worker.GoalsReached = [.. all];
        }
    }

    private string? StoppedBy()
    {
        if (options.Cancellation.IsCancellationRequested)
        {
            return "interrupt";
        }

        if (options.MaxTime - options.Spent < clock.Elapsed)
        {
            return $"time {options.MaxTime.TotalSeconds:0.#######}s";
        }

        // The index of the states doubles at times, and rows are packed anew when a number outgrows its bits.
        if (MemoryLimit.IsReached(options.MaxMemory, Bytes / 2))
        {
            return MemoryLimit.Text(options.MaxMemory);
        }

        if (shards.Max(shard => shard.Count) >= options.MostStates / Shards || machine.MostNodes >= options.MostNodes)
        {
            return "the room that the checker has for numbers of states";
        }

        return Count >= options.MaxStates ? $"max-states {options.MaxStates}" : null;
    }

    private void Report(int depth, long leftInLevel)
    {
        var now = clock.Elapsed.TotalSeconds;
        if (options.Progress is { } report && now - lastReport >= SecondsBetweenReports)
        {
            lastReport = now;
            var nextLevel = Enumerable.Range(0, Shards).Sum(shard => (long)shards[shard].Count - levelEnd[shard]);
            report(new(Count, transitions, depth, leftInLevel + nextLevel, now, Bytes));
        }
    }
}
