using BgpVerified.Impl.FabMachine;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli.Simulated;

/// <summary>
/// The state machine over FaB Paxos on machines: acceptor i on each, learner i on the first 3f + 1, the leader on the first; a client on
/// each of its own. One regency: who leads is an oracle's word in the paper, so that nobody replaces the leader here. Where there are fewer
/// than 5f + 1 acceptors the slots are instances of Parameterized FaB Paxos. Learners execute what is learned, not what is only proposed.
/// </summary>
public sealed class SimulatedFabMachine : ISimulatedProtocol
{
    /// <summary>k, the number of instances that may run in parallel.</summary>
    private const int Parallel = 16;

    /// <inheritdoc/>
    public string Name => "fab-machine";

    /// <inheritdoc/>
    public SimulatedCluster Build(SimulationOptions options)
    {
        Rules.RefuseWhatOnlyBgpHas(Name, options);
        Rules.Refuse(Name, options.Leader != LeaderFault.None, "--leader", "nobody replaces its leader in a run");
        var faults = options.Faults ?? (options.Acceptors - 1) / (options.Acceptors > 5 ? 5 : 3);
        Rules.Refuse(Name, options.Acceptors <= 3 * faults, "--faults", $"there are no more than {(options.Acceptors - 1) / 3}");
        Rules.Refuse(Name, options.Crashed >= options.Acceptors, "--crashed", "the leader is on the first machine");
        var config = new MachineConfig(options.Acceptors, faults, Parallel,
            Rules.Of(new MachineProtocol(), options, MachineRule.TentativeExecution, MachineRule.WriteQuorum));
        var clients = new Dictionary<string, int>();
        var table = new HandlerTable<MachineConfig>(config);
        table.Count<SlotAccepted>(
            config.Fab.Parameterized ? Math.Min(config.Fab.LearnSize, config.Fab.CommitProofSize) : config.Fab.LearnSize);
        table.Count<SlotLearned>(config.FinishedSize);
        table.Count<Reply>(config.ReplySize);
        table.To<Reply>((m, to) => clients.GetValueOrDefault(m.Request, -1) == to.Number);
        table.Role("client", 'c', options.Clients, _ => HostClient.Initial)
            .On<Ask>(HostClient.On)
            .On<Quorum<Reply>>((self, m, _) => HostClient.Answered(self, m.Statement.Request,
                m.Statement.Result == Register.Initial ? string.Empty : m.Statement.Result));
        table.Role("proposer", 'p', 1, LeaderState.Initial).On<Request>(Leader.On).On<Quorum<SlotLearned>>(Leader.On);
        var acceptors = table.Role("acceptor", 'a', options.Acceptors, AcceptorState.Initial).On<SlotPropose>(Acceptor.On);
        var learners = table.Role("learner", 'l', config.Source.Learners, LearnerState.Initial).On<Quorum<SlotAccepted>>(Learner.On);
        if (config.Fab.Parameterized)
        {
            table.Count<SlotCommitted>(config.Fab.CommitSize);
            acceptors.On<Quorum<SlotAccepted>>(Acceptor.On);
            learners.On<Quorum<SlotCommitted>>(Learner.On);
        }

        return new FabMachineCluster(table, config, options, clients);
    }
}

/// <inheritdoc cref="SimulatedFabMachine"/>
internal sealed class FabMachineCluster(
    HandlerTable<MachineConfig> table, MachineConfig config, SimulationOptions options, Dictionary<string, int> clients)
    : SimulatedCluster(table, options)
{
    private readonly ByteSize sizes = new(options.Acceptors, new Dictionary<Type, Func<object, int>>
    {
        [typeof(Request)] = _ => 1 + ByteSize.Signature + 8 + (options.Payload * options.Batch),

        // A request goes with its client's signature; elsewhere by its digest.
        [typeof(SlotPropose)] = _ => 9 + (2 * ByteSize.Signature) + 8 + (options.Payload * options.Batch),
        [typeof(SlotCommitted)] = _ => 45 + ByteSize.Signature + (config.Fab.CommitProofSize * ByteSize.SignatureOfSome),
        [typeof(string)] = _ => 32,
    });

    public override int Faults => config.Faults;

    public override int CommonDelays => 4;

    public override bool IsTotal => true;

    public override int MachineOf(int process) =>
        table.ProcessAt(process) is var id && id.Letter == 'c' ? Options.Acceptors + id.Number : id.Number;

    public override IPolicy Policy(int machine, IPolicyHost host) => new NoPolicy();

    public override (int Process, Input Input) Request(int client, Operation operation)
    {
        clients[operation.Name] = client;
        return (table.PlaceOf('c', client), new Ask(new Request(operation.Name)));
    }

    public override (string Name, string Reply)? Answer(int process, object before, object after) => HostClient.Answer(before, after);

    public override bool IsLearner(int process) => table.ProcessAt(process).Letter == 'l';

    public override IEnumerable<LearnedSequence> LearnedBy(object before, Input input, object after) =>
        before is LearnerState then && after is LearnerState now && now.Log.Count > then.Log.Count
            ? [new(now.Log.Select(executed => executed.Request))]
            : [];

    public override bool IsFirstLeader(int process) => process == table.PlaceOf('p', 0);

    public override bool IsStale(object state, Message message) => (state, message) switch
    {
        (LearnerState l, SlotAccepted m) => l.LearnedIn(m.Slot) != Register.None,
        (LearnerState l, SlotCommitted m) => l.LearnedIn(m.Slot) != Register.None,
        (LeaderState l, SlotLearned m) => l.Finished.Contains(m.Slot),
        _ => false,
    };

    public override object Epoch(object state) => 0;

    public override int SizeOf(object value) => sizes.Of(value);

    public override int SignaturesIn(Message message) => message switch
    {
        SlotPropose => 2,
        SlotCommitted => 1 + config.Fab.CommitProofSize,
        _ => 1,
    };
}
