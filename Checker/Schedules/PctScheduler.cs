using BgpVerified.Checker.Exploration;

namespace BgpVerified.Checker.Schedules;

/// <summary>
/// Probabilistic concurrency testing, for processes that exchange messages: everything that can happen belongs to a lane
/// with a random priority, the highest goes first, and at d - 1 random steps the lane that just went falls to the bottom.
/// </summary>
/// <remarks>
/// After Burckhardt, Kothari, Musuvathi and Nagarakatti, "A Randomized Scheduler with Probabilistic Guarantees of Finding
/// Bugs" (ASPLOS 2010), whose lanes are threads. Here what a lane is changes from run to run: all that a process takes; all
/// that one process takes from another; or a single message, as in partial order sampling. The adversary and the faults
/// have priorities of their own, drawn anew at each step, so that they are neither starved nor let to run ahead.
/// </remarks>
public sealed class PctScheduler : IScheduler
{
    private const ulong Fallen = 1UL << 32;
    private readonly ulong seed;
    private readonly int depth;
    private readonly HashSet<int> changes = [];
    private readonly List<long> fallen = [];
    private RandomNumbers numbers;
    private ulong salt;
    private int grain;

    /// <summary>Prepares to schedule.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="depth">d, one more than the number of priority changes; at least 1.</param>
    public PctScheduler(ulong seed, int depth = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        (this.seed, this.depth, numbers) = (seed, depth, new(seed));
    }

    /// <inheritdoc/>
    public bool Begin(long run)
    {
        numbers = RandomNumbers.ForRun(seed, run);
        salt = numbers.Next();
        grain = numbers.Next(3);
        fallen.Clear();
        changes.Clear();
        var spread = 16 << numbers.Next(5);
        for (var change = 1; change < depth; change++)
        {
            changes.Add(numbers.Next(spread));
        }

        return true;
    }

    /// <inheritdoc/>
    public int Choose(ReadOnlySpan<Move> moves, int step)
    {
        var best = 0;
        ulong highest = 0;
        for (var i = 0; i < moves.Length; i++)
        {
            var priority = PriorityOf(moves[i]);
            if (priority > highest || (priority == highest && moves[i].Age < moves[best].Age))
            {
                (best, highest) = (i, priority);
            }
        }

        if (changes.Contains(step))
        {
            var lane = Lane(moves[best]);
            fallen.Remove(lane);
            fallen.Add(lane);
        }

        return best;
    }

    private ulong PriorityOf(Move move) => move.Kind switch
    {
        MoveKind.Stop => 0,
        MoveKind.Deliver or MoveKind.Local => OfLane(Lane(move)),
        _ => Fallen + (numbers.Next() >> 1),
    };

    /// <summary>The lanes that fell come after all others, the last one last.</summary>
    private ulong OfLane(long lane)
    {
        for (var i = 0; i < fallen.Count; i++)
        {
            if (fallen[i] == lane)
            {
                return Fallen - 1 - (ulong)i;
            }
        }

        return Fallen + (Hashing.Mix(salt ^ (ulong)lane) >> 1);
    }

    private long Lane(Move move) => grain switch
    {
        0 => move.Process + 1L,
        1 => ((move.Sender + 2L) << 16) | (move.Process + 1L),
        _ => ((move.Age + 1L) << 40) | ((move.Topic + 1L) << 32) | ((move.Sender + 2L) << 16) | (move.Process + 1L),
    };
}
