using BgpVerified.Checker.Exploration;

namespace BgpVerified.Checker.Schedules;

/// <summary>
/// Swarm testing: each run draws which kinds of messages, which processes, and how much of the adversary and of faults it
/// will have; what is left out happens only when nothing else can. Otherwise random.
/// </summary>
/// <remarks>
/// After Groce, Zhang, Eide, Chen and Regehr, "Swarm Testing" (ISSTA 2012): leaving features out of a run lets the others
/// go further than they ever do when all compete.
/// </remarks>
/// <param name="seed">The seed.</param>
public sealed class SwarmScheduler(ulong seed) : IScheduler
{
    private const int Kinds = 3;
    private static readonly int[] Weights = [0, 1, 8];
    private RandomNumbers numbers = new(seed);
    private readonly int[] ofTopic = new int[256];
    private readonly int[] ofProcess = new int[64];
    private ulong salt;
    private int adversary;
    private int faults;

    /// <inheritdoc/>
    public bool Begin(long run)
    {
        numbers = RandomNumbers.ForRun(seed, run);
        salt = numbers.Next();
        Array.Fill(ofTopic, -1);
        Array.Fill(ofProcess, -1);
        (adversary, faults) = (numbers.Next(4) * 8, numbers.Next(3));
        return true;
    }

    /// <inheritdoc/>
    public int Choose(ReadOnlySpan<Move> moves, int step)
    {
        var total = 0;
        foreach (var move in moves)
        {
            total += WeightOf(move);
        }

        if (total == 0)
        {
            return numbers.Next(moves.Length);
        }

        var drawn = numbers.Next(total);
        var at = 0;
        while ((drawn -= WeightOf(moves[at])) >= 0)
        {
            at++;
        }

        return at;
    }

    private int WeightOf(Move move) => move.Kind switch
    {
        MoveKind.Adversary => adversary,
        MoveKind.Fault => faults,
        MoveKind.Stop => 1,
        _ => Drawn(ofTopic, move.Topic) * Drawn(ofProcess, move.Process),
    };

    /// <summary>What this run has drawn for a kind of message or a process.</summary>
    private int Drawn(int[] drawn, int which)
    {
        var at = which & (drawn.Length - 1);
        return drawn[at] >= 0 ? drawn[at] : drawn[at] = Weights[(int)(Hashing.Mix(salt ^ ((ulong)drawn.Length << 32) ^ (ulong)at) % Kinds)];
    }
}
