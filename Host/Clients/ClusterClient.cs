using BgpVerified.Host.Network;

namespace BgpVerified.Host.Clients;

/// <summary>
/// A client: it has one request outstanding, numbers its requests, and takes the reply that f + 1 nodes send. It asks one node to propose
/// the request, and another one if that takes too long. A request is executed once, however often it is asked for.
/// </summary>
public sealed class ClusterClient
{
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(4);
    private readonly ClusterConnection connection;
    private int gateway;
    private int last;

    internal ClusterClient(ClusterConnection connection, int number, int gateway) =>
        (this.connection, Number, this.gateway) = (connection, number, gateway);

    /// <summary>Its number among those of its connection.</summary>
    public int Number { get; }

    /// <summary>How often it had to ask again.</summary>
    public int Retries { get; private set; }

    /// <summary>Has a command executed.</summary>
    /// <param name="command">The command, as the application writes it.</param>
    /// <param name="stop">When to give up: then it may be executed or not.</param>
    /// <returns>The reply.</returns>
    /// <exception cref="RequestRefusedException">It is no command of the application.</exception>
    public async Task<string> ExecuteAsync(string command, CancellationToken stop = default)
    {
        var number = ++last;
        var request = connection.Begin(Number, number);
        try
        {
            connection.Send(Number, number, command, gateway, isFirst: true);
            for (var patience = FirstPatience; ; patience = patience * 2 < LongestPatience ? patience * 2 : LongestPatience)
            {
                try
                {
                    return await request.Reply.WaitAsync(patience, stop);
                }
                catch (TimeoutException)
                {
                    Retries++;
                    gateway = (gateway + 1) % connection.Cluster.Nodes.Count;
                    connection.Send(Number, number, command, gateway, isFirst: false);
                }
            }
        }
        finally
        {
            connection.End(Number, number);
        }
    }
}

/// <summary>A request that waits for f + 1 equal replies.</summary>
internal sealed class PendingRequest(int enough, int nodes)
{
    private readonly (byte Kind, string Text)?[] replies = new (byte, string)?[nodes];
    private readonly TaskCompletionSource<string> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Reply => reply.Task;

    public void Take(int node, byte kind, string text)
    {
        int equal;
        lock (replies)
        {
            replies[node] = (kind, text);
            equal = replies.Count(other => other == (kind, text));
        }

        if (kind == ClientFrames.ReplyKind && equal >= enough)
        {
            reply.TrySetResult(text);
        }
        else if (kind == ClientFrames.RefusalKind && equal >= enough)
        {
            reply.TrySetException(new RequestRefusedException(text));
        }
    }
}

/// <summary>A node says that a request is no command.</summary>
/// <param name="message">What is wrong, and what would be right.</param>
public sealed class RequestRefusedException(string message) : Exception(message);
