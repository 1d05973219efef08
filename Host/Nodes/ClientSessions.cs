using System.Collections.Concurrent;
using System.Threading.Channels;
using BgpVerified.Host.Network;

namespace BgpVerified.Host.Nodes;

/// <summary>The connections of clients, and where replies to them go.</summary>
public sealed class ClientSessions
{
    private const int MostWaiting = 16_384;
    private readonly ConcurrentDictionary<int, ClientSession> byGroup = [];

    /// <summary>How many clients are connected.</summary>
    public int Count => byGroup.Count;

    /// <summary>A client connects, for one group of numbers: the later of two connections has it.</summary>
    /// <param name="group">The numbers of its clients, divided by <see cref="ClientFrames.GroupSize"/>.</param>
    /// <returns>The connection.</returns>
    public ClientSession Open(int group)
    {
        var session = new ClientSession(group, Channel.CreateBounded<byte[]>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }));
        byGroup.AddOrUpdate(group, session, (_, before) =>
        {
            before.Frames.Writer.TryComplete();
            return session;
        });
        return session;
    }

    /// <summary>A connection has ended.</summary>
    /// <param name="session">The connection.</param>
    public void Close(ClientSession session)
    {
        session.Frames.Writer.TryComplete();
        byGroup.TryRemove(new(session.Group, session));
    }

    /// <summary>Sends a reply, if the client is connected. Never waits: a client that does not read asks again later.</summary>
    /// <param name="reply">The reply.</param>
    public void Send(ClientReply reply)
    {
        if (byGroup.TryGetValue(reply.Client / ClientFrames.GroupSize, out var session))
        {
            HostMetrics.Replies.Add(1);
            session.Frames.Writer.TryWrite(ClientFrames.Reply(reply.Client % ClientFrames.GroupSize, reply.Number, reply.Result));
        }
    }
}

/// <summary>A client's connection.</summary>
/// <param name="Group">Its group of numbers.</param>
/// <param name="Frames">What is to be sent to it.</param>
public sealed record ClientSession(int Group, Channel<byte[]> Frames);
