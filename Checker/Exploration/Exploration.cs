using BgpVerified.Checker.Traces;

namespace BgpVerified.Checker.Exploration;

/// <summary>The outcome of a run.</summary>
public enum Verdict
{
    /// <summary>Every reachable state was visited, every property holds, and every goal was reached.</summary>
    Holds,

    /// <summary>A property is violated, or everything was visited and a goal was never reached.</summary>
    Violated,

    /// <summary>The run stopped at a bound; nothing was found so far.</summary>
    Incomplete,
}

/// <summary>The bounds and means of an exploration.</summary>
public sealed record ExplorationOptions
{
    /// <summary>Stop after about this many distinct states.</summary>
    public long MaxStates { get; init; } = long.MaxValue;

    /// <summary>Stop after this many steps from the initial state.</summary>
    public int MaxDepth { get; init; } = int.MaxValue;

    /// <summary>Stop after this time.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.MaxValue;

    /// <summary>How much of <see cref="MaxTime"/> had passed before this run, where several runs share it.</summary>
    public TimeSpan Spent { get; init; }

    /// <summary>Stop before the process uses this many bytes of memory.</summary>
    public long MaxMemory { get; init; } = long.MaxValue;

    /// <summary>How many threads explore. What is found does not depend on it.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>
    /// Whether states that differ only in the names of interchangeable processes count as one, where that is shown to lose nothing.
    /// </summary>
    public bool Symmetry { get; init; }

    /// <summary>Whether processes that only look on take their steps after all others, where that is shown to lose nothing.</summary>
    public bool ObserversLast { get; init; }

    /// <summary>
    /// With <see cref="ObserversLast"/>: so many states are explored first with all interleavings, and observers go last
    /// only where these are not all and no violation is among them. A violation that is near is found sooner so.
    /// </summary>
    public long ObserversLastAfter { get; init; } = 200_000;

    /// <summary>
    /// With how many further ballots, views, timestamps or regencies a stuck state is continued, one after the other; it is
    /// a violation only if it stays stuck with all of them. With 0 it is a violation as it is.
    /// </summary>
    public int Further { get; init; }

    /// <summary>
    /// How many states of a continuation are visited; if these are not all, what becomes of the stuck states is not known.
    /// </summary>
    public long FurtherStates { get; init; } = 2_000_000;

    /// <summary>Check only this property; null for all.</summary>
    public string? Property { get; init; }

    /// <summary>Whether goals need not be reached.</summary>
    internal bool WithoutGoals { get; init; }

    /// <summary>Told of the progress about every two seconds; null for silence.</summary>
    public Action<ExplorationProgress>? Progress { get; init; }

    /// <summary>Stops the run; the result is then honest about what was covered.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Stop before so many states: their numbers must fit.</summary>
    internal long MostStates { get; init; } = int.MaxValue - (1 << 24);

    /// <summary>Stop before a process has so many states of its own: their numbers must fit.</summary>
    internal int MostNodes { get; init; } = 1 << 28;
}

/// <summary>How far an exploration has come.</summary>
/// <param name="DistinctStates">States found.</param>
/// <param name="Transitions">Steps taken.</param>
/// <param name="Depth">The number of steps to the states being expanded.</param>
/// <param name="Queue">States found and not yet expanded.</param>
/// <param name="Seconds">Time since the start.</param>
/// <param name="Bytes">Memory that the visited states take.</param>
public sealed record ExplorationProgress(long DistinctStates, long Transitions, int Depth, long Queue, double Seconds, long Bytes);

/// <summary>Which reductions an exploration used, each shown while exploring to lose nothing.</summary>
/// <param name="Symmetry">The groups of processes whose names were not told apart, such as <c>a1 a2 a3</c>; none if none were.</param>
/// <param name="Observers">The processes whose steps were taken last; none if there are none.</param>
/// <param name="Comparisons">How many results were compared under a swap of two names.</param>
/// <param name="Notes">What was not used and why, and what was looked at again: one line each.</param>
public sealed record Reductions(IReadOnlyList<string> Symmetry, IReadOnlyList<string> Observers, long Comparisons,
    IReadOnlyList<string> Notes)
{
    /// <summary>The whole graph.</summary>
    public static Reductions None { get; } = new([], [], 0, []);
}

/// <summary>What an exploration found.</summary>
/// <param name="Verdict">The outcome.</param>
/// <param name="Property">The property violated, or the goal not reached; null otherwise.</param>
/// <param name="StoppedBy">The bound that ended the run; null if it ended by itself.</param>
/// <param name="DistinctStates">States found.</param>
/// <param name="Transitions">Steps taken from them; those that change nothing do not count.</param>
/// <param name="Depth">The number of steps to the farthest state found.</param>
/// <param name="Reached">The goals reached, with the number of steps to the nearest occasion.</param>
/// <param name="NotReached">The goals not reached.</param>
/// <param name="Seconds">The time it took.</param>
/// <param name="Bytes">Memory that the visited states take.</param>
/// <param name="HitRate">The share of look-ups that found a remembered result.</param>
/// <param name="Trace">A shortest counterexample; null if there is none.</param>
public sealed record ExplorationResult(
    Verdict Verdict,
    string? Property,
    string? StoppedBy,
    long DistinctStates,
    long Transitions,
    int Depth,
    IReadOnlyDictionary<string, int> Reached,
    IReadOnlyList<string> NotReached,
    double Seconds,
    long Bytes,
    double HitRate,
    Trace? Trace)
{
    /// <summary>
    /// Of a run that holds: the properties that no combination of what the processes were found to have violates, so that
    /// it was no matter what happened together; see <see cref="Exercise"/> for whether any rule matters. Null otherwise.
    /// </summary>
    public IReadOnlyList<string>? NotExercised { get; init; }

    /// <summary>What came of stuck states, if they were continued and there were any; null otherwise.</summary>
    public StuckSummary? Stuck { get; init; }

    /// <summary>The reductions used.</summary>
    public Reductions Reductions { get; init; } = Reductions.None;

    /// <summary>Distinct states found a second.</summary>
    public double StatesPerSecond => Seconds > 0 ? DistinctStates / Seconds : 0;

    /// <summary>Successors computed a second.</summary>
    public double TransitionsPerSecond => Seconds > 0 ? Transitions / Seconds : 0;

    /// <summary>Memory that a visited state takes.</summary>
    public double BytesPerState => DistinctStates > 0 ? (double)Bytes / DistinctStates : 0;
}
