using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabMachine;

/// <summary>What must happen in a run of the state machine, so that nothing holds because nothing happened.</summary>
internal static class MachineGoals
{
    public static IReadOnlyList<Goal> All(MachineConfig config)
    {
        var goals = new List<Goal>();
        var hasLearner = config.ByzantineLearners.Count < config.Source.Learners;
        if (hasLearner)
        {
            goals.Add(Step("ReachLearned", (_, input, after) => input is Quorum<SlotAccepted> && after is LearnerState,
                "a learner learns a request"));
        }

        if (config.ReplySize <= config.Source.Learners)
        {
            goals.Add(Answered("ReachReply", answer => answer is { IsTentative: false, Slot: >= 0 }, "a client accepts a reply"));
            if (config.IsTentative)
            {
                goals.Add(Answered("ReachTentativeReply", answer => answer.IsTentative, "a client accepts a tentative reply"));
            }
        }

        if (hasLearner && config.IsTentative && config.HasByzantineLeader && config.Written.Count() > 1)
        {
            goals.Add(Step("ReachRolledBack", (before, _, after) => before is LearnerState b && after is LearnerState a
                && !b.Log.All(a.Log.Contains), "a tentative execution is rolled back"));
        }

        if (config.HasReads && config.ReadSize <= config.Source.Learners)
        {
            goals.Add(Answered("ReachReadInitial", answer => answer is { Slot: < 0, Result: Register.Initial },
                "a client reads what was there before any write"));
            goals.Add(Answered("ReachReadWritten", answer => answer.Slot < 0 && answer.Result != Register.Initial,
                "a client reads what was written"));
        }

        if (config.LosingAcceptors.Count > 0 && config.Slots > config.Parallel)
        {
            goals.Add(Step("ReachRejoined", (before, input, _) => input is SlotPropose
                && before is AcceptorState { Rejoin: Rejoin.Answered }, "an acceptor that had lost its state accepts again"));
        }

        if (config.LosingLearners.Count > 0)
        {
            goals.Add(Step("ReachListAgain", (_, input, _) => input is ListQuorum { List.Count: > 0 },
                "a learner that had lost its state has the list again"));
        }

        return goals;
    }

    private static Goal Answered(string name, Func<Answer, bool> answer, string meaning) =>
        Step(name, (before, _, after) => before is ClientState { Answer: null } && after is ClientState { Answer: { } found }
            && answer(found), meaning);

    private static Goal Step(string name, Func<object, Input, object, bool> happens, string meaning) =>
        new(name, (_, before, input, after) => !before.Equals(after) && happens(before, input, after), (_, _) => true, meaning);
}
