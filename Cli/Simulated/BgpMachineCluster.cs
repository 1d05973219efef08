using BgpVerified.Cli.Hosted;
using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.BgpMachine;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Machines;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Operation = BgpVerified.Runtime.Simulation.Operation;
using Request = BgpVerified.Impl.Machines.Command;

namespace BgpVerified.Cli.Simulated;

/// <summary>
/// An application on BGP on machines: a client on each of its own, 2f + 1 replicas on those of the last acceptors. Clients wait for f + 1
/// equal replies; whether what they saw is linearizable is checked at the end.
/// </summary>
public sealed class SimulatedBgpMachine : ISimulatedProtocol
{
    private static readonly IReadOnlyDictionary<string, IApplication> Applications =
        new Dictionary<string, IApplication> { ["bank"] = new Bank(), ["store"] = new KeyValueStore() };

    /// <inheritdoc/>
    public string Name => "bgp-machine";

    /// <inheritdoc/>
    public SimulatedCluster Build(SimulationOptions options)
    {
        Rules.Refuse(Name, options.With.Count > 0, "--with", "its rules are all in");
        Rules.Refuse(Name, options.Every is not null, "--every", "its clients wait for an answer");
        Rules.Refuse(Name, options.Batch > 1, "--batch", "a command is one operation");
        var faults = options.Faults ?? (options.Acceptors - 1) / 3;
        var replicas = (2 * faults) + 1;
        Rules.Refuse(Name, replicas > options.Acceptors, "--faults", "there are no more than (N - 1) / 3");
        if (options.Dropping > replicas)
        {
            throw new InvalidConfigurationException($"impossible --dropping '{options.Dropping}'; here are {replicas} replicas");
        }

        if (!Applications.TryGetValue(options.Application ?? "bank", out var application))
        {
            throw new InvalidConfigurationException($"unknown --application '{options.Application}'; it is bank or store");
        }

        var asked = ApplicationWorkload.Of(options);
        var config = new BgpMachineConfig(
            application,
            [.. asked.Select(one => one.Request).Order()],
            replicas,
            new(options.Acceptors, faults),
            BgpRoles.Ballots(options.Ballots),
            Rules.Of<BgpMachineRule>(new BgpMachineProtocol(), options),
            options.Checkpoint > 0);
        return new BgpMachineCluster(Table(config, options), config, asked, options);
    }

    private static HandlerTable<BgpConfig> Table(BgpMachineConfig config, SimulationOptions options)
    {
        var table = new HandlerTable<BgpConfig>(config.Bgp);
        BgpRoles.Add(table, config.Bgp);
        table.Count<Reply>(config.ReplySize);
        table.To<Reply>((m, to) => m.Client == to);
        table.Role("client", 'p', options.Clients, ClientState.Of)
            .On<Begin>((self, m, _) => Client.On(self, m, config))
            .On<SignAgain>((self, m, _) => Client.On(self, m, config))
            .On<Quorum<Reply>>((self, m, _) => Step.To(Client.On(self, m, config).State));
        var replicas = table.Role("replica", 'l', config.Source.Learners, id => id.Number < config.Source.Learners - options.Dropping
                ? new ReplicaState(config.Bgp.NothingLearned, config.Application.Initial, ValueList<Effect>.Empty)
                : new DroppingReplica(config.Bgp.NothingLearned, config.Application.Initial, ValueList<Effect>.Empty))
            .On<Quorum<Phase2B>>((self, m, _) => Kept(Replica.On(self, m, config)))
            .On<Quorum<UniversalPhase2B>>((self, m, _) => Kept(Replica.On(self, m, config)));
        if (config.Bgp.HasCheckpoints)
        {
            table.Count<Snapshot>(config.SnapshotSize);
            replicas.On<Quorum<Snapshot>>((self, m, _) => Kept(ReplicaCheckpoints.On(self, m, config)))
                .On<Quorum<Checkpointed>>((self, m, _) => Kept(ReplicaCheckpoints.On(self, m, config)));
        }

        if (!config.Has(BgpMachineRule.OrderReads))
        {
            replicas.On<FastProposal>((self, m, _) => Replica.On(self, m, config));
        }

        return table;

        Step<ReplicaState> Kept(Step<ReplicaState> step) => step.State is DroppingReplica dropping
            ? new(dropping with { Machine = config.Application.Initial }, step.Sends)
            : step;
    }
}

