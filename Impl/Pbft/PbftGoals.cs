using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Pbft;

/// <summary>What must happen at least once, so that nothing holds because nothing happened.</summary>
internal static class PbftGoals
{
    public static IReadOnlyList<Goal> All(PbftConfig config)
    {
        var goals = new List<Goal>
        {
            Step("ReachExecuted", (before, _, after) => before is ReplicaState b && after is ReplicaState a && a.Log.Count > b.Log.Count,
                "a replica executes a request"),
        };
        if (config.Correct.Any())
        {
            goals.Add(Step("ReachAnswered", (before, _, after) => before is ClientState { Answer: null }
                && after is ClientState { Answer: not null }, "a client accepts a result"));
        }

        if (config.Views > 1 && config.ByzantineReplicas.Count <= config.F)
        {
            goals.Add(Step("ReachNewView", (before, _, after) => after is ReplicaState { IsActive: true, View: > 0 } a
                && before is ReplicaState b && (b.View < a.View || !b.IsActive)
                && a.Slots.Any(slot => slot.PrePrepared is not null and not Register.Null),
                "a view begins with a request of an earlier one"));
            goals.Add(Step("ReachExecutedLater", (before, _, after) => before is ReplicaState { View: > 0 } b && after is ReplicaState a
                && a.Log.Count > b.Log.Count, "a replica executes a request in a later view"));
        }

        if (config.Has(PbftRule.Checkpoints))
        {
            goals.Add(Step("ReachStable", (before, _, after) => before is ReplicaState b && after is ReplicaState a && a.Low > b.Low,
                "a checkpoint is stable"));
        }

        return goals;
    }

    private static Goal Step(string name, Func<object, Input, object, bool> happens, string meaning) =>
        new(name, (_, before, input, after) => !before.Equals(after) && happens(before, input, after), (_, _) => true, meaning);
}
