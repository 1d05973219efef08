using System.Net;
using System.Text.Json;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Host.Settings;

/// <summary>Reads and writes the folders of nodes and clients.</summary>
public static class SettingsFiles
{
    /// <summary>The file in a node's folder.</summary>
    public const string NodeFile = "node.json";

    /// <summary>The file in a client's folder.</summary>
    public const string ClientFile = "client.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Reads a node's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="InvalidConfigurationException">It cannot be read, or is impossible.</exception>
    public static NodeSettings ReadNode(string folder)
    {
        var settings = Read<NodeSettings>(folder, NodeFile, "a node");
        Check(settings.Cluster, Path.Combine(folder, NodeFile));
        return settings.Node >= 0 && settings.Node < settings.Cluster.Nodes.Count
            ? settings
            : throw Impossible(Path.Combine(folder, NodeFile), $"node {settings.Node} of {settings.Cluster.Nodes.Count}");
    }

    /// <summary>Reads a client's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="InvalidConfigurationException">It cannot be read, or is impossible.</exception>
    public static ClientSettings ReadClient(string folder)
    {
        var settings = Read<ClientSettings>(folder, ClientFile, "a client");
        Check(settings.Cluster, Path.Combine(folder, ClientFile));
        return settings.Client >= 0 && settings.Client < settings.Cluster.Clients.Count
            ? settings
            : throw Impossible(Path.Combine(folder, ClientFile), $"client {settings.Client} of {settings.Cluster.Clients.Count}");
    }

    /// <summary>Writes a node's or a client's file.</summary>
    /// <typeparam name="T">What is written.</typeparam>
    /// <param name="file">The file.</param>
    /// <param name="settings">What it says.</param>
    public static void Write<T>(string file, T settings) => File.WriteAllText(file, JsonSerializer.Serialize(settings, Json) + "\n");

    private static T Read<T>(string folder, string name, string of)
        where T : class
    {
        var file = Path.Combine(folder, name);
        if (!File.Exists(file))
        {
            throw new InvalidConfigurationException(
                $"'{folder}' is no folder of {of}: there is no {name}; 'cluster init --output DIR' makes DIR/node1 and so on, and "
                    + "DIR/client");
        }

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(file), Json) ?? throw new JsonException("it is empty");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidConfigurationException($"cannot read {file}: {e.Message}; 'cluster init' writes a right one");
        }
    }

    private static void Check(ClusterSettings cluster, string file)
    {
        var (nodes, faults) = (cluster.Nodes.Count, cluster.Faults);
        if (faults < 0 || nodes < (3 * faults) + 1 || nodes > 64)
        {
            throw Impossible(file, $"{nodes} nodes with f = {faults}: there must be 3f + 1 at the least, and 64 at the most");
        }

        if (cluster.Nodes.FirstOrDefault(node => !IPAddress.TryParse(node.Address, out _) || node.Port is < 1 or > 65535
            || node.StatusPort is < 0 or > 65535) is { } wrong)
        {
            throw Impossible(file, $"address {wrong.Address}:{wrong.Port} of {wrong.Name}: an IP address and ports of 1 to 65535");
        }

        if (cluster.Checkpoint < 0 || cluster.StallMilliseconds < 1 || cluster.PatienceMilliseconds < 1 || cluster.MostInBatch < 1
            || cluster.MostWaitingBytes < 1 || cluster.MostFrameBytes < 1024 || cluster.MostRequestBytes < 16)
        {
            throw Impossible(file, "a time or size below the least: checkpoint 0, milliseconds 1, mostInBatch 1, mostFrameBytes 1024");
        }
    }

    private static InvalidConfigurationException Impossible(string file, string what) => new($"{file} says what cannot be: {what}");
}
