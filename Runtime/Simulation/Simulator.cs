using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Simulation;

/// <summary>
/// Runs a protocol's handlers in virtual time: every event has a time, the earliest comes next, and of two at one time the one that was
/// caused first. Randomness comes from the seed alone, so that the same options give the same run.
/// </summary>
public sealed class Simulator
{
    private const int MostSamples = 100;
    private const int MostIdle = 1_000;
    private const int MostLeft = 20_000;
    private readonly SimulatedCluster cluster;
    private readonly SimulationOptions options;
    private readonly EventQueue<(int Machine, Work Work)> events = new();
    private readonly List<Machine> machines = [];
    private readonly IReadOnlyList<(string Name, OperationKind Kind)> workload;
    private readonly Dictionary<string, (Operation Operation, TimeSpan Start)> asked = [];
    private readonly Dictionary<string, HistoryEntry> history = [];
    private readonly Dictionary<int, int> learnedBy = [];
    private readonly List<int> learners = [];
    private readonly HashSet<Message> echoed = [];
    private readonly LearnedOrders orders;
    private readonly Chance chance;
    private readonly int[] askedBy;
    private readonly int[] machineOf;
    private readonly long[,] delays;
    private readonly string protocol;
    private readonly SimulatedLogs? logs;
    private long count;
    private bool isOver;
    private UnsafeRunException? violation;

    private Simulator(string protocol, SimulatedCluster cluster, SimulatedLogs? logs)
    {
        this.logs = logs;
        (this.protocol, this.cluster, options) = (protocol, cluster, cluster.Options);
        (chance, askedBy) = (new(options.Seed), new int[options.Clients]);
        workload = cluster.Commands;
        machineOf = [.. Enumerable.Range(0, cluster.System.Processes.Count).Select(cluster.MachineOf)];
        delays = new long[options.Topology.Regions.Count, options.Topology.Regions.Count];
        foreach (var (from, row) in options.Topology.OneWay.Index())
        {
            foreach (var (to, delay) in row.Index())
            {
                delays[from, to] = delay.Ticks;
            }
        }

        orders = new(
            name => cluster.IsTotal || Workload.KindOf(name) == OperationKind.Shared ? "the shared object" : null, asked.ContainsKey);
    }

    internal Measures Measures { get; } = new();

    /// <summary>The time of the event that is happening.</summary>
    internal long Now { get; private set; }

    /// <summary>Runs a protocol until all is learned, or the limit is reached, or a property is violated.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="options">What is simulated.</param>
    /// <param name="logs">Where the machines' logs go; null for none.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public static SimulationReport Run(ISimulatedProtocol protocol, SimulationOptions options, SimulatedLogs? logs = null) =>
        new Simulator(protocol.Name, protocol.Build(options), logs).Run();

    internal void At(long time, int machine, Work work) => events.Add(time, (machine, work));

    internal void WakeAt(long time, int machine) => events.Add(time, (machine, default));

    /// <summary>The machine of a process.</summary>
    internal int MachineOf(int process) => machineOf[process];

    /// <summary>How long a message takes: acceptors and clients are put into the regions in turn.</summary>
    internal long Delay(int from, int to) => delays[PlaceOf(from), PlaceOf(to)];

    private int PlaceOf(int machine) =>
        (machine < options.Acceptors ? machine : machine - options.Acceptors) % options.Topology.Regions.Count;

    /// <summary>Acceptors that sign whatever another has signed see all messages.</summary>
    internal void Echo(int machine, int depth, Envelope envelope)
    {
        if (options.Echoing == 0 || machine >= options.Acceptors || machine >= options.Acceptors - options.Echoing
            || envelope.Message is not SignedMessage message
            || !envelope.IsCounted(cluster.System.Quorums) || !echoed.Add(message.Unsigned))
        {
            return;
        }

        foreach (var echo in machines.Skip(options.Acceptors - options.Echoing).Take(options.Echoing))
        {
            var process = echo.Nodes.First(node => cluster.IsStored(node.Process)).Process;
            At(Now, echo.Number, new(null, -1, () => echo.Echo(message, process), depth));
        }
    }

