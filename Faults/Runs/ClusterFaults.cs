using System.Diagnostics;
using BgpVerified.Faults.Links;
using BgpVerified.Faults.Plans;
using BgpVerified.Faults.Processes;

namespace BgpVerified.Faults.Runs;

/// <summary>A cluster of processes on one machine, with a proxy for each directed link between two of them.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Links">The proxy of the link from the first to the second node; none from a node to itself.</param>
/// <param name="Raw">Connects to the second node with the key of the first.</param>
/// <param name="Twin">Makes the twin of a node: a process with the same key, and the port that it listens on.</param>
public sealed record ClusterProcesses(
    IReadOnlyList<NodeProcess> Nodes,
    IReadOnlyDictionary<(int From, int To), LinkProxy> Links,
    Func<int, int, RawPeer> Raw,
    Func<int, (NodeProcess Process, int Port)> Twin);

/// <summary>Does faults to a cluster of processes.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="startTimeout">How long a node may take to listen.</param>
public sealed class ClusterFaults(ClusterProcesses cluster, TimeSpan startTimeout) : IFaultTarget
{
    private const int SlowestReading = 200;
    private const int SlowestBytes = 20_000;
    private const int FastestBytes = 200_000;
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(250);
    private readonly List<string> crashes = [];
    private int ended;

    /// <summary>How often a node ended by itself and was started again: when its disk was full.</summary>
    public int Ended => Volatile.Read(ref ended);

    /// <summary>What ended by itself though nothing had been done to its disk, one line each.</summary>
    public IReadOnlyList<string> Crashes
    {
        get
        {
            lock (crashes)
            {
                return [.. crashes];
            }
        }
    }

    /// <inheritdoc/>
    public async Task<bool> DoAsync(PlannedFault fault, CancellationToken cancellation) => fault.Kind switch
    {
        FaultKind.Kill => await Kill(fault, cancellation),
        FaultKind.Pause => await During(fault, node => node.Pause(), node => node.Continue(), cancellation),
        FaultKind.FullDisk => await During(fault, node => node.SetDiskFull(true), node => node.SetDiskFull(false), cancellation),
        FaultKind.Skew => await During(
            fault, node => node.Tell($"timers {Scale(fault.Amount)}"), node => node.Tell("timers 1"), cancellation),
        FaultKind.Twins => await Twins(fault, cancellation),
        FaultKind.Isolate => await Put(LinksOf(fault.Node), new(IsCut: true), resets: fault.Amount < 0.5, fault, cancellation),
        FaultKind.HugeLength => await HugeLengths(fault, cancellation),
        FaultKind.SlowReading => await Put(
            [.. cluster.Links.Where(link => link.Key.To == fault.Node).Select(link => link.Value)],
            new(BytesPerSecond: SlowestReading), resets: false, fault, cancellation),
        FaultKind.Cut => await Put([Link(fault)], new(IsCut: true), resets: fault.Amount < 0.5, fault, cancellation),
        FaultKind.Delay => await Put(
            [Link(fault)], new(Delay: ShortestDelay + ((LongestDelay - ShortestDelay) * fault.Amount)), resets: false, fault, cancellation),
        FaultKind.Throttle => await Put([Link(fault)], new(BytesPerSecond: Rate(fault.Amount)), resets: false, fault, cancellation),
        FaultKind.HalfClose => await Break(fault, LinkBreak.HalfClose, cancellation),
        FaultKind.Reset => await Break(fault, LinkBreak.Reset, cancellation),
        FaultKind.Truncate => await Break(fault, LinkBreak.Truncate, cancellation),
        FaultKind.Garble => await Break(fault, LinkBreak.Garble, cancellation),
        _ => await During(fault, node => node.Tell($"byzantine {fault.Kind.Name()}"), node => node.Tell("byzantine none"), cancellation),
    };

    /// <summary>Undoes whatever may still hold, and starts what does not run.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>When all nodes listen.</returns>
    public async Task HealAsync(CancellationToken cancellation)
    {
        foreach (var node in cluster.Nodes)
        {
            node.Continue();
            node.SetDiskFull(false);
            node.Tell("timers 1");
            node.Tell("byzantine none");
            await Restart(node, cancellation);
        }
    }

    private async Task<bool> Kill(PlannedFault fault, CancellationToken cancellation)
    {
        var node = cluster.Nodes[fault.Node];
        var was = node.IsRunning;
        if (!was)
        {
            await Restart(node, CancellationToken.None);
        }

        await node.KillAsync();
        await Wait(fault.Length, cancellation);
        await node.StartAsync(startTimeout, CancellationToken.None);
        return true;
    }

