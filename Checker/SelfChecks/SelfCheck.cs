using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.SelfChecks;

/// <summary>How much a self-check does for each configuration.</summary>
public sealed record SelfCheckOptions
{
    /// <summary>A configuration whose whole graph has more states is not compared.</summary>
    public long MostStates { get; init; } = 20_000;

    /// <summary>Up to so many states the plain oracle is asked, too.</summary>
    public long MostPlainStates { get; init; } = 1_500;

    /// <summary>How many random schedules are run.</summary>
    public int Schedules { get; init; } = 50;

    /// <summary>Stops a comparison between two explorations.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>What comparing one configuration came to.</summary>
/// <param name="Check">The configuration.</param>
/// <param name="IsCompared">Whether the whole graph could be explored; if not, nothing was compared.</param>
/// <param name="Verdict">The whole graph's verdict.</param>
/// <param name="WholeStates">The states of the whole graph.</param>
/// <param name="ReducedStates">The states explored with reductions.</param>
/// <param name="IsReduced">Whether a reduction was used.</param>
/// <param name="AskedOracle">Whether the plain oracle was asked.</param>
/// <param name="Disagreement">What disagrees, in one line; null if nothing does.</param>
public sealed record SelfCheckResult(
    DrawnCheck Check,
    bool IsCompared,
    Verdict Verdict,
    long WholeStates,
    long ReducedStates,
    bool IsReduced,
    bool AskedOracle,
    string? Disagreement);

/// <summary>
/// The checker against itself: one configuration explored whole, with each reduction and with both, with several workers,
/// by the plain oracle, and by random schedules. What must be equal is compared.
/// </summary>
public static class SelfCheck
{
    /// <summary>With observers last a near violation may come after many more states than there are before it otherwise.</summary>
    private const int ManyTimes = 20;

