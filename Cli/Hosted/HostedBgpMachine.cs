using BgpVerified.Faults.Byzantine;
using BgpVerified.Host.Nodes;
using BgpVerified.Host.Settings;
using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.BgpMachine;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Runtime.Signing;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Machines;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Request = BgpVerified.Impl.Machines.Command;

namespace BgpVerified.Cli.Hosted;

/// <summary>
/// The machine on BGP on nodes, each with an acceptor, a leader, a replica and a gateway, which is a proposer of batches.
/// </summary>
public sealed class HostedBgpMachine : HostedMachine
{
    private static readonly IReadOnlyDictionary<string, IApplication> Applications =
        new Dictionary<string, IApplication> { ["bank"] = new Bank(), ["store"] = new KeyValueStore() };

    private readonly HandlerTable<BgpConfig> table;
    private readonly BgpMachineConfig config;
    private readonly BgpStaleness staleness;
    private readonly BgpTimes times;
    private readonly long start;
    private readonly bool savesAll;

    private HostedBgpMachine(HandlerTable<BgpConfig> table, BgpMachineConfig config, ClusterSettings cluster, long start)
        : base(table)
    {
        (this.table, this.config, this.start, savesAll) = (table, config, start, cluster.Evidence);
        Evidence = (HostedEvidence.ProtocolName, HostedEvidence.Describe(cluster));
        staleness = new(config.Bgp);
        times = new(
            cluster.Ballots.Split(',').Contains("fast"),
            TimeSpan.FromMilliseconds(cluster.StallMilliseconds),
            TimeSpan.FromMilliseconds(cluster.PatienceMilliseconds),
            config.Bgp.HasCheckpoints ? cluster.Checkpoint : 0)
        { DoublesStall = true };
        Format = BgpWire.Of(config);
        Vouching = new BgpVouching(config.Bgp, areCommandsSigned: false);
        ClientsPlace = table.PlaceOf('c', 0);
    }

    /// <inheritdoc/>
    public override int Machines => config.Bgp.Quorums.Acceptors;

    /// <inheritdoc/>
    public override int Faults => config.Bgp.Quorums.Faults;

    /// <inheritdoc/>
    public override bool OffersQuorumsOnce => true;

    /// <inheritdoc/>
    public override int ClientsPlace { get; }

    /// <summary>Builds it.</summary>
    /// <param name="settings">The node's settings.</param>
    /// <param name="start">A number of this start of the node, greater than those before.</param>
    /// <returns>The machine.</returns>
    /// <exception cref="InvalidConfigurationException">There is no such application, or no such kind of ballot.</exception>
    public static HostedBgpMachine Build(NodeSettings settings, long start)
    {
        var cluster = settings.Cluster;
        var application = ApplicationOf(cluster.Application);
        var config = new BgpMachineConfig(
            application,
            new Batches(application),
            cluster.Nodes.Count,
            new(cluster.Nodes.Count, cluster.Faults),
            BgpRoles.Ballots(cluster.Ballots),
            new BgpMachineProtocol().Corrected().Select(RuleNames.Parse<BgpMachineRule>),
            cluster.Checkpoint > 0);
        var table = new HandlerTable<BgpConfig>(config.Bgp);
        BgpRoles.Add(table, config.Bgp);
        table.Role("gateway", 'p', cluster.Nodes.Count, _ => ProposerState.Initial).On<CommandRequest>(Propose);
        var replicas = table.Role("replica", 'l', cluster.Nodes.Count, _ =>
                new ReplicaState(config.Bgp.NothingLearned, application.Initial, ValueList<Effect>.Empty))
            .On<Quorum<Phase2B>>((self, m, _) => Replica.On(self, m, config))
            .On<Quorum<UniversalPhase2B>>((self, m, _) => Replica.On(self, m, config));
        if (config.Bgp.HasCheckpoints)
        {
            table.Count<Snapshot>(config.SnapshotSize);
            replicas.On<Quorum<Snapshot>>((self, m, _) => ReplicaCheckpoints.On(self, m, config))
                .On<Quorum<Checkpointed>>((self, m, _) => ReplicaCheckpoints.On(self, m, config));
        }

        table.Role("clients", 'c', 1, _ => ProposerState.Initial).On<Reply>((self, _, _) => Step.Ignore(self));
        return new(table, config, cluster, start);
    }

