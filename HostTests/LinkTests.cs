using System.Buffers.Binary;
using System.Net;
using BgpVerified.Host.Clients;
using BgpVerified.Host.Keys;
using BgpVerified.Host.Settings;
using Xunit;

namespace BgpVerified.HostTests;

/// <summary>Who may connect, and what becomes of bytes that are no messages.</summary>
public sealed class LinkTests
{
    [Fact]
    public async Task A_client_whose_certificate_is_not_in_the_settings_is_refused()
    {
        await using var cluster = await TestCluster.Start();
        await using var other = TestCluster.Make();
        var folder = Path.Combine(other.Folder, "client");
        SettingsFiles.Write(Path.Combine(folder, SettingsFiles.ClientFile), new ClientSettings(0, cluster.Settings));
        await using var stranger = new ClusterConnection(folder);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1.5));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stranger.NewClient().ExecuteAsync("get:k", limit.Token));
        Assert.Equal(0, stranger.Connected);
        await TestCluster.PutAndGet(cluster.Connection.NewClient(), 1);
    }

    [Fact]
    public async Task A_client_is_no_node()
    {
        await using var cluster = await TestCluster.Start();
        using var http = Client(cluster, "client");
        Assert.Equal(HttpStatusCode.Forbidden, (await Post(http, cluster, "link", [0, 0, 0, 0])).Status);
    }

    /// <summary>
    /// From a node with a right certificate: a length beyond the limit, frames of no kind, messages that are none, a torn frame.
    /// </summary>
    [Fact]
    public async Task Frames_that_are_none_close_the_link_and_harm_nobody()
    {
        await using var cluster = await TestCluster.Start();
        var client = cluster.Connection.NewClient();
        await TestCluster.PutAndGet(client, 1);
        await cluster.StopNode(1);
        using var http = Client(cluster, "node2");
        var hello = Frame([1, 0, 0, 0, 0, 0, 0, 0, 9]);
        var random = new Random(1);
        var nonsense = Enumerable.Range(1, 50).SelectMany(number =>
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            return Frame([2, 0, 0, 0, 0, 0, 0, 0, (byte)number, .. bytes]);
        });
        byte[][] all =
        [
            [0x7F, 0xFF, 0xFF, 0xFF],
            [0xFF, 0xFF, 0xFF, 0xFF],
            [.. hello, 0x7F, 0xFF, 0xFF, 0xFF],
            Frame([9, 9, 9]),
            Frame([]),
            [.. hello, .. Frame([7])],
            [.. hello, .. nonsense],
            [.. hello, 0, 0, 0, 50, 1, 2, 3],
        ];
        foreach (var bytes in all)
        {
            await Post(http, cluster, "link", bytes);
            await Post(http, cluster, "client", bytes);
        }

        await TestCluster.PutAndGet(client, 2);
    }

    [Fact]
    public async Task A_status_page_a_status_and_a_health_are_served_on_loopback()
    {
        await using var cluster = await TestCluster.Start();
        await TestCluster.PutAndGet(cluster.Connection.NewClient(), 1);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{cluster.Settings.Nodes[0].StatusPort}/") };
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal("ok\n", await http.GetStringAsync("health", stop));
        Assert.Contains("\"a1 view\":\"0\"", await http.GetStringAsync("status", stop), StringComparison.Ordinal);
        Assert.Contains("<h1>node1</h1>", await http.GetStringAsync(string.Empty, stop), StringComparison.Ordinal);
    }

    private static byte[] Frame(byte[] bytes)
    {
        var frame = new byte[4 + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, bytes.Length);
        bytes.CopyTo(frame, 4);
        return frame;
    }

    private static HttpClient Client(TestCluster cluster, string folder) => new(new SocketsHttpHandler
    {
        SslOptions = new Identities(cluster.Settings).To(0, KeyFiles.ReadCertificate(Path.Combine(cluster.Folder, folder))),
    });

    private static async Task<(HttpStatusCode? Status, string? Error)> Post(HttpClient http, TestCluster cluster, string path, byte[] bytes)
    {
        var node = cluster.Settings.Nodes[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, $"https://{node.Address}:{node.Port}/{path}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(bytes),
        };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            return (response.StatusCode, null);
        }
        catch (HttpRequestException e)
        {
            return (null, e.Message);
        }
    }
}
