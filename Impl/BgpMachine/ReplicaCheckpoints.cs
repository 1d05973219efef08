using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>A replica's part in checkpoints: it signs what they lead to, and takes it over from others if it was away.</summary>
/// <remarks>
/// Our own, as BGP's checkpoints are; certified snapshots after Castro and Liskov 1999, section 4.3. Its argument is in docs/MACHINE.md.
/// </remarks>
public static class ReplicaCheckpoints
{
    /// <summary>Enough replicas sign the same state at a checkpoint that it has not reached: it goes on from there.</summary>
    /// <remarks>
    /// One of them is correct, and has learned all that comes before the checkpoint. It replies to each client's last command, which it
    /// has not executed itself: a client that waits may need its reply.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, Quorum<Snapshot> m, BgpMachineConfig config)
    {
        var shown = m.Statement.Stable;
        if (m.Signers.Count < config.SnapshotSize || self.Learned.Discarded.Equals(shown.History)
            || !config.Asks(BgpMachineRule.SnapshotForward, shown.History.Number > self.Learned.Discarded.Number))
        {
            return Step.Ignore(self);
        }

        var stable = config.Has(BgpMachineRule.SnapshotClients) ? shown : shown with { Clients = ValueList<ClientRecord>.Empty };
        var replies = from own in stable.Clients
                      where config.Has(BgpMachineRule.SnapshotReplies) && own.Last > (self.Stable?.Of(own.Client)?.Last ?? 0)
                          && !self.Effects.Any(effect => effect.Request.Client == own.Client && effect.Request.Number == own.Last)
                      select new Reply(own.Client, own.Last, own.Reply);
        return GoOn(self, stable, self.Learned.StartingAt(stable.History), replies, config);
    }

    /// <summary>Enough acceptors have discarded what it does not have yet: it executes the commands that they hand over.</summary>
    /// <remarks>
    /// One of f + 1 is correct, and had all of it. A replica that is further behind waits for a state: what came before is gone.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, Quorum<Checkpointed> m, BgpMachineConfig config)
    {
        var learned = ((ReplicaState)Learner.On(self, m, config.Bgp).State).Learned;
        return learned.Discarded.Number > self.Learned.Discarded.Number && config.Has(BgpMachineRule.HandedCommands)
            && learned.Discarded.After(self.Learned.Discarded) is { } commands
                ? Pass(self, learned, config.Bgp.Empty.StartingAt(self.Learned.Discarded).Merge(commands), config)
                : Step.Ignore(self);
    }

    /// <summary>It has learned past checkpoints: it signs what each leads to, and goes on from the last.</summary>
    internal static Step<ReplicaState> Pass(ReplicaState self, CommandSequence learned, CommandSequence value, BgpMachineConfig config)
    {
        var (stable, known) = (config.StableOf(self), self.Effects.ToHashSet());
        var sends = new List<Message>();
        for (var number = stable.History.Number + 1; number <= learned.Discarded.Number; number++)
        {
            var (next, effects) = After(self, stable, value, number, config);
            sends.AddRange(effects.Where(effect => !known.Contains(effect)).Select(ReplyOf));
            sends.Add(new Snapshot(next));
            stable = next;
        }

        return GoOn(self, stable, learned, sends, config);
    }

    /// <summary>
    /// What the commands up to the next checkpoint lead to, and nothing else: universally commutative commands that it has executed, and
    /// that this checkpoint does not cover, others may not have.
    /// </summary>
    private static (StableState Stable, ValueList<Effect> Effects) After(
        ReplicaState self, StableState stable, CommandSequence value, int number, BgpMachineConfig config)
    {
        var (whole, rest) = (value.UpTo(stable.History.Number)!, value.UpTo(number)!);
        var later = rest.ToHashSet();
        var at = Replica.Execute(
            self with { Machine = stable.Machine, Effects = ValueList<Effect>.Empty, Stable = stable },
            whole.Where(command => !later.Contains(command)),
            config).State;
        return config.Has(BgpMachineRule.SnapshotCovered)
            ? (new(rest.Discarded, at.Machine, ClientRecord.After(stable.Clients, at.Effects)), at.Effects)
            : AtOnce(self, stable, rest.Discarded, at.Effects, config);
    }

    /// <summary>Without the rule it signs the state that it is in, after all that it has executed.</summary>
    private static (StableState Stable, ValueList<Effect> Effects) AtOnce(
        ReplicaState self, StableState stable, History history, ValueList<Effect> covered, BgpMachineConfig config)
    {
        var missing = covered.Where(effect => !self.Effects.Contains(effect)).ToList();
        var machine = missing.Aggregate(
            self.Machine, (state, effect) => config.Application.Apply(state, effect.Request.Does).State);
        var effects = new ValueList<Effect>(self.Effects.Concat(missing).Order());
        return (new(history, machine, ClientRecord.After(stable.Clients, effects)), effects);
    }

    /// <summary>Goes on from a checkpoint: what it keeps is executed after it.</summary>
    private static Step<ReplicaState> GoOn(
        ReplicaState self, StableState stable, CommandSequence learned, IEnumerable<Message> sends, BgpMachineConfig config)
    {
        var at = Replica.Execute(
            self with { Learned = learned, Stable = stable, Machine = stable.Machine, Effects = ValueList<Effect>.Empty }, learned, config);
        var known = self.Effects.ToHashSet();
        var news = at.State.Effects.Where(effect => !known.Contains(effect)).Select(ReplyOf);
        return Step.To(at.State, [.. sends.Concat(news).Distinct()]);
    }

    private static Reply ReplyOf(Effect effect) => new(effect.Request.Client, effect.Request.Number, effect.Reply);
}
