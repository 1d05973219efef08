using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabOptimal;

/// <summary>What every process does in every view, its leader included: it acknowledges, commits, decides, and goes on.</summary>
public static class Acceptor
{
    /// <summary>The leader proposes: acknowledges one value in its view.</summary>
    /// <remarks>After the basic protocol, proposing. TLA+: Acknowledge.</remarks>
    public static Step<OptimalState> On(OptimalState self, Propose m, OptimalConfig config)
    {
        var isCertified = m.View == 0 || m.Certificate?.Supports(m.Proposal, config) == true;
        var shown = new Shown(m.Proposal, config.Leads(m.From, m.View), isCertified);
        return config.Asks(OptimalRule.FromLeader, shown.IsSigned) && IsOfOwnView(self, m, config) && IsFirst(self, m, config)
            && config.Asks(OptimalRule.Certificate, isCertified)
            ? Step.To(self with { Acked = shown }, new Ack(m.View, m.Value))
            : Step.Ignore(self);
    }

    /// <summary>
    /// Enough have acknowledged a value. n - t: it is decided, two message delays after the proposal. ⌈(n + f + 1) / 2⌉: their
    /// signatures are a commit certificate.
    /// </summary>
    /// <remarks>After the basic protocol (decide), and the general one (its slow path). TLA+: CountAcks.</remarks>
    public static Step<OptimalState> On(OptimalState self, Quorum<Ack> m, OptimalConfig config)
    {
        var proposal = m.Statement.Proposal;
        var decides = self.Decided is null && m.Signers.Count >= config.DecideSize;
        var commits = config.HasSlowPath && m.Signers.Count >= config.CertificateSize && MayCommit(self, proposal, config);
        if (!decides && !commits)
        {
            return Step.Ignore(self);
        }

        var decided = decides ? self with { Decided = proposal.Value } : self;
        return commits
            ? Step.To(decided with { Commit = new(proposal, config.CertificateSize) }, new Commit(proposal.View, proposal.Value))
            : Step.To(decided);
    }

    /// <summary>Enough have a commit certificate for a value: it is decided, three message delays after the proposal.</summary>
    /// <remarks>After the general protocol. TLA+: DecideSlowly.</remarks>
    public static Step<OptimalState> On(OptimalState self, Quorum<Commit> m, OptimalConfig config) =>
        self.Decided is null && m.Signers.Count >= config.CommitSize
            ? Step.To(self with { Decided = m.Statement.Value })
            : Step.Ignore(self);

    /// <summary>Enters the next view, and tells its leader what it has acknowledged.</summary>
    /// <remarks>
    /// After the basic protocol, view change. TLA+: EnterView. When is for a view synchronizer to say, which the paper takes as given.
    /// </remarks>
    public static Step<OptimalState> On(OptimalState self, EnterView m, OptimalConfig config) =>
        m.View == self.View + 1
            ? Step.To(self with { View = m.View }, new Vote(m.View, new(self.Acked, self.Commit)))
            : Step.Ignore(self);

    /// <summary>A view that it has not entered must wait; one that it has left is over, since it has voted without it.</summary>
    private static bool IsOfOwnView(OptimalState self, Propose m, OptimalConfig config) =>
        m.View <= self.View && config.Asks(OptimalRule.AckOwnView, m.View == self.View);

    private static bool IsFirst(OptimalState self, Propose m, OptimalConfig config) =>
        config.Asks(OptimalRule.AckOnce, self.Acked is null || self.Acked.Proposal.View != m.View);

    private static bool MayCommit(OptimalState self, Proposal proposal, OptimalConfig config) =>
        config.Asks(OptimalRule.CommitOwnView, proposal.View == self.View)
        && (self.Commit is null || self.Commit.Proposal.View < proposal.View);
}
