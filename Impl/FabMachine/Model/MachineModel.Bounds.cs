using BgpVerified.Impl.Machines;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <content>
/// Where a run ends, which handlers do not know: it has so many slots. Processes have room for them from the beginning, so that their
/// states are as long as one another.
/// </content>
internal sealed partial class MachineModel
{
    private ValueList<string> Nothing => field ??= ValueList<string>.Empty.UpTo(Config.Slots, Register.None);

    private AcceptorState WithRoom(AcceptorState self) => self with { Slots = self.Slots.UpTo(Config.Slots, self.Rest) };

    private LearnerState WithRoom(LearnerState self) => self with { Proposed = Nothing, Learned = Nothing };

    /// <summary>An acceptor that has lost its state takes part in no slot of the run for now.</summary>
    private Step<AcceptorState> Lose(AcceptorState self, LoseState m, MachineConfig config)
    {
        var step = Acceptor.On(self, m, config);
        return step.Sends.IsEmpty ? step : new(WithRoom(step.State) with { Ignored = config.Slots }, step.Sends);
    }

    private Step<LearnerState> Lose(LearnerState self, LoseState m, MachineConfig config)
    {
        var step = Learner.On(self, m, config);
        return step.Sends.IsEmpty ? step : new(WithRoom(step.State), step.Sends);
    }

    /// <summary>A list of more requests than the run has slots is none.</summary>
    private static Step<LearnerState> WithinSlots(LearnerState self, ListQuorum m, MachineConfig config) =>
        m.List.Count > config.Slots ? Step.Ignore(self) : Learner.On(self, m, config);

    /// <summary>What a leader would propose after the last slot waits for ever.</summary>
    private Step<LeaderState> WithinSlots(Step<LeaderState> step)
    {
        var (proposed, sends) = (step.State.Proposed, step.Sends);
        return proposed.Count <= Config.Slots
            ? step
            : new(
                step.State with
                {
                    Pending = new(proposed.Skip(Config.Slots).Concat(step.State.Pending)),
                    Proposed = new(proposed.Take(Config.Slots)),
                },
                [.. sends.Where(message => message is not SlotPropose beyond || beyond.Slot < Config.Slots)]);
    }
}
