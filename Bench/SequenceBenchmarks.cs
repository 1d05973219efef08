using BenchmarkDotNet.Attributes;
using BgpVerified.Spec.Commands;

namespace BgpVerified.Bench;

/// <summary>
/// The algebra of sequences up to commutation, over all sequences of up to four of five commands, some of which conflict.
/// </summary>
public class SequenceBenchmarks
{
    private const int Operations = 200_000;
    private Command[] commands = [];
    private CommandSequence[] sequences = [];

    /// <summary>Makes the sequences.</summary>
    [GlobalSetup]
    public void Setup()
    {
        commands = [.. "abcde".Select(letter => new Command(letter.ToString(), "p1", "p1"))];
        var conflicts = new ConflictRelation((x, y) => (x.Name[0] + y.Name[0]) % 3 != 0, _ => false);
        sequences = [.. CommandSequence.All(conflicts, commands, 4)];
    }

    /// <summary>A command at the end.</summary>
    /// <returns>A number that keeps the work.</returns>
    [Benchmark(OperationsPerInvoke = Operations)]
    public int AppendNew() => Sum(i => Left(i).AppendNew(commands[i % commands.Length]).Count);

    /// <summary>The commands of another that are new.</summary>
    /// <returns>A number that keeps the work.</returns>
    [Benchmark(OperationsPerInvoke = Operations)]
    public int Merge() => Sum(i => Left(i).Merge(Right(i)).Count);

    /// <summary>Whether one is a prefix of another, up to commutation.</summary>
    /// <returns>A number that keeps the work.</returns>
    [Benchmark(OperationsPerInvoke = Operations)]
    public int IsPrefixOf() => Sum(i => Left(i).IsPrefixOf(Right(i)) ? 1 : 0);

    /// <summary>Whether two have a common upper bound.</summary>
    /// <returns>A number that keeps the work.</returns>
    [Benchmark(OperationsPerInvoke = Operations)]
    public int IsCompatibleWith() => Sum(i => Left(i).IsCompatibleWith(Right(i)) ? 1 : 0);

    private CommandSequence Left(int i) => sequences[i % sequences.Length];

    private CommandSequence Right(int i) => sequences[i * 7 % sequences.Length];

    private static int Sum(Func<int, int> operation)
    {
        var sum = 0;
        for (var i = 0; i < Operations; i++)
        {
            sum += operation(i);
        }

        return sum;
    }
}
