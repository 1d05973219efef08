using BgpVerified.Checker.Traces;

namespace BgpVerified.Checker.Exploration;

/// <summary>A stuck state that stays stuck: in every continuation tried, some run ends and what must happen has not happened.</summary>
/// <param name="Tried">The continuations, such as <c>1 further ballot</c>; none if the system has none in which the property is
/// claimed.</param>
/// <param name="Ending">How a run ends in the last continuation tried, from the stuck state on; null if none was tried.</param>
public sealed record Never(IReadOnlyList<string> Tried, Trace? Ending);

/// <summary>
/// What came of the stuck states of a run: those in which nothing fair is left to happen and a property that must hold in the end does not.
/// </summary>
/// <param name="Late">In how many stuck states it is only late: some continuation has it hold at the end of every run.</param>
/// <param name="Needed">The continuations that were enough for all of them.</param>
/// <param name="Unsettled">In how many stuck states a bound ended the search before it was known.</param>
/// <param name="UnsettledBy">That bound; null if there are none.</param>
/// <param name="Never">The stuck state that ended the run; null if there is none.</param>
/// <param name="States">How many states of continuations were visited.</param>
public sealed record StuckSummary(long Late, IReadOnlyList<string> Needed, long Unsettled, string? UnsettledBy, Never? Never, long States);

/// <summary>What a search found of some stuck states.</summary>
/// <param name="First">The first of them that stays stuck; null if none does.</param>
/// <param name="Never">What was tried in vain for it.</param>
/// <param name="Late">How many are late.</param>
/// <param name="Unsettled">How many are neither known to be late nor to stay stuck.</param>
internal sealed record StuckRuling(int? First, Never? Never, int Late, int Unsettled);
