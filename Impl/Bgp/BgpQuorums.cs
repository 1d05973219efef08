using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>How BGP's messages are counted: which statement each makes, and the quorum input that enough of them form.</summary>
internal static class BgpQuorums
{
    public static IReadOnlyList<QuorumKind> All(BgpConfig config) =>
    [
        Kind<Phase1B, Phase1BQuorum>(m => m.Ballot, m => m.Acceptor, config.Phase1Size,
            reports => new(reports[0].Ballot, new(reports)),
            quorum => quorum.Reports),
        Kind<Verify, VerifyQuorum>(m => (m.Ballot, m.Value), m => m.Acceptor, config.VerifySize,
            votes => new(votes[0].Ballot, votes[0].Value, Of(votes, m => m.Acceptor)),
            quorum => quorum.Signers.Members.Select(a => new Verify(a, quorum.Ballot, quorum.Value))),
        Kind<Phase2B, Phase2BQuorum>(m => (m.Ballot, m.Value), m => m.Acceptor, config.LearnSize,
            proofs => new(proofs[0].Ballot, proofs[0].Value, Of(proofs, m => m.Acceptor)),
            quorum => quorum.Senders.Members.Select(a => new Phase2B(a, quorum.Ballot, quorum.Value))),
        Kind<UniversalPhase2B, UniversalPhase2BQuorum>(m => m.Command, m => m.Acceptor, config.UniversalSize,
            accepted => new(accepted[0].Command, Of(accepted, m => m.Acceptor)),
            quorum => quorum.Senders.Members.Select(a => new UniversalPhase2B(a, quorum.Command))),
        Kind<Suspicion, SuspicionQuorum>(m => m.View, m => m.Acceptor, config.SuspicionSize,
            suspicions => new(suspicions[0].View, Of(suspicions, m => m.Acceptor)),
            quorum => quorum.Signers.Members.Select(a => new Suspicion(a, quorum.View))),
        Kind<ViewChange, ViewChangeQuorum>(m => m.View, m => m.Acceptor, config.ViewChangeSize,
            commitments => new(commitments[0].View, Of(commitments, m => m.Acceptor)),
            quorum => quorum.Signers.Members.Select(a => new ViewChange(a, quorum.View, config.SuspicionSize))),
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
