namespace BgpVerified.Checker.Schedules;

/// <summary>
/// Delay-bounded scheduling: a fair run, the oldest step first, but for a few places at which the step whose turn it is, is
/// put off until nothing else is left, or a process fails.
/// </summary>
/// <remarks>
/// After Emmi, Qadeer and Rakamaric, "Delay-Bounded Scheduling" (POPL 2011). How many places, up to the bound, how far
/// into the run they reach, and how often the adversary has its turn change from run to run.
/// </remarks>
public sealed class DelayScheduler : IScheduler
{
    private readonly ulong seed;
    private readonly int bound;
    private readonly HashSet<int> places = [];
    private readonly HashSet<(short Process, short Sender, short Topic, int Age)> delayed = [];
    private RandomNumbers numbers;
    private int choice;
    private int turns;

    /// <summary>Prepares to schedule.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="bound">The largest number of delays in a run; at least 0.</param>
    public DelayScheduler(ulong seed, int bound = 12)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bound);
        (this.seed, this.bound, numbers) = (seed, bound, new(seed));
    }

    /// <inheritdoc/>
    public bool Begin(long run)
    {
        numbers = RandomNumbers.ForRun(seed, run);
        choice = 0;
        turns = 1 << numbers.Next(5);
        delayed.Clear();
        places.Clear();
        var spread = 16 << numbers.Next(5);
        for (var delays = numbers.Next(bound + 1); delays > 0; delays--)
        {
            places.Add(numbers.Next(spread));
        }

        return true;
    }

    /// <inheritdoc/>
    public int Choose(ReadOnlySpan<Move> moves, int step)
    {
        if (moves[0].Kind is MoveKind.Forged or MoveKind.Crash or MoveKind.SendOmission or MoveKind.ReceiveOmission)
        {
            // The second stage: what the adversary does, or which process fails.
            return numbers.Next(moves.Length);
        }

        var adversary = Find(moves, MoveKind.Adversary);
        var first = Oldest(moves);
        if (adversary >= 0 && (moves[first].Kind == MoveKind.Stop ? !numbers.OneIn(8) : numbers.OneIn(turns)))
        {
            return adversary;
        }

        if (!places.Contains(choice++))
        {
            return first;
        }

        if (Find(moves, MoveKind.Fault) is var fault and >= 0 && numbers.OneIn(2))
        {
            return fault;
        }

        delayed.Add(Identity(moves[first]));
        return Oldest(moves);
    }

    private static int Find(ReadOnlySpan<Move> moves, MoveKind kind)
    {
        for (var i = moves.Length - 1; i >= 0 && moves[i].Kind > MoveKind.Local; i--)
        {
            if (moves[i].Kind == kind)
            {
                return i;
            }
        }

        return -1;
    }

    private int Oldest(ReadOnlySpan<Move> moves)
    {
        var (oldest, put) = (-1, -1);
        for (var i = 0; i < moves.Length; i++)
        {
            if (moves[i].Kind > MoveKind.Local)
            {
                continue;
            }

            ref var best = ref delayed.Count > 0 && delayed.Contains(Identity(moves[i])) ? ref put : ref oldest;
            if (best < 0 || moves[i].Age < moves[best].Age)
            {
                best = i;
            }
        }

        return oldest >= 0 ? oldest : put >= 0 ? put : moves.Length - 1;
    }

    private static (short Process, short Sender, short Topic, int Age) Identity(Move move) =>
        (move.Process, move.Sender, move.Topic, move.Age);
}
