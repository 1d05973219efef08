using BgpVerified.Impl.Machines;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>How a learner executes: it undoes what contradicts the learned order, then executes what it can, and replies.</summary>
internal static class Execution
{
    /// <summary>Section VII, figure 7: "requests are eventually re-executed in the correct order".</summary>
    public static Step<LearnerState> Advance(LearnerState before, LearnerState next, MachineConfig config,
        params IEnumerable<Message> sends)
    {
        var after = Execute(RollBack(next, config), config);
        return Step.To(after, [.. sends, .. Replies(after, config).Except(Replies(before, config))]);
    }

    /// <summary>Whether everything that was executed is learned, with all that comes before it.</summary>
    public static bool IsSettled(LearnerState self) => self.Log.All(executed => executed.Slot < self.List.Count);

    /// <summary>Undoes executions, from the last one back to the first that is not what was learned in its slot.</summary>
    private static LearnerState RollBack(LearnerState self, MachineConfig config)
    {
        var wrong = self.Log.Index().FirstOrDefault(entry => IsWrong(entry.Item, self), (-1, null!)).Index;
        return wrong < 0
            ? self
            : self with
            {
                Log = new(self.Log.Take(wrong)),
                Value = config.Has(MachineRule.RollBack) ? self.Log[wrong].Before : self.Value,
            };
    }

    private static bool IsWrong(Executed executed, LearnerState self) =>
        self.LearnedIn(executed.Slot) is not Register.None and var learned && learned != executed.Request;

    private static LearnerState Execute(LearnerState self, MachineConfig config)
    {
        for (var slot = 0; slot < Math.Max(self.Learned.Count, self.Proposed.Count); slot++)
        {
            if (self.Log.Any(executed => executed.Slot == slot))
            {
                continue;
            }

            var request = self.LearnedIn(slot) is not Register.None and var learned ? learned : self.ProposedIn(slot);
            if (request != Register.None)
            {
                self = self with
                {
                    Log = self.Log.Add(new(slot, request, self.Value)),
                    Value = request == Register.NoOp || IsRepeated(self.Log, request, config) ? self.Value : request,
                };
            }
            else if (config.Has(MachineRule.SlotOrder))
            {
                break;
            }
        }

        return self;
    }

    private static bool IsRepeated(IEnumerable<Executed> earlier, string request, MachineConfig config) =>
        config.Has(MachineRule.ExecuteOnce) && earlier.Any(executed => executed.Request == request);

    /// <summary>The replies that a state allows: one for each request, tentative until all up to it is learned.</summary>
    private static IEnumerable<Reply> Replies(LearnerState self, MachineConfig config)
    {
        foreach (var (i, executed) in self.Log.Index())
        {
            var isLearned = config.Has(MachineRule.SlotOrder)
                ? executed.Slot < self.List.Count
                : self.LearnedIn(executed.Slot) != Register.None;
            if (executed.Request != Register.NoOp && !IsRepeated(self.Log.Take(i), executed.Request, config))
            {
                var order = isLearned ? ValueList<string>.Empty : new(self.Log.Take(i + 1).Select(one => one.Request));
                yield return new(executed.Slot, executed.Request, executed.Before, order);
            }
        }
    }
}
