using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Gpaxos;

/// <summary>The state of a learner.</summary>
/// <param name="Id">Which learner.</param>
/// <param name="Learned">What it has learned, up to commutation (the paper's <c>learned</c>).</param>
public sealed record LearnerState(ProcessId Id, CommandSequence Learned) : ProcessState(Id);

/// <summary>A learner: it learns what a quorum of acceptors has voted for. Algorithm 5.</summary>
public static class Learner
{
    /// <summary>A quorum has voted for a value: learn the commands of it that are new.</summary>
    /// <remarks>
    /// Algorithm 5, lines 1-12. TLA+: Learn. The quorum is of N - e acceptors in a fast ballot (section 5). As the paper has it, the votes
    /// are for equivalent sequences; Lamport's learner also learns what votes that differ have in common.
    /// </remarks>
    public static Step<LearnerState> On(LearnerState self, Quorum<Phase2B> m, GpaxosConfig config) =>
        m.Signers.Count >= config.LearnSize(m.Statement.Ballot)
            ? Step.To(self with { Learned = self.Learned.Merge(m.Statement.Value) })
            : Step.Ignore(self);
}
