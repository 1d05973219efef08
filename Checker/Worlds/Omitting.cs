using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Worlds;

/// <summary>Who may omit to send, where whole quorums are delivered.</summary>
/// <remarks>
/// There a message may stay undelivered in any run, so that an omission adds no step. What it changes is what must come about in the
/// end: nobody can count on what an omitting process has sent. So nothing fair is left to happen as soon as nothing is left for some set
/// of processes that may omit. Only the largest such sets are looked at, beside the empty one: with fewer messages to count on, fewer
/// steps are fair. A message that is sent to nobody cannot be omitted: it marks what its sender has done. To omit to receive is no more
/// than to crash, and needs nothing here: where nothing fair is left for those who receive nothing more, nothing is left when they have
/// crashed, and what must come about in the end does not ask whether they have.
/// </remarks>
internal static class Omitting
{
    /// <summary>Whether anything may be omitted that a crash does not leave out.</summary>
    public static bool IsPossible(Configuration configuration) =>
        configuration is { Omissions: Omission.Send or Omission.General, Crashes: > 0 };

    /// <summary>
    /// The largest sets of processes that may omit together: those that have crashed, who may have omitted before, and others.
    /// </summary>
    /// <param name="mayFail">Who may.</param>
    /// <param name="hasCrashed">Whether one has crashed.</param>
    /// <param name="most">How many may crash or omit.</param>
    /// <returns>The sets, always in the same order.</returns>
    public static IEnumerable<IReadOnlyList<int>> Sets(IReadOnlyList<int> mayFail, Func<int, bool> hasCrashed, int most)
    {
        List<int> crashed = [.. mayFail.Where(hasCrashed)];
        List<int> others = [.. mayFail.Except(crashed)];
        var left = Math.Min(most - crashed.Count, others.Count);
        for (var mask = 0; mask < 1 << others.Count; mask++)
        {
            if (int.PopCount(mask) == left)
            {
                yield return [.. crashed, .. others.Where((_, i) => (mask & (1 << i)) != 0)];
            }
        }
    }
}
