using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace BgpVerified.Faults.Links;

/// <summary>
/// A TCP proxy of one directed link: what one node dials to send to another. It passes bytes on, of which it understands nothing, and can
/// hold them, delay them, carry few of them, change them, and break connections.
/// </summary>
public sealed class LinkProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<ProxiedConnection, Task> connections = [];
    private readonly Lock changes = new();
    private readonly List<LinkCondition> conditions = [];
    private Task? accepting;
    private TaskCompletionSource? healed;

    /// <summary>Makes a proxy, which listens on a port of its own on the loopback interface.</summary>
    /// <param name="target">The port on the loopback interface that it connects to.</param>
    public LinkProxy(int target)
    {
        Target = target;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAll();
    }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>The port that it connects new connections to.</summary>
    public int Target { get; set; }

    /// <summary>How many connections are open.</summary>
    public int Open => connections.Count;

    /// <summary>How long what is sent takes longer than it would.</summary>
    internal TimeSpan Delay { get; private set; }

    /// <summary>How many bytes a second it carries; null for no limit.</summary>
    internal int? BytesPerSecond { get; private set; }

    /// <summary>Puts a condition on the link, until what is returned is disposed of. Several hold together.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>What takes it away.</returns>
    public IDisposable Put(LinkCondition condition)
    {
        lock (changes)
        {
            conditions.Add(condition);
            Update();
        }

        return new Ending(() =>
        {
            lock (changes)
            {
                conditions.Remove(condition);
                Update();
            }
        });
    }

    /// <summary>Breaks each open connection at its next bytes.</summary>
    /// <param name="how">How.</param>
    /// <returns>How many connections there are to break.</returns>
    public int BreakNext(LinkBreak how)
    {
        var open = connections.Keys.ToList();
        open.ForEach(connection => connection.Pending = how);
        return open.Count;
    }

    /// <summary>Breaks at once what was to be broken at its next bytes, where none came.</summary>
    /// <returns>Of how many connections none came.</returns>
    public int BreakNow() => connections.Keys.Count(connection => connection.BreakIfPending());

    /// <summary>Resets all connections; what was on its way is lost.</summary>
    public void ResetAll()
    {
        foreach (var connection in connections.Keys)
        {
            connection.Reset();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        ResetAll();
        if (Interlocked.Exchange(ref accepting, null) is { } running)
        {
            await running;
        }

        await Task.WhenAll(connections.Values);
        ending.Dispose();
    }

    /// <summary>Waits until nothing cuts the link.</summary>
    internal Task Passable(CancellationToken cancellation)
    {
        lock (changes)
        {
            return healed is null ? Task.CompletedTask : healed.Task.WaitAsync(cancellation);
        }
    }

    private void Update()
    {
        Delay = conditions.Aggregate(TimeSpan.Zero, (sum, condition) => sum + condition.Delay);
        BytesPerSecond = conditions.Select(condition => condition.BytesPerSecond).Min();
        if (!conditions.Any(condition => condition.IsCut))
        {
            healed?.SetResult();
            healed = null;
        }
        else
        {
            healed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task AcceptAll()
    {
        while (!ending.IsCancellationRequested)
        {
            Socket accepted;
            try
            {
                accepted = await listener.AcceptSocketAsync(ending.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                continue;
            }

            var connection = new ProxiedConnection(this, accepted, ending.Token);
            connections.TryAdd(connection, Task.CompletedTask);
            connections[connection] = Carry(connection);
        }
    }

    private async Task Carry(ProxiedConnection connection)
    {
        await Task.Yield();
        await connection.Run();
        connections.TryRemove(connection, out _);
    }

    private sealed class Ending(Action end) : IDisposable
    {
        private Action? end = end;

        public void Dispose() => Interlocked.Exchange(ref end, null)?.Invoke();
    }
}

/// <summary>What holds of a link for a while.</summary>
/// <param name="IsCut">Whether nothing gets through, in either direction; it is kept.</param>
/// <param name="Delay">How much later what is sent arrives.</param>
/// <param name="BytesPerSecond">How much the link carries; null for no limit.</param>
public sealed record LinkCondition(bool IsCut = false, TimeSpan Delay = default, int? BytesPerSecond = null);

/// <summary>How a connection is broken.</summary>
public enum LinkBreak
{
    /// <summary>Half of what is there is passed on, and the connection is reset in both directions.</summary>
    Reset,

    /// <summary>Half of what is there is passed on, and the connection closed, as if that were all.</summary>
    Truncate,

    /// <summary>What is there is passed on, and this direction ends; the other goes on.</summary>
    HalfClose,

    /// <summary>A bit is changed.</summary>
    Garble,
}
