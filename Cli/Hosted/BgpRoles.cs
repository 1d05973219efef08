using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Hosted;

/// <summary>Leaders and acceptors of BGP on machines, whoever proposes and learns.</summary>
internal static class BgpRoles
{
    /// <summary>The kinds of ballots, in turn.</summary>
    /// <exception cref="InvalidConfigurationException">There is another.</exception>
    public static IReadOnlyList<BallotKind> Ballots(string ballots) => [.. ballots.Split(',').Select(Kind)];

    /// <summary>Adds them, and how messages are counted.</summary>
    public static void Add(HandlerTable<BgpConfig> table, BgpConfig config)
    {
        table.Count<Phase1B, Phase1BQuorum>(config.Phase1Size, m => m.Ballot, reports => new(reports[0].Ballot, new(reports)));
        if (config.Has(BgpRule.PrefixQuorums))
        {
            table.CollectLatest<Verify>(config.VerifySize, m => m.Ballot, (kept, next) => next.Value.Count > kept.Value.Count);
            table.CollectLatest<Phase2B>(config.LearnSize, m => m.Ballot, (kept, next) => next.Value.Count > kept.Value.Count);
        }
        else
        {
            table.Count<Verify>(config.VerifySize);
            table.Count<Phase2B>(config.LearnSize);
        }

        table.Count<UniversalPhase2B>(config.UniversalSize);
        table.Count<Suspicion>(config.SuspicionSize);
        table.Count<ViewChange>(config.ViewChangeSize, m => m with { Suspicions = config.SuspicionSize });
        table.To<Phase1B>((m, to) => config.LeaderOf(m.Ballot.View) == to.Number);
        table.To<NewLeader>((m, to) => config.LeaderOf(m.View) == to.Number);
        var leaders = table.Role("leader", 'd', config.Quorums.Acceptors, id => LeaderState.Initial(id.Number, config.Empty))
            .On<TriggerNextBallot>(Leader.On).On<Proposal>(Leader.On).On<Phase1BQuorum>(Leader.On).On<NewLeader>(Leader.On);
        var acceptors = table.Role("acceptor", 'a', config.Quorums.Acceptors, id => AcceptorState.Initial(id, config.Empty))
            .On<Phase1A>(AcceptorAgreement.On).On<Phase2A>(AcceptorAgreement.On).On<FastProposal>(AcceptorAgreement.On)
            .On<Forward>(AcceptorAgreement.On).On<SuspectLeader>(AcceptorViewChange.On)
            .On<Quorum<Suspicion>>(AcceptorViewChange.On).On<ViewChange>(AcceptorViewChange.On)
            .On<Quorum<ViewChange>>(AcceptorViewChange.On);
        if (config.Has(BgpRule.PrefixQuorums))
        {
            acceptors.On<Reports<Verify>>(PrefixQuorums.On);
        }
        else
        {
            acceptors.On<Quorum<Verify>>(AcceptorAgreement.On);
        }

        if (config.HasCheckpoints)
        {
            table.Count<Checkpointed>(config.FewestDiscarding);
            leaders.On<Quorum<Checkpointed>>(Leader.On);
            acceptors.On<Quorum<Phase2B>>(AcceptorCheckpoints.On);
        }
    }

    private static BallotKind Kind(string text) => text switch
    {
        "fast" => BallotKind.Fast,
        "classic" => BallotKind.Classic,
        _ => throw new InvalidConfigurationException($"unknown kind of ballot '{text}'; --ballots is a list of 'fast' and 'classic'"),
    };
}