    internal void Stepped(Machine machine, int process, object before, Input input, object after)
    {
        if (machine.Number >= options.Acceptors && cluster.Answer(process, before, after) is var (answered, reply))
        {
            Answer(machine, answered, reply);
        }

        if (!cluster.IsLearner(process))
        {
            return;
        }

        foreach (var learned in cluster.LearnedBy(before, input, after))
        {
            foreach (var (name, earlier) in orders.Add(process, learned))
            {
                learnedBy[process] = learnedBy.GetValueOrDefault(process) + 1;
                Answer(machine, name, earlier);
            }

            IsOver();
        }
    }

    /// <summary>A client has its answer, if the machine is its own.</summary>
    private void Answer(Machine machine, string name, string reply)
    {
        var (operation, start) = asked[name];
        if (machine.Number != options.Acceptors + operation.Client || history[name].End is not null)
        {
            return;
        }

        history[name] = history[name] with { End = machine.Now, Reply = reply };
        Measures.Learned.Add((machine.Now - start, machine.Depth));
        Sample();
        if (options.Every is null)
        {
            machine.After(TimeSpan.Zero, () => AskNext(machine, operation.Client));
        }

        IsOver();
    }

    private void IsOver() => isOver = Measures.Learned.Count == workload.Count && learners.All(
        learner => learnedBy.GetValueOrDefault(learner) == workload.Count);

    private SimulationReport Run()
    {
        foreach (var number in Enumerable.Range(0, cluster.Machines))
        {
            machines.Add(new(this, cluster, number, chance.Split(), logs));
        }

        for (var process = 0; process < cluster.System.Processes.Count; process++)
        {
            if (cluster.IsLearner(process)
                && !(cluster.MachineOf(process) < options.Acceptors && IsFaulty(cluster.MachineOf(process))))
            {
                learners.Add(process);
            }
        }

        var placed = Enumerable.Range(0, cluster.System.Processes.Count).ToLookup(cluster.MachineOf);
        foreach (var machine in machines)
        {
            At(0, machine.Number, new(null, -1, () => machine.Start(placed[machine.Number]), 0));
        }

        for (var crashed = 0; crashed < options.Crashed; crashed++)
        {
            var machine = machines[options.Acceptors - 1 - crashed];
            At(options.CrashAt.Ticks, machine.Number, new(null, -1, machine.Crash, 0));
        }

        Ask();
        try
        {
            while (!isOver && events.Count > 0)
            {
                var (time, (machine, work)) = events.Take();
                if (time > options.Limit.Ticks)
                {
                    break;
                }

                count++;
                Happen(time, machine, work);
            }
        }
        catch (UnsafeRunException e)
        {
            violation = e;
        }

        Sample(isLast: true);
        var report = Report();
        EndLogs();
        return report;
    }

    private void Happen(long time, int machine, Work work)
    {
        Now = time;
        if (work == default)
        {
            machines[machine].Continue();
        }
        else
        {
            machines[machine].Come(work);
        }
    }

    /// <summary>
    /// What is on its way still comes, so that the logs end where nothing is left to happen: timers only, which nothing comes of.
    /// </summary>
    private void EndLogs()
    {
        if (logs is null)
        {
            return;
        }

        var (quiet, left) = (0, MostLeft);
        try
        {
            while (isOver && violation is null && quiet < MostIdle && events.Count > 0 && left-- > 0)
            {
                var (written, (time, (machine, work))) = (logs.Lines, events.Take());
                Happen(time, machine, work);
                quiet = logs.Lines == written ? quiet + 1 : 0;
            }
        }
        catch (UnsafeRunException e)
        {
            violation = e;
        }

        logs.End(isOver && violation is null && left > 0 && machines.TrueForAll(machine => !machine.HasCrashed));
    }

    private bool IsFaulty(int acceptor) => acceptor >= options.Acceptors - Math.Max(options.Crashed, options.Echoing);

    /// <summary>Clients begin once the first ballot can be open, each at a moment of its own.</summary>
    private void Ask()
    {
        var begin = 10 * options.Topology.Longest.Ticks;
        for (var client = 0; client < options.Clients; client++)
        {
            var (machine, number) = (machines[options.Acceptors + client], client);
            var draws = chance.Split();
            var first = begin + (long)(options.Clients > 1 ? draws.Next() * options.Topology.Longest.Ticks : 0);
            At(first, machine.Number, new(null, -1, () => AskFirst(machine, number, draws), 0));
        }
    }

