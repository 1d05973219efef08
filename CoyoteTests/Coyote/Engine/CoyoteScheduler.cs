using BgpVerified.Checker.Schedules;
using Microsoft.Coyote.Runtime;

namespace BgpVerified.CoyoteTests.Coyote.Engine;

/// <summary>Has Coyote choose: what happens next is one of its random integers, recorded and replayed by it.</summary>
/// <param name="runtime">The runtime of one schedule; this is good for one run.</param>
internal sealed class CoyoteScheduler(ICoyoteRuntime runtime) : IScheduler
{
    /// <summary>
    /// Each of the adversary's messages is a move of its own. One move for all of them, that leads to a second choice, is
    /// as likely as the end where nothing fair is left to happen; runs with a Byzantine leader would be over too soon.
    /// </summary>
    public bool WantsEverything => true;

    /// <inheritdoc/>
    public bool Begin(long run) => run == 0;

    /// <inheritdoc/>
    public int Choose(ReadOnlySpan<Move> moves, int step) => runtime.RandomInteger(moves.Length);
}
