using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;

namespace BgpVerified.Impl.Registers;

/// <summary>The state of a learner.</summary>
/// <param name="Decided">The write whose value it has decided; null before.</param>
public sealed record LearnerState(TimestampedValue? Decided) : IDescribed
{
    /// <inheritdoc/>
    public IEnumerable<(string Name, string Value)> Fields => [("decided", Decided?.ToString() ?? "⊥")];
}

/// <summary>A learner: it decides what <c>acknowledged</c> returns. Figure 3, lower half; the same for every register.</summary>
public static class Learner
{
    /// <summary>Enough acceptors have acknowledged a write: it is total, and its value is decided.</summary>
    /// <remarks>
    /// Figure 3, "when acknowledged() ≠ ∅ decide v for any (v, ts)"; Figures 4, 5 and 6, <c>acknowledged</c>. TLA+: Decide.
    /// Nothing in the figure stops the learner from deciding again; that it never decides another value is Integrity.
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, Quorum<WriteAck> m, RegisterConfig config) =>
        m.Signers.Count >= config.TotalSize && self.Decided?.Value != m.Statement.Written.Value
            ? Step.To(self with { Decided = m.Statement.Written })
            : Step.Ignore(self);
}