    /// <summary>Checks what a user has written.</summary>
    /// <param name="application">The application's name.</param>
    /// <param name="command">A command of it; null for none.</param>
    /// <exception cref="InvalidConfigurationException">There is no such application, or no such command.</exception>
    public static void Check(string application, string? command)
    {
        var known = ApplicationOf(application);
        if (command is not null && !known.IsCommand(command))
        {
            throw new InvalidConfigurationException($"'{command}' is no command of a {known.Name}; {known.Usage}");
        }
    }

    /// <summary>Builds it to make messages of a node that does not run.</summary>
    internal static (HostedMachine Machine, BgpConfig Config) BuildForFuzz(NodeSettings settings)
    {
        var built = Build(settings, 1);
        return (built, built.config.Bgp);
    }

    /// <summary>Builds it for a node that may be told to misbehave.</summary>
    internal static HostedBgpMachine Build(NodeSettings settings, long start, AttackedNode? attacked)
    {
        var built = Build(settings, start);
        attacked?.Use(built.config.Bgp, settings.Node, place => place == built.ClientsPlace ? null : built.MachineOf(place));
        return built;
    }

    /// <inheritdoc/>
    public override int MachineOf(int process) => table.ProcessAt(process).Number;

    /// <inheritdoc/>
    public override int ReplicaOf(int machine) => table.PlaceOf('l', machine);

    /// <inheritdoc/>
    public override bool Sends(SignedMessage message, int machine) =>
        message.From.Number == machine && message.From.Letter == message switch
        {
            LeaderMessage => 'd',
            FastProposal or Proposal => 'p',
            Reply or Snapshot => 'l',
            _ => 'a',
        }
        && CommandsIn(message).All(Batches.IsWellFormed)
        && (message is not (FastProposal or Proposal) || Batches.IsOf(CommandsIn(message).First(), machine));

    /// <inheritdoc/>
    public override IPolicy Policy(int machine, IPolicyHost host) => new BgpPolicy(
        config.Bgp, times, host, $"k{machine + 1}.{start:x}", table.PlaceOf('a', machine), table.PlaceOf('d', machine));

    /// <inheritdoc/>
    public override bool IsStale(object state, Message message) => staleness.IsStale(state, message);

    /// <inheritdoc/>
    public override bool IsSpent(object state, Message message) => staleness.IsSpent(state, message);

    /// <inheritdoc/>
    public override object Epoch(object state) => BgpStaleness.Epoch(state);

    /// <inheritdoc/>
    public override int SizeOf(object value) => Write(value).Length;

    /// <inheritdoc/>
    public override string? Refuse(string does) =>
        config.Application.IsCommand(does) ? null : $"'{does}' is no command of a {config.Application.Name}: {config.Application.Usage}";

    /// <inheritdoc/>
    public override (int Process, Input Input) Propose(int machine, string author, int sequence, IReadOnlyList<ClientRequest> requests) =>
        (table.PlaceOf('p', machine), new CommandRequest(Batches.Make(
            author, sequence, requests.Select(request => new Request(new('c', request.Client), request.Number, request.Does)))));

    /// <inheritdoc/>
    public override bool HasExecuted(object replica, Input proposal) =>
        ((ReplicaState)replica).Learned.Contains(((CommandRequest)proposal).Command);

    /// <inheritdoc/>
    public override string? ReplyTo(object replica, int client, int number) =>
        replica is ReplicaState r && r.Stable?.Of(new('c', client)) is { } record && record.Last == number
            ? record.Reply
            : ((ReplicaState)replica).Effects
                .FirstOrDefault(effect => effect.Request.Client.Number == client && effect.Request.Number == number)?.Reply;

    /// <inheritdoc/>
    public override ClientReply ReplyIn(Message message) => message is Reply reply
        ? new(reply.Client.Number, reply.Number, reply.Result)
        : throw new ArgumentException($"{message} is no reply");

