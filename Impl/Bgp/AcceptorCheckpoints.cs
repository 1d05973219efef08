using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>An acceptor's part in checkpoints: what is stable it discards, and says so to the learners.</summary>
/// <remarks>
/// The paper declares <c>checkpoint</c> in Algorithm 3 and uses it nowhere (E33); this is a design of our own. Its argument is in
/// docs/CHECKPOINTS.md.
/// </remarks>
public static class AcceptorCheckpoints
{
    /// <summary>A quorum has proven a value with a checkpoint beyond its own: what comes before it is stable.</summary>
    /// <remarks>
    /// TLA+: Stabilize. Such a value may be learned, so that every vote to come extends it. Fewer proofs say nothing of the
    /// kind: another leader may take another value.
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Quorum<Phase2B> m, BgpConfig config) =>
        m.Signers.Count >= config.CheckpointSize
            ? Discard(self, new(m.Statement.Value.Beginning, config.CheckpointSize), Reaches(self, m.Statement.Value.Discarded))
            : Step.Ignore(self);

    /// <summary>What a leader shows to be stable, before the acceptor votes and so gives up what it had.</summary>
    /// <remarks>
    /// Who had the history says so: else learners that need it may hear of it from too few, although those are that saw a quorum.
    /// </remarks>
    internal static Step<AcceptorState> Take(AcceptorState self, Checkpoint shown, BgpConfig config) =>
        Discard(self, shown, config.Has(BgpRule.HandOver) && Reaches(self, shown.History));

    /// <summary>Discards the beginning wherever it has it, and states it if it had all of it.</summary>
    /// <remarks>
    /// A vote stays as it was signed while the ballot lasts: two forms of one value are two statements, and votes must be the
    /// same to be counted. The universal commands that the history contains are learned with it.
    /// </remarks>
    private static Step<AcceptorState> Discard(AcceptorState self, Checkpoint stable, bool isStated)
    {
        var history = stable.History;
        if (history.Number <= self.Stable.History.Number)
        {
            return Step.Ignore(self);
        }

        var next = self with
        {
            Stable = stable,
            Value = self.Voted < self.Promised ? self.Value.Without(history) : self.Value,
            Proven = self.Proven with { Value = self.Proven.Value.Without(history) },
            Universals = new(self.Universals.Where(command => !history.Contains(command))),
        };
        return isStated ? Step.To(next, new Checkpointed(history)) : Step.To(next);
    }

    private static bool Reaches(AcceptorState self, History history) =>
        history.Number <= self.Stable.History.Number || self.Value.Reaches(history) || self.Proven.Value.Reaches(history);
}
