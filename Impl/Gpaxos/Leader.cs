using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Gpaxos;

/// <summary>The state of the leader.</summary>
/// <param name="Id">Which process.</param>
/// <param name="Ballot">Its current ballot, 0 before the first (the paper's <c>ballot_l</c>).</param>
/// <param name="HasProposed">Whether it has sent phase 2a in the current ballot.</param>
/// <param name="Heard">The commands that proposers sent it, the latest first (the paper's <c>proposals</c>).</param>
public sealed record LeaderState(ProcessId Id, int Ballot, bool HasProposed, CommandSequence Heard) : ProcessState(Id);

/// <summary>The leader: it opens ballots and proposes what extends everything that may have been chosen. Algorithm 2.</summary>
/// <remarks>
/// One leader, which is not suspected and not replaced. Nothing that is safe rests on what it remembers, so that it might as well be
/// another process in each ballot.
/// </remarks>
public static class Leader
{
    /// <summary>Opens the next ballot.</summary>
    /// <remarks>
    /// Algorithm 2, lines 10-16. TLA+: OpenBallot. Deviates: a fast ballot, too, opens by phase 1, as in Lamport's Fast and Generalized
    /// Paxos. The paper has acceptors go on from their own votes; what BGP then loses is Liveness (E08), here it is Consistency.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, TriggerNextBallot m, GpaxosConfig config)
    {
        if (self.Ballot >= config.LastBallot)
        {
            return Step.Ignore(self);
        }

        var next = self with { Ballot = self.Ballot + 1, HasProposed = false };
        return m.Kind == BallotKind.Classic || config.Has(GpaxosRule.OpenByPhase1)
            ? Step.To(next, new Phase1A(next.Ballot))
            : Step.To(next with { HasProposed = true }, new Fast(next.Ballot));
    }

    /// <summary>A proposer's command: it is kept for every later phase 2a.</summary>
    /// <remarks>
    /// Algorithm 2, lines 18-22. TLA+: HearProposal. Deviates as BGP does: line 46 forgets the proposals after one phase 2a (E12).
    /// "These values can be appended in any order" (section 4.5): here the latest first, so that a ballot does not begin as the last one
    /// did only because the leader remembers it.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, Propose m, GpaxosConfig config) =>
        self.Heard.Contains(m.Command) || !config.Commands.Contains(m.Command)
            ? Step.Ignore(self)
            : Step.To(self with { Heard = CommandSequence.Of(config.Conflicts, [m.Command, .. self.Heard]) });

    /// <summary>A quorum has answered phase 1: proposes, once a ballot.</summary>
    /// <remarks>
    /// Algorithm 2, lines 24-47. TLA+: Propose2A. Nothing is checked of an answer: there are no proofs. Deviates: once a ballot, where
    /// the paper proposes again at each further answer (E07).
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, Reports<Phase1B> m, GpaxosConfig config) =>
        m.All[0].Ballot == self.Ballot
        && m.All.Count >= config.Phase1Size
        && config.Asks(GpaxosRule.ProposeOnce, !self.HasProposed)
            ? Step.To(self with { HasProposed = true }, new Phase2A(self.Ballot, Proposal(self, m.All, config)))
            : Step.Ignore(self);

    /// <summary>
    /// The leader's value: what may have been chosen, then every other command that an answer reports, then the proposers' commands,
    /// each once (phase_2a, Algorithm 2 lines 41-47; section 4.5, "Leader value picking rule").
    /// </summary>
    /// <remarks>
    /// "These commands can be appended to the leader's sequence in any order": here in the order of the values that report them, which
    /// does not depend on who reports.
    /// </remarks>
    private static CommandSequence Proposal(LeaderState self, IReadOnlyList<Phase1B> answers, GpaxosConfig config)
    {
        var reported = answers.Where(_ => config.Has(GpaxosRule.CollectReported)).Select(answer => answer.Value);
        return reported.Order().Aggregate(Choosable.Of(answers, config), (value, vote) => value.Merge(vote)).Merge(self.Heard);
    }
}
