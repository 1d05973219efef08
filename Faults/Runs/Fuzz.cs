using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using BgpVerified.Faults.Byzantine;
using BgpVerified.Faults.Clients;
using BgpVerified.Faults.Links;
using BgpVerified.Host.Clients;
using BgpVerified.Host.Keys;
using BgpVerified.Host.Nodes;
using BgpVerified.Host.Settings;
using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.Machines;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Histories;

namespace BgpVerified.Faults.Runs;

/// <summary>What is sent to a live node by one that is not what it should be.</summary>
/// <param name="Frames">How many frames that are no messages.</param>
/// <param name="Nonsense">How many messages of nonsense with valid signatures.</param>
/// <param name="Connections">How many connections that break the framing itself, each of a node and of a client.</param>
public sealed record FuzzOptions(int Frames, int Nonsense, int Connections);

/// <summary>What a live node made of it.</summary>
/// <param name="Frames">How many malformed frames were sent.</param>
/// <param name="Nonsense">How many signed messages of nonsense were sent.</param>
/// <param name="Broken">How many connections broke the framing.</param>
/// <param name="Before">How much memory the node used before, in bytes, once it was warm.</param>
/// <param name="After">How much it used after.</param>
/// <param name="Most">The most that was seen.</param>
/// <param name="Verdict">What clients saw meanwhile.</param>
/// <param name="Wrong">What is wrong, one line each.</param>
public sealed record FuzzReport(
    int Frames, int Nonsense, int Broken, long Before, long After, long Most, HistoryVerdict Verdict, IReadOnlyList<string> Wrong)
{
    /// <summary>The report.</summary>
    /// <returns>The lines, the verdict last.</returns>
    public IEnumerable<string> Lines()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Frames:n0} malformed frames, {Nonsense:n0} messages of nonsense with valid signatures, {Broken:n0} bad connections");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"memory of the node: {Before >> 20} MiB before, {After >> 20} MiB after, {Most >> 20} MiB at most");
        yield return $"history meanwhile: {Verdict}"[..Math.Min(300, $"history meanwhile: {Verdict}".Length)];
        foreach (var wrong in Wrong)
        {
            yield return $"wrong: {wrong}";
        }

        yield return Wrong.Count == 0 ? "holds: no crash, memory bounded, clients answered" : "violated";
    }
}

