using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Delays;

/// <summary>
/// A run on the plain world in which every message takes one unit of time, and nobody is slow: in each unit every process
/// takes whatever correct processes had sent before the unit began, and nothing else. Byzantine processes keep silent.
/// </summary>
internal sealed class SynchronousRun
{
    private const int Never = 10;

    private readonly ISystem system;
    private World world;

    private SynchronousRun(ISystem system)
    {
        this.system = system;
        world = World.Initial(system);
    }

    /// <summary>How many message delays until every correct learner has learned, or every client has its answer.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="before">What processes do by themselves before the time is taken.</param>
    /// <param name="start">What processes do by themselves when it starts.</param>
    /// <param name="proposal">The kind of the message that proposes the value to the acceptors.</param>
    /// <returns>From the start, and from the proposal; null if it never comes about.</returns>
    public static (int FromStart, int FromProposal)? Delays(ISystem system, string[] before, string[] start, string proposal)
    {
        var run = new SynchronousRun(system);
        run.Take(offer => before.Contains(KindOf(offer.Input)));
        while (run.Deliver())
        {
        }

        run.Take(offer => start.Contains(KindOf(offer.Input)));
        var proposed = run.HasSent(proposal) ? 0 : (int?)null;
        for (var unit = 1; unit <= Never && run.Deliver(); unit++)
        {
            if (run.HasEveryoneLearned)
            {
                return (unit, unit - proposed!.Value);
            }

            proposed ??= run.HasSent(proposal) ? unit : null;
        }

        return null;
    }

    private bool HasEveryoneLearned => world.States.All(state => state switch
    {
        Impl.Bgp.LearnerState learner => learner.Learned.Count > 0,
        Impl.Fab.LearnerState learner => learner.Learned is not null,
        Impl.FabMachine.ClientState client => client.Answer is not null,
        Impl.Registers.LearnerState learner => learner.Decided is not null,
        _ => true,
    });

    private bool HasSent(string kind) => world.Sent.Any(message => KindOf(message) == kind);

    /// <summary>One unit of time.</summary>
    /// <returns>Whether it changed anything.</returns>
    private bool Deliver() => Take(offer => offer.Fair
        && (offer.Input is Message || system.Quorums.Any(kind => kind.Parts(offer.Input) is not null)));

    /// <summary>Takes what is offered now and allowed, once each, in the order in which it is offered.</summary>
    private bool Take(Func<Offer, bool> allowed)
    {
        var before = world;
        foreach (var (process, offer) in world.Offers().Where(offered => allowed(offered.Offer)).ToList())
        {
            world = world.Take(process, offer.Input);
        }

        return !world.Equals(before);
    }

    private static string KindOf(Input input) => input.KindName;
}
