using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>
/// Quorums of votes for different values, with the rule prefix-quorums: a vote for a value is a vote for each prefix of it, so that
/// N - f votes of a ballot prove what is a prefix of all of them.
/// </summary>
/// <remarks>
/// Not in the paper, whose quorums vote for equal values (Algorithm 4, line 14; Algorithm 5, line 8). Generalized Paxos counts votes
/// like this (Lamport, "Generalized Consensus and Paxos", section 5).
/// </remarks>
public static class PrefixQuorums
{
    /// <summary>A quorum has voted in a ballot, for whatever: their greatest common prefix is proven, and the learners are told.</summary>
    /// <remarks>
    /// TLA+: ProvePrefix. A vote of a Byzantine acceptor can make the prefix shorter, down to one that does not extend the base that the
    /// leader has shown: such a one is not proven. Nor is one that does not extend what has been proven in the ballot: of two prefixes
    /// that both were told to the learners, phase 1 could report only one. The empty sequence needs no proof (E02).
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Reports<Verify> m, BgpConfig config)
    {
        var ballot = m.All[0].Ballot;
        var value = CommandSequence.GreatestLowerBound(m.All.Select(vote => vote.Value));
        var proof = new Certificate(ballot, value, config.VerifySize) { Reports = BaseReports(self, ballot, value, config) };
        if (value.IsEmpty
            || m.All.Count < config.VerifySize
            || !config.Asks(BgpRule.OwnVerify, m.All.Any(vote => vote.From == self.Id))
            || !AcceptorAgreement.IsInBallot(self, ballot, config)
            || !proof.HasBase(config)
            || !Extends(self.Proven, proof, config))
        {
            return Step.Ignore(self);
        }

        var next = AcceptorAgreement.Grows(self.Proven, proof, config) ? self with { Proven = proof } : self;
        return Step.To(next, new Phase2B(ballot, value));
    }

    /// <summary>A quorum has proven values in a ballot: learn the commands of their greatest common prefix that are new.</summary>
    /// <remarks>
    /// TLA+: LearnPrefix. Each of these acceptors that is correct has proven an extension of it in the ballot, and reports that or a
    /// later one ever after.
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, Reports<Phase2B> m, BgpConfig config) =>
        m.All.Count >= config.LearnSize
            ? Step.To(self with
            {
                Learned = self.Learned.Merge(CommandSequence.GreatestLowerBound(m.All.Select(proof => proof.Value))),
            })
            : Step.Ignore(self);

    /// <summary>What the leader has shown for a vote, if its acceptor needs it later: to prove what extends the base.</summary>
    internal static Justification? Kept(Justification shown, BgpConfig config) => config.Has(BgpRule.PrefixBase) ? shown : null;

    /// <summary>
    /// The base that reports oblige a leader to extend, of the values proven in the highest ballot among them: the least that extends
    /// all of these. They are compatible, since a correct acceptor has voted for extensions of any two.
    /// </summary>
    /// <remarks>Where guards are taken out they may not be: then what comes later in the order is left out.</remarks>
    internal static CommandSequence BaseOf(IEnumerable<CommandSequence> proven, BgpConfig config) =>
        proven.OrderByDescending(value => value.Count).ThenBy(value => value)
            .Aggregate(config.Empty, (bound, value) => bound.LeastUpperBound(value) ?? bound);

    /// <summary>How many reports the acceptor can show from which a base of the ballot follows that the value extends; none is 0.</summary>
    private static int BaseReports(AcceptorState self, Ballot ballot, CommandSequence value, BgpConfig config) =>
        self.Shown is { } shown && shown.Supports(ballot, value, config) ? config.Phase1Size : 0;

    private static bool Extends(Certificate old, Certificate proof, BgpConfig config) =>
        config.Asks(BgpRule.PrefixExtends, proof.Ballot != old.Ballot || old.Value.IsPrefixOf(proof.Value));
}
