using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Channels;

namespace BgpVerified.Host.Network;

/// <summary>
/// The messages to one other node: kept until it has acknowledged them, and sent again over a new connection. What a node that does not
/// take them lets grow is bounded: then all that waits is dropped, and when the node is back it is sent the latest of each kind instead,
/// from which the protocol goes on. The same if it has started anew.
/// </summary>
/// <param name="settings">Where to, and how much may wait.</param>
/// <param name="connector">A client with a connection of its own to the node.</param>
/// <param name="lost">Told when the node has not got, or has forgotten, what it was sent.</param>
/// <param name="notice">Told when the connection is made or breaks.</param>
public sealed class PeerLink(LinkSettings settings, HttpMessageInvoker connector, Action lost, Action<bool, string> notice)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private readonly Lock turn = new();
    private readonly LinkedList<(long Number, byte[] Frame)> kept = [];
    private readonly Channel<bool> news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private LinkedListNode<(long Number, byte[] Frame)>? next;
    private long last;
    private long? peersStart;
    private bool hasDropped;

    /// <summary>Whether there is a connection.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>The bytes that wait to be acknowledged.</summary>
    public long WaitingBytes { get; private set; }

    /// <summary>How many messages were dropped because too many waited.</summary>
    public long Dropped { get; private set; }

    /// <summary>Sends a message. Never waits.</summary>
    /// <param name="bytes">Its bytes.</param>
    public void Send(byte[] bytes)
    {
        lock (turn)
        {
            var frame = LinkFrames.Message(++last, bytes);
            if (WaitingBytes + frame.Length > settings.MostWaitingBytes)
            {
                Dropped += kept.Count;
                kept.Clear();
                (WaitingBytes, next, hasDropped) = (0, null, true);
            }

            var added = kept.AddLast((last, frame));
            next ??= added;
            WaitingBytes += frame.Length;
        }

        news.Writer.TryWrite(true);
    }

    /// <summary>Connects, again and again, until it is stopped.</summary>
    /// <param name="stop">When to stop.</param>
    public async Task Run(CancellationToken stop)
    {
        for (var pause = ShortestPause; !stop.IsCancellationRequested;)
        {
            var (why, began) = ("it was closed", Stopwatch.GetTimestamp());
            var welcomed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await DuplexRequest.Run(
                    connector,
                    settings.Address,
                    (stream, ends) => Write(stream, welcomed.Task, ends),
                    (reader, ends) => Read(reader, welcomed, ends),
                    stop);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or FrameException
                or HttpProtocolException or SocketException)
            {
                why = e.InnerException?.Message ?? e.Message;
            }

            if (IsConnected)
            {
                IsConnected = false;
                if (!stop.IsCancellationRequested)
                {
                    notice(false, why);
                }

                pause = Stopwatch.GetElapsedTime(began) > LongestPause ? ShortestPause : pause;
            }

            try
            {
                await Task.Delay(pause, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task Write(Stream stream, Task welcomed, CancellationToken ends)
    {
        await stream.WriteAsync(LinkFrames.Hello(settings.Start), ends);
        await stream.FlushAsync(ends);
        await welcomed.WaitAsync(ends);
        while (true)
        {
            while (Take() is { } frame)
            {
                await stream.WriteAsync(frame, ends);
            }

            await stream.FlushAsync(ends);
            if (HasDropped())
            {
                lost();
            }

            await news.Reader.ReadAsync(ends);
        }
    }

    /// <summary>Whether something was dropped since it was last asked.</summary>
    private bool HasDropped()
    {
        lock (turn)
        {
            var has = hasDropped;
            hasDropped = false;
            return has;
        }
    }

    private byte[]? Take()
    {
        lock (turn)
        {
            var frame = next?.Value.Frame;
            next = next?.Next;
            return frame;
        }
    }

    private async Task Read(PipeReader reader, TaskCompletionSource<bool> welcomed, CancellationToken ends) =>
        await Frames.ReadAll(
            reader,
            1024,
            frames =>
            {
                foreach (var frame in frames)
                {
                    if (welcomed.Task.IsCompleted)
                    {
                        Forget(LinkFrames.Number(frame, LinkFrames.AckKind));
                    }
                    else
                    {
                        Welcome(LinkFrames.Number(frame, LinkFrames.WelcomeKind), LinkFrames.Number(frame, LinkFrames.WelcomeKind, 1));
                        welcomed.SetResult(true);
                    }
                }

                return ValueTask.CompletedTask;
            },
            ends);

    private void Welcome(long start, long number)
    {
        bool hasLost;
        lock (turn)
        {
            // One that has started anew has lost also what it had acknowledged.
            hasLost = hasDropped || (peersStart is not null && peersStart != start);
            (peersStart, hasDropped) = (start, false);
            next = kept.First;
        }

        Forget(number);
        IsConnected = true;
        notice(true, string.Empty);
        if (hasLost)
        {
            lost();
        }
    }

    private void Forget(long number)
    {
        lock (turn)
        {
            while (kept.First is { } first && first.Value.Number <= number)
            {
                next = ReferenceEquals(next, first) ? first.Next : next;
                WaitingBytes -= first.Value.Frame.Length;
                kept.RemoveFirst();
            }
        }
    }
}

/// <summary>A link to another node.</summary>
/// <param name="Address">Where it takes messages.</param>
/// <param name="Start">A number of this start of the node, another than those before.</param>
/// <param name="MostWaitingBytes">The most bytes that wait to be acknowledged.</param>
public sealed record LinkSettings(Uri Address, long Start, long MostWaitingBytes);
