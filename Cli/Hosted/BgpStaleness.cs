using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Hosted;

/// <summary>Which messages of BGP can be of no use to a process any more, whoever hosts it.</summary>
internal sealed class BgpStaleness(BgpConfig config)
{
    private (CommandSequence? Of, HashSet<Command> Set) known = (null, []);

    /// <summary>Whether a message can be of no use to a process any more.</summary>
    public bool IsStale(object state, Message message) => (state, message) switch
    {
        (AcceptorState a, FastProposal m) => a.Stable.History.Contains(m.Command)
            || (config.IsUniversal(m.Command) ? a.Universals.Contains(m.Command) : a.Value.Contains(m.Command)),
        (AcceptorState a, Forward m) => a.Universals.Contains(m.Command) || a.Stable.History.Contains(m.Command),
        (AcceptorState a, LeaderMessage m) => m.View < a.View || IsBefore(m, a.Promised),
        (AcceptorState a, Verify m) => m.Ballot < a.Promised || (m.Ballot == a.Proven.Ballot && IsNotLonger(m.Value, a.Proven.Value)),
        (AcceptorState a, Phase2B m) => m.Value.Checkpoints <= a.Stable.History.Number,
        (AcceptorState a, Suspicion m) => m.View < a.View,
        (AcceptorState a, ViewChange m) => m.View <= a.View,
        (LeaderState l, Checkpointed m) => m.History.Number <= l.Discarded.Number,
        (LeaderState l, Phase1B m) => m.Ballot < config.BallotOf(l.View, l.Number),
        (LeaderState l, NewLeader m) => m.View < l.View || (m.View == l.View && l.IsActive),
        (LearnerState l, UniversalPhase2B m) => l.Learned.Contains(m.Command),
        (LearnerState l, Checkpointed m) => m.History.Number <= l.Learned.Discarded.Number,
        _ => false,
    };

    /// <summary>The same, asked rarely.</summary>
    public bool IsSpent(object state, Message message) => state is LearnerState l && message is Phase2B m
        ? m.Value.Checkpoints < l.Learned.Discarded.Number || m.Value.All(Known(l.Learned).Contains)
        : IsStale(state, message);

    /// <summary>What decides whether an ignored message is of use now.</summary>
    public static object Epoch(object state) => state switch
    {
        AcceptorState a => (a.View, a.Promised, a.Voted),
        LeaderState l => (l.View, l.IsActive, l.Number, l.HasProposed),
        LearnerState l => l.Learned.Discarded.Number,
        _ => 0,
    };

    /// <summary>The commands that a learner keeps, as a set: it is asked for many messages in a row.</summary>
    private HashSet<Command> Known(CommandSequence learned)
    {
        if (!ReferenceEquals(known.Of, learned))
        {
            known = (learned, [.. learned]);
        }

        return known.Set;
    }

    private static bool IsNotLonger(CommandSequence x, CommandSequence y) => x.Discarded.Number == y.Discarded.Number
        ? x.Count <= y.Count
        : x.Checkpoints < y.Checkpoints;

    private static bool IsBefore(LeaderMessage message, Ballot promised) => message switch
    {
        Phase1A m => m.Ballot <= promised,
        Phase2A m => m.Ballot < promised,
        _ => false,
    };
}
