using System.Diagnostics;
using BgpVerified.Spec.Histories;

namespace BgpVerified.Faults.Clients;

/// <summary>What clients of one process asked for and were answered, on one clock. Safe for several threads.</summary>
public sealed class ClientHistory
{
    private readonly Lock changes = new();
    private readonly List<TimedOperation> operations = [];
    private long longest;
    private int answered;

    /// <summary>How many operations were begun.</summary>
    public int Begun
    {
        get
        {
            lock (changes)
            {
                return operations.Count;
            }
        }
    }

    /// <summary>How many were answered.</summary>
    public int Answered
    {
        get
        {
            lock (changes)
            {
                return answered;
            }
        }
    }

    /// <summary>The longest time that an answer took.</summary>
    public TimeSpan Longest => TimeSpan.FromSeconds((double)Volatile.Read(ref longest) / Stopwatch.Frequency);

    /// <summary>An operation begins: before anything is sent.</summary>
    /// <param name="client">The client.</param>
    /// <param name="command">The command.</param>
    /// <returns>Its place.</returns>
    public int Begin(string client, string command)
    {
        lock (changes)
        {
            operations.Add(new(client, command, Stopwatch.GetTimestamp(), null, null));
            return operations.Count - 1;
        }
    }

    /// <summary>It is answered.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="reply">The reply that f + 1 nodes gave.</param>
    public void End(int place, string reply)
    {
        lock (changes)
        {
            var now = Stopwatch.GetTimestamp();
            var begun = operations[place];
            operations[place] = begun with { End = now, Reply = reply };
            longest = Math.Max(longest, now - begun.Start);
            answered++;
        }
    }

    /// <summary>All operations so far, in the order in which they began.</summary>
    /// <returns>The operations; those that were not answered have no end.</returns>
    public IReadOnlyList<TimedOperation> ToList()
    {
        lock (changes)
        {
            return [.. operations];
        }
    }
}
