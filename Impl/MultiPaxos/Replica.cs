using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.MultiPaxos;

/// <summary>A replica: a learner with a copy of the state machine.</summary>
/// <param name="Id">Which replica.</param>
/// <param name="Learned">
/// What is chosen in each slot, up to the last that it knows of; <see cref="Command.None"/> if it does not know.
/// </param>
/// <param name="Log">What it has executed, in the order in which it did, with the results.</param>
/// <param name="Value">The register.</param>
public sealed record ReplicaState(ProcessId Id, ValueList<Command> Learned, ValueList<Executed> Log, string Value) : ProcessState(Id)
{
    /// <summary>A replica before anything has happened.</summary>
    public static ReplicaState Initial(ProcessId id) =>
        new(id, ValueList<Command>.Empty, ValueList<Executed>.Empty, Register.Initial);

    /// <summary>What is chosen in a slot; <see cref="Command.None"/> if it does not know.</summary>
    public Command At(int slot) => Learned.At(slot, Command.None);
}

/// <summary>
/// A replica: it learns what is chosen in each slot, and executes slot after slot. "Paxos Made Simple" (PMS), section 3: "all the servers
/// will produce the same sequences of states and outputs if they all execute the same sequence of commands".
/// </summary>
public static class Replica
{
    /// <summary>A majority has accepted in one ballot: the command is the slot's. Executes what that makes possible.</summary>
    /// <remarks>
    /// PMS 2.3: "a learner must find out that a proposal has been accepted by a majority of acceptors"; PMS 3. TLA+: Learn.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, Quorum<Accepted> m, MultiPaxosConfig config)
    {
        var (slot, _, command) = m.Statement.Vote;
        if (m.Signers.Count < config.AcceptSize || self.At(slot) != Command.None)
        {
            return Step.Ignore(self);
        }

        var next = self with { Learned = self.Learned.With(slot, command, Command.None) };
        var done = self.Learned.TakeWhile(known => known != Command.None).Count();
        var ready = next.Learned.TakeWhile(known => known != Command.None).Count();
        foreach (var one in config.Has(MultiPaxosRule.ExecuteInOrder) ? Enumerable.Range(done, ready - done) : [slot])
        {
            next = Execute(next, one, config);
        }

        return Step.To(next, [.. next.Log.Skip(self.Log.Count)
            .Select(executed => new Reply(next.Learned[executed.Slot], executed.Before))]);
    }

    /// <summary>Nothing: a read waits for its slot like any command. Without the rule a replica answers it at once.</summary>
    /// <remarks>
    /// "The Part-Time Parliament", section 3.3.4: "Initially, the monotonicity condition was achieved by passing a decree for each
    /// inquiry"; it was not where a citizen could "simply examine the ledger of any legislator". TLA+: ReadLocally.
    /// </remarks>
    public static Step<ReplicaState> On(ReplicaState self, Request m, MultiPaxosConfig config) =>
        config.Has(MultiPaxosRule.OrderReads) || m.Command.Does != Register.Read
            ? Step.Ignore(self)
            : Step.To(self, new Reply(m.Command, self.Value));

    /// <summary>A null command changes nothing; a command that comes again has no effect.</summary>
    private static ReplicaState Execute(ReplicaState self, int slot, MultiPaxosConfig config)
    {
        var command = self.Learned[slot];
        var isRepeated = self.Log.Any(executed => executed.Request == $"{command}");
        if (command == Command.NoOp || (isRepeated && config.Has(MultiPaxosRule.ExecuteOnce)))
        {
            return self;
        }

        var (value, result) = Register.Apply(self.Value, command.Does);
        return self with { Log = self.Log.Add(new(slot, $"{command}", result)), Value = value };
    }
}
