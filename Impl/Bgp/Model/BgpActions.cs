using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>The kinds of steps that can happen in a configuration: a role, and the input that one of its handlers reacts to.</summary>
internal static class BgpActions
{
    public static IReadOnlyList<ProtocolAction> All(BgpConfig config)
    {
        var hasUniversal = config.Commands.Any(config.IsUniversal);
        var hasSequenced = config.Commands.Any(command => !config.IsUniversal(command));
        var kinds = Enumerable.Range(1, config.BallotsPerView).Select(config.KindOf).ToList();
        var hasLeader = config.ByzantineLeaders.Count < config.Views;
        List<(string Role, string Input, bool Possible)> actions =
        [
            ("proposer", nameof(CommandRequest), config.ByzantineProposers.Count < config.Proposers.Count),
            ("proposer", nameof(BallotOpened), !config.Has(BgpRule.ProposeToAll)),
            ("leader", nameof(TriggerNextBallot), hasLeader),
            ("leader", nameof(Proposal), hasLeader),
            ("leader", nameof(Phase1BQuorum), hasLeader),
            ("leader", nameof(NewLeader), Enumerable.Range(1, config.Views - 1).Any(view => !config.ByzantineLeaders.Contains(view))),
            ("acceptor", nameof(Phase1A), true),
            ("acceptor", nameof(Fast), !config.Has(BgpRule.OpenByPhase1) && kinds.Contains(BallotKind.Fast)),
            ("acceptor", nameof(Phase2A), hasSequenced),
            ("acceptor", nameof(FastProposal), hasUniversal || (hasSequenced && kinds.Contains(BallotKind.Fast))),
            ("acceptor", nameof(Forward), hasUniversal && config.Has(BgpRule.UniversalForward)),
            ("acceptor", nameof(UniversalPhase2A), hasUniversal && !config.Has(BgpRule.UniversalAnyBallot)),
            ("acceptor", nameof(VerifyQuorum), hasSequenced),
            ("acceptor", nameof(SuspectLeader), config.Views > 1),
            ("acceptor", nameof(SuspicionQuorum), config.Views > 1),
            ("acceptor", nameof(ViewChange), config.Views > 1 && config.Has(BgpRule.JoinViewChange)),
            ("acceptor", nameof(ViewChangeQuorum), config.Views > 1),
            ("learner", nameof(Phase2BQuorum), hasSequenced),
            ("learner", nameof(UniversalPhase2BQuorum), hasUniversal),
        ];
        return [.. actions.Where(action => action.Possible).Select(action => new ProtocolAction(action.Role, action.Input))];
    }
}
