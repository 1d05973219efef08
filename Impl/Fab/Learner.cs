using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Fab;

/// <summary>The state of a learner.</summary>
/// <param name="Id">Which learner, from 0.</param>
/// <param name="Learned">What it has learned, with the proposal's number (<c>learner.learned</c>); null if nothing.</param>
/// <param name="Delay">The fewest message delays by which it learned in a proposal; 0 if only other learners told it.</param>
/// <param name="Pulls">Whether it has asked the other learners.</param>
public sealed record LearnerState(int Id, Proposal? Learned, int Delay, bool Pulls) : IDescribed
{
    /// <inheritdoc/>
    public IEnumerable<(string Name, string Value)> Fields =>
        [("learned", Learned?.ToString() ?? "⊥"), ("delays", $"{Delay}"), ("pulls", Pulls ? "yes" : "no")];

    /// <summary>A learner before anything has happened.</summary>
    /// <param name="id">Which learner, from 0.</param>
    /// <returns>The state.</returns>
    public static LearnerState Initial(int id) => new(id, null, 0, false);
}

/// <summary>A learner: it learns what it knows to be chosen, and asks the others for what it missed.</summary>
public static class Learner
{
    /// <summary>Enough acceptors accepted a value: learn it.</summary>
    /// <remarks>
    /// Figure 2, lines 23-28; figure 5, lines 253-257. TLA+: Learn. What acceptors accept is kept by its number, so that a
    /// message that comes late does not undo a newer one (F04).
    /// </remarks>
    /// <param name="self">The learner's state.</param>
    /// <param name="m">The Accepted messages.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<LearnerState> On(LearnerState self, AcceptedQuorum m, FabConfig config) =>
        m.Signers.Count >= config.LearnSize ? Learn(self, m.Proposal, m.Delay) : Step.Ignore(self);

    /// <summary>Enough acceptors hold a commit proof: learn its value.</summary>
    /// <remarks>
    /// Figure 5, lines 258-268. TLA+: LearnCommitted. Parameterized FaB Paxos only. The value is the proof's; as printed
    /// it is what the sender last said to have accepted, which may be another (P05).
    /// </remarks>
    /// <param name="self">The learner's state.</param>
    /// <param name="m">The commit proofs.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<LearnerState> On(LearnerState self, CommittedQuorum m, FabConfig config) =>
        config.Parameterized && m.Holders.Count >= config.CommitSize ? Learn(self, m.Proposal, m.Delay) : Step.Ignore(self);

    /// <summary>It has waited long enough: asks the other learners.</summary>
    /// <remarks>Figure 2, lines 30-32; figure 5, lines 270-272. TLA+: AskLearners.</remarks>
    /// <param name="self">The learner's state.</param>
    /// <param name="m">The timeout.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<LearnerState> On(LearnerState self, PullTimeout m, FabConfig config) =>
        config.Has(FabRule.Pull) && self.Learned is null && !self.Pulls
            ? Step.To(self with { Pulls = true }, new Pull(self.Id))
            : Step.Ignore(self);

    /// <summary>Another learner asks: tells it what was learned, if anything was.</summary>
    /// <remarks>Figure 2, lines 34-36; figure 5, lines 274-276. TLA+: TellLearner.</remarks>
    /// <param name="self">The learner's state.</param>
    /// <param name="m">The question.</param>
    /// <returns>The step.</returns>
    public static Step<LearnerState> On(LearnerState self, Pull m) =>
        self.Learned is { } learned && m.Learner != self.Id ? Step.To(self, new Told(self.Id, learned)) : Step.Ignore(self);

    /// <summary>Enough other learners tell the same: learn it.</summary>
    /// <remarks>
    /// Figure 2, lines 38-42; figure 5, lines 278-282. TLA+: LearnTold. Deviates: the same value is enough; as printed
    /// the proposal's number must be the same too, and learners may have learned in different proposals (F03).
    /// </remarks>
    /// <param name="self">The learner's state.</param>
    /// <param name="m">What they tell.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<LearnerState> On(LearnerState self, ToldQuorum m, FabConfig config) =>
        m.Learners.Count >= config.PullSize && self.Learned is null
            ? Step.To(self with { Learned = m.Learned }, new Decided(self.Id, m.Learned.Value))
            : Step.Ignore(self);

    /// <summary>Learns, and tells the proposers each time; what was learned in a newer proposal replaces the older.</summary>
    private static Step<LearnerState> Learn(LearnerState self, Proposal proposal, int delay)
    {
        var next = self with
        {
            Learned = proposal.CompareTo(self.Learned) > 0 ? proposal : self.Learned,
            Delay = self.Delay == 0 ? delay : Math.Min(self.Delay, delay),
        };
        return Step.To(next, new Learned(self.Id, proposal.Number), new Decided(self.Id, proposal.Value));
    }
}
