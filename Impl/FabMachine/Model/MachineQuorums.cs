using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>How messages are counted: which statement each makes, and the quorum input that enough of them form.</summary>
internal static class MachineQuorums
{
    public static IReadOnlyList<QuorumKind> All(MachineConfig config) =>
    [
        Kind<SlotAccepted, SlotAcceptedQuorum>(m => m with { Accepted = m.Accepted.By(default) with { Delay = 0 } },
            m => m.Accepted.From.Number, config.Fab.LearnSize,
            (first, signers) => new(first.Slot, new(first.Accepted.Number, first.Accepted.Value), signers),
            quorum => quorum.Signers.Members.Select(a =>
                new SlotAccepted(quorum.Slot, new Accepted(quorum.Proposal.Number, quorum.Proposal.Value, AcceptedDelay).By(new('a', a))))),
        Kind<SlotLearned, SlotLearnedQuorum>(m => m with { Learner = 0 }, m => m.Learner, config.FinishedSize,
            (first, learners) => new(first.Slot, learners),
            quorum => quorum.Learners.Members.Select(l => new SlotLearned(l, quorum.Slot))),
        Kind<Reply, ReplyQuorum>(m => m with { Learner = 0 }, m => m.Learner, config.ReplySize,
            (first, learners) => new(first.Slot, first.Request, first.Result, first.Order, learners),
            quorum => quorum.Learners.Members.Select(l => new Reply(l, quorum.Slot, quorum.Request, quorum.Result, quorum.Order))),
        Kind<ReadReply, ReadQuorum>(m => m with { Learner = 0 }, m => m.Learner, config.ReadSize,
            (first, learners) => new(first.Client, first.Value, learners),
            quorum => quorum.Learners.Members.Select(l => new ReadReply(l, quorum.Client, quorum.Value))),
        new(nameof(LastReport), m => m is LastReport report ? new LastQuery(report.To) : null, m => ((LastReport)m).Acceptor,
            config.RejoinSize,
            messages => new LastQuorum(new(messages.Cast<LastReport>())),
            input => input is LastQuorum quorum ? quorum.Reports : null),
        Kind<ListTold, ListQuorum>(m => m with { Learner = 0 }, m => m.Learner, config.ListSize,
            (first, learners) => new(first.To, first.List, learners),
            quorum => quorum.Learners.Members.Select(l => new ListTold(l, quorum.To, quorum.List))),
    ];

    private const int AcceptedDelay = 2; // SlotPropose, SlotAccepted.

    private static QuorumKind Kind<TMessage, TQuorum>(
        Func<TMessage, Message> statement, Func<TMessage, int> sender, int size,
        Func<TMessage, ProcessSet, TQuorum> form, Func<TQuorum, IEnumerable<Message>> parts)
        where TMessage : Message
        where TQuorum : Input =>
        QuorumKind.Of(statement, sender, size, messages => form(messages[0], QuorumKind.Senders(messages, sender)), parts);
}
