using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Machines;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Request = BgpVerified.Impl.Machines.Command;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>What must hold of the replicated machine, and what must happen in a run, in terms of its states.</summary>
internal sealed class BgpMachineProperties(BgpMachineConfig config, IRole clients, IRole replicas)
{
    public IReadOnlyList<Property> Properties()
    {
        var properties = new List<Property>
        {
            new("LinearizableInv", PropertyKind.Invariant, clients.Places, (_, state) => OperationsOf(state),
                (after, _) => IsLinearizable([.. after.Cast<ValueList<Operation>>()]),
                "the answers are those of one order of the commands, in which each comes after what had been answered before it began"),
            new("OnceInv", PropertyKind.Invariant, replicas.Places, (_, state) => Executed((ReplicaState)state),
                (after, _) => after.Cast<ValueList<Request>>().All(IsOnce),
                "no command takes effect twice: of two of one client with one number one, and of equal universal ones one"),
            new("StatesAgreeInv", PropertyKind.Invariant, replicas.Places, (_, state) => Copy.Of((ReplicaState)state, config),
                (after, _) => AreEqual([.. after.Cast<Copy>()]), "replicas that have learned the same commands are in the same state"),
            new("RepliesAgreeInv", PropertyKind.Invariant, replicas.Places, (_, state) => ((ReplicaState)state).Effects,
                (after, _) => IsOneReplyEach([.. after.Cast<ValueList<Effect>>()]), "correct replicas reply the same to a command"),
        };
        if (config.ClaimsLiveness)
        {
            properties.Add(new("AnsweredProp", PropertyKind.Eventually, clients.Places, (_, state) => Answered.Of(state),
                (after, _) => after.Cast<Answered>().All(own => own.Client is not { } id || own.Number == config.CommandsOf(id).Count),
                "every command of a correct client is answered in the end"));
        }

        return properties;
    }

    public IEnumerable<Goal> Goals()
    {
        yield return new("ReachAnswered",
            (_, before, _, after) => before is ClientState { IsWaiting: true } && after is ClientState { IsWaiting: false },
            (_, _) => true, "a client has an answer");
        if (config.Bgp.HasCheckpoints)
        {
            yield return new("ReachCommandsHandedOver", (_, before, input, after) => input is Quorum<Checkpointed> && !before.Equals(after),
                (_, _) => true, "a replica executes commands that acceptors have discarded");
            if (replicas.Places.Count > 1)
            {
                yield return new("ReachHandedOver", (_, before, input, after) => input is Quorum<Snapshot> && !before.Equals(after),
                    (_, _) => true, "a replica goes on from a state that others have signed");
            }
        }
        else if (replicas.Places.Count > 1 && config.Requests.Count > 1
            && config.Requests.Any(request => config.Application.IsUniversal(request.Does)))
        {
            yield return new("ReachDifferentOrders",
                (_, before, _, after) => before is ReplicaState own && !own.Equals(after),
                (states, _) => replicas.Places.Any(one => replicas.Places.Any(other =>
                    states[one] is ReplicaState x && states[other] is ReplicaState y
                    && x.Effects.Any(effect => !y.Effects.Contains(effect)) && y.Effects.Any(effect => !x.Effects.Contains(effect)))),
                "each of two replicas has executed a command that the other has not");
        }

        if (config.Source.Repeats)
        {
            yield return new("ReachLearnedAgain",
                (_, before, _, after) => before is ReplicaState own && after is ReplicaState next
                    && next.Learned.Count > own.Learned.Count && next.Effects.Equals(own.Effects),
                (_, _) => true, "a replica learns a command again, and does nothing");
        }
    }

    /// <summary>Byzantine clients' commands may have taken effect at any time, or never.</summary>
    private bool IsLinearizable(IReadOnlyList<ValueList<Operation>> histories)
    {
        var application = config.Application;
        var others = config.Requests.Where(request => clients.Byzantine.Contains(request.Client))
            .Select(request => new Operation($"{request}", request.Does, ValueSet<string>.Empty, null));
        return HistoryChecker.IsLinearizable([.. histories.SelectMany(own => own), .. others], application);
    }

    private static ValueList<Operation> OperationsOf(object proposer) =>
        proposer is ClientState client ? client.Operations : ValueList<Operation>.Empty;

    /// <summary>What has taken effect: what the beginning holds, of copies with one signature each one, and then what is kept.</summary>
    private ValueList<Request> Executed(ReplicaState replica) => new(
        (replica.Learned.Discarded is KeptHistory kept ? kept.Commands.Select(config.RequestOf).OfType<Request>().Distinct() : [])
        .Concat(replica.Effects.Select(effect => effect.Request)));

    private bool IsOnce(ValueList<Request> executed) => executed.Index().All(one => executed.Index().All(other =>
        one.Index == other.Index || !IsOneCommand(one.Item, other.Item)));

    private bool IsOneCommand(Request one, Request other) =>
        one.Client == other.Client && one.Number == other.Number
        && (one.Does == other.Does || (!config.Application.IsUniversal(one.Does) && !config.Application.IsUniversal(other.Does)));

    private static bool AreEqual(IReadOnlyList<Copy> copies) => copies.All(one => copies.All(other =>
        !one.Learned.Equals(other.Learned) || (one.Machine.Equals(other.Machine) && one.Effects.Equals(other.Effects))));

    private static bool IsOneReplyEach(IReadOnlyList<ValueList<Effect>> all) =>
        all.SelectMany(effects => effects).Distinct().GroupBy(effect => effect.Request).All(replies => replies.Count() == 1);

    /// <summary>What is read of a replica: the set of what it has learned, and what came of it.</summary>
    private sealed record Copy(ValueSet<string> Learned, MachineState Machine, ValueList<Effect> Effects)
    {
        public static Copy Of(ReplicaState replica, BgpMachineConfig config) =>
            new(
                new(BgpCheckpoints.Whole(replica.Learned, config.Bgp).Select(command => command.Name)), replica.Machine, replica.Effects);
    }

    private sealed record Answered(ProcessId? Client, int Number)
    {
        public static Answered Of(object proposer) => proposer is ClientState client
            ? new(client.Id, client.Operations.Count(operation => operation.Result is not null))
            : new(null, 0);
    }
}
