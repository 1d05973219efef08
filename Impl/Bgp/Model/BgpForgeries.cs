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

    /// <summary>
    /// What is only counted is left out where it cannot be enough, since no quorum then forms, whatever a handler does:
    /// votes, phase 2b and phase 1b messages. What a handler takes by itself is sent whatever it is worth.
    /// </summary>
    private static IEnumerable<Forgery> OfAcceptor(int acceptor, BgpConfig config, BgpViews views) =>
    [
        .. views.Verifies.Select(view => new Forgery(view.Value, seen =>
            Enough(seen, config.VerifySize, config).Select(vote => new Verify(acceptor, view.Key, vote.Value)))),
        .. views.Phase2Bs.Select(view => new Forgery(view.Value, seen =>
            Enough(seen, config.LearnSize, config).Select(proof => new Phase2B(acceptor, view.Key, proof.Value)))),
        new(views.UniversalPhase2Bs, seen => ((ValueSet<Message>)seen).Cast<UniversalPhase2B>().Select(m => m.Command).Distinct()
            .Append(config.ForgedUniversal).Select(command => new UniversalPhase2B(acceptor, command))),
        new(views.Signed, seen => OfNobody(acceptor, (ValueSet<Command>)seen, config)),
        new(views.Signed, _ => BgpAdversary.OpeningsAhead(config).Where(message => config.LeaderOf(message.View) == acceptor)),
        .. views.Reports.Select(view => new Forgery(view.Value, seen => Reports(acceptor, view.Key, (ReportMaterial)seen, config))),
        .. views.Suspicions.Where(view => view.Key + 1 < config.Views).Select(view => new Forgery(view.Value, seen =>
            [new Suspicion(acceptor, view.Key), BgpAdversary.Commitment(acceptor, view.Key + 1, (Signers)seen, config)])),
        .. acceptor == config.ByzantineAcceptors.Members.First()
            ? views.NewLeaders.Select(view => new Forgery(view.Value, seen => [BgpAdversary.NewLeader(acceptor, view.Key, ((LeaderProof)seen).Committed, config)]))
            : [],
    ];

    /// <summary>What a Byzantine acceptor sends whatever correct acceptors have sent.</summary>
    private static IEnumerable<Message> OfNobody(int acceptor, ValueSet<Command> signed, BgpConfig config) =>
    [
        .. BgpAdversary.Nameable(signed, config).Select(command => new Forward(acceptor, command)),
        .. from ballot in config.Ballots
           where config.ByzantineAcceptors.Count >= config.VerifySize
           from value in BgpAdversary.SignedAlone(config.VerifySize, signed, config)
           select new Verify(acceptor, ballot, value),
        .. from ballot in config.Ballots
           where config.ByzantineAcceptors.Count >= config.LearnSize
           from value in BgpAdversary.SignedAlone(config.LearnSize, signed, config)
           select new Phase2B(acceptor, ballot, value),
        .. from command in signed
           where config.ByzantineAcceptors.Count >= config.UniversalSize
           select new UniversalPhase2B(acceptor, command),
    ];

    private static IEnumerable<Forgery> OfLeader(int view, BgpConfig config, BgpViews views) =>
    [
        .. views.ByzantineProposals.Select(proposals => new Forgery(proposals.Value, seen => ((ValueList<Phase2A>)seen).Where(message => message.View == view))),
        new(views.Signed, seen => BgpAdversary.Openings(view, (ValueSet<Command>)seen, config)),
        .. config.Has(BgpRule.ProposeToAll) ? [] : (Forgery[])[new(views.BallotsOpened, _ => BgpAdversary.Announcements(view, config))],
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
            : BgpAdversary.Reports(acceptor, ballot, reports.Material, config);
    }

    private static IEnumerable<SignedValue> Enough(object seen, int size, BgpConfig config) =>
        ((ValueList<SignedValue>)seen).Where(signed => signed.Signers.Union(config.ByzantineAcceptors).Count >= size);
}
