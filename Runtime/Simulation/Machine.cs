using System.Collections.Immutable;
using BgpVerified.Kit;
using BgpVerified.Runtime.Evidence;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Simulation;

/// <summary>
/// A simulated machine: one CPU that takes one thing after another, a link, a disk, and the processes that run on it. Everything that a
/// node runs on, in virtual time.
/// </summary>
internal sealed class Machine : IClock, INetwork, IStorage, ISignatures, INodeObserver, IPolicyHost
{
    private readonly Simulator simulator;
    private readonly SimulatedCluster cluster;
    private readonly SimulationOptions options;
    private readonly Dictionary<int, Node> nodes = [];
    private readonly Queue<Work> inbox = new();
    private readonly Chance chance;
    private readonly SimulatedLogs? logs;
    private EvidenceRecorder? log;
    private IPolicy? policy;
    private bool isWaking;
    private long time;
    private long linkFreeAt;
    private int depth;
    private (Message Message, Envelope Instead)? equivocation;

    public Machine(Simulator simulator, SimulatedCluster cluster, int number, Chance chance, SimulatedLogs? logs)
    {
        (this.simulator, this.cluster, options, Number, this.chance) = (simulator, cluster, cluster.Options, number, chance);
        this.logs = logs;
    }

    public int Number { get; }

    public bool HasCrashed { get; private set; }

    public IEnumerable<Node> Nodes => nodes.Values;

    public TimeSpan Now => TimeSpan.FromTicks(time);

    public IClock Clock => this;

    /// <summary>How many messages one after another led to what is being done.</summary>
    public int Depth => depth;

    public void Start(IEnumerable<int> processes)
    {
        log = logs?.Begin(cluster, Number, processes);
        var surroundings = new Surroundings(this, this, this, this);
        foreach (var process in processes)
        {
            nodes.Add(process, new(cluster, process, surroundings, this));
        }

        policy = cluster.Policy(Number, this);
        Run(new(null, -1, policy.Begin, 0));
    }

    public void Crash() => HasCrashed = true;

    /// <summary>Something comes to the machine; it waits while the CPU is busy.</summary>
    public void Come(Work work)
    {
        if (HasCrashed)
        {
            return;
        }

        if (time <= simulator.Now && inbox.Count == 0)
        {
            Run(work);
            return;
        }

        inbox.Enqueue(work);
        Wake();
    }

    /// <summary>The CPU is free again.</summary>
    public void Continue()
    {
        isWaking = false;
        while (!HasCrashed && inbox.Count > 0 && time <= simulator.Now)
        {
            Run(inbox.Dequeue());
        }

        Wake();
    }

    public object StateOf(int process) => nodes[process].State;

    public void Do(int process, Input input) => nodes[process].Do(input);

    public void After(TimeSpan delay, Action then) => simulator.At(time + delay.Ticks, Number, new(null, -1, then, 0));

    public void Save(int process, object state, Action saved)
    {
        if (options.Storage == TimeSpan.Zero || !cluster.IsStored(process))
        {
            saved();
            return;
        }

        // The disk is not the CPU: other work goes on, and what follows from this step waits.
        simulator.At(time + options.Storage.Ticks, Number, new(null, -1, saved, depth));
    }

    public Envelope Sign(int process, Message message)
    {
        time += options.Sign.Ticks;
        simulator.Measures.Signed++;
        var envelope = new Envelope(message, cluster.SizeOf(message));
        simulator.Echo(Number, depth, envelope);
        return envelope;
    }

    public bool IsValid(Envelope envelope)
    {
        var signatures = cluster.SignaturesIn(envelope.Message);
        time += options.Handle.Ticks + (options.Verify.Ticks * signatures);
        simulator.Measures.Verified += signatures;
        return true;
    }

    public void Send(int from, int to, Envelope envelope)
    {
        var isLeader = options.Leader != LeaderFault.None && cluster.IsFirstLeader(from);
        if (isLeader && options.Leader == LeaderFault.Silent)
        {
            return;
        }

        var machine = simulator.MachineOf(to);
        if (isLeader && options.Leader == LeaderFault.Equivocating && machine < options.Acceptors && machine >= options.Acceptors / 2)
        {
            envelope = Instead(envelope);
        }

        if (machine == Number)
        {
            simulator.At(time, machine, new(envelope, to, null, depth));
            return;
        }

        time += options.Handle.Ticks;
        var leaves = Math.Max(time, linkFreeAt);
        if (options.Bandwidth > 0)
        {
            leaves += (long)(envelope.Size * 8.0 * TimeSpan.TicksPerSecond / options.Bandwidth);
            linkFreeAt = leaves;
        }

        simulator.Measures.Transmitted(envelope.Size);
        var delay = simulator.Delay(Number, machine);
        var arrives = leaves + (long)(delay * (options.Jitter > 0 ? 1 + (options.Jitter * chance.Next()) : 1));
        while (options.Loss > 0 && chance.Next() < options.Loss)
        {
            arrives += 2 * delay;
            simulator.Measures.Transmitted(envelope.Size);
        }

        if (isLeader && options.Leader == LeaderFault.Slow)
        {
            arrives += options.Slowness.Ticks;
        }

        simulator.At(arrives, machine, new(envelope, to, null, depth + 1));
    }

    /// <summary>Signs, as one of its processes, what another has signed, and sends it to all that it concerns.</summary>
    public void Echo(SignedMessage message, int process)
    {
        var copy = message.SignedBy(new(message.From.Letter, Number));
        var envelope = new Envelope(copy, cluster.SizeOf(copy));
        foreach (var recipient in cluster.System.Recipients(copy))
        {
            Send(process, recipient, envelope);
        }
    }

    public void Received(int process, Message message)
    {
        log?.Received(process, message);
        policy?.Received(process, message);
    }

    public void Takes(int process, Input input, object after, ImmutableArray<Message> sends) => log?.Takes(process, input, after, sends);

    public void Stepped(int process, object before, Input input, object after)
    {
        simulator.Stepped(this, process, before, input, after);
        policy?.Stepped(process, before, input, after);
    }

    private void Run(Work work)
    {
        (time, depth) = (Math.Max(time, simulator.Now), work.Depth);
        if (work.Envelope is { } envelope)
        {
            if (!cluster.IsAway(work.Process, Now))
            {
                nodes[work.Process].Receive(envelope);
            }
        }
        else
        {
            work.Then!();
        }

    }

    private void Wake()
    {
        if (inbox.Count > 0 && !isWaking)
        {
            isWaking = true;
            simulator.WakeAt(time, Number);
        }
    }

    private Envelope Instead(Envelope envelope)
    {
        if (equivocation is not { } known || !ReferenceEquals(known.Message, envelope.Message))
        {
            var other = cluster.Equivocate(envelope.Message);
            equivocation = known = (envelope.Message, new(other, cluster.SizeOf(other)));
        }

        return known.Instead;
    }
}

/// <summary>What a machine has to do: take a message, or something of its own.</summary>
internal readonly record struct Work(Envelope? Envelope, int Process, Action? Then, int Depth);
