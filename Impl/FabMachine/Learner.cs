using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>The state of a learner.</summary>
/// <param name="Id">Which learner.</param>
/// <param name="Proposed">What the leader proposed in each slot that is not learned yet; <see cref="Register.None"/> for nothing.</param>
/// <param name="Learned">What is learned in each slot; <see cref="Register.None"/> for nothing.</param>
/// <param name="Log">What it has executed, in the order in which it did.</param>
/// <param name="Value">The register.</param>
/// <param name="Rejoin">Whether it has lost its state.</param>
/// <param name="Told">The learners that it has told its list.</param>
public sealed record LearnerState(
    ProcessId Id,
    ValueList<string> Proposed,
    ValueList<string> Learned,
    ValueList<Executed> Log,
    string Value,
    Rejoin Rejoin,
    ProcessSet Told)
    : ProcessState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
    [
        ("proposed", string.Join(' ', Proposed.Select(Shown))),
        ("learned", string.Join(' ', Learned.Select(Shown))),
        ("log", string.Join('.', Log)),
        ("register", Value),
        ("rejoin", $"{Rejoin}"),
    ];

    /// <summary>The requests that it has learned, in their order, up to the first gap.</summary>
    public ValueList<string> List => Register.Prefix(Learned);

    /// <summary>A learner before anything has happened.</summary>
    public static LearnerState Initial(ProcessId id) => new(
        id, ValueList<string>.Empty, ValueList<string>.Empty, ValueList<Executed>.Empty, Register.Initial, Rejoin.Never, ProcessSet.None);

    /// <summary>What is learned in a slot; <see cref="Register.None"/> for nothing.</summary>
    public string LearnedIn(int slot) => Learned.At(slot, Register.None);

    /// <summary>What is proposed in a slot that is not learned; <see cref="Register.None"/> for nothing.</summary>
    public string ProposedIn(int slot) => Proposed.At(slot, Register.None);

    private static string Shown(string request) => request == Register.None ? "-" : request;
}

