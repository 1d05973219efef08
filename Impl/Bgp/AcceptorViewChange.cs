using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>
/// An acceptor's part in replacing a leader: it suspects, commits to the next view, and enters it with a quorum.
/// Algorithm 3.
/// </summary>
/// <remarks>
/// As printed, Algorithm 3 mixes <c>p</c>, <c>a</c> and <c>i</c>, and <c>view_i</c> with <c>new_view_i</c>; suspicions
/// and view-change messages that come before their time are dropped although they are sent once. Here each statement
/// is signed over its view, and the collector keeps it until it is of use (E15).
/// </remarks>
public static class AcceptorViewChange
{
    /// <summary>The acceptor's patience ran out: it suspects the leader, once a view.</summary>
    /// <remarks>Algorithm 3, lines 1-5. TLA+: Suspect.</remarks>
    public static Step<AcceptorState> On(AcceptorState self, SuspectLeader m, BgpConfig config) =>
        m.View == self.View && !self.Suspects
            ? Step.To(self with { Suspects = true }, new Suspicion(self.View))
            : Step.Ignore(self);

    /// <summary>Enough acceptors suspect the leader that one of them is correct: commits to the next view.</summary>
    /// <remarks>Algorithm 3, lines 7-15. TLA+: Commit.</remarks>
    public static Step<AcceptorState> On(AcceptorState self, Quorum<Suspicion> m, BgpConfig config) =>
        m.Signers.Count >= config.SuspicionSize ? Commit(self, m.Statement.View + 1, config) : Step.Ignore(self);

    /// <summary>Another acceptor has committed to a later view and shows the suspicions: commits as well.</summary>
    /// <remarks>Algorithm 3, lines 17-35. TLA+: Join.</remarks>
    public static Step<AcceptorState> On(AcceptorState self, ViewChange m, BgpConfig config) =>
        config.Has(BgpRule.JoinViewChange) && m.Suspicions >= config.SuspicionSize
            ? Commit(self, m.View, config)
            : Step.Ignore(self);

    /// <summary>A quorum has committed to a later view: enters it, and tells its leader.</summary>
    /// <remarks>
    /// Algorithm 3, lines 37-41. TLA+: EnterView. An acceptor that had not committed yet does so now (lines 32-35):
    /// else those that count on its view-change message stay behind.
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Quorum<ViewChange> m, BgpConfig config)
    {
        var view = m.Statement.View;
        if (view <= self.View || m.Signers.Count < config.ViewChangeSize)
        {
            return Step.Ignore(self);
        }

        var (committed, commitment) = config.Has(BgpRule.JoinViewChange) ? Commit(self, view, config) : Step.Ignore(self);
        return new(committed with { View = view, Suspects = false }, commitment.Add(new NewLeader(view, config.ViewChangeSize)));
    }

    private static Step<AcceptorState> Commit(AcceptorState self, int view, BgpConfig config) =>
        view > self.View && view > self.Committed
            ? Step.To(self with { Committed = view }, new ViewChange(view, config.SuspicionSize))
            : Step.Ignore(self);
}
