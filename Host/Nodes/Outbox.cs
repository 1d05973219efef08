using System.Threading.Channels;
using BgpVerified.Host.Network;
using BgpVerified.Runtime.Hosting;
using SignedMessage = BgpVerified.Kit.SignedMessage;

namespace BgpVerified.Host.Nodes;

/// <summary>
/// Messages to other nodes: signed and written off the loop, in their order, and once for all nodes that they go to.
/// </summary>
/// <param name="envelopes">Makes bytes of them.</param>
/// <param name="links">The links, by node; null for the own one.</param>
/// <param name="extensions">What stands before the bytes.</param>
internal sealed class Outbox(IEnvelopes envelopes, IReadOnlyList<PeerLink?> links, NodeExtensions extensions)
{
    private readonly Channel<(SignedMessage Message, ulong To)> queue =
        Channel.CreateUnbounded<(SignedMessage, ulong)>();

    private Envelope? last;
    private ulong to;

    /// <summary>How many messages wait to be signed.</summary>
    public int Waiting => queue.Reader.Count;

    /// <summary>Sends a message to a node; those to several nodes are given one after the other.</summary>
    public void Send(Envelope envelope, int machine)
    {
        if (!ReferenceEquals(envelope, last))
        {
            Flush();
            last = envelope;
        }

        to |= 1UL << machine;
    }

    /// <summary>Lets go what has been given.</summary>
    public void Flush()
    {
        if (last is not null)
        {
            queue.Writer.TryWrite(((SignedMessage)last.Message, to));
            (last, to) = (null, 0);
        }
    }

    /// <summary>Signs and writes until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        await foreach (var (message, machines) in queue.Reader.ReadAllAsync(stop))
        {
            if (envelopes.Seal(message) is not { } bytes)
            {
                continue;
            }

            for (var machine = 0; machine < links.Count; machine++)
            {
                if ((machines >> machine & 1) == 1 && links[machine] is { } link)
                {
                    foreach (var sent in extensions.Bytes(machine, bytes))
                    {
                        HostMetrics.Sent.Add(1);
                        HostMetrics.SentBytes.Add(sent.Length);
                        link.Send(sent);
                    }
                }
            }
        }
    }
}