    private void AskFirst(Machine machine, int client, Chance draws)
    {
        AskNext(machine, client);
        if (options.Every is { } mean)
        {
            machine.After(TimeSpan.FromTicks(draws.Wait(mean.Ticks)), () => AskFirst(machine, client, draws));
        }
    }

    private void AskNext(Machine machine, int client)
    {
        var next = cluster.HasOwnCommands ? client + (options.Clients * askedBy[client]++) : asked.Count;
        if (next >= workload.Count)
        {
            return;
        }

        var (name, kind) = workload[next];
        var operation = new Operation(name, client, next, kind);
        asked.Add(name, (operation, machine.Now));
        history.Add(name, new(client, name, kind, machine.Now, null, null));
        var (process, input) = cluster.Request(client, operation);
        machine.Do(process, input);
    }

    private void Sample(bool isLast = false)
    {
        var isDue = Measures.Learned.Count % Math.Max(1, workload.Count / MostSamples) == 0;
        if (isLast ? Measures.Samples is [.., var last] && last.Learned == Measures.Learned.Count : !isDue)
        {
            return;
        }

        var nodes = machines.SelectMany(machine => machine.Nodes)
            .Where(node => machineOf[node.Process] < options.Acceptors || cluster.IsLearner(node.Process)).ToList();
        Measures.Samples.Add(new(
            Measures.Learned.Count, nodes.Max(node => cluster.SizeOf(node.State)), Measures.TakeLargest(),
            nodes.Max(node => node.Quorums.Count)));
    }

    /// <summary>Why a history is not linearizable, in one line: its best order has no end of operations.</summary>
    private static string Explain(HistoryVerdict verdict) =>
        $"no order of the operations on {verdict.Part ?? "the state"} explains the answer of {verdict.Unexplained} (times of 100 ns)";

    private SimulationReport Report()
    {
        var latencies = Measures.Learned.Select(one => one.Latency.TotalMilliseconds).Order().DefaultIfEmpty().ToList();
        var depths = Measures.Learned.Select(one => one.Depth).Order().DefaultIfEmpty().ToList();
        var entries = history.Values.ToList();
        var learned = Math.Max(1, Measures.Learned.Count);
        var checkedHistory = violation is null ? cluster.Check(entries) : null;
        var unsafeRun = violation
            ?? (checkedHistory?.Outcome == HistoryOutcome.NotLinearizable ? new("Linearizability", Explain(checkedHistory)) : null);
        return new()
        {
            Protocol = protocol,
            Options = options,
            Faults = cluster.Faults,
            Violation = unsafeRun?.Property,
            What = unsafeRun?.Message,
            Linearizable = checkedHistory,
            Asked = asked.Count,
            Learned = Measures.Learned.Count,
            IsComplete = isOver && checkedHistory?.Outcome != HistoryOutcome.Unknown,
            Duration = entries.Count == 0
                ? TimeSpan.Zero
                : entries.Max(entry => entry.End ?? entry.Start) - entries.Min(entry => entry.Start),
            P50 = Simulation.Measures.Percentile(latencies, 50),
            P99 = Simulation.Measures.Percentile(latencies, 99),
            Worst = latencies[^1],
            OneWay = options.Topology.Mean.TotalMilliseconds,
            Delays = Simulation.Measures.Percentile(depths, 50),
            FastShare = (double)Measures.Learned.Count(one => one.Depth <= cluster.CommonDelays) / learned,
            Messages = (double)Measures.Messages / learned,
            Bytes = (double)Measures.Bytes / learned,
            Signed = (double)Measures.Signed / learned,
            Verified = (double)Measures.Verified / learned,
            LargestMessage = Measures.LargestMessage,
            LargestState = Measures.Samples.Max(sample => sample.State),
            LargestCollector = Measures.Samples.Max(sample => sample.Collected),
            Events = count,
            Samples = Measures.Samples,
            Notes = cluster.Notes(process => machines[machineOf[process]].StateOf(process)),
            History = entries,
        };
    }
}
