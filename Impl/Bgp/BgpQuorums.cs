using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>How BGP's messages are counted: which statement each makes, and the quorum input that enough of them form.</summary>
internal static class BgpQuorums
{
    public static IReadOnlyList<QuorumKind> All(BgpConfig config) =>
    [
        new("Phase1B", m => m is Phase1B p ? p.Ballot : null, m => ((Phase1B)m).Acceptor, config.Phase1Size,
            messages => new Phase1BQuorum(((Phase1B)messages[0]).Ballot, new(messages.Cast<Phase1B>()))),
        new("Verify", m => m is Verify v ? (v.Ballot, v.Value) : null, m => ((Verify)m).Acceptor, config.VerifySize,
            messages => messages[0] is Verify v ? new VerifyQuorum(v.Ballot, v.Value, Of(messages, m => ((Verify)m).Acceptor)) : throw new InvalidOperationException()),
        new("Phase2B", m => m is Phase2B v ? (v.Ballot, v.Value) : null, m => ((Phase2B)m).Acceptor, config.LearnSize,
            messages => messages[0] is Phase2B v ? new Phase2BQuorum(v.Ballot, v.Value, Of(messages, m => ((Phase2B)m).Acceptor)) : throw new InvalidOperationException()),
        new("UniversalPhase2B", m => m is UniversalPhase2B u ? u.Command : null, m => ((UniversalPhase2B)m).Acceptor, config.UniversalSize,
            messages => new UniversalPhase2BQuorum(((UniversalPhase2B)messages[0]).Command, Of(messages, m => ((UniversalPhase2B)m).Acceptor))),
        new("Suspicion", m => m is Suspicion s ? s.View : null, m => ((Suspicion)m).Acceptor, config.SuspicionSize,
            messages => new SuspicionQuorum(((Suspicion)messages[0]).View, Of(messages, m => ((Suspicion)m).Acceptor))),
        new("ViewChange", m => m is ViewChange c ? c.View : null, m => ((ViewChange)m).Acceptor, config.ViewChangeSize,
            messages => new ViewChangeQuorum(((ViewChange)messages[0]).View, Of(messages, m => ((ViewChange)m).Acceptor))),
    ];

    private static ProcessSet Of(IReadOnlyList<Message> messages, Func<Message, int> sender) =>
        messages.Aggregate(ProcessSet.None, (set, m) => set.Add(sender(m)));
}
