using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabMachine;

/// <summary>The kinds of steps that can happen in a configuration: a role, and the input that one of its handlers reacts to.</summary>
internal static class MachineActions
{
    public static IReadOnlyList<ProtocolAction> All(MachineConfig config)
    {
        var acceptorLoses = config.LosingAcceptors.Count > 0;
        var learnerLoses = config.LosingLearners.Count > 0;
        var hasLearner = config.ByzantineLearners.Count < config.Source.Learners;
        var isLed = !config.HasByzantineLeader;
        List<(string Role, string Input, bool Possible)> actions =
        [
            ("client", nameof(SendRequest), true),
            ("client", nameof(SlotAcceptedQuorum), config.IsTentative),
            ("client", nameof(ReplyQuorum), config.ReplySize <= config.Source.Learners),
            ("client", nameof(BeginRead), config.HasReads),
            ("client", nameof(ReadQuorum), config.HasReads && config.ReadSize <= config.Source.Learners),
            ("proposer", nameof(Request), isLed),
            ("proposer", nameof(SlotLearnedQuorum), isLed),
            ("acceptor", nameof(SlotPropose), true),
            ("acceptor", nameof(LoseState), acceptorLoses),
            ("acceptor", nameof(LastQuery), acceptorLoses),
            ("acceptor", nameof(LastQuorum), acceptorLoses),
            ("learner", nameof(SlotPropose), hasLearner && config.IsTentative),
            ("learner", nameof(SlotAcceptedQuorum), hasLearner),
            ("learner", nameof(ReadOnly), hasLearner && config.HasReads),
            ("learner", nameof(LoseState), learnerLoses),
            ("learner", nameof(ListQuery), hasLearner && learnerLoses),
            ("learner", nameof(ListQuorum), learnerLoses),
        ];
        return [.. actions.Where(action => action.Possible).Select(action => new ProtocolAction(action.Role, action.Input))];
    }
}
