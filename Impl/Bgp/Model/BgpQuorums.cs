using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>How BGP's messages are counted: which statement each makes, and the quorum input that enough of them form.</summary>
/// <remarks>
/// What the paper's guards keep a process from counting at all (E26) is asked only where what is of no use when it comes is
/// gone. Not asked is line 19 of Algorithm 3, since a commitment to a view that has been entered is of no use ever after, nor
/// any guard that only a Byzantine process's message fails: those of signatures are in the handlers.
/// </remarks>
internal static class BgpQuorums
{
    public static IReadOnlyList<QuorumKind> All(BgpConfig config) =>
    [
        QuorumKind.Of<Phase1B, Phase1BQuorum>(m => m.Ballot, m => m.Acceptor, config.Phase1Size,
            reports => new(reports[0].Ballot, new(reports)),
            quorum => quorum.Reports,
            (state, m) => state is LeaderState leader && m.Ballot == config.BallotOf(leader.View, leader.Number)),
        QuorumKind.Of<Verify, VerifyQuorum>(m => (m.Ballot, m.Value), m => m.Acceptor, config.VerifySize,
            votes => new(votes[0].Ballot, votes[0].Value, QuorumKind.Senders(votes, m => m.Acceptor)),
            quorum => quorum.Signers.Members.Select(a => new Verify(a, quorum.Ballot, quorum.Value)),
            (state, m) => state is AcceptorState acceptor && IsOfView(m.Ballot, acceptor.View, config)),
        QuorumKind.Of<Phase2B, Phase2BQuorum>(m => (m.Ballot, m.Value), m => m.Acceptor, config.LearnSize,
            proofs => new(proofs[0].Ballot, proofs[0].Value, QuorumKind.Senders(proofs, m => m.Acceptor)),
            quorum => quorum.Senders.Members.Select(a => new Phase2B(a, quorum.Ballot, quorum.Value))),
        QuorumKind.Of<UniversalPhase2B, UniversalPhase2BQuorum>(m => m.Command, m => m.Acceptor, config.UniversalSize,
            accepted => new(accepted[0].Command, QuorumKind.Senders(accepted, m => m.Acceptor)),
            quorum => quorum.Senders.Members.Select(a => new UniversalPhase2B(a, quorum.Command))),
        QuorumKind.Of<Suspicion, SuspicionQuorum>(m => m.View, m => m.Acceptor, config.SuspicionSize,
            suspicions => new(suspicions[0].View, QuorumKind.Senders(suspicions, m => m.Acceptor)),
            quorum => quorum.Signers.Members.Select(a => new Suspicion(a, quorum.View)),
            (state, m) => state is AcceptorState acceptor && m.View == acceptor.View),
        QuorumKind.Of<ViewChange, ViewChangeQuorum>(m => m.View, m => m.Acceptor, config.ViewChangeSize,
            commitments => new(commitments[0].View, QuorumKind.Senders(commitments, m => m.Acceptor)),
            quorum => quorum.Signers.Members.Select(a => new ViewChange(a, quorum.View, config.SuspicionSize))),
    ];

    /// <summary>Algorithm 4, line 12: the vote is of the acceptor's own view. A ballot without a view (E13) is of any.</summary>
    private static bool IsOfView(Ballot ballot, int view, BgpConfig config) =>
        config.Asks(BgpRule.UniqueBallots, ballot.View == view);
}
