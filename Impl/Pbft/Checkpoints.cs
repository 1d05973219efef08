using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Pbft;

/// <content>Garbage collection: section 4.3. A checkpoint is taken at every number.</content>
public static partial class Replica
{
    /// <summary>
    /// 2f + 1 replicas have the same state after a number: the checkpoint is stable, and what led to it can be forgotten.
    /// </summary>
    /// <remarks>
    /// Section 4.3 ("discards all pre-prepare, prepare, and commit messages with sequence number less than or equal to n from its log").
    /// A replica that has not come so far fetches the state (section 4.3, end); the digest of a state is the state here.
    /// TLA+: no action (checkpoints are left out).
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, Quorum<Checkpoint> m, PbftConfig config) =>
        m.Statement.Number > self.Low && m.Signers.Count >= config.StableSize
            ? Take(self, new(m.Statement.Number, m.Statement.Log, config.StableSize), config)
            : Step.Ignore(self);

    /// <summary>Another replica shows the proof of a stable checkpoint: it is stable here, too.</summary>
    /// <remarks>
    /// Deviates: in the paper only view-change messages have the proof (section 4.4, the component C). A replica that has forgotten a
    /// number
    /// takes no part in it any more; if a Byzantine replica's checkpoint message is in its proof and nobody else has got that, the others
    /// are too few to go on, until a view begins with this replica's view-change message.
    /// TLA+: no action (checkpoints are left out).
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, Stable m, PbftConfig config) =>
        m.Checkpoint.Number > self.Low && m.Checkpoint.Signatures >= config.StableSize
            ? Take(self, m.Checkpoint, config)
            : Step.Ignore(self);

    private static Step<ReplicaState> Take(ReplicaState self, StableCheckpoint stable, PbftConfig config)
    {
        var after = Advance(self, stable, config);
        var announced = Announced(self, after, config);
        return Step.To(after, [.. config.Has(PbftRule.ShowProof) ? announced.Prepend(new Stable(after.Stable)) : announced]);
    }

    /// <summary>Takes a stable checkpoint for its own, if it is later, and forgets what came before.</summary>
    private static ReplicaState Advance(ReplicaState self, StableCheckpoint stable, PbftConfig config) =>
        stable.Number <= self.Low
            ? self
            : Execute(
                self with
                {
                    Stable = stable,
                    Log = self.Log.Count < stable.Number ? stable.Log : self.Log,
                    Slots = new(self.Slots.Select((slot, i) => i < stable.Number ? Slot.Empty : slot)),
                },
                config);
}
