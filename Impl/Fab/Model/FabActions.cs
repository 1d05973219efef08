using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Fab;

/// <summary>The kinds of steps that can happen in a configuration: a role, and the input that one of its handlers reacts to.</summary>
internal static class FabActions
{
    public static IReadOnlyList<ProtocolAction> All(FabConfig config)
    {
        var recovers = config.Regencies > 1;
        var hasProposer = config.ByzantineProposers.Count < config.Proposers;
        var newLeaders = Enumerable.Range(1, config.Regencies - 1).Any(regency => !config.IsByzantineLeader(regency));
        var hasLearner = config.ByzantineLearners.Count < config.Learners;
        List<(string Role, string Input, bool Possible)> actions =
        [
            ("proposer", nameof(Start), !config.IsByzantineLeader(0)),
            ("proposer", nameof(Elected), newLeaders),
            ("proposer", nameof(ReportQuorum), newLeaders),
            ("proposer", nameof(LearnedQuorum), hasProposer),
            ("proposer", nameof(SatisfiedQuorum), hasProposer),
            ("proposer", nameof(ProgressTimeout), recovers && hasProposer),
            ("election", nameof(Elect), recovers),
            ("acceptor", nameof(Propose), true),
            ("acceptor", nameof(Query), recovers),
            ("acceptor", nameof(AcceptedQuorum), config.Parameterized),
            ("learner", nameof(AcceptedQuorum), hasLearner),
            ("learner", nameof(CommittedQuorum), hasLearner && config.Parameterized),
            ("learner", nameof(PullTimeout), hasLearner && config.Has(FabRule.Pull) && config.Learners > 1),
            ("learner", nameof(Pull), hasLearner && config.Has(FabRule.Pull) && config.Learners > 1),
            ("learner", nameof(AcknowledgmentQuorum), hasLearner && config.HasFewLearners),
            ("learner", nameof(ToldQuorum), hasLearner && config.Has(FabRule.Pull) && config.Learners > config.PullSize),
            ("witness", nameof(ChosenSeen), true),
        ];
        return [.. actions.Where(action => action.Possible).Select(action => new ProtocolAction(action.Role, action.Input))];
    }
}
