using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Fab;

/// <summary>The state of a learner.</summary>
/// <param name="Id">Which learner.</param>
/// <param name="Learned">What it has learned, with the proposal's number (<c>learner.learned</c>); null if nothing.</param>
/// <param name="Pulls">Whether it has asked the other learners.</param>
/// <param name="HasProof">Whether it holds enough learners' signatures to prove what it has learned (section VIII-A).</param>
public sealed record LearnerState(ProcessId Id, Proposal? Learned, bool Pulls, bool HasProof) : ProcessState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
    [
        ("learned", Learned?.ToString() ?? "⊥"),
        ("pulls", Pulls ? "yes" : "no"),
        ("proof", HasProof ? "yes" : "no"),
    ];

    /// <summary>A learner before anything has happened.</summary>
    public static LearnerState Initial(ProcessId id) => new(id, null, false, false);
}

/// <summary>A learner: it learns what it knows to be chosen, and asks the others for what it missed.</summary>
public static class Learner
{
    /// <summary>Enough acceptors accepted a value: learn it.</summary>
    /// <remarks>
    /// Figure 2, lines 23-28; figure 5, lines 253-257. TLA+: Learn. What acceptors accept is kept by its number, so that a
    /// message that comes late does not undo a newer one (F04).
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, Quorum<Accepted> m, FabConfig config) =>
        m.Signers.Count >= config.LearnSize ? Learn(self, m.Statement.Proposal, config) : Step.Ignore(self);

    /// <summary>Enough acceptors hold a commit proof: learn its value.</summary>
    /// <remarks>
    /// Figure 5, lines 258-268. TLA+: LearnCommitted. Parameterized FaB Paxos only. The value is the proof's; as printed
    /// it is what the sender last said to have accepted, which may be another (P05).
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, Quorum<Committed> m, FabConfig config) =>
        config.Parameterized && m.Signers.Count >= config.CommitSize && m.Statement.Proof.IsValid(config)
            ? Learn(self, m.Statement.Proof.Proposal, config)
            : Step.Ignore(self);

    /// <summary>It has waited long enough: asks the other learners.</summary>
    /// <remarks>Figure 2, lines 30-32; figure 5, lines 270-272. TLA+: AskLearners.</remarks>
    public static Step<LearnerState> On(LearnerState self, PullTimeout m, FabConfig config) =>
        config.Has(FabRule.Pull) && self.Learned is null && !self.Pulls
            ? Step.To(self with { Pulls = true }, new Pull())
            : Step.Ignore(self);

    /// <summary>Another learner asks: tells it what was learned, if anything was.</summary>
    /// <remarks>
    /// Figure 2, lines 34-36; figure 5, lines 274-276. TLA+: TellLearner. With 2f + 1 learners only with the signatures that
    /// prove it (section VIII-A).
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, Pull m, FabConfig config) =>
        self.Learned is { } learned && m.From != self.Id && (self.HasProof || !config.HasFewLearners)
            ? Step.To(self, new Told(learned, config.HasFewLearners ? config.AcknowledgmentSize : 0))
            : Step.Ignore(self);

    /// <summary>Enough learners have signed what it has learned: it can prove it, and tells the proposers.</summary>
    /// <remarks>
    /// Section VIII-A. TLA+: HoldProof. With 2f + 1 learners only. f + 1 signatures are one of a correct learner at least;
    /// the proposers stop the leader on f + 1 such acknowledgments, of which one is a correct learner's, who can then
    /// convince the others.
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, Quorum<Acknowledgment> m, FabConfig config) =>
        config.HasFewLearners && m.Signers.Count >= config.AcknowledgmentSize
        && !self.HasProof && self.Learned is { } learned && learned.Value == m.Statement.Value
            ? Step.To(self with { HasProof = true }, new Learned(learned.Number))
            : Step.Ignore(self);

    /// <summary>Enough other learners tell the same: learn it.</summary>
    /// <remarks>
    /// Figure 2, lines 38-42; figure 5, lines 278-282. TLA+: LearnTold. Deviates: the same value is enough; as printed
    /// the proposal's number must be the same too, and learners may have learned in different proposals (F03). With
    /// 2f + 1 learners one that shows the signatures of f + 1 is enough (section VIII-A).
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, ToldQuorum m, FabConfig config) =>
        config.Has(FabRule.Pull) && m.Learners.Count >= config.PullSize && IsProven(m, config) && self.Learned is null
            ? Step.To(self with { Learned = m.Learned, HasProof = config.HasFewLearners }, new Decided(m.Learned.Value))
            : Step.Ignore(self);

    private static bool IsProven(ToldQuorum m, FabConfig config) =>
        !config.HasFewLearners || m.Signatures >= config.AcknowledgmentSize;

    /// <summary>Whether the proposers may hear that it has learned: with 2f + 1 learners not before it can prove it.</summary>
    private static bool MayTell(LearnerState self, FabConfig config) =>
        config.Asks(FabRule.AcknowledgedFirst, !config.HasFewLearners || self.HasProof);

    /// <summary>
    /// Learns, and tells the proposers each time; what was learned in a newer proposal replaces the older. With 2f + 1
    /// learners it signs that for the other learners.
    /// </summary>
    private static Step<LearnerState> Learn(LearnerState self, Proposal proposal, FabConfig config) =>
        Step.To(
            self with { Learned = proposal.CompareTo(self.Learned) > 0 ? proposal : self.Learned },
            [
                .. MayTell(self, config) ? [new Learned(proposal.Number)] : Array.Empty<Message>(),
                .. config.HasFewLearners ? [new Acknowledgment(proposal.Number, proposal.Value)] : Array.Empty<Message>(),
                new Decided(proposal.Value),
            ]);
}
