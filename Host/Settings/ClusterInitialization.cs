using System.Net;
using System.Net.Sockets;
using BgpVerified.Host.Keys;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Host.Settings;

/// <summary>Makes a cluster's folders: keys, certificates, and settings with ports on loopback.</summary>
public static class ClusterInitialization
{
    /// <summary>Makes them.</summary>
    /// <param name="folder">Where; it is made, and must have nothing in it.</param>
    /// <param name="nodes">How many nodes there are, 1 to 64.</param>
    /// <param name="choose">Completes the settings: all but nodes and clients.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="InvalidConfigurationException">The folder is in use or cannot be written.</exception>
    public static ClusterSettings Write(string folder, int nodes, Func<ClusterSettings, ClusterSettings> choose)
    {
        if (nodes is < 1 or > 64)
        {
            throw new InvalidConfigurationException($"impossible number of nodes {nodes}; there are 1 to 64, and 4 for one fault");
        }

        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new InvalidConfigurationException($"'{folder}' is there already; nothing is overwritten: name a new folder with "
                + "--output");
        }

        try
        {
            Directory.CreateDirectory(folder);
            return Make(folder, nodes, choose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidConfigurationException($"cannot write to '{folder}': {e.Message}; name a folder with --output that can be "
                + "written");
        }
    }

    /// <summary>
    /// Ports of loopback that nobody listens at, outside of the ranges from which systems give ports to clients: else another program's
    /// connection could have a node's port while the node is down.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <returns>The ports.</returns>
    public static IReadOnlyList<int> FreePorts(int count)
    {
        const int First = 10_000;
        const int Last = 32_000;
        var start = Random.Shared.Next(First, Last);
        return [.. Enumerable.Range(0, Last - First).Select(i => First + ((start - First + i) % (Last - First))).Where(IsFree).Take(count)];
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static ClusterSettings Make(string folder, int nodes, Func<ClusterSettings, ClusterSettings> choose)
    {
        var ports = FreePorts(2 * nodes);
        var (addresses, names) = (new List<NodeAddress>(), Enumerable.Range(1, nodes).Select(number => $"node{number}").ToList());
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
        {
            var (certificate, key) = KeyFiles.Make(Path.Combine(folder, name), name, signs: true);
            addresses.Add(new(name, $"{IPAddress.Loopback}", ports[i], ports[nodes + i], certificate, key!));
        }

        var client = KeyFiles.Make(Path.Combine(folder, "client"), "client", signs: false);
        var cluster = choose(new()
        {
            Application = "store",
            Id = $"{Guid.NewGuid():n}",
            Faults = (nodes - 1) / 3,
            Nodes = addresses,
            Clients = [new("client", client.Certificate)],
        });
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
        {
            SettingsFiles.Write(Path.Combine(folder, name, SettingsFiles.NodeFile), new NodeSettings(i, cluster));
        }

        SettingsFiles.Write(Path.Combine(folder, "client", SettingsFiles.ClientFile), new ClientSettings(0, cluster));
        return cluster;
    }
}
