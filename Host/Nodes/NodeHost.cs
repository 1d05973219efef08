using System.IO.Pipelines;
using System.Net;
using System.Text.Json;
using BgpVerified.Host.Evidence;
using BgpVerified.Host.Keys;
using BgpVerified.Host.Network;
using BgpVerified.Host.Settings;
using BgpVerified.Host.Storage;
using BgpVerified.Spec.Protocols;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BgpVerified.Host.Nodes;

/// <summary>
/// A node: Kestrel with HTTP/2 and mutual TLS for the other nodes and for clients, links to the other nodes, storage, the protocol's
/// processes, and a status page on loopback.
/// </summary>
public sealed class NodeHost : IAsyncDisposable
{
    private const int MostConnections = 512;
    private readonly CancellationTokenSource stop = new();
    private readonly WebApplication web;
    private readonly IStableStorage storage;
    private readonly EvidenceFile? evidence;
    private readonly List<HttpMessageInvoker> connectors = [];
    private readonly List<Task> running = [];
    private readonly TaskCompletionSource<Exception> failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IReadOnlyList<PeerLink?> links;
    private readonly DateTimeOffset started = DateTimeOffset.UtcNow;

    private NodeHost(string folder, NodeSettings settings, HostedMachine machine, long start, NodeExtensions extensions, LogLevel level)
    {
        Settings = settings;
        var cluster = settings.Cluster;
        var certificate = KeyFiles.ReadCertificate(folder);
        var identities = new Identities(cluster);
        (storage, evidence) = Open(folder, cluster);
        web = Build(certificate, identities, level);
        var logger = web.Logger;
        var loop = new EventLoop();
        ReplicatedNode? node = null;
        links =
        [
            .. cluster.Nodes.Select((peer, i) => i == settings.Node ? null : new PeerLink(
                new(new($"https://{peer.Address}:{peer.Port}/link"), start, cluster.MostWaitingBytes),
                Connector(identities.To(i, certificate)),
                () => node!.HasLost(i),
                (isConnected, why) => Notice(logger, peer, isConnected, why))),
        ];
        var envelopes = extensions.Envelopes(Envelopes(folder, machine, extensions));
        node = Node = new(
            settings,
            machine,
            new(loop, links, envelopes, storage, new(), e => failure.TrySetResult(e)) { Evidence = evidence },
            start,
            extensions);
        var fromNodes = new LinkEndpoint(Node, envelopes, start, cluster.MostFrameBytes, logger);
        var fromClients = new ClientEndpoint(Node, machine, cluster.MostRequestBytes);
        web.MapPost("/link", context => Duplex(context, identities.NodeWith(context.Connection.ClientCertificate), fromNodes.Run));
        web.MapPost("/client", context => Duplex(context, identities.ClientWith(context.Connection.ClientCertificate), fromClients.Run));
        web.MapGet("/health", context => context.Response.WriteAsync("ok\n"));
        web.MapGet("/status", async context => await context.Response.WriteAsJsonAsync(await Status()));
        web.MapGet("/", async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(StatusPage.Of(Name, await Status()));
        });
    }

    /// <summary>What its folder says.</summary>
    public NodeSettings Settings { get; }

    /// <summary>The node's name.</summary>
    public string Name => Settings.Cluster.Nodes[Settings.Node].Name;

    /// <summary>Its processes.</summary>
    public ReplicatedNode Node { get; }

    /// <summary>What made it stop by itself, when it has: its storage cannot be written, or a handler failed.</summary>
    public Task<Exception> Failed => failure.Task;

    /// <summary>Starts a node.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="build">Builds the protocol, for a node and a number of this start of it that is greater than those before.</param>
    /// <param name="extensions">What a test puts in between; null for nothing.</param>
    /// <param name="level">The least that is logged, to standard error.</param>
    /// <returns>The node, which listens.</returns>
    /// <exception cref="InvalidConfigurationException">Its folder is wrong, or its address is in use.</exception>
    public static async Task<NodeHost> Start(
        string folder, Func<NodeSettings, long, HostedMachine> build, NodeExtensions? extensions = null, LogLevel level = LogLevel.Warning)
    {
        var settings = SettingsFiles.ReadNode(folder);
        var start = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var host = new NodeHost(folder, settings, build(settings, start), start, extensions ?? NodeExtensions.None, level);
        try
        {
            await host.web.StartAsync();
        }
        catch (IOException e)
        {
            await host.DisposeAsync();
            throw new InvalidConfigurationException($"{host.Name} cannot listen: {e.Message}; choose other ports in {folder}/node.json");
        }

        host.Begin();
        return host;
    }

    /// <summary>What the node is like.</summary>
    /// <returns>Names and values.</returns>
    public async Task<IReadOnlyDictionary<string, string>> Status()
    {
        var status = new Dictionary<string, string>
        {
            ["name"] = Name,
            ["application"] = Settings.Cluster.Application,
            ["storage"] = $"{Settings.Cluster.Storage}".ToLowerInvariant(),
            ["signatures"] = Settings.Cluster.Signatures ? "on" : "off",
            ["up since"] = $"{started:u}",
            ["links"] = string.Join(
                ", ", links.Select((link, i) => (link, i)).Where(one => one.link is not null).Select(one =>
                    $"{Settings.Cluster.Nodes[one.i].Name} {(one.link!.IsConnected ? "up" : "down")} {one.link.WaitingBytes} bytes waiting"
                    + (one.link.Dropped == 0 ? string.Empty : $", {one.link.Dropped} messages dropped"))),
        };
        foreach (var (name, value) in await Node.Describe())
        {
            status[name] = value;
        }

        return status;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested)
        {
            return;
        }

        await stop.CancelAsync();
        using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await web.StopAsync(atOnce.Token);
        connectors.ForEach(connector => connector.Dispose());
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await web.DisposeAsync();
        storage.Dispose();
        evidence?.Dispose();
        stop.Dispose();
    }

    private void Begin()
    {
        running.Add(Guard(Node.Run(stop.Token)));
        running.AddRange(links.Where(link => link is not null).Select(link => Guard(link!.Run(stop.Token))));
        Node.Begin();
    }

    private async Task Guard(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node stops.
        }
        catch (Exception e)
        {
            web.Logger.LogCritical(e, "the node stops");
            failure.TrySetResult(e);
        }
    }

    private HttpMessageInvoker Connector(System.Net.Security.SslClientAuthenticationOptions tls)
    {
        connectors.Add(DuplexRequest.Connector(tls));
        return connectors[^1];
    }

    private static void Notice(ILogger logger, NodeAddress peer, bool isConnected, string why)
    {
        if (isConnected)
        {
            logger.LogInformation("connected to {Peer}", peer.Name);
        }
        else
        {
            logger.LogWarning("lost the connection to {Peer}: {Why}", peer.Name, why);
        }
    }

    private static (IStableStorage Storage, EvidenceFile? Evidence) Open(string folder, ClusterSettings cluster)
    {
        try
        {
            return (cluster.Storage == StorageKind.Memory ? new NoStorage() : new AppendLog(folder), cluster.Evidence ? new(folder) : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidConfigurationException($"cannot use the state in '{folder}': {e.Message}; a node needs a folder of its own "
                + "to write in");
        }
    }

    private IEnvelopes Envelopes(string folder, HostedMachine machine, NodeExtensions extensions) => Settings.Cluster.Signatures
        ? new SignedEnvelopes(machine, new EcdsaCryptography(KeyFiles.ReadSigningKey(folder), Settings.Cluster), extensions.Bug)
        : new PlainEnvelopes(machine);

    private WebApplication Build(
        System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, Identities identities, LogLevel level)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(level);
        builder.Logging.AddFilter("Microsoft", LogLevel.Error);
        builder.WebHost.UseKestrelHttpsConfiguration();
        var own = Settings.Cluster.Nodes[Settings.Node];
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 8;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 4 << 20;
            kestrel.Limits.Http2.InitialStreamWindowSize = 2 << 20;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(5);
            kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(5);
            kestrel.Listen(IPAddress.Parse(own.Address), own.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(certificate, https =>
                {
                    https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (presented, _, _) => identities.IsKnown(presented);
                    https.CheckCertificateRevocation = false;
                });
            });
            if (own.StatusPort != 0)
            {
                kestrel.Listen(IPAddress.Loopback, own.StatusPort, listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        return builder.Build();
    }

    private async Task Duplex(
        HttpContext context, int? who, Func<int, PipeReader, PipeWriter, CancellationToken, Task> run)
    {
        if (who is not { } known)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        context.Features.Get<IHttpMinRequestBodyDataRateFeature>()!.MinDataRate = null;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, context.RequestAborted);
        try
        {
            await context.Response.StartAsync(ending.Token);
            await context.Response.BodyWriter.FlushAsync(ending.Token);
            await run(known, context.Request.BodyReader, context.Response.BodyWriter, ending.Token);
        }
        catch (FrameException e)
        {
            web.Logger.LogWarning("closed a connection of {Who}: {What}", known + 1, e.Message);
            context.Abort();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The other side has gone, or this node stops.
        }
    }
}
