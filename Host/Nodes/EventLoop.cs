using System.Diagnostics;
using System.Threading.Channels;
using BgpVerified.Runtime.Hosting;

namespace BgpVerified.Host.Nodes;

/// <summary>
/// A node's event loop: one thing after another, in the order in which they were posted. After what has come together in the meantime
/// it lets the node look at it as a whole (a turn): to make a batch of it, or to write it at once.
/// </summary>
public sealed class EventLoop : IClock
{
    private const int LongestTurn = 512;
    private readonly Channel<Action> posted = Channel.CreateUnbounded<Action>(new() { SingleReader = true });
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private int waiting;

    /// <summary>What is done after each turn.</summary>
    public Action TurnEnded { get; set; } = () => { };

    /// <inheritdoc/>
    public TimeSpan Now => watch.Elapsed;

    /// <summary>How many things have been done.</summary>
    public long Done { get; private set; }

    /// <summary>How many things wait.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Has something done on the loop. May be called by any thread.</summary>
    /// <param name="action">What is done.</param>
    /// <returns>False if the loop has ended.</returns>
    public bool Post(Action action)
    {
        Interlocked.Increment(ref waiting);
        return posted.Writer.TryWrite(action);
    }

    /// <summary>Has something found out on the loop.</summary>
    /// <typeparam name="T">What is found out.</typeparam>
    /// <param name="ask">How.</param>
    /// <returns>What was found out.</returns>
    public Task<T> Ask<T>(Func<T> ask)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!Post(() => answer.TrySetResult(ask())))
        {
            answer.TrySetCanceled();
        }

        return answer.Task;
    }

    /// <inheritdoc/>
    public void After(TimeSpan delay, Action then) => _ = Later(delay, then);

    /// <summary>Runs until it is stopped.</summary>
    /// <param name="stop">When to stop.</param>
    public async Task Run(CancellationToken stop)
    {
        try
        {
            while (await posted.Reader.WaitToReadAsync(stop))
            {
                for (var i = 0; i < LongestTurn && posted.Reader.TryRead(out var action); i++)
                {
                    action();
                    Done++;
                    Interlocked.Decrement(ref waiting);
                }

                TurnEnded();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            posted.Writer.TryComplete();
        }
    }

    private async Task Later(TimeSpan delay, Action then)
    {
        await Task.Delay(delay < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : delay);
        Post(then);
    }
}
