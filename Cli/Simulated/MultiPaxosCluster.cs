using BgpVerified.Impl.Machines;
using BgpVerified.Impl.MultiPaxos;
using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Simulated;

/// <summary>Multi-Paxos on machines: acceptor i, leader i and replica i on one machine; a client on each of its own.</summary>
public sealed class SimulatedMultiPaxos : ISimulatedProtocol
{
    /// <inheritdoc/>
    public string Name => "multipaxos";

    /// <inheritdoc/>
    public SimulatedCluster Build(SimulationOptions options)
    {
        Rules.RefuseWhatOnlyBgpHas(Name, options);
        var rules = Rules.Of<MultiPaxosRule>(new MultiPaxosProtocol(), options);
        var config = new MultiPaxosConfig(options.Acceptors, options.Acceptors, rules);
        var table = new HandlerTable<MultiPaxosConfig>(config);
        table.Collect<Promise>(config.PrepareSize, m => m.Ballot);
        table.Count<Accepted>(config.AcceptSize);
        table.To<Promise>((m, to) => config.LeaderOf(m.Ballot) == to.Number);
        table.To<Reply>((m, to) => m.Command.Client == to);
        table.Role("client", 'c', options.Clients, _ => HostClient.Initial)
            .On<Ask>(HostClient.On)
            .On<Reply>((self, m, _) => HostClient.Answered(self, m.Command.Does, m.Result == Register.Initial ? string.Empty : m.Result));
        table.Role("leader", 'p', options.Acceptors, LeaderState.Initial)
            .On<Lead>(Leader.On).On<Reports<Promise>>(Leader.On).On<Request>(Leader.On);
        table.Role("acceptor", 'a', options.Acceptors, AcceptorState.Initial).On<Prepare>(Acceptor.On).On<Accept>(Acceptor.On);
        table.Role("replica", 'r', options.Acceptors, ReplicaState.Initial)
            .On<Quorum<Accepted>>(Replica.On);
        return new MultiPaxosCluster(table, config, options);
    }
}

/// <inheritdoc cref="SimulatedMultiPaxos"/>
internal sealed class MultiPaxosCluster(HandlerTable<MultiPaxosConfig> table, MultiPaxosConfig config, SimulationOptions options)
    : SimulatedCluster(table, options)
{
    private readonly ByteSize sizes = new(options.Acceptors, new Dictionary<Type, Func<object, int>>
    {
        [typeof(Command)] = _ => 6 + (options.Payload * options.Batch),
    });

    public override int Faults => config.F;

    public override int CommonDelays => 4;

    public override bool IsTotal => true;

    public override bool OffersQuorumsOnce => true;

    public override int MachineOf(int process) =>
        table.ProcessAt(process) is var id && id.Letter == 'c' ? Options.Acceptors + id.Number : id.Number;

    public override IPolicy Policy(int machine, IPolicyHost host) => machine < Options.Acceptors
        ? new MultiPaxosPolicy(table, Options, host, machine)
        : new NoPolicy();

    public override (int Process, Input Input) Request(int client, Operation operation) => (
        table.PlaceOf('c', client), new Ask(new Request(new(new('c', client), operation.Number + 1, operation.Name), 1)));

    public override (string Name, string Reply)? Answer(int process, object before, object after) => HostClient.Answer(before, after);

    public override bool IsLearner(int process) => table.ProcessAt(process).Letter == 'r';

    public override IEnumerable<LearnedSequence> LearnedBy(object before, Input input, object after) =>
        before is ReplicaState then && after is ReplicaState now && now.Log.Count > then.Log.Count
            ? [new(now.Log.Select(entry => entry.Request[..entry.Request.IndexOf('@')]))]
            : [];

    public override bool IsFirstLeader(int process) => process == table.PlaceOf('p', 0);

    public override bool IsStale(object state, Message message) =>
        state is ReplicaState replica && message is Accepted m && replica.At(m.Vote.Slot) != Command.None;

    public override object Epoch(object state) => state switch
    {
        LeaderState leader => (leader.Stage, leader.Round),
        AcceptorState acceptor => acceptor.Promised,
        _ => 0,
    };

    public override int SizeOf(object value) => sizes.Of(value);
}

/// <summary>
/// When leaders of Multi-Paxos take over: the first at once, each next one when nothing was executed for so many times the patience as its
/// ballot is later than the first.
/// </summary>
internal sealed class MultiPaxosPolicy : IPolicy
{
    private readonly Action lead;
    private readonly Patience patience;
    private int next;

    public MultiPaxosPolicy(HandlerTable<MultiPaxosConfig> table, SimulationOptions options, IPolicyHost host, int machine)
    {
        next = machine;
        lead = () =>
        {
            next += options.Acceptors;
            host.Do(table.PlaceOf('p', machine), new Lead());
        };
        patience = new(host.Clock, () => options.PatienceOrDefault * next, lead);
    }

    public void Begin()
    {
        if (next == 0)
        {
            lead();
        }
    }

    public void Received(int process, Message message)
    {
        if (message is Request m)
        {
            patience.Heard($"{m.Command}");
        }
    }

    public void Stepped(int process, object before, Input input, object after)
    {
        if (after is ReplicaState now && now.Log.Count > ((ReplicaState)before).Log.Count)
        {
            patience.Executed(now.Log.Skip(((ReplicaState)before).Log.Count).Select(entry => entry.Request));
        }
    }
}
