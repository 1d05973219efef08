using System.IO.Pipelines;
using System.Net;
using System.Net.Security;

namespace BgpVerified.Host.Network;

/// <summary>A POST over HTTP/2 whose body goes on while its answer is read: a stream in each direction.</summary>
internal static class DuplexRequest
{
    /// <summary>A client with a connection of its own.</summary>
    public static HttpMessageInvoker Connector(SslClientAuthenticationOptions tls) => new(new SocketsHttpHandler
    {
        SslOptions = tls,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        KeepAlivePingDelay = TimeSpan.FromSeconds(5),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
        InitialHttp2StreamWindowSize = 1 << 20,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    });

    /// <summary>Posts, and runs both directions until one of them ends.</summary>
    /// <param name="connector">The client.</param>
    /// <param name="address">Where to.</param>
    /// <param name="write">What is written; first what is to be sent at once.</param>
    /// <param name="read">What is done with the answer.</param>
    /// <param name="stop">When to stop.</param>
    public static async Task Run(
        HttpMessageInvoker connector, Uri address, Func<Stream, CancellationToken, Task> write,
        Func<PipeReader, CancellationToken, Task> read, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var content = new Written(write, ending.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        try
        {
            using var response = await connector.SendAsync(request, ending.Token);
            response.EnsureSuccessStatusCode();
            await using var stream = await response.Content.ReadAsStreamAsync(ending.Token);
            await read(PipeReader.Create(stream), ending.Token);
        }
        finally
        {
            await ending.CancelAsync();
        }
    }

    private sealed class Written(Func<Stream, CancellationToken, Task> write, CancellationToken stop) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync(stop);
            await write(stream, stop);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
