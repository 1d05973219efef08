using System.Collections.Immutable;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>
/// An acceptor's part in agreement: it promises, votes, proves what a quorum voted for, and tells the learners.
/// Algorithm 4.
/// </summary>
public static class AcceptorAgreement
{
    /// <summary>Phase 1: promises the ballot and reports what it has proven and voted for.</summary>
    /// <remarks>Algorithm 4, lines 1-5. TLA+: Promise.</remarks>
    public static Step<AcceptorState> On(AcceptorState self, Phase1A m, BgpConfig config) =>
        IsFromOwnView(self, m.View, config) && IsOwnBallot(m.View, m.Ballot, config) && RaisesPromise(self, m.Ballot, config)
            ? Answer(self with { Promised = m.Ballot, Value = self.Value.Without(self.Stable.History) }, ReportOf(self, config), config)
            : Step.Ignore(self);

    /// <summary>Votes for the leader's value, once a ballot.</summary>
    /// <remarks>
    /// Algorithm 4, lines 21-38. TLA+: Vote. Deviates: the leader's justification replaces the comparison with the
    /// acceptor's own <c>proven</c> (E05); one vote a ballot (E21).
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Phase2A m, BgpConfig config) =>
        IsFromOwnView(self, m.View, config)
        && IsOwnBallot(m.View, m.Ballot, config)
        && KeepsPromise(self, m.Ballot, config)
        && IsFirstVote(self, m.Ballot, config)
        && m.Value.All(config.IsAuthentic)
        && IsJustified(m, config)
        && config.Asks(BgpRule.PrefixGuard, PublishedAcceptor.ExtendsOwnProven(self, m.Value, config))
            ? Vote(self, m, config)
            : Step.Ignore(self);

    /// <summary>A proposer's command: appends it to the vote in an open fast ballot; accepts a universally commutative one.</summary>
    /// <remarks>
    /// Algorithm 4, lines 41-50. TLA+: AppendFast, AcceptUniversal. Deviates: the paper has no handler that calls phase_2b_fast; this is
    /// it (E01). The acceptor must have voted in the ballot (E24); a command already voted for is not appended again.
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, FastProposal m, BgpConfig config)
    {
        if (config.IsUniversal(m.Command))
        {
            return config.Has(BgpRule.UniversalAnyBallot) || config.IsFast(self.Promised)
                ? AcceptUniversal(self, m.Command, config)
                : Step.Ignore(self);
        }

        return config.IsAuthentic(m.Command)
            && IsInFastBallot(self, config)
            && HasVotedInIt(self, config)
            && !self.Value.Contains(m.Command)
                ? CastVote(self, self.Promised, self.Value.Append(m.Command))
                : Step.Ignore(self);
    }

    /// <summary>Another acceptor passes on a universally commutative command.</summary>
    /// <remarks>
    /// TLA+: AcceptForwarded. The paper promises this in section 5 and has no code for it (E23): without the rule there
    /// is no such message, and a Byzantine acceptor's is ignored.
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Forward m, BgpConfig config) =>
        config.Has(BgpRule.UniversalForward) && config.IsUniversal(m.Command)
            ? AcceptUniversal(self, m.Command, config)
            : Step.Ignore(self);

    /// <summary>A quorum voted for a value: it is proven, and the learners are told.</summary>
    /// <remarks>
    /// Algorithm 4, lines 10-19. TLA+: Prove. The ballot names its view, so line 12's comparison of views is in that of
    /// ballots. Deviates: only while the ballot is still the acceptor's own; the paper
    /// proves values of ballots that the acceptor has promised to leave (E04), and lets an earlier, shorter value
    /// replace a longer one (E14).
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Quorum<Verify> m, BgpConfig config)
    {
        var (ballot, value) = m.Statement;
        if (m.Signers.Count < config.VerifySize || !IsOwnVoteAmong(self, m, config) || !IsInBallot(self, ballot, config))
        {
            return Step.Ignore(self);
        }

        var proof = new Certificate(ballot, value.Without(self.Stable.History), config.VerifySize);
        return Step.To(Grows(self.Proven, proof, config) ? self with { Proven = proof } : self, new Phase2B(ballot, value));
    }

    /// <summary>Stores a universally commutative command, tells the learners, and passes it on.</summary>
    internal static Step<AcceptorState> AcceptUniversal(AcceptorState self, Command command, BgpConfig config)
    {
        if (IsSettled(self, command, config))
        {
            return Step.Ignore(self);
        }

        var next = self with { Universals = self.Universals.Add(command) };
        ImmutableArray<Message> sends = [new UniversalPhase2B(command)];
        return new(next, config.Has(BgpRule.UniversalForward) ? sends.Add(new Forward(command)) : sends);
    }

    /// <summary>Whether there is nothing to do for a command: it is stored already, or it never will be.</summary>
    internal static bool IsSettled(AcceptorState self, Command command, BgpConfig config) =>
        self.Universals.Contains(command) || self.Stable.History.Contains(command) || !config.IsAuthentic(command);

    internal static bool IsFromOwnView(AcceptorState self, int view, BgpConfig config) =>
        config.Asks(BgpRule.OwnView, view == self.View);

    /// <summary>A leader opens ballots of its own view only: else one leader could use up those of all after it (E25).</summary>
    internal static bool IsOwnBallot(int view, Ballot ballot, BgpConfig config) =>
        BgpConfig.IsBallot(ballot) && config.Asks(BgpRule.OwnBallots, ballot == config.BallotOf(view, ballot.Number));

    private static Step<AcceptorState> Answer(AcceptorState self, Certificate proven, BgpConfig config) =>
        Step.To(self, new Phase1B(self.Promised, proven, self.Value)
        {
            Stable = self.Stable,
            Universals = config.HasCheckpoints ? self.Universals : ValueSet<Command>.Empty,
        });

    /// <summary>Takes what is shown to be stable, and votes.</summary>
    private static Step<AcceptorState> Vote(AcceptorState self, Phase2A m, BgpConfig config)
    {
        var (taken, statement) = AcceptorCheckpoints.Take(self, m.Justification.Stable, config);
        var (voted, vote) = CastVote(
            taken with { Shown = PrefixQuorums.Kept(m.Justification, config) }, m.Ballot, m.Value);
        return new(voted, statement.AddRange(vote));
    }

    /// <summary>Votes. The empty sequence is proven without votes (E02), so a vote for it needs no Verify.</summary>
    private static Step<AcceptorState> CastVote(AcceptorState self, Ballot ballot, CommandSequence value)
    {
        var voted = self with { Promised = ballot, Voted = ballot, Value = value };
        return value.IsEmpty ? Step.To(voted) : Step.To(voted, new Verify(ballot, value));
    }

    private static Certificate ReportOf(AcceptorState self, BgpConfig config) =>
        config.Has(BgpRule.ReportProvenBallot) ? self.Proven : PublishedAcceptor.ReportOf(self);

    private static bool RaisesPromise(AcceptorState self, Ballot ballot, BgpConfig config) =>
        ballot != self.Promised && config.Asks(BgpRule.Promise, ballot > self.Promised);

    private static bool KeepsPromise(AcceptorState self, Ballot ballot, BgpConfig config) =>
        config.Asks(BgpRule.KeepPromise, ballot >= self.Promised);

    private static bool IsFirstVote(AcceptorState self, Ballot ballot, BgpConfig config) =>
        config.Asks(BgpRule.VoteOnce, self.Voted < ballot);

    private static bool IsJustified(Phase2A m, BgpConfig config) =>
        config.Asks(BgpRule.Justification, m.Justification.Supports(m.Ballot, m.Value, config));

    private static bool IsInFastBallot(AcceptorState self, BgpConfig config) =>
        self.Promised != Ballot.Zero && config.Asks(BgpRule.FastOnly, config.IsFast(self.Promised));

    private static bool HasVotedInIt(AcceptorState self, BgpConfig config) =>
        config.Asks(BgpRule.FastVoted, self.Voted == self.Promised);

    private static bool IsOwnVoteAmong(AcceptorState self, Quorum<Verify> m, BgpConfig config) =>
        config.Asks(BgpRule.OwnVerify, m.Signers.Contains(self.Id.Number));

    internal static bool IsInBallot(AcceptorState self, Ballot ballot, BgpConfig config) =>
        config.Asks(BgpRule.VerifyCurrentBallot, ballot == self.Promised);

    internal static bool Grows(Certificate old, Certificate proof, BgpConfig config) =>
        config.Asks(BgpRule.ProvenGrows, proof.Ballot > old.Ballot
            || (proof.Ballot == old.Ballot && Justification.Length(proof.Value).CompareTo(Justification.Length(old.Value)) > 0));
}
