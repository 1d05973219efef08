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

    /// <summary>An acceptor signs whatever is proposed, and shows the commit proofs that others show.</summary>
    private static IEnumerable<Forgery> OfAcceptor(int acceptor, FabConfig config, FabViews views) =>
    [
        .. views.Accepted.Select(view => new Forgery(view, seen =>
            ((Signatures)seen).Signed.Select(s => new Accepted(acceptor, s.Proposal.Number, s.Proposal.Value, s.Delay)))),
        .. views.Committed.Select(view => new Forgery(view, seen =>
            ((Signatures)seen).Signed.Select(s => new Committed(acceptor, new(s.Proposal, config.CommitProofSize), s.Delay)))),
    ];

    /// <summary>Once enough others answered a correct leader: any claim.</summary>
    private static IEnumerable<Forgery> OfAcceptors(FabConfig config, FabViews views) =>
        from reports in views.Reports
        where !config.IsByzantineLeader(reports.Key)
        select new Forgery(reports.Value, seen =>
        {
            var material = (AnswerMaterial)seen;
            var answered = material.Reports.Select(m => ((Report)m).Acceptor).Distinct().Count();
            return answered + config.ByzantineAcceptors.Count >= config.CertificateSize
                ? FabAdversary.Claims(reports.Key, material.Proofs, config).SelectMany(claim => claim).Distinct()
                : [];
        });

    /// <summary>A learner tells anything.</summary>
    private static IEnumerable<Forgery> OfLearner(int learner, FabConfig config, FabViews views) =>
    [
        new(views.Learned, _ => Enumerable.Range(0, config.Regencies).Select(number => new Learned(learner, number))),
        new(views.Told, seen =>
            from number in Enumerable.Range(0, config.Regencies)
            from value in config.HasFewLearners ? [.. ((ToldMaterial)seen).Byzantine] : config.Values
            select new Told(learner, new(number, value), config.HasFewLearners ? config.AcknowledgmentSize : 0)),
        .. config.HasFewLearners ? OfSigner(learner, config, views) : [],
    ];

    /// <summary>A learner signs anything.</summary>
    private static IEnumerable<Forgery> OfSigner(int learner, FabConfig config, FabViews views) =>
        [new(views.Acknowledged, _ => config.Values.Select(value => new Acknowledgment(learner, 0, value)))];
}
