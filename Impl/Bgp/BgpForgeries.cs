using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>
/// The single messages that Byzantine processes could send, for message-by-message runs. What they are made of is worked
/// out by <see cref="BgpAdversary"/>, as for whole quorums.
/// </summary>
internal static class BgpForgeries
{
    public static IReadOnlyList<Forgery> All(BgpConfig config, BgpViews views) => config.HasByzantine
        ?
        [
            .. OfAnybody(config, views),
            .. config.ByzantineAcceptors.Members.SelectMany(acceptor => OfAcceptor(acceptor, config, views)),
            .. config.ByzantineLeaders.Members.SelectMany(view => OfLeader(view, config, views)),
        ]
        : [];

    /// <summary>Commands that Byzantine proposers sign, or that nobody signed.</summary>
    private static IEnumerable<Forgery> OfAnybody(BgpConfig config, BgpViews views) =>
    [
        new(views.FastProposals, seen => ((ValueSet<Command>)seen).Where(c => !config.IsFromCorrect(c)).Select(c => new FastProposal(c))),
        new(views.Proposals, seen => ((ValueSet<Command>)seen).Where(c => !config.IsFromCorrect(c)).Select(c => new Proposal(c))),
    ];

    /// <summary>An acceptor signs what, with its signature, would be enough; it reports what some certificate shows.</summary>
    private static IEnumerable<Forgery> OfAcceptor(int acceptor, BgpConfig config, BgpViews views) =>
    [
        .. views.Verifies.Select(view => new Forgery(view.Value, seen =>
            ((ValueList<SignedValue>)seen).Select(vote => new Verify(acceptor, view.Key, vote.Value)))),
        .. views.Phase2Bs.Select(view => new Forgery(view.Value, seen =>
            ((ValueList<SignedValue>)seen).Select(proof => new Phase2B(acceptor, view.Key, proof.Value)))),
        new(views.UniversalPhase2Bs, seen => ((ValueSet<Message>)seen).Cast<UniversalPhase2B>().Select(m => m.Command).Distinct()
            .Append(config.ForgedUniversal).Select(command => new UniversalPhase2B(acceptor, command))),
        .. views.Reports.Select(view => new Forgery(view.Value, seen => Reports(acceptor, view.Key, (ReportMaterial)seen, config))),
        .. views.Suspicions.Where(view => view.Key + 1 < config.Views).Select(view => new Forgery(view.Value, _ => [new Suspicion(acceptor, view.Key)])),
        .. views.ViewChanges.Where(view => view.Key > 0).Select(view => new Forgery(view.Value, seen =>
            ((Signers)seen).Members.Count > 0 ? [new ViewChange(acceptor, view.Key, config.SuspicionSize)] : [])),
        .. acceptor == config.ByzantineAcceptors.Members.First()
            ? views.NewLeaders.Select(view => new Forgery(view.Value, seen => BgpAdversary.NewLeaders(view.Key, ((LeaderProof)seen).Committed, config)))
            : [],
    ];

    private static IEnumerable<Forgery> OfLeader(int view, BgpConfig config, BgpViews views) =>
    [
        .. views.ByzantineProposals.Where(proposals => Enumerable.Range(1, config.BallotsPerView).Any(number => config.BallotOf(view, number) == proposals.Key))
            .Select(proposals => new Forgery(proposals.Value, seen => ((ValueList<Phase2A>)seen).Select(message => message with { View = view }))),
        new(views.Signed, seen => BgpAdversary.Openings(view, (ValueSet<Command>)seen, config)),
    ];

    /// <summary>
    /// Once enough others answered: one Byzantine acceptor reports anything; more of them add nothing to what one can make
    /// the leader propose.
    /// </summary>
    private static IEnumerable<Phase1B> Reports(int acceptor, Ballot ballot, ReportMaterial reports, BgpConfig config)
    {
        if (reports.Sent.Count + config.ByzantineAcceptors.Count < config.Phase1Size)
        {
            return [];
        }

        return acceptor != config.ByzantineAcceptors.Members.First()
            ? [new(acceptor, ballot, Certificate.Initial(config.Empty), config.Empty)]
            : from proven in BgpAdversary.Claims(reports.Material.Certificates, reports.Material.Signed, config)
              from value in reports.Material.Values
              select new Phase1B(acceptor, ballot, proven, value);
    }
}
