namespace BgpVerified.PropertyTests.Fab.LowerBound;

/// <summary>What came out of lemma 9.</summary>
/// <param name="Ones">In the initial configuration the first so many processes propose 1 (the paper's I with that number).</param>
/// <param name="Silent">The set F whose F-silent two-step execution is looked at last, by processes' numbers from 1.</param>
/// <param name="Learned">What is learned in it in two steps; null: nothing, so that the protocol is not (t,2)-step.</param>
/// <param name="IsBivalent">Whether the configuration is (t,2)-step bivalent.</param>
internal sealed record Bivalence(int Ones, string Silent, string? Learned, bool IsBivalent);

/// <summary>
/// Lemma 9 of section VI, run as it is written: all processes propose, accept and learn, and F may be any t of them, also those that
/// hold the leader.
/// </summary>
/// <param name="protocol">The protocol.</param>
/// <param name="leaderOf">Whose value the others are told in two-step executions if these are silent; null: nobody's.</param>
internal sealed class Lemma9(TwoStepProtocol protocol, Func<IReadOnlyList<int>, int?> leaderOf)
{
    /// <summary>
    /// The proof: along the configurations in which more and more of the first processes propose 1, what is learned with F0 silent, the
    /// first t, turns from 0 to 1 once; there F1, t processes that hold the one whose value has changed, are silent instead.
    /// </summary>
    public Bivalence Find()
    {
        var (n, t) = (protocol.N, protocol.T);
        IReadOnlyList<int> silent0 = [.. Enumerable.Range(1, t)];
        for (var ones = 0; ones <= n; ones++)
        {
            var learned = Learned(ones, silent0);
            if (learned is null)
            {
                return new(ones, Name(silent0), null, IsBivalent: false);
            }

            if (learned == "1")
            {
                var last = Math.Min(ones - 1 + t, n);
                IReadOnlyList<int> silent1 = [.. Enumerable.Range(last + 1 - t, t)];
                var disjoint = !silent0.Intersect(silent1).Any();
                return Learned(ones, silent1) switch
                {
                    null => new(ones, Name(silent1), null, IsBivalent: false),
                    "0" => new(ones, Name(silent1), "0", disjoint),
                    _ => new(ones - 1, Name(silent1), Learned(ones - 1, silent1), disjoint && Learned(ones - 1, silent1) == "1"),
                };
            }
        }

        throw new InvalidOperationException("all propose 1, and 0 is learned");
    }

    private static string Name(IReadOnlyList<int> silent) => string.Join(' ', silent.Select(process => $"p{process}"));

    /// <summary>What is learned in the F-silent two-step execution.</summary>
    private string? Learned(int ones, IReadOnlyList<int> silent) => leaderOf(silent) is { } leader
        ? protocol.Learn(new(Enumerable.Range(1, protocol.N).Except(silent)
            .Select(process => (process - 1, protocol.Says(process - 1, leader <= ones ? "1" : "0")))))
        : protocol.Learn(Heard.Nothing);
}
