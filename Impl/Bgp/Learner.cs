using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>The state of a learner.</summary>
/// <param name="Learned">What it has learned, up to commutation (the paper's <c>learned</c>).</param>
public record LearnerState(CommandSequence Learned) : IDescribed
{
    /// <inheritdoc/>
    public virtual IEnumerable<(string Name, string Value)> Fields => [("learned", Learned.ToString())];
}

/// <summary>A learner: it learns what a quorum of acceptors has proven. Algorithm 5.</summary>
public static class Learner
{
    /// <summary>A quorum has proven a value: learn the commands of it that are new.</summary>
    /// <remarks>
    /// Algorithm 5, lines 1-12. TLA+: Learn. Deviates: the paper's phase 2b carries only its sender's own proof, so the
    /// N - f proofs asked for in line 8 never come together (E03); the quorum of phase 2b messages is enough.
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, Quorum<Phase2B> m, BgpConfig config) =>
        m.Signers.Count >= config.LearnSize && HasItsBeginning(self, m.Statement.Value, config)
            ? Step.To(self with { Learned = Discarding(Extended(self.Learned, m.Statement.Value, config), m.Statement.Value) })
            : Step.Ignore(self);

    /// <summary>Enough acceptors have discarded what the learner does not have yet: it goes on from there.</summary>
    /// <remarks>
    /// TLA+: CatchUp. Our own, with the checkpoints. One of f + 1 is correct and saw a quorum; in something that runs its state is
    /// handed over.
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, Quorum<Checkpointed> m, BgpConfig config) =>
        m.Signers.Count >= config.SnapshotSize && m.Statement.History.Number > self.Learned.Discarded.Number
            ? Step.To(self with { Learned = self.Learned.StartingAt(m.Statement.History) })
            : Step.Ignore(self);

    /// <summary>Enough acceptors have accepted a universally commutative command: learn it, once.</summary>
    /// <remarks>
    /// Algorithm 5, lines 14-18. TLA+: LearnUniversal. Deviates: the paper appends again at every further message (E09).
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, Quorum<UniversalPhase2B> m, BgpConfig config)
    {
        var command = m.Statement.Command;
        return config.IsUniversal(command) && m.Signers.Count >= config.UniversalSize
            && config.Asks(BgpRule.DeliverOnce, !self.Learned.Contains(command))
                ? Step.To(self with { Learned = self.Learned.Append(command) })
                : Step.Ignore(self);
    }

    /// <summary>Whether the learner has what a value has discarded: what follows a gap cannot be learned.</summary>
    private static bool HasItsBeginning(LearnerState self, CommandSequence value, BgpConfig config) =>
        config.Asks(BgpRule.ReachBeginning, value.Discarded.Number <= self.Learned.Discarded.Number);

    /// <summary>A value that comes late has commands which the learner has discarded.</summary>
    private static CommandSequence Extended(CommandSequence learned, CommandSequence value, BgpConfig config) =>
        config.Has(BgpRule.ExecutedOnce)
            ? learned.Merge(value)
            : value.Aggregate(learned, (all, command) => all.Any(command.Equals) ? all : all.Append(command));

    /// <summary>What is learned by a quorum is stable: the learner discards it up to the last checkpoint that the value keeps.</summary>
    private static CommandSequence Discarding(CommandSequence learned, CommandSequence value) =>
        value.Beginning is var beginning && beginning.Number > Math.Max(learned.Discarded.Number, value.Discarded.Number)
            ? learned.StartingAt(beginning)
            : learned;
}
