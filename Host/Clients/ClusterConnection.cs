using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Channels;
using BgpVerified.Host.Keys;
using BgpVerified.Host.Network;
using BgpVerified.Host.Settings;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Host.Clients;

/// <summary>Connections to all nodes of a cluster, which several clients of one program share.</summary>
public sealed class ClusterConnection : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource stop = new();
    private readonly ClientSettings settings;
    private readonly int group;
    private readonly ConcurrentDictionary<(int Client, int Number), PendingRequest> pending = [];
    private readonly List<NodeConnection> nodes;
    private readonly List<HttpMessageInvoker> connectors = [];
    private int clients;

    /// <summary>Connects, and goes on trying.</summary>
    /// <param name="folder">The client's folder, with its certificate.</param>
    /// <exception cref="InvalidConfigurationException">The folder is wrong.</exception>
    public ClusterConnection(string folder)
    {
        settings = SettingsFiles.ReadClient(folder);
        group = ClientGroups.Next(folder);
        var (identities, certificate) = (new Identities(settings.Cluster), KeyFiles.ReadCertificate(folder));
        nodes = [.. settings.Cluster.Nodes.Select((node, i) =>
        {
            connectors.Add(DuplexRequest.Connector(identities.To(i, certificate)));
            var connection = new NodeConnection(new($"https://{node.Address}:{node.Port}/client"), connectors[i]);
            connection.Running = Run(i, connection);
            return connection;
        })];
    }

    /// <summary>The settings of the cluster.</summary>
    public ClusterSettings Cluster => settings.Cluster;

    /// <summary>How many nodes there is a connection to.</summary>
    public int Connected => nodes.Count(node => node.IsConnected);

    /// <summary>A client more, with numbers of its own.</summary>
    /// <param name="gateway">The node that it asks first, from 0.</param>
    /// <returns>The client.</returns>
    public ClusterClient NewClient(int gateway = 0) =>
        Interlocked.Increment(ref clients) is var number && number < ClientFrames.GroupSize
            ? new(this, number, gateway)
            : throw new InvalidOperationException($"a connection has {ClientFrames.GroupSize - 1} clients at the most");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        connectors.ForEach(connector => connector.Dispose());
        await Task.WhenAll(nodes.Select(node => node.Running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    internal PendingRequest Begin(int client, int number)
    {
        var request = new PendingRequest(settings.Cluster.Faults + 1, settings.Cluster.Nodes.Count);
        pending[(client, number)] = request;
        return request;
    }

    internal void End(int client, int number) => pending.TryRemove((client, number), out _);

    /// <summary>Asks one node to propose a request; the others only to reply, if they have executed it.</summary>
    internal void Send(int client, int number, string does, int gateway, bool isFirst)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (i == gateway || !isFirst)
            {
                nodes[i].Frames.Writer.TryWrite(ClientFrames.Request(client, number, does, i == gateway));
            }
        }
    }

    private async Task Run(int number, NodeConnection node)
    {
        for (var pause = ShortestPause; !stop.IsCancellationRequested;)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                await DuplexRequest.Run(
                    node.Connector,
                    node.Address,
                    (stream, ends) => Write(node, stream, ends),
                    (reader, ends) =>
                    {
                        node.IsConnected = true;
                        return Read(number, reader, ends);
                    },
                    stop.Token);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or FrameException
                or HttpProtocolException or SocketException)
            {
                node.Why = e.InnerException?.Message ?? e.Message;
            }

            pause = node.IsConnected && Stopwatch.GetElapsedTime(began) > LongestPause ? ShortestPause : pause;
            node.IsConnected = false;
            await Task.Delay(pause, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task Write(NodeConnection node, Stream stream, CancellationToken ends)
    {
        await stream.WriteAsync(ClientFrames.Hello(group), ends);
        do
        {
            while (node.Frames.Reader.TryRead(out var frame))
            {
                await stream.WriteAsync(frame, ends);
            }

            await stream.FlushAsync(ends);
        }
        while (await node.Frames.Reader.WaitToReadAsync(ends));
    }

    private Task Read(int node, PipeReader reader, CancellationToken ends) => Frames.ReadAll(
        reader,
        settings.Cluster.MostFrameBytes,
        frames =>
        {
            foreach (var frame in frames)
            {
                var (kind, client, number, text) = ClientFrames.Read(frame);
                if (pending.TryGetValue((client, number), out var request))
                {
                    request.Take(node, kind, text);
                }
            }

            return ValueTask.CompletedTask;
        },
        ends);

    private sealed record NodeConnection(Uri Address, HttpMessageInvoker Connector)
    {
        public Channel<byte[]> Frames { get; } = Channel.CreateBounded<byte[]>(
            new BoundedChannelOptions(16_384) { FullMode = BoundedChannelFullMode.DropOldest });

        public Task Running { get; set; } = Task.CompletedTask;

        public bool IsConnected { get; set; }

        public string Why { get; set; } = string.Empty;
    }
}
