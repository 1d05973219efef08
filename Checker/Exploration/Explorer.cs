using System.Diagnostics;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Exploration;

/// <summary>Explores every reachable state breadth first: a counterexample is one of the shortest.</summary>
/// <remarks>
/// A reduction is used only while its conditions are shown to hold (<see cref="SymmetryProof"/>,
/// <see cref="ObserverProof"/>). If one is refused the exploration begins anew without it, and says so. What a reduction
/// does not answer for is looked at again without it: a goal that was not reached, and whether a counterexample found
/// with observers last is a shortest one.
/// </remarks>
public sealed class Explorer
{
    private const int ProbedStates = 2000;
    private const long LeastStatesForShortest = 1_000_000;

    private readonly ISystem system;
    private readonly ExplorationOptions options;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<string> notes = [];
    private (bool Symmetry, StuckStates Found)? stuckStates;

    /// <summary>Prepares an exploration.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="options">Bounds and means.</param>
    public Explorer(ISystem system, ExplorationOptions options)
    {
        this.system = system;
        this.options = options;
    }

    /// <summary>Explores.</summary>
    /// <returns>What was found.</returns>
    public ExplorationResult Run()
    {
        var symmetry = options.Symmetry;
        IReadOnlyList<int>? observers = options.ObserversLast ? null : [];
        while (true)
        {
            try
            {
                if (observers is null && Near(symmetry) is { } near)
                {
                    return near;
                }

                observers ??= Silent();
                var found = Explore(symmetry, observers, options);
                return (found.Verdict, found.Property, found.Trace) switch
                {
                    (Verdict.Violated, { } goal, null) when symmetry || observers.Count > 0 => WithoutReductions(goal),
                    (Verdict.Violated, _, { Steps.Count: var steps }) when observers.Count > 0 => Shortest(found, symmetry, steps),
                    _ => found,
                };
            }
            catch (ReductionRefusedException refused)
            {
                if (refused.Process is { } process && observers?.Contains(process) == true)
                {
                    observers = [.. observers.Except(GroupOf(system, process))];
                }
                else if (refused.IsOfSymmetry)
                {
                    symmetry = false;
                    notes.Add($"symmetry not used: {refused.Message}");
                }
                else
                {
                    observers = [];
                    notes.Add($"observers not last: {refused.Message}");
                }
            }
        }
    }

    /// <summary>What the first states say with all interleavings; null if that settles nothing.</summary>
    private ExplorationResult? Near(bool symmetry)
    {
        if (options.MaxStates <= options.ObserversLastAfter)
        {
            return Settled(Explore(symmetry, [], options));
        }

        var near = Explore(symmetry, [], options with { MaxStates = options.ObserversLastAfter });
        return near.Verdict == Verdict.Incomplete && near.StoppedBy?.StartsWith("max-states", StringComparison.Ordinal) == true
            ? null
            : Settled(near);

        ExplorationResult Settled(ExplorationResult found) =>
            found is { Verdict: Verdict.Violated, Trace: null, Property: { } goal } && symmetry ? WithoutReductions(goal) : found;
    }

    private ExplorationResult Explore(bool symmetry, IReadOnlyList<int> observers, ExplorationOptions bounds)
    {
        var search = new BreadthFirst(system, bounds with { Symmetry = symmetry, Spent = options.Spent + clock.Elapsed }, observers,
            Stuck(symmetry));
        var found = search.Run();
        return found with
        {
            Seconds = clock.Elapsed.TotalSeconds,
            Reductions = new(
                [.. search.Machine.Groups.Select(group => string.Join(' ', group.Select(search.Machine.NameOf)))],
                [.. observers.Select(process => system.Processes[process].Name)],
                search.Comparisons,
                [.. notes]),
        };
    }

    /// <summary>What continues stuck states; what it learned stays known when a run begins anew with the same symmetry.</summary>
    private StuckStates? Stuck(bool symmetry)
    {
        if (options.Further > 0 && stuckStates?.Symmetry != symmetry)
        {
            stuckStates = (symmetry, new(system, options with { Symmetry = symmetry, Spent = options.Spent + clock.Elapsed }));
        }

        return stuckStates?.Found;
    }

    /// <summary>
    /// The processes of which the first states of the whole graph show nothing said. Whether that stays so is checked of
    /// all states that are explored.
    /// </summary>
    private IReadOnlyList<int> Silent() => Silent(system, options with { Spent = options.Spent + clock.Elapsed });

    /// <summary>The processes of a system of which the first states of the whole graph show nothing said.</summary>
    internal static IReadOnlyList<int> Silent(ISystem system, ExplorationOptions options)
    {
        // They wait for fair steps of the others, which need not be fair if somebody omits.
        if (Omitting.IsPossible(system.Configuration))
        {
            return [];
        }

        var probe = new BreadthFirst(system, options with
        {
            Symmetry = false,
            MaxStates = Math.Min(options.MaxStates, ProbedStates),
            Workers = 1,
            Progress = null
        }, []);
        probe.Run();
        var silent = probe.Machine.Processes.Where((process, slot) => !probe.Machine.Speaks(slot)
            && system.Processes[process].Fault == Fault.None).ToList();
        return [.. silent.Where(process => GroupOf(system, process).All(silent.Contains))];
    }

    /// <summary>The processes that are interchangeable with one, and itself.</summary>
    internal static IEnumerable<int> GroupOf(ISystem system, int process) =>
        system.Symmetry?.Groups.FirstOrDefault(group => group.Contains(process)) ?? [process];

    /// <summary>Only the whole graph says that a goal cannot be reached.</summary>
    private ExplorationResult WithoutReductions(string goal)
    {
        notes.Add($"{goal} was not reached with reductions; the whole graph was explored");
        return Explore(symmetry: false, [], options);
    }

    /// <summary>Observers last may lengthen a counterexample: looks for a shorter one where they are not.</summary>
    private ExplorationResult Shortest(ExplorationResult found, bool symmetry, int steps)
    {
        var again = Explore(symmetry, [], options with
        {
            MaxDepth = Math.Min(options.MaxDepth, Math.Max(0, steps - 1)),
            MaxStates = Math.Min(options.MaxStates, Math.Max(LeastStatesForShortest, 4 * found.DistinctStates)),
        });
        if (again.Verdict == Verdict.Violated && again.Trace is not null)
        {
            return again;
        }

        if (again.StoppedBy?.StartsWith("max-depth", StringComparison.Ordinal) == false)
        {
            notes.Add($"whether the counterexample is a shortest one was not settled: stopped by {again.StoppedBy}");
        }

        return found with { Seconds = clock.Elapsed.TotalSeconds, Reductions = found.Reductions with { Notes = [.. notes] } };
    }
}
