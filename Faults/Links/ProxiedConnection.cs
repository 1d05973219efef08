using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace BgpVerified.Faults.Links;

/// <summary>A connection through a proxy.</summary>
internal sealed class ProxiedConnection(LinkProxy link, Socket from, CancellationToken cancellation)
{
    private const int MostBytes = 16 * 1024;
    private const int MostChunks = 64;
    private readonly Socket to = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private int pending = -1;

    /// <summary>How it is to be broken at its next bytes; null if it is not.</summary>
    public LinkBreak? Pending
    {
        get => Volatile.Read(ref pending) is >= 0 and var how ? (LinkBreak)how : null;
        set => Volatile.Write(ref pending, value is { } how ? (int)how : -1);
    }

    /// <summary>Passes bytes on in both directions until one of the ends, or the proxy, has enough.</summary>
    public async Task Run()
    {
        try
        {
            from.NoDelay = true;
            await link.Passable(cancellation);
            await to.ConnectAsync(new IPEndPoint(IPAddress.Loopback, link.Target), cancellation);
            var chunks = Channel.CreateBounded<(byte[] Bytes, long Due)>(MostChunks);
            await Task.WhenAll(Guarded(Read(chunks)), Guarded(Write(chunks)), Guarded(Backward()));
        }
        catch (Exception e) when (IsEnd(e))
        {
            // The other end is told in the same way.
        }

        Reset();
    }

    /// <summary>Breaks it, if that was to be done at its next bytes and none came; without bytes there is nothing to garble.</summary>
    /// <returns>Whether none came.</returns>
    public bool BreakIfPending()
    {
        switch (Take())
        {
            case LinkBreak.Reset or LinkBreak.Truncate:
                Reset();
                return true;
            case LinkBreak.HalfClose:
                EndSending();
                return true;
            case LinkBreak.Garble:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Resets both ends: what is on its way is lost.</summary>
    public void Reset()
    {
        Close(from, 0);
        Close(to, 0);
    }

    /// <summary>What ends badly in one direction ends the connection in both.</summary>
    private async Task Guarded(Task direction)
    {
        try
        {
            await direction;
        }
        catch (Exception e) when (IsEnd(e))
        {
            Reset();
        }
    }

    /// <summary>Reads what the node that dialled sends. Delayed bytes are on their way together.</summary>
    private async Task Read(Channel<(byte[] Bytes, long Due)> chunks)
    {
        try
        {
            var buffer = new byte[MostBytes];
            while (true)
            {
                await link.Passable(cancellation);
                var most = link.BytesPerSecond is { } limit ? Math.Clamp(limit / 20, 1, MostBytes) : MostBytes;
                var count = await from.ReceiveAsync(buffer.AsMemory(0, most), cancellation);
                if (count == 0)
                {
                    return;
                }

                if (link.BytesPerSecond is { } slow)
                {
                    await Task.Delay(TimeSpan.FromSeconds((double)count / slow), cancellation);
                }

                var due = Stopwatch.GetTimestamp() + (long)(link.Delay.TotalSeconds * Stopwatch.Frequency);
                await chunks.Writer.WriteAsync((buffer[..count], due), cancellation);
            }
        }
        finally
        {
            chunks.Writer.TryComplete();
        }
    }

    private async Task Write(Channel<(byte[] Bytes, long Due)> chunks)
    {
        await foreach (var (bytes, due) in chunks.Reader.ReadAllAsync(cancellation))
        {
            var early = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, cancellation);
            }

            await link.Passable(cancellation);
            if (!await Write(bytes))
            {
                return;
            }
        }

        EndSending();
    }

    private async Task<bool> Write(byte[] bytes)
    {
        switch (Take())
        {
            case LinkBreak.Reset:
                await to.SendAsync(bytes.AsMemory(0, bytes.Length / 2), cancellation);
                Reset();
                return false;
            case LinkBreak.Truncate:
                await to.SendAsync(bytes.AsMemory(0, bytes.Length / 2), cancellation);
                Close(to, 1);
                Close(from, 1);
                return false;
            case LinkBreak.HalfClose:
                await SendAll(bytes);
                EndSending();
                return false;
            case LinkBreak.Garble:
                bytes[bytes.Length / 2] ^= 0x10;
                await SendAll(bytes);
                return true;
            default:
                await SendAll(bytes);
                return true;
        }
    }

    private async Task SendAll(byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await to.SendAsync(bytes.AsMemory(sent), cancellation);
        }
    }

    private async Task Backward()
    {
        var buffer = new byte[MostBytes];
        while (true)
        {
            await link.Passable(cancellation);
            var count = await to.ReceiveAsync(buffer, cancellation);
            if (count == 0)
            {
                from.Shutdown(SocketShutdown.Send);
                return;
            }

            await link.Passable(cancellation);
            for (var sent = 0; sent < count;)
            {
                sent += await from.SendAsync(buffer.AsMemory(sent, count - sent), cancellation);
            }
        }
    }

    private LinkBreak? Take() => Interlocked.Exchange(ref pending, -1) is >= 0 and var how ? (LinkBreak)how : null;

    private void EndSending()
    {
        try
        {
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (IsEnd(e))
        {
            // It has ended.
        }
    }

    private static void Close(Socket socket, int linger)
    {
        try
        {
            socket.LingerState = new(enable: true, linger);
            socket.Close();
        }
        catch (Exception e) when (IsEnd(e))
        {
            // It is closed.
        }
    }

    private static bool IsEnd(Exception e) =>
        e is SocketException or ObjectDisposedException or OperationCanceledException or ChannelClosedException;
}