/// <summary>
/// A learner: it learns the order of the requests, executes them, at first tentatively as the leader proposes them, and
/// undoes what the acceptors did not accept.
/// </summary>
public static class Learner
{
    /// <summary>The leader proposes: executes it tentatively, in the order of the slots.</summary>
    /// <remarks>
    /// Section VII ("learners tentatively execute clients' requests as supplied by the leader before consensus is reached"); figure 7.
    /// TLA+: Trust.
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, SlotPropose m, MachineConfig config) =>
        config.IsTentative && MachineConfig.IsSlot(m.Slot) && MayServe(self, config) && IsSigned(m, config) && m.IsInWindow
        && self.LearnedIn(m.Slot) == Register.None && self.ProposedIn(m.Slot) == Register.None
            ? Execution.Advance(self, self with { Proposed = self.Proposed.With(m.Slot, m.Propose.Value, Register.None) }, config)
            : Step.Ignore(self);

    /// <summary>Enough acceptors accepted a request in a slot: learns it, and executes or re-executes what that makes possible.</summary>
    /// <remarks>Figure 2, lines 23-28, in the slot's instance; section VII ("tentative executions are rolled back"). TLA+: Learn.</remarks>
    public static Step<LearnerState> On(LearnerState self, Quorum<SlotAccepted> m, MachineConfig config)
    {
        var (slot, accepted) = m.Statement;
        return MachineConfig.IsSlot(slot) && MayServe(self, config)
            && m.Signers.Count >= config.Fab.LearnSize && self.LearnedIn(slot) == Register.None
            ? Execution.Advance(self, Learn(self, slot, accepted.Value), config, new SlotLearned(slot))
            : Step.Ignore(self);
    }

    /// <summary>Enough acceptors hold a commit proof for a request in a slot: learns it.</summary>
    /// <remarks>Figure 5, lines 258-268, in the slot's instance. TLA+: no action. With Parameterized FaB Paxos only.</remarks>
    public static Step<LearnerState> On(LearnerState self, Quorum<SlotCommitted> m, MachineConfig config)
    {
        var (slot, committed) = m.Statement;
        return MachineConfig.IsSlot(slot) && MayServe(self, config) && m.Signers.Count >= config.Fab.CommitSize
            && committed.Proof.IsValid(config.Fab) && self.LearnedIn(slot) == Register.None
            ? Execution.Advance(self, Learn(self, slot, committed.Proof.Proposal.Value), config, new SlotLearned(slot))
            : Step.Ignore(self);
    }

    /// <summary>A client reads: answers at once, unless something that was executed may yet be rolled back.</summary>
    /// <remarks>
    /// Section VII ("a second optimization proposed by Castro and Liskov allows both PBFT and FaB Paxos to service these
    /// requests using just two rounds"); that a learner waits until nothing is tentative is Castro and Liskov's. TLA+: AnswerRead.
    /// Deviates: a learner that has lost its state does not answer (M07).
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, ReadOnly m, MachineConfig config) =>
        MayServe(self, config) && MayAnswer(self, config) && config.Asks(MachineRule.ReadSettled, Execution.IsSettled(self))
            ? Step.To(self, new ReadReply(m.From, self.Value))
            : Step.Ignore(self);

    /// <summary>It loses its state, and asks the other learners for the list.</summary>
    /// <remarks>Section VIII-B ("a rejoining learner therefore queries other learners for that list"). TLA+: no action.</remarks>
    public static Step<LearnerState> On(LearnerState self, LoseState m, MachineConfig config) =>
        config.MayLoseState(self.Id) && self.Rejoin == Rejoin.Never
            ? Step.To(LearnerState.Initial(self.Id) with { Rejoin = Rejoin.Asking }, new ListQuery())
            : Step.Ignore(self);

    /// <summary>Another learner has lost its state: tells it the list.</summary>
    /// <remarks>Section VIII-B. TLA+: no action. Once: who asks again has the answer again.</remarks>
    public static Step<LearnerState> On(LearnerState self, ListQuery m, MachineConfig config) =>
        m.From != self.Id && self.Rejoin != Rejoin.Asking && !self.Told.Contains(m.From.Number)
            ? Step.To(self with { Told = self.Told.Add(m.From.Number) }, new ListTold(m.From, self.List))
            : Step.Ignore(self);

    /// <summary>Enough learners tell the same list: executes it.</summary>
    /// <remarks>Section VIII-B ("it accepts answers that are vouched for by f + 1 learners"). TLA+: no action.</remarks>
    public static Step<LearnerState> On(LearnerState self, ListQuorum m, MachineConfig config)
    {
        if (self.Rejoin != Rejoin.Asking || m.Learners.Count < config.ListSize)
        {
            return Step.Ignore(self);
        }

        var next = self with { Rejoin = Rejoin.Answered };
        foreach (var (slot, request) in m.List.Index())
        {
            next = next.LearnedIn(slot) == Register.None ? Learn(next, slot, request) : next;
        }

        return Execution.Advance(self, next, config, new Rejoined());
    }

    private static LearnerState Learn(LearnerState self, int slot, string request) =>
        self with
        {
            Learned = self.Learned.With(slot, request, Register.None),
            Proposed = self.Proposed.With(slot, Register.None, Register.None),
        };

    private static bool MayServe(LearnerState self, MachineConfig config) =>
        config.Asks(MachineRule.RejoinFirst, self.Rejoin != Rejoin.Asking);

    private static bool MayAnswer(LearnerState self, MachineConfig config) =>
        config.Asks(MachineRule.SilentAfterLoss, self.Rejoin != Rejoin.Answered);

    private static bool IsSigned(SlotPropose m, MachineConfig config) => m.IsNull || config.Asks(MachineRule.SignedRequest, m.IsSigned);
}
