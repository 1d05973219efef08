using System.Diagnostics;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Host.Nodes;

/// <summary>
/// Takes clients' requests, and proposes them in batches: one at a time, so that the next one is made of all that has come meanwhile.
/// On the node's loop.
/// </summary>
/// <param name="machine">The protocol.</param>
/// <param name="number">The node's number.</param>
/// <param name="author">The name in which it proposes.</param>
/// <param name="most">The most requests in a batch.</param>
/// <param name="propose">Gives a process its local input.</param>
internal sealed class Gateway(HostedMachine machine, int number, string author, int most, Action<int, Input> propose)
{
    private const int MostWaiting = 100_000;
    private readonly Queue<ClientRequest> waiting = [];
    private readonly HashSet<(int Client, int Number)> known = [];
    private IReadOnlyList<ClientRequest> batch = [];
    private Activity? activity;
    private Input? outstanding;
    private int sequence;
    private long began;

    /// <summary>How many requests wait.</summary>
    public int Waiting => waiting.Count;

    /// <summary>How many batches were executed.</summary>
    public int Batches => outstanding is null ? sequence : sequence - 1;

    /// <summary>Takes a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Whether there was room for it.</returns>
    public bool Take(ClientRequest request)
    {
        if (waiting.Count >= MostWaiting)
        {
            return false;
        }

        if (known.Add((request.Client, request.Number)))
        {
            waiting.Enqueue(request);
        }

        return true;
    }

    /// <summary>Proposes the next batch, if there is something to propose and the last one has been executed.</summary>
    /// <param name="replica">The state of the node's replica.</param>
    public void Look(object replica)
    {
        if (outstanding is not null && machine.HasExecuted(replica, outstanding))
        {
            outstanding = null;
            HostMetrics.BatchTime.Record(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            activity?.Dispose();
            foreach (var request in batch)
            {
                known.Remove((request.Client, request.Number));
            }
        }

        if (outstanding is not null || waiting.Count == 0)
        {
            return;
        }

        var next = new List<ClientRequest>();
        while (next.Count < most && waiting.TryDequeue(out var request))
        {
            next.Add(request);
        }

        batch = next;
        began = Stopwatch.GetTimestamp();
        activity = HostMetrics.Activities.StartActivity("batch");
        activity?.SetTag("requests", next.Count);
        HostMetrics.BatchSize.Record(next.Count);
        var (process, input) = machine.Propose(number, author, sequence++, next);
        outstanding = input;
        propose(process, input);
    }
}
