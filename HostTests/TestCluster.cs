using BgpVerified.Cli.Hosted;
using BgpVerified.Host.Clients;
using BgpVerified.Host.Nodes;
using BgpVerified.Host.Settings;
using Microsoft.Extensions.Logging;

namespace BgpVerified.HostTests;

/// <summary>Nodes in this process, on loopback, in a folder that is deleted at the end.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly NodeHost?[] nodes;

    private TestCluster(string folder, ClusterSettings settings)
    {
        (Folder, Settings, nodes) = (folder, settings, new NodeHost?[settings.Nodes.Count]);
        Connection = new(Path.Combine(folder, "client"));
    }

    public string Folder { get; }

    public ClusterSettings Settings { get; }

    public ClusterConnection Connection { get; }

    /// <summary>A cluster with small times; in memory, if nothing else is chosen.</summary>
    public static TestCluster Make(Func<ClusterSettings, ClusterSettings>? choose = null)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"bgpv-test-{Guid.NewGuid():n}");
        var settings = ClusterInitialization.Write(folder, 4, made => (choose ?? (same => same))(made with
        {
            Storage = StorageKind.Memory,
            StallMilliseconds = 100,
            PatienceMilliseconds = 600,
            Checkpoint = 8,
        }));
        return new(folder, settings);
    }

    public static async Task<TestCluster> Start(Func<ClusterSettings, ClusterSettings>? choose = null)
    {
        var cluster = Make(choose);
        for (var i = 0; i < cluster.nodes.Length; i++)
        {
            await cluster.StartNode(i);
        }

        return cluster;
    }

    public NodeHost Node(int number) => nodes[number] ?? throw new InvalidOperationException($"node {number} does not run");

    public async Task StartNode(int number, NodeExtensions? extensions = null) => nodes[number] = await NodeHost.Start(
        Path.Combine(Folder, $"node{number + 1}"), HostedBgpMachine.Build, extensions, LogLevel.Critical);

    public async Task StopNode(int number)
    {
        await Node(number).DisposeAsync();
        nodes[number] = null;
    }

    /// <summary>Waits until a node's status says something.</summary>
    public async Task<string> Wait(int number, string name, Func<string, bool> what)
    {
        for (var tries = 0; ; tries++)
        {
            var status = await Node(number).Status();
            if (status.TryGetValue(name, out var value) && what(value))
            {
                return value;
            }

            if (tries == 600)
            {
                throw new TimeoutException($"{name} of node {number + 1} stays '{value}'");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Puts numbers under one key and reads each of them back.</summary>
    public static async Task PutAndGet(ClusterClient client, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            Xunit.Assert.Equal("ok", await Ask(client, $"put:k:{i}"));
            Xunit.Assert.Equal($"{i}", await Ask(client, "get:k"));
        }
    }

    public static async Task<string> Ask(ClusterClient client, string command)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await client.ExecuteAsync(command, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        foreach (var node in nodes.OfType<NodeHost>())
        {
            await node.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
