using BgpVerified.Runtime.Hosting;

namespace BgpVerified.Host.Nodes;

/// <summary>What a test can put between a node and what it runs on. Nothing by default.</summary>
public sealed record NodeExtensions
{
    /// <summary>A node as it should be.</summary>
    public static NodeExtensions None { get; } = new();

    /// <summary>What stands before the network: sees what a process sends, and may send something else.</summary>
    public Func<INetwork, INetwork> Network { get; init; } = network => network;

    /// <summary>What stands before the clock.</summary>
    public Func<IClock, IClock> Clock { get; init; } = clock => clock;

    /// <summary>What stands before the bytes that go to another node: its number, a message's bytes; of one or several.</summary>
    public Func<int, byte[], IReadOnlyList<byte[]>> Bytes { get; init; } = (_, bytes) => [bytes];

    /// <summary>What stands before the signing of messages, and the checking of those that come.</summary>
    public Func<IEnvelopes, IEnvelopes> Envelopes { get; init; } = envelopes => envelopes;

    /// <summary>A fault put into the host, which tests must find.</summary>
    public PlantedBug Bug { get; init; }
}

/// <summary>Faults of a host that tests must find.</summary>
public enum PlantedBug
{
    /// <summary>None.</summary>
    None,

    /// <summary>Sends what follows from a step before its state is on disk.</summary>
    SendBeforeSync,

    /// <summary>Starts again without what it had promised and voted for.</summary>
    ForgetPromise,

    /// <summary>Takes messages whose signatures are wrong.</summary>
    AcceptWrongSignature,

    /// <summary>As a leader starts again with the first ballot.</summary>
    ReuseBallot,
}