/// <summary>
/// Sends a live node what is no message, and messages that mean nothing, in the name of another node whose key it has; while clients use
/// the cluster. That other node does not run: it is the one that is Byzantine.
/// </summary>
/// <param name="options">The cluster.</param>
/// <param name="fuzz">How much is sent.</param>
/// <param name="build">Builds the protocol for a node.</param>
/// <param name="say">Told of progress.</param>
public sealed class Fuzz(
    AttackOptions options, FuzzOptions fuzz, Func<NodeSettings, (HostedMachine Machine, BgpConfig Config)> build, Action<string> say)
{
    private const int Samples = 300;

    // A Byzantine gateway can ask in the name of any client (docs/CLUSTER.md): here in that of none that there is.
    private const int NobodysClient = 900_000_000;
    private const long MostGrowth = 256L << 20;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(5);
    private readonly Chance chance = new(options.Plan.Seed);
    private readonly List<byte[]> samples = [];
    private long number;

    /// <summary>Sends all of it.</summary>
    /// <param name="interrupt">Ends it early.</param>
    /// <returns>The report.</returns>
    public async Task<FuzzReport> RunAsync(CancellationToken interrupt)
    {
        await using var cluster = new AttackCluster(options);
        var own = cluster.Settings.Nodes.Count - 1;
        var live = cluster.Processes.Nodes.Take(own).ToList();
        await Task.WhenAll(live.Select(node => node.StartAsync(StartTimeout, interrupt)));
        await using var connection = new ClusterConnection(cluster.ClientFolder);
        var (history, requests) = (new ClientHistory(), new Requests(options.Application, options.Plan.Seed));
        var loops = new ClientLoops(
            [.. Enumerable.Range(0, options.Clients).Select(i => (IClusterClient)new HostedClient(connection.NewClient(i % own)))],
            requests, history, options.Pause);
        using var stop = new CancellationTokenSource();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        var asking = loops.RunAsync(stop.Token, giveUp.Token);
        await Task.Delay(Warm, interrupt);

        var target = live[0];
        var before = target.Measure();
        var nonsense = await SendNonsense(cluster, own, interrupt);
        say($"{nonsense} messages of nonsense sent, memory {target.Measure() >> 20} MiB");
        var frames = await SendMalformed(cluster, own, target, interrupt);
        say($"{frames} malformed frames sent, memory {target.Measure() >> 20} MiB");
        var broken = await BreakFraming(cluster, own, interrupt);
        say($"{broken} connections broken, memory {target.Measure() >> 20} MiB");

        var answered = history.Answered;
        await Task.Delay(Warm, interrupt);
        await stop.CancelAsync();
        giveUp.CancelAfter(options.Patience);
        var isAnswered = await asking && await loops.ReadAllAsync(giveUp.Token);
        var after = target.Measure();
        if (!isAnswered)
        {
            say("not everything is answered; this is how the nodes are:");
            (await cluster.StatusAsync()).ToList().ForEach(say);
        }

        var operations = history.ToList();
        var verdict = HistoryChecker.Check(
            operations, options.Application == "bank" ? new Bank() : new KeyValueStore(), 20_000_000);
        var wrong = live.Where(node => !node.IsRunning).Select(node => $"{node.Start.Name} has crashed; see {node.Start.Log}").ToList();
        wrong.AddRange(isAnswered ? [] : ["not everything was answered"]);
        wrong.AddRange(history.Answered > answered ? [] : ["nothing was answered afterwards"]);
        wrong.AddRange(verdict.Outcome == HistoryOutcome.NotLinearizable ? ["the clients' history is not linearizable"] : []);
        wrong.AddRange(target.MostMemory > before + MostGrowth ? ["the node's memory has grown by more than 256 MiB"] : []);
        return new(frames, nonsense, broken, before, after, target.MostMemory, verdict, wrong);
    }

    private async Task<int> SendNonsense(AttackCluster cluster, int own, CancellationToken interrupt)
    {
        var settings = SettingsFiles.ReadNode(cluster.FolderOf(own));
        var (machine, config) = build(settings);
        var envelopes = new SignedEnvelopes(
            machine, new EcdsaCryptography(KeyFiles.ReadSigningKey(cluster.FolderOf(own)), settings.Cluster), PlantedBug.None);
        string Request(int i) => options.Application == "bank" ? $"deposit:x{i % 3}:1" : $"put:x{i % 3}:v{i}";
        var proper = Enumerable.Range(0, 20).Select(i => ((CommandRequest)machine.Propose(
            own, $"p{own + 1}.1", i, [new(NobodysClient, i + 1, Request(i))]).Input).Command).ToList();
        var adversary = new AdversaryMessages(config, own, chance.Split());
        proper.ForEach(command => adversary.Hear(new FastProposal(command)));
        var wild = new WildMessages(config, own, proper, chance.Split());
        var sent = 0;
        await using var peer = Connect(cluster, own, "link");
        await Greet(peer);
        while (sent < fuzz.Nonsense && !interrupt.IsCancellationRequested)
        {
            var message = sent % 4 == 3 ? adversary.Next() : wild.Next();
            if (message is null || Seal(envelopes, message) is not { } bytes)
            {
                continue;
            }

            Keep(bytes);
            if (!await peer.SendAsync(Message(bytes)))
            {
                throw new InvalidOperationException($"the node ended the connection after {sent} messages that are well formed");
            }

            sent++;
        }

        return sent;
    }

    private async Task<int> SendMalformed(AttackCluster cluster, int own, Processes.NodeProcess target, CancellationToken interrupt)
    {
        var sent = 0;
        await using var peer = Connect(cluster, own, "link");
        await Greet(peer);
        while (sent < fuzz.Frames && !interrupt.IsCancellationRequested)
        {
            var from = samples[chance.Below(samples.Count)];
            var bytes = MalformedBytes.Of(from, chance);
            if (bytes.AsSpan().SequenceEqual(from))
            {
                continue;
            }

            if (!await peer.SendAsync(Message(bytes)))
            {
                throw new InvalidOperationException($"the node ended the connection after {sent} malformed messages in well-formed frames");
            }

            sent++;
            if (sent % 5_000 == 0)
            {
                target.Measure();
            }
        }

        return sent;
    }

    /// <summary>Frames of wrong lengths and kinds: each time the other side should close the connection, and no more.</summary>
    private async Task<int> BreakFraming(AttackCluster cluster, int own, CancellationToken interrupt)
    {
        var broken = 0;
        for (; broken < 2 * fuzz.Connections && !interrupt.IsCancellationRequested; broken++)
        {
            await using var peer = Connect(cluster, broken % 2 == 0 ? own : null, broken % 2 == 0 ? "link" : "client");
            if (chance.Below(2) == 0)
            {
                await peer.SendAsync(broken % 2 == 0 ? Numbered(1, Stopwatch.GetTimestamp()) : Framed([1, 0, 0, 0, 1, 0, 0, 0, 0]));
            }

            await peer.SendAsync(Broken());
            await peer.EndsWithin(TimeSpan.FromMilliseconds(chance.Below(100)));
        }

        return broken;
    }

    private byte[] Broken()
    {
        var noise = MalformedBytes.Of([], chance);
        return chance.Below(6) switch
        {
            0 => [0x7f, 0xff, 0xff, 0xff, .. noise],
            1 => [0xff, 0xff, 0xff, 0xff, .. noise],
            2 => [0, 0, 0, 0],
            3 => Framed(noise),
            4 => [0, 0xff, 0xff, 0xff, .. noise],
            _ => noise,
        };
    }

    private static byte[]? Seal(SignedEnvelopes envelopes, Kit.SignedMessage message)
    {
        try
        {
            return envelopes.Seal(message);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            // It has no form in bytes, or what it would have to show has none.
            return null;
        }
    }

    private RawPeer Connect(AttackCluster cluster, int? node, string path)
    {
        var folder = node is { } some ? cluster.FolderOf(some) : cluster.ClientFolder;
        var address = cluster.Settings.Nodes[0];
        return new(
            new($"https://{address.Address}:{address.Port}/{path}"),
            new Identities(cluster.Settings).To(0, KeyFiles.ReadCertificate(folder)));
    }

    private async Task Greet(RawPeer peer)
    {
        number = 0;
        await peer.SendAsync(Numbered(1, Stopwatch.GetTimestamp()));
    }

    private void Keep(byte[] bytes)
    {
        if (samples.Count < Samples)
        {
            samples.Add(bytes);
        }
        else
        {
            samples[chance.Below(Samples)] = bytes;
        }
    }

    private byte[] Message(byte[] bytes) => [.. Numbered(2, ++number, bytes.Length), .. bytes];

    private static byte[] Framed(byte[] bytes)
    {
        var header = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(header, bytes.Length);
        return [.. header, .. bytes];
    }

    private static byte[] Numbered(byte kind, long number, int more = 0)
    {
        var frame = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(frame, 9 + more);
        frame[4] = kind;
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(5), number);
        return frame;
    }
}
