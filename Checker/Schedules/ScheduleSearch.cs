using System.Diagnostics;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Schedules;

/// <summary>What is run, how, and when to stop.</summary>
public sealed record ScheduleOptions
{
    /// <summary>What happens to messages.</summary>
    public Network Network { get; init; } = Network.Reliable;

    /// <summary>How many runs to make at the most; at least 1.</summary>
    public long Schedules { get; init; } = 10_000;

    /// <summary>How many steps a run takes at the most; at least 1.</summary>
    public int MaxSteps { get; init; } = 10_000;

    /// <summary>How long to run at the most.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.MaxValue;

    /// <summary>Stop before the process uses this many bytes of memory; what handlers did is forgotten first.</summary>
    public long MaxMemory { get; init; } = long.MaxValue;

    /// <summary>The only property to check; null for all.</summary>
    public string? Property { get; init; }

    /// <summary>Called about once a second.</summary>
    public Action<ScheduleProgress>? Progress { get; init; }

    /// <summary>Stops the search, with an honest partial result.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>How far a search has come.</summary>
/// <param name="Schedules">Runs made.</param>
/// <param name="Steps">Steps taken in all of them.</param>
/// <param name="Seconds">Time spent.</param>
public sealed record ScheduleProgress(long Schedules, long Steps, double Seconds);

/// <summary>What a search found.</summary>
/// <param name="IsExhausted">Whether every schedule was run to its end.</param>
/// <param name="StoppedBy">What ended it if it is neither exhausted nor violated; null otherwise.</param>
/// <param name="Violated">The name of the property violated; null if none was.</param>
/// <param name="Schedules">Runs made; the last one is the violating one, if any.</param>
/// <param name="Quiescent">Runs that came to where nothing fair was left to happen.</param>
/// <param name="Steps">Steps taken in all runs.</param>
/// <param name="Longest">The steps of the longest run.</param>
/// <param name="Seconds">Time spent, without shrinking.</param>
/// <param name="Actions">How often each action of the protocol happened.</param>
/// <param name="Delivered">How many messages of each kind were delivered.</param>
/// <param name="Found">The violating run as it was found; null if none was.</param>
public sealed record ScheduleResult(
    bool IsExhausted,
    string? StoppedBy,
    string? Violated,
    long Schedules,
    long Quiescent,
    long Steps,
    int Longest,
    double Seconds,
    IReadOnlyDictionary<ProtocolAction, long> Actions,
    IReadOnlyDictionary<string, long> Delivered,
    FoundRun? Found)
{
    /// <summary>The actions that never happened.</summary>
    public IReadOnlyList<ProtocolAction> NotTaken => [.. Actions.Where(action => action.Value == 0).Select(action => action.Key)];
}

/// <summary>A run that violates a property.</summary>
/// <param name="Picks">The choices made: with <see cref="PickScheduler"/>, or one that wants everything, the same run.</param>
/// <param name="Choices">The steps.</param>
public sealed record FoundRun(IReadOnlyList<int> Picks, IReadOnlyList<Choice> Choices);

/// <summary>Runs schedule after schedule until a property is violated, nothing is left to run, or a bound is reached.</summary>
public static class ScheduleSearch
{
    /// <summary>Searches.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="scheduler">What chooses.</param>
    /// <param name="options">What to run and when to stop.</param>
    /// <returns>What was found.</returns>
    public static ScheduleResult Run(ISystem system, IScheduler scheduler, ScheduleOptions options)
    {
        var runner = new ScheduleRunner(system, options.Network, options.Property);
        var watch = Stopwatch.StartNew();
        var (steps, quiescent, longest, reported) = (0L, 0L, 0, 0.0);
        string? stoppedBy = null;
        var isCut = false;
        long run = 0;
        for (; ; run++)
        {
            stoppedBy = run >= options.Schedules ? $"schedules {options.Schedules}"
                : options.Cancellation.IsCancellationRequested ? "interrupt"
                : watch.Elapsed >= options.MaxTime ? $"time {options.MaxTime.TotalSeconds:0.#######}s"
                : (run & 15) == 0 && IsOutOfMemory(runner, scheduler, options) ? MemoryLimit.Text(options.MaxMemory)
                : null;
            if (stoppedBy is not null || !scheduler.Begin(run))
            {
                break;
            }

            var end = runner.Run(scheduler, options.MaxSteps);
            steps += runner.Steps;
            longest = Math.Max(longest, runner.Steps);
            quiescent += end == RunEnd.Quiescent ? 1 : 0;
            isCut |= end == RunEnd.StepBound;
            if (end == RunEnd.Violation)
            {
                run++;
                break;
            }

            if ((run & 63) == 0 && watch.Elapsed.TotalSeconds >= reported + 1)
            {
                reported = watch.Elapsed.TotalSeconds;
                options.Progress?.Invoke(new(run + 1, steps, reported));
            }
        }

        var violated = runner.Violated;
        var isExhausted = stoppedBy is null && violated is null && !isCut;
        return new(
            isExhausted,
            violated is null && !isExhausted ? stoppedBy ?? $"max-depth {options.MaxSteps}" : null,
            violated?.Name,
            run,
            quiescent,
            steps,
            longest,
            watch.Elapsed.TotalSeconds,
            runner.Actions,
            runner.Delivered,
            violated is null ? null : new(runner.Picks.ToList(), runner.Choices));
    }

    /// <summary>Whether memory comes to its bound although everything is forgotten that the scheduler can do without.</summary>
    private static bool IsOutOfMemory(ScheduleRunner runner, IScheduler scheduler, ScheduleOptions options)
    {
        // Tables of what is remembered double at times.
        var growth = options.MaxMemory / 4;
        if (!MemoryLimit.IsReached(options.MaxMemory, growth))
        {
            return false;
        }

        if (scheduler.WantsEverything)
        {
            return true;
        }

        runner.Forget();
        return MemoryLimit.IsReached(options.MaxMemory, growth);
    }
}
