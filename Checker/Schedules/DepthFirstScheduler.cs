namespace BgpVerified.Checker.Schedules;

/// <summary>
/// Every run, depth first, none twice: of runs that differ only in the order of steps that do not concern each other, one
/// is made (sleep sets).
/// </summary>
/// <remarks>
/// After Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems" (1996), chapter 5. Two deliveries to
/// different processes do not concern each other: each changes its own recipient, and whatever one of them makes possible
/// is not what the other was. Every other pair of steps is taken to concern each other. Sleep sets leave no state out.
/// </remarks>
public sealed class DepthFirstScheduler : IScheduler
{
    private readonly List<Frame> path = [];
    private int at;

    /// <inheritdoc/>
    public bool WantsEverything => true;

    /// <inheritdoc/>
    public bool Begin(long run)
    {
        at = 0;
        if (run == 0)
        {
            path.Clear();
            return true;
        }

        while (path.Count > 0 && !path[^1].Advance())
        {
            path.RemoveAt(path.Count - 1);
        }

        return path.Count > 0;
    }

    /// <inheritdoc/>
    public int Choose(ReadOnlySpan<Move> moves, int step)
    {
        if (at == path.Count)
        {
            var frame = new Frame(moves.ToArray(), path.Count == 0 ? [] : path[^1].AsleepAfterwards());
            if (!frame.Advance())
            {
                return -1;
            }

            path.Add(frame);
        }

        return path[at++].Current;
    }

    /// <summary>A place where several steps were possible.</summary>
    private sealed class Frame(Move[] moves, HashSet<Key> asleep)
    {
        public int Current { get; private set; } = -1;

        /// <summary>Goes on to the next step that is not asleep; those that were taken fall asleep.</summary>
        /// <returns>False if there is none.</returns>
        public bool Advance()
        {
            if (Current >= 0)
            {
                asleep.Add(Key.Of(moves[Current]));
            }

            do
            {
                Current++;
            }
            while (Current < moves.Length && asleep.Contains(Key.Of(moves[Current])));
            return Current < moves.Length;
        }

        /// <summary>What stays asleep after the current step: what does not concern it.</summary>
        public HashSet<Key> AsleepAfterwards()
        {
            var taken = Key.Of(moves[Current]);
            return [.. asleep.Where(key => key.IsIndependentOf(taken))];
        }
    }

    /// <summary>What makes a step the same in different places.</summary>
    private readonly record struct Key(MoveKind Kind, short Process, int Input)
    {
        private bool IsDelivery => Kind is MoveKind.Deliver or MoveKind.Forged;

        public static Key Of(Move move) => new(move.Kind, move.Process, move.Input);

        public bool IsIndependentOf(Key other) => IsDelivery && other.IsDelivery && Process != other.Process;
    }
}
