namespace BgpVerified.Checker.Schedules;

/// <summary>
/// Every step that is possible is as likely as every other; the adversary and the faults are one step each, of many kinds.
/// </summary>
/// <param name="seed">The seed.</param>
public sealed class RandomScheduler(ulong seed) : IScheduler
{
    private RandomNumbers numbers = new(seed);

    /// <inheritdoc/>
    public bool Begin(long run)
    {
        numbers = RandomNumbers.ForRun(seed, run);
        return true;
    }

    /// <inheritdoc/>
    public int Choose(ReadOnlySpan<Move> moves, int step) => numbers.Next(moves.Length);
}
