namespace BgpVerified.Checker.Schedules;

/// <summary>
/// Chooses as a list of numbers says, each counted round and round among the possible steps; then fairly, the oldest step
/// first. Recorded choices given again are the same run; any list at all is a run, so that one can be generated and shrunk.
/// </summary>
/// <param name="picks">The numbers, at least 0.</param>
public sealed class PickScheduler(IReadOnlyList<int> picks) : IScheduler
{
    private int next;

    /// <inheritdoc/>
    public bool Begin(long run)
    {
        next = 0;
        return run == 0;
    }

    /// <inheritdoc/>
    public int Choose(ReadOnlySpan<Move> moves, int step) =>
        next < picks.Count ? picks[next++] % moves.Length : Fairness.Oldest(moves);
}

/// <summary>What a fair scheduler does when nothing tells it otherwise.</summary>
internal static class Fairness
{
    /// <summary>The step that has been possible for longest, neither the adversary's nor a fault; the end, if there is no other.</summary>
    public static int Oldest(ReadOnlySpan<Move> moves)
    {
        var oldest = -1;
        for (var i = 0; i < moves.Length; i++)
        {
            if (moves[i].IsFair && (oldest < 0 || moves[i].Age < moves[oldest].Age))
            {
                oldest = i;
            }
        }

        return oldest >= 0 ? oldest : moves.Length - 1;
    }
}
