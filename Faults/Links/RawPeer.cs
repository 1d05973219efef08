using System.Net;
using System.Net.Security;
using System.Threading.Channels;

namespace BgpVerified.Faults.Links;

/// <summary>
/// A connection to a node by which bytes of any kind are sent: a POST over HTTP/2 and mutual TLS with a node's or a client's own key, whose
/// answer is read and thrown away.
/// </summary>
public sealed class RawPeer : IAsyncDisposable
{
    private readonly HttpMessageInvoker connector;
    private readonly Channel<byte[]> waiting = Channel.CreateBounded<byte[]>(256);
    private readonly CancellationTokenSource ending = new();
    private readonly Task running;
    private long received;

    /// <summary>Connects.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="tls">With which key, and to whom.</param>
    public RawPeer(Uri address, SslClientAuthenticationOptions tls)
    {
        connector = new(new SocketsHttpHandler { SslOptions = tls, ConnectTimeout = TimeSpan.FromSeconds(5), UseProxy = false });
        running = Run(address);
    }

    /// <summary>How many bytes of answers have come.</summary>
    public long Received => Volatile.Read(ref received);

    /// <summary>Whether the connection has ended.</summary>
    public bool HasEnded => running.IsCompleted;

    /// <summary>Sends bytes.</summary>
    /// <param name="bytes">The bytes, as they are.</param>
    /// <returns>Whether the connection has not ended yet.</returns>
    public async Task<bool> SendAsync(byte[] bytes)
    {
        try
        {
            await waiting.Writer.WriteAsync(bytes, ending.Token);
            return !HasEnded;
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Waits until the other side ends the connection.</summary>
    /// <param name="time">How long.</param>
    /// <returns>Whether it has.</returns>
    public async Task<bool> EndsWithin(TimeSpan time) => await Task.WhenAny(running, Task.Delay(time)) == running;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        connector.Dispose();
        await running;
        ending.Dispose();
    }

    private async Task Run(Uri address)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new Sent(waiting.Reader, ending.Token),
            };
            using var response = await connector.SendAsync(request, ending.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(ending.Token);
            var buffer = new byte[4096];
            while (await stream.ReadAsync(buffer, ending.Token) is > 0 and var count)
            {
                Interlocked.Add(ref received, count);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The other side has enough.
        }
        finally
        {
            waiting.Writer.TryComplete();
            while (waiting.Reader.TryRead(out _))
            {
                // Who waits to send is told that it has ended.
            }
        }
    }

    private sealed class Sent(ChannelReader<byte[]> waiting, CancellationToken stop) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync(stop);
            while (await waiting.WaitToReadAsync(stop))
            {
                while (waiting.TryRead(out var bytes))
                {
                    await stream.WriteAsync(bytes, stop);
                }

                await stream.FlushAsync(stop);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
