using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Machines;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Request = BgpVerified.Impl.Machines.Command;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>A command that took effect at a replica, and its reply.</summary>
/// <param name="Request">The client's command.</param>
/// <param name="Reply">The application's reply.</param>
public sealed record Effect(Request Request, string Reply) : IComparable<Effect>
{
    /// <summary>By command, then by reply.</summary>
    /// <param name="other">The other effect.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(Effect? other) =>
        Request.CompareTo(other?.Request) is not 0 and var order ? order : string.CompareOrdinal(Reply, other!.Reply);

    /// <inheritdoc/>
    public override string ToString() => $"{Request}={Reply}";
}

/// <summary>The state of a replica: a learner of BGP, and the application's state after what it has learned.</summary>
/// <param name="Learned">What it has learned, up to commutation.</param>
/// <param name="Machine">The application's state.</param>
/// <param name="Effects">
/// What took effect since the last checkpoint, in the order of clients and numbers: the order of execution makes no difference to it.
/// </param>
public record ReplicaState(CommandSequence Learned, MachineState Machine, ValueList<Effect> Effects) : LearnerState(Learned)
{
    /// <summary>What everything up to the last checkpoint has led to: what it hands over; null before the first one.</summary>
    public StableState? Stable { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
        [.. base.Fields, ("state", $"{Machine}"), ("effects", $"{Effects}"), .. Of(Stable)];

    private static IEnumerable<(string Name, string Value)> Of(StableState? stable) => stable is null ? [] : [("stable", $"{stable}")];
}

/// <summary>
/// A replica: a learner that executes what it learns as soon as it does, in an order of what it has learned, and replies. What it learns
/// grows up to commutation only, so that two replicas may execute commands that commute in different orders.
/// </summary>
public static class Replica
{
    /// <summary>A quorum has proven a value: learns, as BGP's learner does, and executes what is new.</summary>
    public static Step<ReplicaState> On(ReplicaState self, Quorum<Phase2B> m, BgpMachineConfig config) =>
        (ReplicaState)Learner.On(self, m, config.Bgp).State is var learned
        && learned.Learned.Discarded.Number > self.Learned.Discarded.Number
            ? ReplicaCheckpoints.Pass(self, learned.Learned, m.Statement.Value, config)
            : Execute(self, learned, m.Statement.Value, config);

    /// <summary>Enough acceptors have accepted a universally commutative command: learns and executes it.</summary>
    public static Step<ReplicaState> On(ReplicaState self, Quorum<UniversalPhase2B> m, BgpMachineConfig config) =>
        Execute(self, (ReplicaState)Learner.On(self, m, config.Bgp).State, [m.Statement.Command], config);

    /// <summary>Nothing: a command that only reads is ordered like any other. Without the rule a replica answers it at once.</summary>
    public static Step<ReplicaState> On(ReplicaState self, FastProposal m, BgpMachineConfig config)
    {
        if (config.Has(BgpMachineRule.OrderReads) || config.RequestOf(m.Command) is not { } request)
        {
            return Step.Ignore(self);
        }

        var (after, reply) = config.Application.Apply(self.Machine, request.Does);
        return after.Equals(self.Machine) ? Step.To(self, new Reply(request.Client, request.Number, reply)) : Step.Ignore(self);
    }

    private static Step<ReplicaState> Execute(
        ReplicaState self, ReplicaState learned, IEnumerable<Spec.Commands.Command> heard, BgpMachineConfig config)
    {
        if (learned.Learned.Equals(self.Learned))
        {
            // Without the rule it replies to what it has only heard of, as if it had learned it, and goes back.
            return config.Has(BgpMachineRule.ReplyLearned)
                ? Step.Ignore(self)
                : new(self, Execute(self, heard.Where(command => !self.Learned.Contains(command)), config).Sends);
        }

        var news = learned.Learned.Difference(self.Learned);
        return Execute(learned, config.Has(BgpMachineRule.LearnedOrder) ? news : news.Reverse(), config);
    }

    /// <summary>Executes commands in their order, those that took effect before left out, and replies.</summary>
    internal static Step<ReplicaState> Execute(ReplicaState self, IEnumerable<Spec.Commands.Command> commands, BgpMachineConfig config)
    {
        var (machine, replies, effects) = (self.Machine, new List<Message>(), new List<Effect>());
        var done = self.Effects.Select(effect => effect.Request).GroupBy(request => request.Client)
            .ToDictionary(own => own.Key, own => own.ToList());
        foreach (var request in commands.SelectMany(config.RequestsOf))
        {
            if (!done.TryGetValue(request.Client, out var own))
            {
                done.Add(request.Client, own = []);
            }

            if (IsDone(self, own, request, config))
            {
                continue;
            }

            own.Add(request);
            (machine, var reply) = config.Application.Apply(machine, request.Does);
            effects.Add(new(request, reply));
            replies.Add(new Reply(request.Client, request.Number, reply));
        }

        return Step.To(
            effects.Count == 0 ? self : self with { Machine = machine, Effects = new(self.Effects.Concat(effects).Order()) },
            [.. replies.Distinct()]);
    }

    /// <summary>
    /// Whether a command of this client and number took effect before. A universally commutative one is another if it does something
    /// else: with the same number there can be several, if the client is Byzantine, and no order decides between them. What came before
    /// a checkpoint is agreed on, so that after it the number decides.
    /// </summary>
    private static bool IsDone(ReplicaState self, List<Request> own, Request request, BgpMachineConfig config)
    {
        if (!config.Has(BgpMachineRule.ExecuteOnce))
        {
            return false;
        }

        var before = self.Stable?.Of(request.Client);
        return config.Has(BgpMachineRule.EveryNumber)
            ? (before?.Executed.Contains(request.Number) ?? false) || own.Exists(done => config.IsSame(done, request))
            : before?.Last >= request.Number || own.Exists(done => done.Number >= request.Number);
    }
}
