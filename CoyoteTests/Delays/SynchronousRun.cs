using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Delays;

/// <summary>
/// A run on the plain world in which every message takes one unit of time, and nobody is slow: in each unit every process
/// takes whatever correct processes had sent before the unit began, and nothing else. Byzantine processes keep silent.
/// </summary>
/// <param name="system">The configured protocol.</param>
/// <param name="silent">The names of the correct processes that keep silent, too.</param>
internal sealed class SynchronousRun(ISystem system, params IReadOnlyList<string> silent)
{
    private const int Never = 10;

    /// <summary>What everybody has come to.</summary>
    public World World { get; private set; } = World.Initial(system);

    /// <summary>How many message delays until every correct learner has learned, or every client has its answer.</summary>
    /// <param name="system">The configured protocol.</param>
    /// <param name="before">What processes do by themselves before the time is taken.</param>
    /// <param name="start">What processes do by themselves when it starts.</param>
    /// <param name="proposal">The kind of the message that proposes the value to the acceptors.</param>
    /// <returns>From the start, and from the proposal; null if it never comes about.</returns>
    public static (int FromStart, int FromProposal)? Delays(ISystem system, string[] before, string[] start, string proposal)
    {
        var run = new SynchronousRun(system);
        run.Prepare(before);
        run.ByThemselves(start);
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

    /// <summary>Whether a process keeps silent.</summary>
    /// <param name="process">Its index.</param>
    /// <returns>True if it was told to.</returns>
    public bool IsSilent(int process) => silent.Contains(system.Processes[process].Name);

    /// <summary>What processes do by themselves before anything is counted, and all that comes of it.</summary>
    /// <param name="kinds">The kinds of what they do.</param>
    public void Prepare(string[] kinds)
    {
        ByThemselves(kinds);
        while (Deliver())
        {
        }
    }

    /// <summary>What processes do by themselves.</summary>
    /// <param name="kinds">The kinds of what they do.</param>
    /// <returns>Whether it changed anything.</returns>
    public bool ByThemselves(string[] kinds) => Take(offer => kinds.Contains(offer.Input.KindName));

    /// <summary>One unit of time.</summary>
    /// <returns>Whether it changed anything.</returns>
    public bool Deliver() => Take(offer => offer.Fair
        && (offer.Input is Message || system.Quorums.Any(kind => kind.Parts(offer.Input) is not null)));

    private bool HasEveryoneLearned => World.States.All(state => state switch
    {
        Impl.Bgp.LearnerState learner => learner.Learned.Count > 0,
        Impl.Fab.LearnerState learner => learner.Learned is not null,
        Impl.FabMachine.ClientState client => client.Answer is not null,
        Impl.Registers.LearnerState learner => learner.Decided is not null,
        _ => true,
    });

    private bool HasSent(string kind) => World.Sent.Any(message => message.KindName == kind);

    /// <summary>Takes what is offered now and allowed, once each, in the order in which it is offered.</summary>
    private bool Take(Func<Offer, bool> allowed)
    {
        var before = World;
        foreach (var (process, offer) in before.Offers().Where(offered => !IsSilent(offered.Process) && allowed(offered.Offer)).ToList())
        {
            World = World.Take(process, offer.Input);
        }

        return !World.Equals(before);
    }
}
