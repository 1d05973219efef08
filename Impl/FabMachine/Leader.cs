using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>The state of the leader.</summary>
/// <param name="Id">The proposer that leads.</param>
/// <param name="Pending">The requests that it has heard and that wait for a slot, in the order in which they came.</param>
/// <param name="Proposed">The request of each slot, from the first.</param>
/// <param name="Finished">The slots that it knows to be learned.</param>
public sealed record LeaderState(ProcessId Id, ValueList<string> Pending, ValueList<string> Proposed, ProcessSet Finished)
    : ProcessState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
        [("pending", Pending.ToString()), ("proposed", Proposed.ToString()), ("finished", Finished.Names("slot "))];

    /// <summary>A leader before anything has happened.</summary>
    public static LeaderState Initial(ProcessId id) => new(id, ValueList<string>.Empty, ValueList<string>.Empty, ProcessSet.None);
}

/// <summary>The leader: it gives each request a slot, and proposes it in the slot's instance of consensus.</summary>
public static class Leader
{
    /// <summary>A client's request: proposes it in the next slot, as soon as the instance may run.</summary>
    /// <remarks>
    /// Section VII; figure 2, lines 1-4 in each instance; figure 7. TLA+: none. A request that comes again keeps its slot.
    /// </remarks>
    public static Step<LeaderState> On(LeaderState self, Request m, MachineConfig config) =>
        self.Pending.Contains(m.Name) || self.Proposed.Contains(m.Name)
            ? Step.Ignore(self)
            : Propose(self with { Pending = self.Pending.Add(m.Name) }, config);

    /// <summary>An instance is finished: the one k after it may run.</summary>
    /// <remarks>Section VIII-B ("k is the number of instances of consensus that may run in parallel"). TLA+: none.</remarks>
    public static Step<LeaderState> On(LeaderState self, Quorum<SlotLearned> m, MachineConfig config) =>
        m.Signers.Count >= config.FinishedSize && !self.Finished.Contains(m.Statement.Slot)
            ? Propose(self with { Finished = self.Finished.Add(m.Statement.Slot) }, config)
            : Step.Ignore(self);

    private static Step<LeaderState> Propose(LeaderState self, MachineConfig config)
    {
        var sends = new List<Message>();
        for (var slot = self.Proposed.Count; slot < config.Slots && self.Pending.Count > 0 && MayRun(self, slot, config); slot++)
        {
            var request = self.Pending[0];
            self = self with { Pending = new(self.Pending.Skip(1)), Proposed = self.Proposed.Add(request) };
            sends.Add(new SlotPropose(slot, new(0, request, null), IsSigned: true, IsInWindow: true));
        }

        return Step.To(self, [.. sends]);
    }

    private static bool MayRun(LeaderState self, int slot, MachineConfig config) =>
        slot < config.Parallel || self.Finished.Contains(slot - config.Parallel);
}