/// <inheritdoc cref="SimulatedBgpMachine"/>
internal sealed class BgpMachineCluster(
    HandlerTable<BgpConfig> table,
    BgpMachineConfig config,
    IReadOnlyList<(Request Request, OperationKind Kind)> asked,
    SimulationOptions options) : BgpCluster(table, config.Bgp, options)
{
    private readonly Dictionary<int, int> handedOver = [];

    /// <summary>The configuration, of which BGP's is a part.</summary>
    public new BgpMachineConfig Config => config;

    public override int CommonDelays => 4;

    public override IReadOnlyList<(string Name, OperationKind Kind)> Commands => [.. asked.Select(one => ($"{one.Request}", one.Kind))];

    public override bool HasOwnCommands => true;

    public override int MachineOf(int process) => Table.ProcessAt(process) is { Letter: 'l' } replica
        ? Options.Acceptors - 1 - replica.Number
        : base.MachineOf(process);

    public override IPolicy Policy(int machine, IPolicyHost host) =>
        machine < Options.Acceptors ? new ReplicaPolicy(base.Policy(machine, host), handedOver)
        : Options.Again is { } again ? new ClientPolicy(host, again)
        : base.Policy(machine, host);

    public override bool IsAway(int process, TimeSpan now) =>
        now < Options.Away && process == Table.PlaceOf('l', Math.Max(0, config.Source.Learners - Options.Dropping - 1));

    public override IReadOnlyList<(string Name, string Value)> Notes(Func<int, object> stateOf)
    {
        if (!config.Bgp.HasCheckpoints)
        {
            return [];
        }

        var replicas = Enumerable.Range(0, config.Source.Learners).Select(number => Table.PlaceOf('l', number)).ToList();
        return
        [
            ("checkpoints, by replica", string.Join(
                ", ", replicas.Select(place => ((ReplicaState)stateOf(place)).Learned.Discarded.Number))),
            ("states taken over, by replica", string.Join(", ", replicas.Select(place => handedOver.GetValueOrDefault(place)))),
        ];
    }

    public override (int Process, Input Input) Request(int client, Operation operation) =>
        (Table.PlaceOf('p', client), new Begin(ValueSet<string>.Empty));

    public override bool IsLearner(int process) => false;

    public override (string Name, string Reply)? Answer(int process, object before, object after) =>
        before is ClientState { IsWaiting: true } && after is ClientState { Operations: [.., { Result: { } result } last] }
            ? (last.Name, result)
            : null;

    public override bool IsStale(object state, Message message) => (state, message) switch
    {
        (ClientState client, Reply reply) => config.Has(BgpMachineRule.OwnNumber)
            && (reply.Number < client.Operations.Count || (reply.Number == client.Operations.Count && !client.IsWaiting)),
        (ReplicaState replica, Snapshot snapshot) => snapshot.Stable.History.Number <= replica.Learned.Discarded.Number,
        _ => base.IsStale(state, message),
    };

    public override HistoryVerdict? Check(IReadOnlyList<HistoryEntry> history) => HistoryChecker.Check(
        [.. history.Select(e => new TimedOperation(
            $"p{e.Client + 1}", e.Name.Split('@')[0], e.Start.Ticks, e.End?.Ticks, e.Reply))],
        config.Application);
}

/// <summary>A Byzantine replica that replies to a command, and then drops it: its application stays as it was at first.</summary>
internal sealed record DroppingReplica(CommandSequence Learned, MachineState Machine, ValueList<Effect> Effects)
    : ReplicaState(Learned, Machine, Effects);

/// <summary>What an acceptor's machine does; counts the states that its replica takes over.</summary>
internal sealed class ReplicaPolicy(IPolicy acceptor, Dictionary<int, int> handedOver) : IPolicy
{
    public void Begin() => acceptor.Begin();

    public void Received(int process, Message message) => acceptor.Received(process, message);

    public void Stepped(int process, object before, Input input, object after)
    {
        if (input is Quorum<Snapshot>)
        {
            handedOver[process] = handedOver.GetValueOrDefault(process) + 1;
        }

        acceptor.Stepped(process, before, input, after);
    }
}

/// <summary>A client that waits too long for its answer signs its command once more.</summary>
internal sealed class ClientPolicy(IPolicyHost host, TimeSpan again) : IPolicy
{
    public void Begin()
    {
    }

    public void Received(int process, Message message)
    {
    }

    public void Stepped(int process, object before, Input input, object after)
    {
        if (input is Begin && after is ClientState { Operations.Count: var number })
        {
            host.Clock.After(again, () =>
            {
                if (host.StateOf(process) is ClientState { IsWaiting: true } client && client.Operations.Count == number)
                {
                    host.Do(process, new SignAgain());
                }
            });
        }
    }
}
