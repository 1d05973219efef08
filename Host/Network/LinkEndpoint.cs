using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipelines;
using BgpVerified.Host.Nodes;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Spec.Protocols;
using Microsoft.Extensions.Logging;

namespace BgpVerified.Host.Network;

/// <summary>Takes messages from other nodes: reads and checks them off the loop, link by link in order, several at once.</summary>
/// <param name="node">Who takes them.</param>
/// <param name="envelopes">Reads and checks them.</param>
/// <param name="start">A number of this start of the node.</param>
/// <param name="mostFrameBytes">The longest frame.</param>
/// <param name="logger">Told what is refused.</param>
internal sealed class LinkEndpoint(ReplicatedNode node, IEnvelopes envelopes, long start, int mostFrameBytes, ILogger logger)
{
    private const int MostOnLoop = 4096;
    private const int FewFrames = 4;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<int, Taken> taken = [];
    private readonly ConcurrentDictionary<int, CancellationTokenSource> open = [];

    /// <summary>Takes what comes over one connection. A node has one: the one before ends.</summary>
    /// <param name="from">The node that has connected.</param>
    /// <param name="reader">What it sends.</param>
    /// <param name="writer">What it is answered.</param>
    /// <param name="stop">When to stop.</param>
    public async Task Run(int from, PipeReader reader, PipeWriter writer, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        open.AddOrUpdate(from, ending, (_, before) =>
        {
            Cancel(before);
            return ending;
        });
        try
        {
            await TakeAll(from, reader, writer, ending.Token);
        }
        finally
        {
            open.TryRemove(new(from, ending));
        }
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    private async Task TakeAll(int from, PipeReader reader, PipeWriter writer, CancellationToken stop)
    {
        Taken? own = null;
        await Frames.ReadAll(
            reader,
            mostFrameBytes,
            async frames =>
            {
                var first = 0;
                if (own is null)
                {
                    own = Greet(from, LinkFrames.Number(frames[0], LinkFrames.HelloKind));
                    await writer.WriteAsync(LinkFrames.Welcome(start, own.Last), stop);
                    first = 1;
                }

                if (frames.Count == first)
                {
                    return;
                }

                var last = Take(from, own, frames[first..]);
                while (node.Loop.Waiting > MostOnLoop)
                {
                    await Task.Delay(1, stop);
                }

                await writer.WriteAsync(LinkFrames.Ack(last), stop);
            },
            stop);
    }

    /// <summary>A connection takes over from the one before: what that one has taken is not taken again.</summary>
    private Taken Greet(int from, long begun) => taken.AddOrUpdate(
        from, _ => new(begun), (_, before) => before.Start == begun ? before : new(begun));

    private long Take(int from, Taken own, List<byte[]> frames)
    {
        var messages = new Envelope?[frames.Count];
        void Open(int i)
        {
            LinkFrames.Number(frames[i], LinkFrames.MessageKind);
            messages[i] = envelopes.Open(frames[i][LinkFrames.MessageHeader..], from) is { } message
                ? new(message, frames[i].Length)
                : null;
        }

        if (frames.Count < FewFrames)
        {
            for (var i = 0; i < frames.Count; i++)
            {
                Open(i);
            }
        }
        else
        {
            try
            {
                Parallel.For(0, frames.Count, Open);
            }
            catch (AggregateException e) when (e.InnerException is FrameException first)
            {
                throw new FrameException(first.Message);
            }
        }

        lock (own)
        {
            var news = new List<Envelope>(frames.Count);
            for (var i = 0; i < frames.Count; i++)
            {
                var number = LinkFrames.Number(frames[i], LinkFrames.MessageKind);
                if (number <= own.Last)
                {
                    continue;
                }

                own.Last = number;
                if (messages[i] is { } message)
                {
                    news.Add(message);
                }
                else
                {
                    HostMetrics.Refused.Add(1);
                    own.Refused++;
                    if (Stopwatch.GetElapsedTime(own.Told) > Quiet)
                    {
                        logger.LogWarning("refused {Count} messages from node{Node}, the last of {Length} bytes", own.Refused, from + 1,
                            frames[i].Length);
                        (own.Refused, own.Told) = (0, Stopwatch.GetTimestamp());
                    }
                }
            }

            HostMetrics.Received.Add(news.Count);
            node.Deliver(news);
            return own.Last;
        }
    }

    /// <summary>What was taken of one start of a node.</summary>
    private sealed class Taken(long start)
    {
        public long Start => start;

        public long Last { get; set; }

        /// <summary>How many messages were refused since that was told.</summary>
        public int Refused { get; set; }

        /// <summary>When it was told.</summary>
        public long Told { get; set; }
    }
}
