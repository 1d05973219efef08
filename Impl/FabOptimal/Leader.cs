using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabOptimal;

/// <summary>What a process does as the leader of a view: <c>leader(view) = view mod n</c>.</summary>
public static class Leader
{
    /// <summary>The leader of view 0 proposes its own value.</summary>
    /// <remarks>After the basic protocol, proposing. TLA+: Start.</remarks>
    public static Step<OptimalState> On(OptimalState self, Start m, OptimalConfig config) =>
        config.Leads(self.Id, 0) && self.View == 0 && self.Proposed < 0
            ? Step.To(self with { Proposed = 0 }, new Propose(0, config.InputOf(self.Id), null))
            : Step.Ignore(self);

    /// <summary>The leader of a later view has votes, and proposes what they allow; its own value if they allow any.</summary>
    /// <remarks>
    /// After the basic protocol, view change. TLA+: Lead. It takes votes as they come, and waits where they are too few to tell.
    /// Deviates: the votes themselves are the certificate (<see cref="ProgressCertificate"/>), where the paper asks 2f + 1 processes to
    /// sign for them.
    /// </remarks>
    public static Step<OptimalState> On(OptimalState self, Votes m, OptimalConfig config)
    {
        if (!config.Leads(self.Id, m.View) || m.View == 0 || m.View != self.View
            || !config.Asks(OptimalRule.ProposeOnce, self.Proposed < m.View))
        {
            return Step.Ignore(self);
        }

        var choice = Selection.Of(m.All, config);
        return choice.NeedsMore
            ? Step.Ignore(self)
            : Step.To(
                self with { Proposed = m.View },
                new Propose(m.View, choice.Value ?? config.InputOf(self.Id), new(m.View, choice)));
    }
}
