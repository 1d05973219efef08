using System.Globalization;
using BgpVerified.Impl.Pbft;
using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Simulated;

/// <summary>
/// PBFT on machines: a replica each; a client on each of its own. Its handlers' clients have one request each, so that each command is a
/// client of its own to them. Without checkpoints, and without the messages that show commits, which the paper does not have.
/// </summary>
public sealed class SimulatedPbft : ISimulatedProtocol
{
    /// <inheritdoc/>
    public string Name => "pbft";

    /// <inheritdoc/>
    public SimulatedCluster Build(SimulationOptions options)
    {
        Rules.RefuseWhatOnlyBgpHas(Name, options);
        var rules = Rules.Of(new PbftProtocol(), options, PbftRule.Checkpoints, PbftRule.ShowProof, PbftRule.ShowCommits,
            PbftRule.WriteQuorum);
        var clients = new Dictionary<string, int>();
        var config = new PbftConfig(options.Acceptors, NumberOf, rules);
        var table = new HandlerTable<PbftConfig>(config);
        table.Count<Reply>(config.ReplySize);
        table.Count<Prepare>(config.PrepareSize);
        table.Count<Commit>(config.CommitSize);
        table.Collect<ViewChange>(config.F + 1, m => m.View);
        table.To<Reply>((m, to) => clients.GetValueOrDefault(m.Request, -1) == to.Number);
        table.Role("client", 'c', options.Clients, _ => HostClient.Initial)
            .On<Ask>(HostClient.On)
            .On<Quorum<Reply>>((self, m, _) => HostClient.Answered(self, m.Statement.Request,
                m.Statement.Result == Register.Initial ? string.Empty : m.Statement.Result));
        table.Role("replica", 'r', options.Acceptors, ReplicaState.Initial)
            .On<Request>(Replica.On).On<PrePrepare>(Replica.On).On<Quorum<Prepare>>(Replica.On).On<Quorum<Commit>>(Replica.On)
            .On<Expire>(Replica.On).On<Reports<ViewChange>>(Replica.On).On<NewView>(Replica.On);
        return new PbftCluster(table, config, options, clients);
    }

    private static int NumberOf(string request) =>
        int.TryParse(request.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}

/// <inheritdoc cref="SimulatedPbft"/>
internal sealed class PbftCluster(
    HandlerTable<PbftConfig> table, PbftConfig config, SimulationOptions options, Dictionary<string, int> clients)
    : SimulatedCluster(table, options)
{
    private readonly ByteSize sizes = new(options.Acceptors, new Dictionary<Type, Func<object, int>>
    {
        [typeof(Request)] = _ => 1 + ByteSize.Signature + 8 + (options.Payload * options.Batch),
        [typeof(PrePrepare)] = _ => 9 + (2 * ByteSize.Signature) + 8 + (options.Payload * options.Batch),

        // Elsewhere a request goes by its digest.
        [typeof(string)] = _ => 32,
        [typeof(Certificate)] = value => 40 + (((Certificate)value).Signatures * ByteSize.SignatureOfSome),
        [typeof(NewViewProof)] = value => 40 + (((NewViewProof)value).Requests.Count * 32)
            + (((NewViewProof)value).Messages * (ByteSize.SignatureOfSome + 64)),
    });

    public override int Faults => config.F;

    public override int CommonDelays => 5;

    public override bool IsTotal => true;

    public override int MachineOf(int process) =>
        table.ProcessAt(process) is var id && id.Letter == 'c' ? Options.Acceptors + id.Number : id.Number;

    public override IPolicy Policy(int machine, IPolicyHost host) => machine < Options.Acceptors
        ? new PbftPolicy(Options, host, table.PlaceOf('r', machine))
        : new NoPolicy();

    public override (int Process, Input Input) Request(int client, Operation operation)
    {
        clients[operation.Name] = client;
        return (table.PlaceOf('c', client), new Ask(new Request(operation.Name)));
    }

    public override (string Name, string Reply)? Answer(int process, object before, object after) => HostClient.Answer(before, after);

    public override bool IsLearner(int process) => table.ProcessAt(process).Letter == 'r';

    public override IEnumerable<LearnedSequence> LearnedBy(object before, Input input, object after) =>
        before is ReplicaState then && after is ReplicaState now && now.Log.Count > then.Log.Count
            ? [new(now.Log.Where(entry => entry.Result != Register.None).Select(entry => entry.Request))]
            : [];

    public override bool IsFirstLeader(int process) => process == table.PlaceOf('r', 0);

    public override bool IsStale(object state, Message message) => (state, message) switch
    {
        (ReplicaState r, PrePrepare m) => m.View < r.View || r.Log.Count >= m.Number,
        (ReplicaState r, Prepare m) => m.View < r.View - 1 || r.Log.Count >= m.Number,
        (ReplicaState r, Commit m) => m.View < r.View - 1 || r.Log.Count >= m.Number,
        (ReplicaState r, ViewChange m) => m.View < r.View,
        (ReplicaState r, NewView m) => m.View < r.View,
        (ReplicaState r, Request m) => r.Log.Any(entry => entry.Request == m.Operation),
        _ => false,
    };

    public override object Epoch(object state) => state switch
    {
        ReplicaState r => (r.View, r.IsActive, r.Log.Count, r.Slots.Count(slot => slot.PrePrepared is not null),
            r.Slots.Count(slot => slot.Prepared is not null)),
        _ => 0,
    };

    public override int SizeOf(object value) => sizes.Of(value);

    public override int SignaturesIn(Message message) => message switch
    {
        PrePrepare => 2,
        ViewChange m => 1 + m.Prepared.Sum(certificate => certificate.Signatures),
        NewView m => 1 + m.Proof.Messages,
        _ => 1,
    };
}

/// <summary>
/// A replica of PBFT suspects the primary when a request has waited too long; twice as long in each view (section 4.5.2).
/// </summary>
internal sealed class PbftPolicy : IPolicy
{
    private readonly Patience patience;

    public PbftPolicy(SimulationOptions options, IPolicyHost host, int replica)
    {
        patience = new(
            host.Clock, () => options.PatienceOrDefault * (1L << Math.Min(View(), 20)), () => host.Do(replica, new Expire(View())));

        int View() => ((ReplicaState)host.StateOf(replica)).View;
    }

    public void Begin()
    {
    }

    public void Received(int process, Message message)
    {
        if (message is Request m)
        {
            patience.Heard(m.Operation);
        }
    }

    public void Stepped(int process, object before, Input input, object after)
    {
        var (then, now) = ((ReplicaState)before, (ReplicaState)after);
        if (now.View != then.View || now.Log.Count != then.Log.Count)
        {
            patience.Executed(now.Log.Skip(then.Log.Count).Select(entry => entry.Request));
        }
    }
}
