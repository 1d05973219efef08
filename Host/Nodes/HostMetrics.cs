using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace BgpVerified.Host.Nodes;

/// <summary>What a node measures, for whoever listens: meter and activity source <c>BgpVerified.Host</c>.</summary>
public static class HostMetrics
{
    /// <summary>The name of the meter, and of the activity source.</summary>
    public const string Name = "BgpVerified.Host";

    private static readonly Meter Meter = new(Name);

    /// <summary>An activity a batch, from its proposal until the node's own replica has executed it.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Messages sent to other nodes: one for each node.</summary>
    public static Counter<long> Sent { get; } = Meter.CreateCounter<long>("bgpv.messages.sent");

    /// <summary>Messages from other nodes that were taken.</summary>
    public static Counter<long> Received { get; } = Meter.CreateCounter<long>("bgpv.messages.received");

    /// <summary>Messages from other nodes that were refused.</summary>
    public static Counter<long> Refused { get; } = Meter.CreateCounter<long>("bgpv.messages.refused");

    /// <summary>Bytes of messages sent to other nodes.</summary>
    public static Counter<long> SentBytes { get; } = Meter.CreateCounter<long>("bgpv.messages.sent.bytes", "By");

    /// <summary>Requests of clients.</summary>
    public static Counter<long> Requests { get; } = Meter.CreateCounter<long>("bgpv.requests");

    /// <summary>Replies to clients.</summary>
    public static Counter<long> Replies { get; } = Meter.CreateCounter<long>("bgpv.replies");

    /// <summary>Requests in a batch.</summary>
    public static Histogram<int> BatchSize { get; } = Meter.CreateHistogram<int>("bgpv.batch.requests");

    /// <summary>From a batch's proposal until the node's own replica has executed it.</summary>
    public static Histogram<double> BatchTime { get; } = Meter.CreateHistogram<double>("bgpv.batch.time", "ms");
}
