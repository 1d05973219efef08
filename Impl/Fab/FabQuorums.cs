using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>How FaB's messages are counted: which statement each makes, and the quorum input that enough of them form.</summary>
internal static class FabQuorums
{
    public static IReadOnlyList<QuorumKind> All(FabConfig config) =>
    [
        Kind<Report, ReportQuorum>(m => m.Number, m => m.Acceptor, config.CertificateSize,
            reports => new(reports[0].Number, new(reports)),
            quorum => quorum.Reports),
        Kind<Accepted, AcceptedQuorum>(m => new Proposal(m.Number, m.Value), m => m.Acceptor, Math.Min(config.LearnSize, config.Parameterized ? config.CommitProofSize : config.LearnSize),
            accepted => new(new(accepted[0].Number, accepted[0].Value), Of(accepted, m => m.Acceptor), accepted.Max(m => m.Delay)),
            quorum => quorum.Signers.Members.Select(a => new Accepted(a, quorum.Proposal.Number, quorum.Proposal.Value, quorum.Delay))),
        Kind<Committed, CommittedQuorum>(m => m.Proof.Proposal, m => m.Acceptor, config.CommitSize,
            proofs => new(proofs[0].Proof.Proposal, Of(proofs, m => m.Acceptor), proofs.Max(m => m.Delay)),
            quorum => quorum.Holders.Members.Select(a => new Committed(a, new(quorum.Proposal, config.CommitProofSize), quorum.Delay))),
        Kind<Told, ToldQuorum>(m => config.Has(FabRule.PullByValue) ? m.Learned.Value : m.Learned, m => m.Learner, config.PullSize,
            told => new(told.Max(m => m.Learned)!, Of(told, m => m.Learner), told.Max(m => m.Signatures)),
            quorum => quorum.Learners.Members.Select(l => new Told(l, quorum.Learned, quorum.Signatures))),
        Kind<Acknowledgment, AcknowledgmentQuorum>(m => m.Value, m => m.Learner, config.AcknowledgmentSize,
            signed => new(signed[0].Value, Of(signed, m => m.Learner)),
            quorum => quorum.Signers.Members.Select(l => new Acknowledgment(l, 0, quorum.Value))),
        Kind<Learned, LearnedQuorum>(_ => nameof(Learned), m => m.Learner, config.LearnedSize,
            learned => new(Of(learned, m => m.Learner)),
            quorum => quorum.Learners.Members.Select(l => new Learned(l, 0))),
        Kind<Satisfied, SatisfiedQuorum>(_ => nameof(Satisfied), m => m.Proposer, config.SatisfiedSize,
            satisfied => new(Of(satisfied, m => m.Proposer)),
            quorum => quorum.Proposers.Members.Select(p => new Satisfied(p))),
    ];

    private static QuorumKind Kind<TMessage, TQuorum>(
        Func<TMessage, object> statement,
        Func<TMessage, int> sender,
        int size,
        Func<IReadOnlyList<TMessage>, TQuorum> form,
        Func<TQuorum, IEnumerable<Message>> parts)
        where TMessage : Message
        where TQuorum : Input =>
        new(
            typeof(TMessage).Name,
            m => m is TMessage message ? statement(message) : null,
            m => sender((TMessage)m),
            size,
            messages => form([.. messages.Cast<TMessage>()]),
            input => input is TQuorum quorum ? parts(quorum) : null);

    private static ProcessSet Of<TMessage>(IEnumerable<TMessage> messages, Func<TMessage, int> sender) =>
        messages.Aggregate(ProcessSet.None, (set, m) => set.Add(sender(m)));
}
