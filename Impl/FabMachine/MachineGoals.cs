using BgpVerified.Impl.Fab;
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
            goals.Add(Step("ReachLearned", (_, input, after) =>
                input is Quorum<SlotAccepted> or Quorum<SlotCommitted> && after is LearnerState, "a learner learns a request"));
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

        var isRecovered = Enumerable.Range(1, config.Regencies - 1).Any(regency => !config.Fab.IsByzantineLeader(regency));
        if (isRecovered)
        {
            goals.Add(Recovered("ReachFreeChoice", (_, certificate) => certificate.Vouching.Value is null,
                "certificates leave a new leader free to choose"));
            goals.Add(Recovered("ReachObliged", (request, certificate) => certificate.Vouching.Value == request,
                "a certificate obliges a new leader to a request"));
        }

        if (hasLearner && config.Fab.Parameterized)
        {
            goals.Add(Step("ReachLearnedFromProofs", (_, input, after) => input is Quorum<SlotCommitted> && after is LearnerState,
                "a learner learns a request from commit proofs"));
        }

        if (hasLearner && config.ChangesLeader)
        {
            goals.Add(Step("ReachLearnedAfterChange", (_, input, after) => after is LearnerState
                && input is Quorum<SlotAccepted> { Statement.Accepted.Number: > 0 }
                    or Quorum<SlotCommitted> { Statement.Committed.Proof.Proposal.Number: > 0 },
                "a learner learns what a new leader proposed"));
        }

        if (isRecovered && CanHaveGaps(config) && config.Has(MachineRule.FillGaps) && config.Has(MachineRule.AdoptVouched))
        {
            goals.Add(Step("ReachGapFilled", (_, input, after) =>
                input is Quorum<SlotAccepted> or Quorum<SlotCommitted> && after is LearnerState learner
                && learner.Log.Any(executed => executed.Request == Register.NoOp && executed.Slot + 1 < learner.Log.Count),
                "a learner executes a request after a gap that was filled"));
        }

        if (config.LosingAcceptors.Count > 0 && config.Slots > config.Parallel)
        {
            goals.Add(Step("ReachRejoined", (before, input, _) => input is SlotPropose
                && before is AcceptorState { Rejoin: Rejoin.Answered }, "an acceptor that had lost its state accepts again"));
        }

        if (config.LosingProposers.Count > 0)
        {
            goals.Add(Step("ReachLeaderAgain", (before, input, _) => input is Elected && before is LeaderState { Rejoin: Rejoin.Answered },
                "a proposer that had lost its state leads"));
        }

        if (config.LosingLearners.Count > 0)
        {
            goals.Add(Step("ReachListAgain", (_, input, _) => input is ListQuorum { List.Count: > 0 },
                "a learner that had lost its state has the list again"));
        }

        return goals;
    }

    /// <summary>Gaps are left by leaders that run instances in parallel, with two requests, or a Byzantine one with one.</summary>
    private static bool CanHaveGaps(MachineConfig config) =>
        Math.Min(config.Slots, config.Parallel) > 1 && (config.Written.Count() > 1 || config.HasByzantineLeader);

    private static Goal Recovered(string name, Func<string, ProgressCertificate, bool> proposed, string meaning) =>
        Step(name, (_, input, after) => input is ReportsQuorum or Request && after is LeaderState { Certificates.Count: > 0 } leader
            && leader.Proposed.Zip(leader.Certificates).Any(slot => proposed(slot.First, slot.Second)), meaning);

    private static Goal Answered(string name, Func<Answer, bool> answer, string meaning) =>
        Step(name, (before, _, after) => before is ClientState { Answer: null } && after is ClientState { Answer: { } found }
            && answer(found), meaning);

    private static Goal Step(string name, Func<object, Input, object, bool> happens, string meaning) =>
        new(name, (_, before, input, after) => !before.Equals(after) && happens(before, input, after), (_, _) => true, meaning);
}
