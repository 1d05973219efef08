namespace BgpVerified.Checker.Schedules;

/// <summary>
/// The one source of choice of message-by-message runs: every engine is one of these. What it chooses, written down, is
/// the schedule; the same choices give the same run, on any machine.
/// </summary>
public interface IScheduler
{
    /// <summary>Whether it wants to choose among all steps at once, the adversary's and the faults included, not in two stages.</summary>
    bool WantsEverything => false;

    /// <summary>Prepares for a run.</summary>
    /// <param name="run">Which run it is, from 0.</param>
    /// <returns>False if there is nothing left to run.</returns>
    bool Begin(long run);

    /// <summary>Chooses what happens next.</summary>
    /// <param name="moves">What is possible; at least one. Always in the same order in the same situation.</param>
    /// <param name="step">How many steps the run has taken.</param>
    /// <returns>The index of the choice; -1 to abandon the run, since another like it has been run.</returns>
    int Choose(ReadOnlySpan<Move> moves, int step);
}
