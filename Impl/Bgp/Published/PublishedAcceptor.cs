using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>What an acceptor does only without rules that correct the paper, or with its guard in place of the justification.</summary>
public static class PublishedAcceptor
{
    /// <summary>A fast ballot opens without phase 1, each acceptor going on from its own vote.</summary>
    /// <remarks>
    /// Algorithm 4, lines 6-8. TLA+: OpenFast. As printed FAST never sets <c>bal_a</c>, so that no fast vote is ever
    /// possible; it sets it here (E01). Replaced by phases 1 and 2 in the corrected protocol (E08).
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Fast m, BgpConfig config) =>
        !config.Has(BgpRule.OpenByPhase1)
        && AcceptorAgreement.IsFromOwnView(self, m.View, config)
        && AcceptorAgreement.IsOwnBallot(m.View, m.Ballot, config)
        && m.Ballot > self.Promised
            ? Step.To(self with { Promised = m.Ballot, Voted = m.Ballot })
            : Step.Ignore(self);

    /// <summary>The leader's way to a universally commutative command in a classic ballot.</summary>
    /// <remarks>Algorithm 4, lines 26-33. TLA+: AcceptFromLeader. Only without the rule universal-any-ballot (E10).</remarks>
    public static Step<AcceptorState> On(AcceptorState self, UniversalPhase2A m, BgpConfig config) =>
        !config.Has(BgpRule.UniversalAnyBallot)
        && config.IsUniversal(m.Command)
        && !AcceptorAgreement.IsSettled(self, m.Command, config)
        && AcceptorAgreement.IsFromOwnView(self, m.View, config)
        && m.Ballot >= self.Promised
        && !config.IsFast(self.Promised)
            ? AcceptorAgreement.AcceptUniversal(self with { Promised = m.Ballot }, m.Command, config)
            : Step.Ignore(self);

    /// <summary>Algorithm 4, lines 28-30: the acceptor is not in a fast ballot, and what it has proven is a prefix.</summary>
    internal static bool ExtendsOwnProven(AcceptorState self, CommandSequence value, BgpConfig config) =>
        (config.Has(BgpRule.OpenByPhase1) || !config.IsFast(self.Promised)) && self.Proven.Value.IsPrefixOf(value);

    /// <summary>
    /// Algorithm 4, line 3: <c>proofs[bal_a]</c>, although <c>proven</c> may be of an earlier ballot; then it holds no proof of it (E18).
    /// </summary>
    internal static Certificate ReportOf(AcceptorState self) =>
        self.Proven.Ballot == self.Promised || self.Proven.Value.IsEmpty ? self.Proven : new(self.Promised, self.Proven.Value, 0);
}
