using System.Net;
using System.Net.Sockets;
using BgpVerified.Faults.Links;
using BgpVerified.Faults.Processes;
using BgpVerified.Faults.Statements;
using BgpVerified.Host.Keys;
using BgpVerified.Host.Nodes;
using BgpVerified.Host.Settings;

namespace BgpVerified.Faults.Runs;

/// <summary>The cluster that is attacked: folders, processes, and a proxy for each directed link.</summary>
public sealed class AttackCluster : IAsyncDisposable
{
    private const int Checkpoint = 10;
    private const int LowestPort = 12_000;
    private const int HighestPort = 30_000;

    // On few cores, with processes that start all the time, a ballot takes longer than it would by itself.
    private const int Stall = 600;
    private const int Patience = 3000;
    private readonly AttackOptions options;
    private readonly Dictionary<(int From, int To), LinkProxy> links = [];
    private readonly List<NodeProcess> nodes = [];
    private int twins;

    /// <summary>Makes it; nothing is started.</summary>
    /// <param name="options">What is attacked.</param>
    public AttackCluster(AttackOptions options)
    {
        this.options = options;
        Folder = options.Folder ?? Path.Combine(Path.GetTempPath(), $"bgpv-attack-{Guid.NewGuid():n}"[..24]);
        Settings = ClusterInitialization.Write(
            Folder, options.Plan.Nodes, settings => settings with
            {
                Application = options.Application,
                Faults = options.Plan.Faulty,
                Checkpoint = Checkpoint,
                Evidence = options.Evidence,
                StallMilliseconds = Stall,
                PatienceMilliseconds = Patience,
            });
        var ports = Ports(Settings.Nodes.Count * 2);
        Settings = Settings with
        {
            Nodes = [.. Settings.Nodes.Select((node, i) => node with { Port = ports[2 * i], StatusPort = ports[(2 * i) + 1] })],
        };
        SettingsFiles.Write(
            Path.Combine(ClientFolder, SettingsFiles.ClientFile), SettingsFiles.ReadClient(ClientFolder) with { Cluster = Settings });
        foreach (var (from, name) in Settings.Nodes.Select((node, i) => (i, node.Name)))
        {
            var addresses = Settings.Nodes.Select((node, to) => to == from ? node : node with { Port = Link(from, to).Port });
            Write(name, new(from, Settings with { Nodes = [.. addresses] }));
            nodes.Add(new(Start(name, line => Statements.Take(from, line))));
        }

        Processes = new(nodes, links, Raw, Twin);
    }

    /// <summary>Whether its folder is deleted when it is disposed of.</summary>
    public bool IsToDelete { get; set; }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>The client's folder.</summary>
    public string ClientFolder => Path.Combine(Folder, "client");

    /// <summary>Where nodes really listen.</summary>
    public ClusterSettings Settings { get; }

    /// <summary>What faults are done to.</summary>
    public ClusterProcesses Processes { get; }

    /// <summary>What nodes sign and accept.</summary>
    public StatementChecks Statements { get; } = new();

    /// <summary>A node's folder.</summary>
    /// <param name="node">The node's number, from 0.</param>
    /// <returns>The folder.</returns>
    public string FolderOf(int node) => Path.Combine(Folder, Settings.Nodes[node].Name);

    /// <summary>A connection to a node for bytes of any kind.</summary>
    /// <param name="from">The node whose key is used.</param>
    /// <param name="to">The node that is connected to.</param>
    /// <returns>The connection.</returns>
    public RawPeer Raw(int from, int to) => new(
        new($"https://{Settings.Nodes[to].Address}:{Settings.Nodes[to].Port}/link"),
        new Identities(Settings).To(to, KeyFiles.ReadCertificate(FolderOf(from))));

    /// <summary>What each node says of itself, on a line each.</summary>
    /// <returns>The lines.</returns>
    public async Task<IReadOnlyList<string>> StatusAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        return await Task.WhenAll(Settings.Nodes.Select(async node =>
        {
            try
            {
                return await client.GetStringAsync($"http://127.0.0.1:{node.StatusPort}/status");
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return $"{node.Name} does not say how it is: {e.Message}";
            }
        }));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        foreach (var link in links.Values)
        {
            await link.DisposeAsync();
        }

        if (IsToDelete)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>
    /// Ports of loopback that nobody listens at, below those that connections are given: nobody takes them while a node is down.
    /// </summary>
    private static List<int> Ports(int count)
    {
        var found = new List<int>();
        while (found.Count < count)
        {
            var port = Random.Shared.Next(LowestPort, HighestPort);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                if (!found.Contains(port))
                {
                    found.Add(port);
                }
            }
            catch (SocketException)
            {
                // It is in use.
            }
        }

        return found;
    }

    private LinkProxy Link(int from, int to) => links[(from, to)] = new(Settings.Nodes[to].Port);

    private NodeStart Start(string name, Func<string, bool> take) => new(
        name,
        [
            .. options.Program, "node", Path.Combine(Folder, name), "--attached", "--attacked",
            .. options.Bug == PlantedBug.None ? (string[])[] : ["--planted", $"{options.Bug}"],
        ],
        $"{name[..Math.Min(5, name.Length)]}",
        Path.Combine(Folder, $"{name}.out"),
        take);

    private void Write(string folder, NodeSettings settings) =>
        SettingsFiles.Write(Path.Combine(Folder, folder, SettingsFiles.NodeFile), settings);

    /// <summary>A copy of a node's folder as it is now, which listens at a port of its own.</summary>
    private (NodeProcess Process, int Port) Twin(int node)
    {
        var name = $"{Settings.Nodes[node].Name}-twin{Interlocked.Increment(ref twins)}";
        Directory.CreateDirectory(Path.Combine(Folder, name));
        foreach (var file in Directory.GetFiles(FolderOf(node)).Where(file => Path.GetExtension(file) != ".ndjson"))
        {
            File.Copy(file, Path.Combine(Folder, name, Path.GetFileName(file)));
        }

        var ports = Ports(2);
        var own = SettingsFiles.ReadNode(FolderOf(node));
        var addresses = own.Cluster.Nodes.Select((one, i) => i == node ? one with { Port = ports[0], StatusPort = ports[1] } : one);
        Write(name, own with { Cluster = own.Cluster with { Nodes = [.. addresses] } });
        return (new(Start(name, line => Statements.Take(node, line))), ports[0]);
    }
}
