using BgpVerified.Impl.Fab;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using FabAcceptor = BgpVerified.Impl.Fab.Acceptor;
using FabAcceptorState = BgpVerified.Impl.Fab.AcceptorState;

namespace BgpVerified.Impl.FabMachine;

/// <summary>Where a process stands that may lose its state.</summary>
public enum Rejoin
{
    /// <summary>It has all its state.</summary>
    Never,

    /// <summary>It has lost its state, and has asked the others.</summary>
    Asking,

    /// <summary>It has their answer.</summary>
    Answered,
}

/// <summary>The state of an acceptor.</summary>
/// <param name="Id">Which acceptor.</param>
/// <param name="Slots">Its state in the instance of each slot, up to the last with something.</param>
/// <param name="Rejoin">Whether it has lost its state.</param>
/// <param name="Ignored">The first slot that it takes part in: it ignores those before.</param>
/// <param name="Told">The acceptors that it has told what was the last instance.</param>
/// <param name="Past">For the properties only: what it had accepted in each slot before it lost its state.</param>
public sealed record AcceptorState(
    ProcessId Id, ValueList<FabAcceptorState> Slots, Rejoin Rejoin, int Ignored, ProcessSet Told, ValueList<string> Past) : ProcessState(Id)
{
    /// <summary>The regency that it follows in the slots after these.</summary>
    public int Regency { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
        [("accepted", string.Join(' ', Slots.Select(Shown))), ("regency", $"{At(0).Regency}"), ("rejoin", $"{Rejoin}"),
            ("ignored", $"{Ignored}"), ("past", string.Join(' ', Past.Select(Shown)))];

    /// <summary>Its state in the instance of a slot after those that it keeps.</summary>
    public FabAcceptorState Rest => FabAcceptorState.Initial(default) with { Regency = Regency };

    /// <summary>What it has accepted in each slot.</summary>
    public IEnumerable<string> Accepted => Slots.Select(slot => slot.Accepted?.Value ?? Register.None);

    /// <summary>The last slot that it knows of: one that it accepted in, or, after rejoining, one that others named; -1 for none.</summary>
    public int Last(MachineConfig config) =>
        Math.Max(Ignored - config.Parallel - 1, Slots.Select((slot, i) => slot.Accepted is null ? -1 : i).Append(-1).Max());

    /// <summary>An acceptor before anything has happened.</summary>
    public static AcceptorState Initial(ProcessId id) =>
        new(id, ValueList<FabAcceptorState>.Empty, Rejoin.Never, 0, ProcessSet.None, ValueList<string>.Empty);

    /// <summary>Its state in the instance of a slot.</summary>
    public FabAcceptorState At(int slot) => Slots.At(slot, Rest);

    /// <summary>The same with another state in the instance of a slot.</summary>
    public AcceptorState With(int slot, FabAcceptorState state) => this with { Slots = Slots.With(slot, state, Rest) };

    private static string Shown(string request) => request == Register.None ? "-" : request;

    /// <summary>What was accepted in a slot; with the proposal's number, once there is more than one.</summary>
    private static string Shown(FabAcceptorState slot) =>
        slot.Accepted is not { } accepted ? "-" : accepted.Number == 0 ? accepted.Value : $"{accepted}";
}

/// <summary>An acceptor: one of FaB Paxos in each slot; it forgets nothing, or rejoins where it can contradict nothing.</summary>
public static class Acceptor
{
    /// <summary>Accepts the leader's request for a slot.</summary>
    /// <remarks>
    /// Figure 4, lines 118-127, in the slot's instance; section VII, figure 7. TLA+: Accept. Deviates: a proof shows that the
    /// instance k before is finished, so that no more than k run in parallel, whoever leads (M04).
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, SlotPropose m, MachineConfig config)
    {
        if (!TakesPart(self, m.Slot) || !IsSigned(m, config) || !MayRun(m, config))
        {
            return Step.Ignore(self);
        }

        var (slot, sends) = FabAcceptor.On(self.At(m.Slot), m.Propose, config.Fab);
        return sends.IsEmpty
            ? Step.Ignore(self)
            : Step.To(
                self.With(m.Slot, slot),
                [.. sends.Cast<Accepted>().Select(accepted => new SlotAccepted(m.Slot, accepted))]);
    }

    /// <summary>Enough acceptors accepted a request in a slot: keep the commit proof, and show it to the learners.</summary>
    /// <remarks>Figure 5, lines 240-245, in the slot's instance. TLA+: no action. With Parameterized FaB Paxos only.</remarks>
    public static Step<AcceptorState> On(AcceptorState self, Quorum<SlotAccepted> m, MachineConfig config)
    {
        var (index, accepted) = m.Statement;
        if (!TakesPart(self, index))
        {
            return Step.Ignore(self);
        }

        var (slot, sends) = FabAcceptor.On(self.At(index), new Quorum<Accepted>(accepted, m.Signers), config.Fab);
        return sends.IsEmpty
            ? Step.Ignore(self)
            : Step.To(
                self.With(index, slot),
                [.. sends.Cast<Committed>().Select(committed => new SlotCommitted(index, committed))]);
    }

    /// <summary>It loses its state, and asks a quorum of acceptors for the last instance.</summary>
    /// <remarks>Section VIII-B ("a joining acceptor queries a quorum of acceptors"). TLA+: no action.</remarks>
    public static Step<AcceptorState> On(AcceptorState self, LoseState m, MachineConfig config) =>
        config.MayLoseState(self.Id) && self.Rejoin == Rejoin.Never
            ? Step.To(
                AcceptorState.Initial(self.Id) with { Rejoin = Rejoin.Asking, Past = new(self.Accepted) },
                new LastQuery())
            : Step.Ignore(self);

    /// <summary>Another acceptor has lost its state: says what was the last instance.</summary>
    /// <remarks>Section VIII-B ("for the last instance of consensus d"). TLA+: no action. Once: who asks again has it again.</remarks>
    public static Step<AcceptorState> On(AcceptorState self, LastQuery m, MachineConfig config) =>
        m.From != self.Id && self.Rejoin != Rejoin.Asking && !self.Told.Contains(m.From.Number)
            ? Step.To(self with { Told = self.Told.Add(m.From.Number) }, new LastReport(m.From, self.Last(config)))
            : Step.Ignore(self);

    /// <summary>A quorum answered: ignores every instance that it may have taken part in.</summary>
    /// <remarks>
    /// Section VIII-B ("and it then ignores all instances until d + k"). TLA+: no action. Deviates: instance d + k is ignored
    /// too (M05); d is the (f + 1)-th largest answer, since f may be made up and the paper does not say which (M06).
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, LastQuorum m, MachineConfig config) =>
        self.Rejoin == Rejoin.Asking && m.Reports.Count >= config.RejoinSize
            ? Step.To(self with
            {
                Rejoin = Rejoin.Answered,
                Ignored = FirstAfter(LastOf(m.Reports.Select(report => report.Slot), config), config)
            })
            : Step.Ignore(self);

    /// <summary>d: the (f + 1)-th largest answer; at least one correct acceptor knows of an instance as late.</summary>
    public static int LastOf(IEnumerable<int> answers, MachineConfig config)
    {
        var sorted = answers.OrderDescending().ToList();
        return sorted[Math.Min(config.Faults, sorted.Count - 1)];
    }

    private static int FirstAfter(int last, MachineConfig config) =>
        !config.Has(MachineRule.IgnoreWindow) ? 0
        : Math.Max(0, last + config.Parallel + (config.Has(MachineRule.IgnoreLast) ? 1 : 0));

    /// <summary>A new leader asks: follow it in every slot, and say what was accepted in each.</summary>
    /// <remarks>
    /// Figure 4, lines 112-117, in each slot's instance. TLA+: Respond. Section VII says only that the machine "can accommodate existing
    /// leader election protocols": regencies are the machine's, so that one query and one signed answer do for all slots, as one
    /// message does for all of them in "Paxos Made Simple", section 3.
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Query m, MachineConfig config)
    {
        if (self.Rejoin == Rejoin.Asking)
        {
            return Step.Ignore(self);
        }

        var steps = self.Slots.Append(self.Rest).Select(slot => FabAcceptor.On(slot, m, config.Fab)).ToList();
        return steps.Any(step => step.Sends.IsEmpty)
            ? Step.Ignore(self)
            : Step.To(
                self with { Slots = new(steps.SkipLast(1).Select(step => step.State)), Regency = steps[^1].State.Regency },
                new SlotReports(m.Number,
                    new(steps.SkipLast(1).SelectMany(step => step.Sends.Cast<Report>()).Select(report => report.Answer))));
    }

    /// <summary>A proposer has lost its state: says who leads.</summary>
    /// <remarks>Section VIII-B ("for their current proof-of-leadership"). TLA+: no action.</remarks>
    public static Step<AcceptorState> On(AcceptorState self, LeaderQuery m, MachineConfig config) =>
        self.Rejoin != Rejoin.Asking
            ? Step.To(self, new LeaderReport(m.From, self.Slots.Append(self.Rest).Max(slot => slot.Regency), IsElected: true))
            : Step.Ignore(self);

    private static bool TakesPart(AcceptorState self, int slot) =>
        MachineConfig.IsSlot(slot) && slot >= self.Ignored && self.Rejoin != Rejoin.Asking;

    private static bool IsSigned(SlotPropose m, MachineConfig config) => m.IsNull || config.Asks(MachineRule.SignedRequest, m.IsSigned);

    private static bool MayRun(SlotPropose m, MachineConfig config) => config.Asks(MachineRule.Window, m.IsInWindow);
}
