using System.Diagnostics;
using BgpVerified.Cli.Hosted;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec;
using BgpVerified.Spec.Commands;

namespace BgpVerified.Bench;

/// <summary>How fast messages are written and read, by their kind and length.</summary>
internal static class WireTable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1);

    public static int Print(TextWriter output)
    {
        var conflicts = new ConflictRelation((x, y) => x.Name[0] == y.Name[0], _ => false);
        var config = new BgpConfig(new(4, 1), [BallotKind.Fast, BallotKind.Classic], conflicts, conflicts, []);
        var format = BgpWire.Of(config);
        output.WriteLine($"{"message",-24}{"bytes",8}{"written/s",12}{"MB/s",8}{"read/s",12}{"MB/s",8}{"digests/s",12}");
        foreach (var (name, message) in Messages(config))
        {
            var bytes = format.Write(message);
            var (written, read, digests) =
                (Rate(() => format.Write(message)), Rate(() => format.Read(bytes)), Rate(() => format.Digest(message)));
            output.WriteLine($"{name,-24}{bytes.Length,8}{written,12:F0}{written * bytes.Length / 1e6,8:F0}"
                + $"{read,12:F0}{read * bytes.Length / 1e6,8:F0}{digests,12:F0}");
        }

        return 0;
    }

    private static IEnumerable<(string Name, SignedMessage Message)> Messages(BgpConfig config)
    {
        var (acceptor, ballot) = (new ProcessId('a', 1), new Ballot(0, 7));
        yield return ("Suspicion", new Suspicion(3) { From = acceptor });
        yield return ("FastProposal", new FastProposal(CommandOf(1)) { From = new('p', 0) });
        foreach (var count in (int[])[1, 10, 100, 1000])
        {
            var value = CommandSequence.Of(config.Conflicts, Enumerable.Range(0, count).Select(CommandOf));
            yield return ($"Verify of {count}", new Verify(ballot, value) { From = acceptor });
            yield return ($"Phase2A of {count}", new Phase2A(0, ballot, value, new(ballot, value, 3)) { From = new('d', 0) });
        }
    }

    private static Command CommandOf(int i) =>
        new($"deposit:account{i % 17}:{1 + (i % 9)}@p{1 + (i % 10)}.{i}", $"p{1 + (i % 10)}", $"p{1 + (i % 10)}");

    private static double Rate(Func<object> work)
    {
        for (var i = 0; i < 1000; i++)
        {
            work();
        }

        var (watch, count) = (Stopwatch.StartNew(), 0);
        while (watch.Elapsed < Long)
        {
            for (var i = 0; i < 100; i++)
            {
                work();
            }

            count += 100;
        }

        return count / watch.Elapsed.TotalSeconds;
    }
}