    /// <summary>Compares the engines on one configuration.</summary>
    /// <param name="check">The configuration.</param>
    /// <param name="options">How much to do.</param>
    /// <returns>What it came to; a crash is a disagreement.</returns>
    public static SelfCheckResult Compare(DrawnCheck check, SelfCheckOptions options)
    {
        try
        {
            return CompareAll(check, options);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new(check, true, Verdict.Incomplete, 0, 0, false, false,
                $"crashes: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static SelfCheckResult CompareAll(DrawnCheck check, SelfCheckOptions options)
    {
        var bounds = new ExplorationOptions
        {
            MaxStates = options.MostStates,
            Property = check.Property,
            Cancellation = options.Cancellation
        };
        var whole = Explore(check, bounds);
        if (whole.Verdict == Verdict.Incomplete)
        {
            return new(check, false, whole.Verdict, whole.DistinctStates, 0, false, false, null);
        }

        var both = bounds with
        {
            Symmetry = true,
            ObserversLast = true,
            ObserversLastAfter = 0,
            MaxStates = ManyTimes * options.MostStates
        };
        var reduced = Explore(check, both);
        var oracle = whole.DistinctStates <= options.MostPlainStates;
        var disagreement = Workers(check, both, reduced)
            ?? Workers(check, bounds, whole)
            ?? Reduced(check, bounds, whole, reduced, "with both reductions")
            ?? Reduced(check, bounds, whole, Explore(check, bounds with { Symmetry = true }), "with symmetry")
            ?? Reduced(check, bounds, whole, Explore(check, both with { Symmetry = false }), "with observers last")
            ?? Reduced(check, bounds, whole, Explore(check, both with { ObserversLastAfter = whole.DistinctStates / 2 }),
                "with observers last in the end")
            ?? (oracle ? Plain(check, whole) : null)
            ?? Schedules(check, options, bounds, whole);
        var isReduced = reduced.Verdict != Verdict.Incomplete && reduced.Reductions.Symmetry.Count + reduced.Reductions.Observers.Count > 0;
        return new(check, true, whole.Verdict, whole.DistinctStates, reduced.DistinctStates, isReduced, oracle, disagreement);
    }

    private static ExplorationResult Explore(DrawnCheck check, ExplorationOptions options) =>
        new Explorer(check.Protocol.Build(check.Configuration), options).Run();

    /// <summary>Verdict, property or one that fails as soon, length of the counterexample, goals.</summary>
    private static string? Reduced(DrawnCheck check, ExplorationOptions bounds, ExplorationResult whole, ExplorationResult reduced,
        string how)
    {
        if (reduced.Verdict == Verdict.Incomplete && reduced.StoppedBy?.StartsWith("max-states", StringComparison.Ordinal) == true)
        {
            return null;
        }

        if (whole.Verdict != reduced.Verdict || whole.Trace?.Steps.Count != reduced.Trace?.Steps.Count
            || (whole.Trace is null && whole.Property != reduced.Property))
        {
            return $"{how}: {Said(reduced)}, the whole graph: {Said(whole)}";
        }

        if (whole.Property != reduced.Property && reduced.Property is { } property)
        {
            // More states than before may come before this one: the search of the whole graph ended at another property.
            var asked = Explore(check, bounds with { Property = property, MaxStates = ManyTimes * bounds.MaxStates });
            return asked.Verdict == Verdict.Incomplete || asked.Trace?.Steps.Count == reduced.Trace?.Steps.Count
                ? null
                : $"{how}: {Said(reduced)}, the whole graph asked for {property}: {Said(asked)}";
        }

        return whole.Verdict == Verdict.Holds && !whole.Reached.Keys.Order().SequenceEqual(reduced.Reached.Keys.Order())
            ? $"{how}: goals {string.Join(' ', reduced.Reached.Keys.Order())}, the whole "
                + $"graph: {string.Join(' ', whole.Reached.Keys.Order())}"
            : null;
    }

    private static string? Workers(DrawnCheck check, ExplorationOptions bounds, ExplorationResult one)
    {
        foreach (var workers in (int[])[2, 3])
        {
            var several = Explore(check, bounds with { Workers = workers });
            if (Everything(one) != Everything(several))
            {
                return $"with {workers} workers: {Everything(several)}, with one: {Everything(one)}";
            }
        }

        return null;
    }

    private static string? Plain(DrawnCheck check, ExplorationResult whole)
    {
        var plain = PlainExplorer.Explore(check.Protocol.Build(check.Configuration), check.Property);
        var isSame = whole.Trace is { } trace
            ? plain.Violated.Contains(trace.Property) && plain.Depth == trace.Steps.Count
            : plain.Violated.Count == 0 && (plain.States, plain.Depth) == (whole.DistinctStates, whole.Depth) && plain.Reached.Order()
                .SequenceEqual(whole.Reached.Keys.Order());
        return isSame
            ? null
            : $"the plain oracle: {plain.States} states, depth {plain.Depth}, violated {string.Join(' ', plain.Violated)}, "
            + $"reached {string.Join(' ', plain.Reached)}; the whole graph: {Said(whole)}, {whole.DistinctStates} states, "
            + $"depth {whole.Depth}, reached {string.Join(' ', whole.Reached.Keys.Order())}";
    }

    /// <summary>What a schedule violates the whole graph violates.</summary>
    private static string? Schedules(DrawnCheck check, SelfCheckOptions options, ExplorationOptions bounds, ExplorationResult whole)
    {
        var found = ScheduleSearch.Run(
            check.Protocol.Build(check.Configuration),
            new RandomScheduler((ulong)whole.DistinctStates),
            new()
            {
                Network = Network.Set,
                Schedules = options.Schedules,
                MaxSteps = 1000,
                Property = check.Property,
                Cancellation = options.Cancellation
            });
        if (found.Violated is not { } violated)
        {
            return null;
        }

        var asked = Explore(check, bounds with { Property = violated });
        return asked.Verdict == Verdict.Holds || (asked.Verdict == Verdict.Violated && asked.Property != violated)
            ? $"a schedule violates {violated}, the whole graph: {Said(asked)}"
            : null;
    }

    private static string Said(ExplorationResult result) =>
        result.Verdict.ToString().ToLowerInvariant() + (result.Property is null ? string.Empty : $" {result.Property}")
        + (result.Trace is { } trace ? $" in {trace.Steps.Count} steps" : string.Empty) + (result.StoppedBy is { } bound
            ? $" by {bound}"
            : string.Empty);

    private static string Everything(ExplorationResult result) =>
        $"{Said(result)}, {result.DistinctStates} states, {result.Transitions} transitions, depth {result.Depth}, reached "
        + string.Join(' ', result.Reached.OrderBy(goal => goal.Key, StringComparer.Ordinal).Select(goal => $"{goal.Key}={goal.Value}"))
        + (result.Trace is { } trace ? $", trace {string.Join(';', trace.Steps.Select(step => step.Input))}" : string.Empty);
}
