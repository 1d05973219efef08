using System.Text.Json.Serialization;

namespace BgpVerified.Host.Settings;

/// <summary>What all nodes and clients of a cluster must agree on.</summary>
public sealed record ClusterSettings
{
    /// <summary>The application that is replicated: <c>bank</c> or <c>store</c>.</summary>
    public required string Application { get; init; }

    /// <summary>f: how many nodes may be Byzantine.</summary>
    public required int Faults { get; init; }

    /// <summary>The kinds of a view's ballots in turn: a list of <c>fast</c> and <c>classic</c>.</summary>
    public string Ballots { get; init; } = "fast,classic";

    /// <summary>Where promises, votes and proofs are kept.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<StorageKind>))]
    public StorageKind Storage { get; init; }

    /// <summary>Whether messages between nodes are signed. Without, nodes trust what others say that third ones have said.</summary>
    public bool Signatures { get; init; } = true;

    /// <summary>
    /// Whether each node writes what its processes do to <c>evidence.ndjson</c> in its folder, for <c>bgpv verify</c>. Then processes
    /// save all of their states, so that they start again in one that the log has.
    /// </summary>
    public bool Evidence { get; init; }

    /// <summary>The cluster's name, which no other has.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>How many batches there are from one checkpoint to the next; 0 for no checkpoints.</summary>
    public int Checkpoint { get; init; } = 10;

    /// <summary>How long a batch may wait to be proven before the leader opens the next ballot, in milliseconds.</summary>
    public int StallMilliseconds { get; init; } = 150;

    /// <summary>How long before a node suspects the leader of view 0, in milliseconds; twice as long in each view after it.</summary>
    public int PatienceMilliseconds { get; init; } = 1000;

    /// <summary>The most requests of clients that a gateway puts into a batch.</summary>
    public int MostInBatch { get; init; } = 256;

    /// <summary>The most bytes that wait for a node which does not take them; beyond it older ones are dropped.</summary>
    public int MostWaitingBytes { get; init; } = 64 << 20;

    /// <summary>The longest frame from a node, in bytes.</summary>
    public int MostFrameBytes { get; init; } = 32 << 20;

    /// <summary>The longest frame from a client, in bytes.</summary>
    public int MostRequestBytes { get; init; } = 64 << 10;

    /// <summary>The nodes, in the order of their numbers.</summary>
    public required IReadOnlyList<NodeAddress> Nodes { get; init; }

    /// <summary>Who may be a client.</summary>
    public required IReadOnlyList<ClientIdentity> Clients { get; init; }
}

/// <summary>Where a node keeps what must survive a crash.</summary>
public enum StorageKind
{
    /// <summary>On disk, synced before anything that follows from it is sent.</summary>
    Durable,

    /// <summary>Nowhere: a node that stops has crashed for good.</summary>
    Memory,
}

/// <summary>Where a node is, and how it is known.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">The IP address that it listens at.</param>
/// <param name="Port">The port for nodes and clients (HTTP/2 with mutual TLS).</param>
/// <param name="StatusPort">The port of its status page (HTTP, on loopback); 0 for none.</param>
/// <param name="Certificate">Its TLS certificate: DER in base64. No other is taken for it.</param>
/// <param name="SigningKey">The public key of its messages' signatures: a P-256 SubjectPublicKeyInfo in base64.</param>
public sealed record NodeAddress(string Name, string Address, int Port, int StatusPort, string Certificate, string SigningKey);

/// <summary>A client, as nodes know it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Certificate">Its TLS certificate: DER in base64.</param>
public sealed record ClientIdentity(string Name, string Certificate);

/// <summary>What a node's folder says.</summary>
/// <param name="Node">Which node it is, from 0.</param>
/// <param name="Cluster">The cluster.</param>
public sealed record NodeSettings(int Node, ClusterSettings Cluster);

/// <summary>What a client's folder says.</summary>
/// <param name="Client">Which client it is, from 0.</param>
/// <param name="Cluster">The cluster.</param>
public sealed record ClientSettings(int Client, ClusterSettings Cluster);
