using System.Net;
using System.Net.Sockets;
using BgpVerified.Faults.Links;
using Xunit;

namespace BgpVerified.PropertyTests.Faults;

/// <summary>What a proxy of a link does to bytes, and that both ends are told when a connection is broken.</summary>
public sealed class LinkProxyTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Briefly = TimeSpan.FromMilliseconds(80);
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private LinkProxy link = null!;
    private Socket sender = null!;
    private Socket receiver = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        listener.Start();
        link = new(((IPEndPoint)listener.LocalEndpoint).Port);
        (sender, receiver) = await Connect();
    }

    public async ValueTask DisposeAsync()
    {
        sender.Dispose();
        receiver.Dispose();
        listener.Dispose();
        await link.DisposeAsync();
    }

    [Fact]
    public async Task Bytes_go_both_ways()
    {
        await sender.SendAsync("there"u8.ToArray(), Cancellation);
        Assert.Equal("there"u8.ToArray(), await Receive(receiver, 5));
        await receiver.SendAsync("back"u8.ToArray(), Cancellation);
        Assert.Equal("back"u8.ToArray(), await Receive(sender, 4));
        Assert.Equal(1, link.Open);
    }

    [Fact]
    public async Task What_is_sent_into_a_cut_link_arrives_when_it_is_healed()
    {
        await sender.SendAsync("a"u8.ToArray(), Cancellation);
        await Receive(receiver, 1);
        var (cut, also) = (link.Put(new(IsCut: true)), link.Put(new(IsCut: true)));
        await sender.SendAsync("b"u8.ToArray(), Cancellation);
        var arrival = Receive(receiver, 1);
        await Task.Delay(Briefly, Cancellation);
        cut.Dispose();
        await Task.Delay(Briefly, Cancellation);
        Assert.False(arrival.IsCompleted);
        also.Dispose();
        Assert.Equal("b"u8.ToArray(), await arrival);
    }

    [Fact]
    public async Task What_is_sent_over_a_slow_link_arrives_later_and_in_order()
    {
        using (link.Put(new(Delay: Briefly)))
        {
            var before = TimeProvider.System.GetTimestamp();
            await sender.SendAsync("first"u8.ToArray(), Cancellation);
            Assert.Equal("first"u8.ToArray(), await Receive(receiver, 5));
            Assert.True(TimeProvider.System.GetElapsedTime(before) >= Briefly - TimeSpan.FromMilliseconds(2));
        }
    }

    [Fact]
    public async Task A_narrow_link_carries_all_the_same()
    {
        using (link.Put(new(BytesPerSecond: 20_000)))
        {
            var bytes = new byte[3_000];
            new Random(1).NextBytes(bytes);
            var before = TimeProvider.System.GetTimestamp();
            await sender.SendAsync(bytes, Cancellation);
            Assert.Equal(bytes, await Receive(receiver, bytes.Length));
            Assert.True(TimeProvider.System.GetElapsedTime(before) >= TimeSpan.FromMilliseconds(100));
        }
    }

    [Theory]
    [InlineData(LinkBreak.Truncate)]
    [InlineData(LinkBreak.Reset)]
    public async Task A_link_breaks_in_the_middle_of_what_is_sent(LinkBreak how)
    {
        Assert.Equal(1, link.BreakNext(how));
        await sender.SendAsync(new byte[1_000], Cancellation);
        Assert.InRange(await ReceiveToEnd(receiver), 0, 500);
        Assert.Equal(0, await ReceiveToEnd(sender));
        Assert.Equal(0, link.BreakNow());
        var (again, other) = await Connect();
        await again.SendAsync("again"u8.ToArray(), Cancellation);
        Assert.Equal("again"u8.ToArray(), await Receive(other, 5));
        again.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task A_link_that_is_closed_in_one_direction_goes_on_in_the_other()
    {
        link.BreakNext(LinkBreak.HalfClose);
        await sender.SendAsync("last"u8.ToArray(), Cancellation);
        Assert.Equal(4, await ReceiveToEnd(receiver));
        await receiver.SendAsync("heard"u8.ToArray(), Cancellation);
        Assert.Equal("heard"u8.ToArray(), await Receive(sender, 5));
    }

    [Fact]
    public async Task A_bit_is_changed()
    {
        var bytes = new byte[100];
        link.BreakNext(LinkBreak.Garble);
        await sender.SendAsync(bytes, Cancellation);
        var received = await Receive(receiver, bytes.Length);
        Assert.Equal(1, received.Sum(one => int.PopCount(one)));
    }

    [Fact]
    public async Task What_is_to_be_broken_at_the_next_bytes_is_broken_without_them_in_the_end()
    {
        await sender.SendAsync("a"u8.ToArray(), Cancellation);
        await Receive(receiver, 1);
        link.BreakNext(LinkBreak.Reset);
        Assert.Equal(1, link.BreakNow());
        Assert.Equal(0, await ReceiveToEnd(sender));
        Assert.Equal(0, await ReceiveToEnd(receiver));
    }

    [Fact]
    public async Task An_end_is_passed_on_whichever_side_it_comes_from()
    {
        receiver.LingerState = new(true, 0);
        receiver.Close();
        Assert.Equal(0, await ReceiveToEnd(sender));
        var (again, other) = await Connect();
        again.Close();
        Assert.Equal(0, await ReceiveToEnd(other));
        other.Dispose();
    }

    private async Task<(Socket Sender, Socket Receiver)> Connect()
    {
        var dialled = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await dialled.ConnectAsync(IPAddress.Loopback, link.Port, Cancellation);
        return (dialled, await listener.AcceptSocketAsync(Cancellation));
    }

    private static async Task<byte[]> Receive(Socket socket, int count)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        late.CancelAfter(Soon);
        var bytes = new byte[count];
        for (var had = 0; had < count;)
        {
            var more = await socket.ReceiveAsync(bytes.AsMemory(had), late.Token);
            Assert.NotEqual(0, more);
            had += more;
        }

        return bytes;
    }

    /// <summary>How much comes before the connection ends, in whatever way.</summary>
    private static async Task<int> ReceiveToEnd(Socket socket)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        late.CancelAfter(Soon);
        var (bytes, all) = (new byte[4_096], 0);
        try
        {
            while (await socket.ReceiveAsync(bytes, late.Token) is > 0 and var more)
            {
                all += more;
            }
        }
        catch (SocketException)
        {
            // It was reset.
        }

        return all;
    }
}
