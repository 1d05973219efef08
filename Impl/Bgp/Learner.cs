using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>The state of a learner.</summary>
/// <param name="Learned">What it has learned, up to commutation (the paper's <c>learned</c>).</param>
public sealed record LearnerState(CommandSequence Learned) : IDescribed
{
    /// <inheritdoc/>
    public IEnumerable<(string Name, string Value)> Fields => [("learned", Learned.ToString())];
}

/// <summary>A learner: it learns what a quorum of acceptors has proven. Algorithm 5.</summary>
public static class Learner
{
    /// <summary>A quorum has proven a value: learn the commands of it that are new.</summary>
    /// <remarks>
    /// Algorithm 5, lines 1-12. TLA+: Learn. Deviates: the paper's phase 2b carries only its sender's own proof, so the
    /// N - f proofs asked for in line 8 never come together (E03); the quorum of phase 2b messages is enough.
    /// </remarks>
    /// <param name="self">The learner's state.</param>
    /// <param name="m">The quorum.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<LearnerState> On(LearnerState self, Phase2BQuorum m, BgpConfig config) =>
        m.Senders.Count >= config.LearnSize
            ? Step.To(self with { Learned = self.Learned.Merge(m.Value) })
            : Step.Ignore(self);

    /// <summary>Enough acceptors have accepted a universally commutative command: learn it, once.</summary>
    /// <remarks>
    /// Algorithm 5, lines 14-18. TLA+: LearnUniversal. Deviates: the paper appends again at every further message (E09).
    /// </remarks>
    /// <param name="self">The learner's state.</param>
    /// <param name="m">The quorum.</param>
    /// <param name="config">The system.</param>
    /// <returns>The step.</returns>
    public static Step<LearnerState> On(LearnerState self, UniversalPhase2BQuorum m, BgpConfig config) =>
        config.IsUniversal(m.Command) && m.Senders.Count >= config.UniversalSize && !AlreadyDelivered(self, m.Command, config)
            ? Step.To(self with { Learned = self.Learned.Append(m.Command) })
            : Step.Ignore(self);

    private static bool AlreadyDelivered(LearnerState self, Command command, BgpConfig config) =>
        config.Has(BgpRule.DeliverOnce)
            ? self.Learned.Contains(command)
            : self.Learned.Count > config.Commands.Count; // as published; a bound keeps the state finite
}
