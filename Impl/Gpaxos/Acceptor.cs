using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Gpaxos;

/// <summary>The state of an acceptor.</summary>
/// <param name="Id">Which acceptor (<c>a</c>).</param>
/// <param name="Promised">The highest ballot that it has taken part in; 0 before any (the paper's <c>bal_a</c>).</param>
/// <param name="Voted">The ballot of its last vote; 0 before any. The paper has one number for both.</param>
/// <param name="Value">What it last voted for (the paper's <c>val_a</c>).</param>
public sealed record AcceptorState(ProcessId Id, int Promised, int Voted, CommandSequence Value) : ProcessState(Id);

/// <summary>An acceptor: it promises, votes, appends commands in fast ballots, and tells the learners. Algorithm 4.</summary>
public static class Acceptor
{
    /// <summary>Phase 1: promises the ballot and reports its last vote.</summary>
    /// <remarks>
    /// Algorithm 4, lines 1-5. TLA+: Promise. Deviates: the ballot reported is that of the vote. The paper reports <c>bal_a</c>, which
    /// line 5 raises without a vote.
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Phase1A m, GpaxosConfig config) =>
        m.Ballot != self.Promised && config.Asks(GpaxosRule.Promise, m.Ballot > self.Promised)
            ? Step.To(self with { Promised = m.Ballot }, new Phase1B(m.Ballot, ReportedBallot(self, config), self.Value))
            : Step.Ignore(self);

    /// <summary>As published, a fast ballot opens without phase 1, each acceptor going on from its own vote.</summary>
    /// <remarks>Algorithm 4, lines 6-8. TLA+: OpenFast. Only without the rule open-by-phase1.</remarks>
    public static Step<AcceptorState> On(AcceptorState self, Fast m, GpaxosConfig config) =>
        !config.Has(GpaxosRule.OpenByPhase1) && m.Ballot > self.Promised
            ? Step.To(self with { Promised = m.Ballot, Voted = m.Ballot })
            : Step.Ignore(self);

    /// <summary>Votes for the leader's value, once a ballot.</summary>
    /// <remarks>
    /// Algorithm 4, lines 21-38. TLA+: Vote. The leader is trusted: no justification, and no comparison with what the acceptor has
    /// proven. Deviates: once a ballot (E21); in a fast ballot the same message again would undo what was appended.
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Phase2A m, GpaxosConfig config) =>
        config.Asks(GpaxosRule.KeepPromise, m.Ballot >= self.Promised) && config.Asks(GpaxosRule.VoteOnce, self.Voted < m.Ballot)
            ? CastVote(self, m.Ballot, m.Value)
            : Step.Ignore(self);

    /// <summary>A proposer's command: appends it to the vote in an open fast ballot.</summary>
    /// <remarks>
    /// Algorithm 4, lines 41-50. TLA+: AppendFast. Deviates as BGP does: the acceptor must have voted in the ballot (E24), and appends a
    /// command once.
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Propose m, GpaxosConfig config) =>
        self.Promised > 0
        && config.Asks(GpaxosRule.FastOnly, config.IsFast(self.Promised))
        && config.Asks(GpaxosRule.FastVoted, self.Voted == self.Promised)
        && !self.Value.Contains(m.Command)
            ? CastVote(self, self.Promised, self.Value.Append(m.Command))
            : Step.Ignore(self);

    /// <summary>Votes and tells the learners; of the empty sequence there is nothing to learn.</summary>
    private static Step<AcceptorState> CastVote(AcceptorState self, int ballot, CommandSequence value)
    {
        var voted = self with { Promised = ballot, Voted = ballot, Value = value };
        return value.IsEmpty ? Step.To(voted) : Step.To(voted, new Phase2B(ballot, value));
    }

    private static int ReportedBallot(AcceptorState self, GpaxosConfig config) =>
        config.Has(GpaxosRule.ReportVotedBallot) ? self.Voted : self.Promised;
}