    private async Task<bool> During(PlannedFault fault, Action<NodeProcess> begin, Action<NodeProcess> end, CancellationToken cancellation)
    {
        var node = cluster.Nodes[fault.Node];
        var was = node.IsRunning;
        begin(node);
        await Wait(fault.Length, cancellation);
        end(node);
        if (fault.Kind == FaultKind.FullDisk && was && await node.EndsWithin(EndTime))
        {
            Interlocked.Increment(ref ended);
            await node.StartAsync(startTimeout, CancellationToken.None);
        }

        await Restart(node, CancellationToken.None);
        return was;
    }

    /// <summary>A second process with the node's key; every other node that talks to it after this talks to the one or the other.</summary>
    private async Task<bool> Twins(PlannedFault fault, CancellationToken cancellation)
    {
        var (twin, port) = cluster.Twin(fault.Node);
        var led = cluster.Links.Where(link => link.Key.To == fault.Node && link.Key.From % 2 == fault.Number % 2)
            .Select(link => link.Value).ToList();
        var own = led.Select(link => link.Target).ToList();
        try
        {
            await twin.StartAsync(startTimeout, cancellation);
            foreach (var link in led)
            {
                link.Target = port;
                link.ResetAll();
            }

            await Wait(fault.Length, cancellation);
            return twin.IsRunning;
        }
        finally
        {
            await twin.KillAsync();
            foreach (var (link, target) in led.Zip(own))
            {
                link.Target = target;
                link.ResetAll();
            }

            await twin.DisposeAsync();
            await Restart(cluster.Nodes[fault.Node], CancellationToken.None);
        }
    }

    /// <summary>
    /// With the node's key: frames whose lengths are more than there are bytes, or more than may be, to each of the others again and again.
    /// </summary>
    private async Task<bool> HugeLengths(PlannedFault fault, CancellationToken cancellation)
    {
        var until = Stopwatch.StartNew();
        var connections = 0;
        while (until.Elapsed < fault.Length && !cancellation.IsCancellationRequested)
        {
            foreach (var peer in Enumerable.Range(0, cluster.Nodes.Count).Where(peer => peer != fault.Node))
            {
                await using var raw = cluster.Raw(fault.Node, peer);
                byte first = (connections++ % 3) switch { 0 => 0x7f, 1 => 0xff, _ => 0x01 };
                await raw.SendAsync([0, 0, 0, 9, 1, 0, 0, 0, 0, 0, 0, 0, 1, first, 0xff, 0xff, 0xff, 2, 0, 0]);
                await raw.EndsWithin(TimeSpan.FromMilliseconds(100));
            }
        }

        return connections > 0;
    }

    private static async Task<bool> Put(
        IReadOnlyList<LinkProxy> links, LinkCondition condition, bool resets, PlannedFault fault, CancellationToken cancellation)
    {
        var put = links.Select(link => link.Put(condition)).ToList();
        var open = links.Sum(link => link.Open);
        await Wait(fault.Length, cancellation);
        if (resets)
        {
            foreach (var link in links)
            {
                link.ResetAll();
            }
        }

        put.ForEach(held => held.Dispose());
        return open > 0;
    }

    private async Task<bool> Break(PlannedFault fault, LinkBreak how, CancellationToken cancellation)
    {
        var link = Link(fault);
        var open = link.BreakNext(how);
        await Wait(fault.Length, cancellation);
        var late = link.BreakNow();
        if (how == LinkBreak.HalfClose)
        {
            link.ResetAll();
        }

        return open > (how == LinkBreak.Garble ? late : 0);
    }

    private async Task Restart(NodeProcess node, CancellationToken cancellation)
    {
        if (node.IsRunning)
        {
            node.Measure();
            return;
        }

        lock (crashes)
        {
            crashes.Add($"{node.Start.Name} ended by itself; see {node.Start.Log}");
        }

        await node.StartAsync(startTimeout, cancellation);
    }

    private List<LinkProxy> LinksOf(int node) =>
        [.. cluster.Links.Where(link => link.Key.From == node || link.Key.To == node).Select(link => link.Value)];

    private LinkProxy Link(PlannedFault fault) => cluster.Links[(fault.Node, fault.Peer)];

    private static int Rate(double amount) => SlowestBytes + (int)((FastestBytes - SlowestBytes) * amount);

    /// <summary>From a quarter of the speed to four times as fast: how long a timer takes of what it should.</summary>
    private static string Scale(double amount) =>
        Math.Pow(4, (2 * amount) - 1).ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task Wait(TimeSpan time, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The fault is undone now.
        }
    }
}
