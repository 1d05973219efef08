using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>How FaB's messages are counted: which statement each makes, and the quorum input that enough of them form.</summary>
internal static class FabQuorums
{
    public static IReadOnlyList<QuorumKind> All(FabConfig config) =>
    [
        QuorumKind.Of<Report, ReportQuorum>(m => m.Number, m => m.Acceptor, config.CertificateSize,
            reports => new(reports[0].Number, new(reports)),
            quorum => quorum.Reports),
        QuorumKind.Of<Accepted, AcceptedQuorum>(m => new Proposal(m.Number, m.Value), m => m.Acceptor, Math.Min(config.LearnSize, config.Parameterized ? config.CommitProofSize : config.LearnSize),
            accepted => new(new(accepted[0].Number, accepted[0].Value), QuorumKind.Senders(accepted, m => m.Acceptor), accepted.Max(m => m.Delay)),
            quorum => quorum.Signers.Members.Select(a => new Accepted(a, quorum.Proposal.Number, quorum.Proposal.Value, quorum.Delay))),
        QuorumKind.Of<Committed, CommittedQuorum>(m => m.Proof, m => m.Acceptor, config.CommitSize,
            proofs => new(proofs[0].Proof.Proposal, QuorumKind.Senders(proofs, m => m.Acceptor), proofs[0].Proof.Signatures, proofs.Max(m => m.Delay)),
            quorum => quorum.Holders.Members.Select(a => new Committed(a, new(quorum.Proposal, quorum.Signatures), quorum.Delay))),
        QuorumKind.Of<Told, ToldQuorum>(m => config.Has(FabRule.PullByValue) ? m.Learned.Value : m.Learned, m => m.Learner, config.PullSize,
            told => new(told.Max(m => m.Learned)!, QuorumKind.Senders(told, m => m.Learner), told.Max(m => m.Signatures)),
            quorum => quorum.Learners.Members.Select(l => new Told(l, quorum.Learned, quorum.Signatures))),
        QuorumKind.Of<Acknowledgment, AcknowledgmentQuorum>(m => m.Value, m => m.Learner, config.AcknowledgmentSize,
            signed => new(signed[0].Value, QuorumKind.Senders(signed, m => m.Learner)),
            quorum => quorum.Signers.Members.Select(l => new Acknowledgment(l, 0, quorum.Value))),
        QuorumKind.Of<Learned, LearnedQuorum>(_ => nameof(Learned), m => m.Learner, config.LearnedSize,
            learned => new(QuorumKind.Senders(learned, m => m.Learner)),
            quorum => quorum.Learners.Members.Select(l => new Learned(l, 0))),
        QuorumKind.Of<Satisfied, SatisfiedQuorum>(_ => nameof(Satisfied), m => m.Proposer, config.SatisfiedSize,
            satisfied => new(QuorumKind.Senders(satisfied, m => m.Proposer)),
            quorum => quorum.Proposers.Members.Select(p => new Satisfied(p))),
    ];
}