    /// <inheritdoc/>
    public override object? Durable(int process, object state) => state switch
    {
        _ when savesAll => state,
        AcceptorState => state,
        LeaderState l => LeaderState.Initial(l.View, config.Bgp.Empty) with
        {
            IsActive = l.IsActive,
            Number = l.Number,
            HasProposed = l.HasProposed,
        },
        ReplicaState r => r.Stable,
        _ => null,
    };

    /// <inheritdoc/>
    public override object Recovered(int process, object durable) => durable is StableState stable
        ? new ReplicaState(config.Bgp.NothingLearned.StartingAt(stable.History), stable.Machine,
            ValueList<Effect>.Empty)
        { Stable = stable }
        : durable;

    /// <inheritdoc/>
    public override IEnumerable<Message> Latest(int process, object state)
    {
        IEnumerable<SignedMessage> messages = state switch
        {
            AcceptorState a => OfAcceptor(a),
            LeaderState { IsActive: true, Number: > 0 } l => [new Phase1A(l.View, config.Bgp.BallotOf(l.View, l.Number))],
            ProposerState p => p.Proposed.SelectMany(command => (SignedMessage[])[new FastProposal(command), new Proposal(command)]),
            _ => [],
        };
        return messages.Select(message => message.SignedBy(table.ProcessAt(process)));
    }

    /// <inheritdoc/>
    public override (string Protocol, IReadOnlyDictionary<string, string> Options) Evidence { get; }

    /// <summary>The configuration, of which BGP's is a part.</summary>
    internal BgpMachineConfig Config => config;

    /// <inheritdoc/>
    public override WireFormat Format { get; }

    /// <inheritdoc/>
    public override IVouching Vouching { get; }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Describe(int process, object state) => state switch
    {
        AcceptorState a =>
        [
            ("view", $"{a.View}"), ("promised", $"{a.Promised}"), ("voted", $"{a.Voted}, {a.Value.Count} batches"),
            ("proven", $"{a.Proven.Ballot}, {a.Proven.Value.Count} batches"), ("stable", $"{a.Stable.History}"),
        ],
        LeaderState l => [("leads", l.IsActive ? $"view {l.View}, ballot {l.Number}" : "no"), ("heard", $"{l.Heard.Count} batches")],
        ReplicaState r => [("learned", $"{r.Learned.Count} batches since {r.Learned.Discarded}"), ("executed", $"{r.Effects.Count} "
            + "requests")],
        _ => [],
    };

    /// <summary>All commands that a message names.</summary>
    private static IEnumerable<Spec.Commands.Command> CommandsIn(SignedMessage message) => message switch
    {
        FastProposal m => [m.Command],
        Proposal m => [m.Command],
        Forward m => [m.Command],
        UniversalPhase2B m => [m.Command],
        Verify m => m.Value,
        Phase2B m => m.Value,
        Phase1B m => [.. m.Value, .. m.Proven.Value, .. m.Universals],
        Phase2A m => [.. m.Value, .. m.Justification.Base],
        _ => [],
    };

    private static IApplication ApplicationOf(string name) => Applications.TryGetValue(name, out var application)
        ? application
        : throw new InvalidConfigurationException($"unknown application '{name}'; it is bank or store");

    /// <summary>A gateway proposes one batch after the other: it need not remember those that have been executed.</summary>
    private static Step<ProposerState> Propose(ProposerState self, CommandRequest m, BgpConfig config)
    {
        var step = Proposer.On(self, m, config);
        return new(step.State with { Proposed = new([m.Command]) }, step.Sends);
    }

    private IEnumerable<SignedMessage> OfAcceptor(AcceptorState a)
    {
        if (a.Voted != Ballot.Zero && a.Voted == a.Promised && !a.Value.IsEmpty)
        {
            yield return new Verify(a.Voted, a.Value);
        }

        foreach (var command in a.Universals)
        {
            yield return new UniversalPhase2B(command);
            yield return new Forward(command);
        }

        if (a.Suspects)
        {
            yield return new Suspicion(a.View);
        }

        if (a.Committed > 0)
        {
            yield return new ViewChange(a.Committed, config.Bgp.SuspicionSize);
        }

        if (a.View > 0)
        {
            yield return new NewLeader(a.View, config.Bgp.ViewChangeSize);
        }
    }
}
