using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>
/// The single messages that Byzantine processes could send, for message-by-message runs. What they are made of is worked
/// out by <see cref="MachineAdversary"/>, as for whole quorums.
/// </summary>
internal static class MachineForgeries
{
    private const int AcceptedDelay = 2; // SlotPropose, SlotAccepted.

    public static IReadOnlyList<Forgery> All(MachineConfig config, MachineViews views) =>
    [
        .. config.HasByzantineLeader ? views.Proposals.Select(view => new Forgery(view, seen => (ValueSet<Message>)seen)) : [],
        .. config.ByzantineAcceptors.Members.SelectMany(acceptor => OfAcceptor(acceptor, config, views)),
        .. config.ByzantineLearners.Members.SelectMany(learner => OfLearner(learner, config, views)),
    ];

    private static IEnumerable<Forgery> OfAcceptor(int acceptor, MachineConfig config, MachineViews views) =>
    [
        .. views.Accepted.Index().Select(slot => new Forgery(slot.Item, _ => MachineAdversary.Requests(config)
            .Select(request => new SlotAccepted(slot.Index, new Accepted(0, request, AcceptedDelay).By(new('a', acceptor)))))),
        .. views.LastReports.Select(to => new Forgery(to.Value, _ =>
            Enumerable.Range(-1, config.Slots + 1).Select(slot => new LastReport(acceptor, to.Key, slot)))),
    ];

    private static IEnumerable<Forgery> OfLearner(int learner, MachineConfig config, MachineViews views) =>
    [
        .. views.Finished.Index().Select(slot => new Forgery(slot.Item, _ => [new SlotLearned(learner, slot.Index)])),
        .. views.Answers.Index().Select(client => new Forgery(client.Item, seen => config.Requests[client.Index] == MachineConfig.Read
            ? MachineAdversary.Values(config).Select(value => new ReadReply(learner, client.Index, value))
            : ((ValueSet<Message>)seen).Cast<Reply>()
                .Concat(MachineAdversary.Replies(config).Where(reply => reply.Request == config.Requests[client.Index]))
                .Select(reply => reply with { Learner = learner }).Distinct())),
        .. views.Lists.Select(to => new Forgery(to.Value, seen =>
            ((ValueSet<Message>)seen).Cast<ListTold>().Select(told => told.List).Concat(MachineAdversary.Lists(config)).Distinct()
                .Select(list => new ListTold(learner, to.Key, list)))),
    ];
}
