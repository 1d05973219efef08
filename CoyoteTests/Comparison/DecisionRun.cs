using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Comparison;

/// <summary>What a decision costs, in a run in which every message takes one unit of time.</summary>
/// <param name="Delays">Message delays from the client's or the proposer's first message until every learner has learned.</param>
/// <param name="Timeouts">How often nothing was on its way any more, and timers ran out: their length is not counted.</param>
/// <param name="Messages">Messages sent, one to each recipient, and to oneself too.</param>
/// <param name="Statements">What was sent, however many hear it: as many signatures, where messages are signed.</param>
internal sealed record Decision(int Delays, int Timeouts, int Messages, int Statements);

/// <summary>
/// A run on the plain world in which every message takes one unit of time: in each unit every process takes whatever had been
/// sent before the unit began. Some processes are silent from the start. When nothing is on its way, timers run out.
/// </summary>
internal sealed class DecisionRun
{
    private const int Never = 60;

    private readonly ISystem system;
    private readonly HashSet<string> silent;
    private World world;

    private DecisionRun(ISystem system, IEnumerable<string> silent)
    {
        (this.system, this.silent) = (system, [.. silent]);
        world = World.Initial(system);
        var unknown = this.silent.Except(system.Processes.Select(process => process.Name)).ToList();
        if (unknown.Count > 0)
        {
            throw new ArgumentException($"no process is called {string.Join(", ", unknown)}", nameof(silent));
        }
    }

    /// <summary>What a decision costs.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="silent">The processes that do nothing.</param>
    /// <param name="before">What processes do by themselves before anything is counted.</param>
    /// <param name="start">What they do by themselves when it begins.</param>
    /// <param name="timers">What they do by themselves whenever nothing is on its way.</param>
    /// <param name="hasLearned">Whether a state is not that of a learner, or client, that waits still.</param>
    /// <returns>The cost; null if it never comes about.</returns>
    public static Decision? Cost(ISystem system, string[] silent, string[] before, string[] start, string[] timers,
        Func<object, bool> hasLearned)
    {
        var run = new DecisionRun(system, silent);
        run.ByThemselves(before);
        while (run.Deliver())
        {
        }

        var sentBefore = run.world.Sent;
        run.ByThemselves(start);
        var (units, timeouts) = (0, 0);
        while (units < Never)
        {
            if (run.world.States.Index().All(one => run.IsSilent(one.Index) || one.Item is null || hasLearned(one.Item)))
            {
                var sent = run.world.Sent.Where(message => !sentBefore.Contains(message)).ToList();
                return new(units, timeouts, sent.Sum(message => system.Recipients(message).Count()), sent.Count);
            }

            if (run.Deliver())
            {
                units++;
            }
            else if (run.ByThemselves(timers))
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

    private bool IsSilent(int process) => silent.Contains(system.Processes[process].Name);

    private bool ByThemselves(string[] kinds) => Take(offer => kinds.Contains(offer.Input.KindName));

    /// <summary>One unit of time.</summary>
    /// <returns>Whether it changed anything.</returns>
    private bool Deliver() => Take(offer => offer.Fair
        && (offer.Input is Message || system.Quorums.Any(kind => kind.Parts(offer.Input) is not null)));

    /// <summary>Takes what is offered now and allowed, once each, in the order in which it is offered.</summary>
    private bool Take(Func<Offer, bool> allowed)
    {
        var before = world;
        foreach (var (process, offer) in world.Offers().Where(offered => !IsSilent(offered.Process) && allowed(offered.Offer)).ToList())
        {
            world = world.Take(process, offer.Input);
        }

        return !world.Equals(before);
    }
}
