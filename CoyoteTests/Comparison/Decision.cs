using BgpVerified.CoyoteTests.Delays;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Comparison;

/// <summary>What a decision costs, in a run in which every message takes one unit of time.</summary>
/// <param name="Delays">Message delays from the client's or the proposer's first message until every learner has learned.</param>
/// <param name="Timeouts">How often nothing was on its way any more, and timers ran out: their length is not counted.</param>
/// <param name="Messages">Messages sent, one to each recipient, and to oneself too.</param>
/// <param name="Statements">What was sent, however many hear it: as many signatures, where messages are signed.</param>
internal sealed record Decision(int Delays, int Timeouts, int Messages, int Statements)
{
    private const int Never = 60;

    /// <summary>What a decision costs. When nothing is on its way, timers run out.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="measured">Who is silent, and what processes do by themselves.</param>
    /// <param name="hasLearned">Whether a state is not that of a learner, or client, that waits still.</param>
    /// <returns>The cost; null if it never comes about.</returns>
    /// <exception cref="ArgumentException">Nobody has the name of one that is silent.</exception>
    public static Decision? Of(ISystem system, Measured measured, Func<object, bool> hasLearned)
    {
        var unknown = measured.Silent.Except(system.Processes.Select(process => process.Name)).ToList();
        if (unknown.Count > 0)
        {
            throw new ArgumentException($"no process is called {string.Join(", ", unknown)}", nameof(measured));
        }

        var run = new SynchronousRun(system, measured.Silent);
        run.Prepare(measured.Before);
        var sentBefore = run.World.Sent.ToHashSet();
        run.ByThemselves(measured.Start);
        var (units, timeouts) = (0, 0);
        while (units < Never)
        {
            if (run.World.States.Index().All(one => run.IsSilent(one.Index) || one.Item is null || hasLearned(one.Item)))
            {
                var sent = run.World.Sent.Where(message => !sentBefore.Contains(message)).ToList();
                return new(units, timeouts, sent.Sum(message => system.Recipients(message).Count()), sent.Count);
            }

            if (run.Deliver())
            {
                units++;
            }
            else if (run.ByThemselves(measured.Timers))
            {
                timeouts++;
            }
            else
            {
                return null;
            }
        }

        return null;
    }
}
