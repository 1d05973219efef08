using System.Collections.Immutable;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Hosting;

/// <summary>What is told of a node's steps: for its policy, and for who measures.</summary>
public interface INodeObserver
{
    /// <summary>A message has come, with a valid signature.</summary>
    /// <param name="process">The process's place.</param>
    /// <param name="message">The message.</param>
    void Received(int process, Message message);

    /// <summary>The process has changed.</summary>
    /// <param name="process">The process's place.</param>
    /// <param name="before">Its state before.</param>
    /// <param name="input">What it took.</param>
    /// <param name="after">Its state after.</param>
    void Stepped(int process, object before, Input input, object after);

    /// <summary>The process takes a step with an effect: told before its state is saved and anything is sent.</summary>
    /// <param name="process">The process's place.</param>
    /// <param name="input">What it takes.</param>
    /// <param name="after">Its state after; the same as before if it only sends.</param>
    /// <param name="sends">What it sends, without what the same quorum has made it send before.</param>
    void Takes(int process, Input input, object after, ImmutableArray<Message> sends)
    {
    }
}

/// <summary>
/// One process: it feeds the handlers with what comes, counts messages into quorums, keeps what comes too early, saves its state before
/// anything that follows from it is sent, and signs what it sends. Not safe for several threads: a host calls it on one event loop.
/// </summary>
public sealed class Node
{
    private const int MostEarly = 65_536;
    private readonly HostedProtocol protocol;
    private readonly ISystem system;
    private readonly Surroundings surroundings;
    private readonly INodeObserver observer;
    private readonly List<QuorumCounter.Tally> grown = [];
    private readonly List<QuorumCounter.Tally> waiting = [];
    private readonly List<Message> early = [];
    private readonly Queue<Result> results = [];
    private object epoch;
    private bool isRetrying;
    private int sweepAt = 256;

    /// <summary>Starts a process.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="process">The process's place.</param>
    /// <param name="surroundings">What it runs on.</param>
    /// <param name="observer">Who is told of its steps.</param>
    /// <param name="saved">The state that it had saved; null for a process that starts for the first time.</param>
    public Node(HostedProtocol protocol, int process, Surroundings surroundings, INodeObserver observer, object? saved = null)
    {
        (this.protocol, Process, this.surroundings, this.observer) = (protocol, process, surroundings, observer);
        system = protocol.System;
        State = saved ?? system.Initial(process);
        Quorums = new(system.Quorums);
        epoch = protocol.Epoch(State);
    }

    /// <summary>The process's place.</summary>
    public int Process { get; }

    /// <summary>Its state.</summary>
    public object State { get; private set; }

    /// <summary>What it has counted.</summary>
    public QuorumCounter Quorums { get; }

    /// <summary>How many messages it keeps that came too early.</summary>
    public int Early => early.Count;

    /// <summary>A message has come.</summary>
    /// <param name="envelope">The message with its signature.</param>
    public void Receive(Envelope envelope)
    {
        if (!surroundings.Signatures.IsValid(envelope))
        {
            return;
        }

        var message = envelope.Message;
        observer.Received(Process, message);
        if (protocol.IsStale(State, message))
        {
            return;
        }

        grown.Clear();
        Quorums.Add(envelope, grown);
        if (!Take(message, null) && !envelope.IsCounted(system.Quorums) && early.Count < MostEarly)
        {
            early.Add(message);
        }

        for (var i = 0; i < grown.Count; i++)
        {
            Offer(grown[i]);
        }

        Retry();
        Sweep();
    }

    /// <summary>A local input: a client's request, a timeout.</summary>
    /// <param name="input">The input.</param>
    public void Do(Input input)
    {
        Take(input, null);
        Retry();
    }

