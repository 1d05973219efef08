using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>How BGP's messages are counted: which statement each makes, and the quorum input that enough of them form.</summary>
internal static class BgpQuorums
{
    public static IReadOnlyList<QuorumKind> All(BgpConfig config) =>
    [
        QuorumKind.Of<Phase1B, Phase1BQuorum>(m => m.Ballot, m => m.Acceptor, config.Phase1Size,
            reports => new(reports[0].Ballot, new(reports)),
            quorum => quorum.Reports),
        QuorumKind.Of<Verify, VerifyQuorum>(m => (m.Ballot, m.Value), m => m.Acceptor, config.VerifySize,
            votes => new(votes[0].Ballot, votes[0].Value, QuorumKind.Senders(votes, m => m.Acceptor)),
            quorum => quorum.Signers.Members.Select(a => new Verify(a, quorum.Ballot, quorum.Value))),
        QuorumKind.Of<Phase2B, Phase2BQuorum>(m => (m.Ballot, m.Value), m => m.Acceptor, config.LearnSize,
            proofs => new(proofs[0].Ballot, proofs[0].Value, QuorumKind.Senders(proofs, m => m.Acceptor)),
            quorum => quorum.Senders.Members.Select(a => new Phase2B(a, quorum.Ballot, quorum.Value))),
        QuorumKind.Of<UniversalPhase2B, UniversalPhase2BQuorum>(m => m.Command, m => m.Acceptor, config.UniversalSize,
            accepted => new(accepted[0].Command, QuorumKind.Senders(accepted, m => m.Acceptor)),
            quorum => quorum.Senders.Members.Select(a => new UniversalPhase2B(a, quorum.Command))),
        QuorumKind.Of<Suspicion, SuspicionQuorum>(m => m.View, m => m.Acceptor, config.SuspicionSize,
            suspicions => new(suspicions[0].View, QuorumKind.Senders(suspicions, m => m.Acceptor)),
            quorum => quorum.Signers.Members.Select(a => new Suspicion(a, quorum.View))),
        QuorumKind.Of<ViewChange, ViewChangeQuorum>(m => m.View, m => m.Acceptor, config.ViewChangeSize,
            commitments => new(commitments[0].View, QuorumKind.Senders(commitments, m => m.Acceptor)),
            quorum => quorum.Signers.Members.Select(a => new ViewChange(a, quorum.View, config.SuspicionSize))),
    ];
}
