using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>
/// The single messages that Byzantine processes could send, for message-by-message runs. What they are made of is worked
/// out by <see cref="FabAdversary"/>, as for whole quorums.
/// </summary>
internal static class FabForgeries
{
    public static IReadOnlyList<Forgery> All(FabConfig config, FabViews views) =>
    [
        .. views.FromByzantine.Values.Select(view => new Forgery(view, seen => (ValueList<Message>)seen)),
        .. config.ByzantineAcceptors.Members.SelectMany(acceptor => OfAcceptor(acceptor, config, views)),
        .. config.ByzantineAcceptors.Count > 0 ? OfAcceptors(config, views) : [],
        .. config.ByzantineLearners.Members.SelectMany(learner => OfLearner(learner, config, views)),
        .. config.ByzantineProposers.Members.Select(proposer => new Forgery(views.Satisfied, _ => [new Satisfied(proposer)])),
    ];

    /// <summary>An acceptor signs every value, and shows commit proofs with the signatures that there are.</summary>
    private static IEnumerable<Forgery> OfAcceptor(int acceptor, FabConfig config, FabViews views) =>
    [
        .. views.Accepted.Index().Select(view => new Forgery(view.Item, seen =>
            FabAdversary.Signed(view.Index, ((Signatures)seen).Signed, config).Select(s => new Accepted(acceptor, view.Index, s.Proposal.Value, s.Delay)))),
        .. config.Parameterized
            ? views.Accepted.Index().Select(view => new Forgery(view.Item, seen =>
                FabAdversary.Signed(view.Index, ((Signatures)seen).Signed, config).Select(s => new Committed(acceptor, FabAdversary.ProofOf(s, config), s.Delay + 1))))
            : [],
    ];

    /// <summary>To a correct leader: any claim.</summary>
    private static IEnumerable<Forgery> OfAcceptors(FabConfig config, FabViews views) =>
        from reports in views.Reports
        select new Forgery(reports.Value, seen => FabAdversary.Claims(reports.Key, ((AnswerMaterial)seen).Proofs, config).SelectMany(claim => claim).Distinct());

    /// <summary>A learner tells anything.</summary>
    private static IEnumerable<Forgery> OfLearner(int learner, FabConfig config, FabViews views) =>
    [
        new(views.Learned, _ => Enumerable.Range(0, config.Regencies).Select(number => new Learned(learner, number))),
        new(views.Told, seen =>
            from number in Enumerable.Range(0, config.Regencies)
            from value in config.Values.Index()
            select new Told(learner, new(number, value.Item), ((ToldMaterial)seen).Signatures[value.Index])),
        .. config.HasFewLearners ? OfSigner(learner, config, views) : [],
    ];

    /// <summary>A learner signs anything.</summary>
    private static IEnumerable<Forgery> OfSigner(int learner, FabConfig config, FabViews views) =>
        [new(views.Acknowledged, _ => config.Values.Select(value => new Acknowledgment(learner, 0, value)))];
}