    /// <summary>Offers a quorum, if it is complete and may still be of use.</summary>
    private void Offer(QuorumCounter.Tally tally)
    {
        if (!tally.IsComplete || IsDone(tally))
        {
            return;
        }

        var quorum = tally.TakesAny ? tally.Form((all, size) => protocol.Choose(State, all, size)) : tally.Form();
        if (quorum is not null && Take(quorum, tally))
        {
            tally.Offering = Offering.Taken;
        }
        else if (tally.Offering == Offering.None)
        {
            tally.Offering = Offering.Waiting;
            waiting.Add(tally);
        }
    }

    /// <summary>Whether a quorum had its effect, and no other of the same statement can have one.</summary>
    private bool IsDone(QuorumCounter.Tally tally) =>
        tally.Offering == Offering.Taken && protocol.OffersQuorumsOnce && !tally.TakesAny;

    /// <summary>Runs the handler; whether it did anything.</summary>
    private bool Take(Input input, QuorumCounter.Tally? tally)
    {
        var before = State;
        var step = system.Apply(Process, before, input);
        var hasChanged = !ReferenceEquals(step.State, before);
        if (!hasChanged && step.Sends.IsEmpty)
        {
            return false;
        }

        var sends = step.Sends;
        if (tally is not null)
        {
            sends = [.. sends.Where(message => !tally.Sent.Contains(message))];
            tally.Sent = [.. tally.Sent, .. sends];
        }

        observer.Takes(Process, input, step.State, sends);

        // What is sent follows from all steps before: it waits until all their states are saved.
        var result = new Result(sends) { IsSaved = !hasChanged };
        results.Enqueue(result);
        if (!hasChanged)
        {
            SendSaved();
            return true;
        }

        State = step.State;
        surroundings.Storage.Save(Process, State, () =>
        {
            result.IsSaved = true;
            SendSaved();
        });
        observer.Stepped(Process, before, input, State);
        return true;
    }

    private void SendSaved()
    {
        while (results.TryPeek(out var first) && first.IsSaved)
        {
            Send(results.Dequeue().Sends);
        }
    }

    private void Send(ImmutableArray<Message> messages)
    {
        foreach (var message in messages)
        {
            var envelope = surroundings.Signatures.Sign(Process, message);
            foreach (var recipient in system.Recipients(message))
            {
                surroundings.Network.Send(Process, recipient, envelope);
            }
        }
    }

    /// <summary>What came too early may be of use now that the process has changed.</summary>
    private void Retry()
    {
        if (isRetrying)
        {
            return;
        }

        isRetrying = true;
        for (var current = protocol.Epoch(State); !current.Equals(epoch); current = protocol.Epoch(State))
        {
            epoch = current;
            foreach (var message in early.ToArray())
            {
                if (protocol.IsStale(State, message) || Take(message, null))
                {
                    early.Remove(message);
                }
            }

            var tallies = waiting.ToArray();
            waiting.Clear();
            foreach (var tally in tallies)
            {
                if (tally.Offering == Offering.Waiting && !tally.All(message => protocol.IsStale(State, message)))
                {
                    tally.Offering = Offering.None;
                    Offer(tally);
                }
            }
        }

        isRetrying = false;
    }

    /// <summary>Drops what can be of no use any more, whenever as much again has come together.</summary>
    private void Sweep()
    {
        if (Quorums.Count + early.Count <= sweepAt)
        {
            return;
        }

        Quorums.Forget(tally => IsDone(tally) || tally.All(message => protocol.IsSpent(State, message)));
        early.RemoveAll(message => protocol.IsSpent(State, message));
        waiting.RemoveAll(tally => tally.All(message => protocol.IsSpent(State, message)));
        sweepAt = Math.Max(256, 2 * (Quorums.Count + early.Count));
    }

    /// <summary>What a step sends, and whether the state after it is saved.</summary>
    private sealed class Result(ImmutableArray<Message> sends)
    {
        public ImmutableArray<Message> Sends { get; } = sends;

        public bool IsSaved { get; set; }
    }
}
