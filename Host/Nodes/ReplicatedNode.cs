using System.Collections.Immutable;
using BgpVerified.Host.Evidence;
using BgpVerified.Host.Network;
using BgpVerified.Host.Settings;
using BgpVerified.Host.Storage;
using BgpVerified.Runtime.Evidence;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Host.Nodes;

/// <summary>
/// A node's processes on one event loop: what comes from other nodes, clients and clocks goes to the handlers, what they send goes to
/// links.
/// </summary>
public sealed class ReplicatedNode : INetwork, ISignatures, IPolicyHost, INodeObserver
{
    private const int MostReplies = 100_000;
    private readonly NodeSettings settings;
    private readonly HostedMachine machine;
    private readonly Outbox outbox;
    private readonly GroupCommit storage;
    private readonly Gateway gateway;
    private readonly IPolicy policy;
    private readonly EvidenceRecorder? recorder;
    private readonly Dictionary<int, Node> nodes = [];
    private readonly Dictionary<(int Process, Type Kind), (int From, Envelope Envelope)> sent = [];
    private readonly ReplyCache replies = new(MostReplies);

    /// <summary>Makes the node; nothing happens before <see cref="Begin"/>.</summary>
    /// <param name="settings">Which node of which cluster it is.</param>
    /// <param name="machine">The protocol.</param>
    /// <param name="parts">What it runs on.</param>
    /// <param name="start">A number of this start of the node, greater than those before.</param>
    /// <param name="extensions">What a test puts in between.</param>
    public ReplicatedNode(NodeSettings settings, HostedMachine machine, NodeParts parts, long start, NodeExtensions extensions)
    {
        (this.settings, this.machine, Loop, Clients) = (settings, machine, parts.Loop, parts.Clients);
        Clock = extensions.Clock(Loop);
        outbox = new(parts.Envelopes, parts.Links, extensions);
        storage = new(machine, parts.Envelopes, parts.Storage, Loop, extensions.Bug, parts.Failed);
        gateway = new(machine, settings.Node, $"p{settings.Node + 1}.{start:x}", settings.Cluster.MostInBatch, Do);
        policy = machine.Policy(settings.Node, this);
        var surroundings = new Surroundings(Clock, extensions.Network(this), storage, this);
        for (var place = 0; place < machine.System.Processes.Count; place++)
        {
            if (place != machine.ClientsPlace && machine.MachineOf(place) == settings.Node)
            {
                var saved = parts.Storage.Recovered.TryGetValue(place, out var bytes) && !Forgets(place, extensions.Bug)
                    ? machine.Recovered(place, machine.Read(bytes) ?? throw new InvalidDataException($"the saved state of process {place}"))
                    : null;
                if (saved is not null && parts.Storage.Recovered.TryGetValue(GroupCommit.SignaturesOf(place), out var signatures))
                {
                    parts.Envelopes.Restore(signatures);
                }

                nodes.Add(place, new(machine, place, surroundings, this, saved));
            }
        }

        recorder = parts.Evidence?.Begin(settings, machine, nodes.ToDictionary(pair => pair.Key, pair => pair.Value.State));
        Loop.TurnEnded = EndTurn;
    }

    /// <summary>Whether a planted fault makes a process start again as if it had never run.</summary>
    private bool Forgets(int place, PlantedBug bug) =>
        bug == PlantedBug.ForgetPromise || (bug == PlantedBug.ReuseBallot && machine.System.Processes[place].Role == "leader");

    /// <summary>The loop that all of it happens on.</summary>
    public EventLoop Loop { get; }

    /// <summary>The connections of clients.</summary>
    public ClientSessions Clients { get; }

    /// <inheritdoc/>
    public IClock Clock { get; }

    /// <summary>Begins: the policy acts, and what had been sent before a crash is sent again.</summary>
    public void Begin() => Loop.Post(() =>
    {
        foreach (var to in Enumerable.Range(0, settings.Cluster.Nodes.Count))
        {
            SendLatest(to);
        }

        policy.Begin();
    });

    /// <summary>Runs until it is stopped, or something has failed.</summary>
    /// <param name="stop">When to stop.</param>
    public async Task Run(CancellationToken stop) => await await Task.WhenAny(Loop.Run(stop), outbox.Run(stop));

    /// <summary>Messages have come from another node, and their signatures are valid.</summary>
    /// <param name="messages">The messages, in order.</param>
    public void Deliver(IReadOnlyList<Envelope> messages) => Loop.Post(() =>
    {
        foreach (var message in messages)
        {
            foreach (var place in machine.System.Recipients(message.Message))
            {
                if (nodes.TryGetValue(place, out var node))
                {
                    node.Receive(message);
                }
            }
        }
    });

    /// <summary>Requests have come from a client.</summary>
    /// <param name="requests">The requests, and whether this node is to propose each.</param>
    /// <param name="refuse">Told of those that there is no room for.</param>
    public void Request(IReadOnlyList<(ClientRequest Request, bool IsToPropose)> requests, Action<ClientRequest> refuse) => Loop.Post(() =>
    {
        foreach (var (request, isToPropose) in requests)
        {
            HostMetrics.Requests.Add(1);
            var known = replies.Find(request.Client, request.Number)
                ?? (isToPropose ? null : machine.ReplyTo(Replica, request.Client, request.Number));
            if (known is not null)
            {
                Clients.Send(new(request.Client, request.Number, known));
            }
            else if (isToPropose && !gateway.Take(request))
            {
                refuse(request);
            }
        }
    });

    /// <summary>Another node has lost what it was sent: it is sent the last of each kind.</summary>
    /// <param name="to">The node.</param>
    public void HasLost(int to) => Loop.Post(() =>
    {
        foreach (var (from, envelope) in sent.Values.ToList())
        {
            SendAgain(from, envelope, to);
        }

        SendLatest(to);
    });

    /// <inheritdoc/>
    public object StateOf(int process) => nodes[process].State;

    /// <inheritdoc/>
    public void Do(int process, Input input) => nodes[process].Do(input);

    /// <inheritdoc/>
    void INetwork.Send(int from, int to, Envelope envelope)
    {
        if (to == machine.ClientsPlace)
        {
            var reply = machine.ReplyIn(envelope.Message);
            replies.Add(reply);
            Clients.Send(reply);
        }
        else
        {
            sent[(from, envelope.Message.GetType())] = (from, envelope);

            // Also what stays here is signed: others may have to be shown it later.
            outbox.Send(envelope, machine.MachineOf(to));
        }

        if (nodes.ContainsKey(to))
        {
            Loop.Post(() => nodes[to].Receive(envelope));
        }
    }

    /// <summary>The message alone: it is signed where it leaves the node.</summary>
    /// <inheritdoc/>
    Envelope ISignatures.Sign(int process, Message message) => new(message, 0);

    /// <summary>What comes here was checked where it came in, or is of this node.</summary>
    /// <inheritdoc/>
    bool ISignatures.IsValid(Envelope envelope) => true;

    /// <inheritdoc/>
    void INodeObserver.Received(int process, Message message)
    {
        recorder?.Received(process, message);
        policy.Received(process, message);
    }

    /// <inheritdoc/>
    void INodeObserver.Takes(int process, Input input, object after, ImmutableArray<Message> sends) =>
        recorder?.Takes(process, input, after, sends);

    /// <inheritdoc/>
    void INodeObserver.Stepped(int process, object before, Input input, object after) => policy.Stepped(process, before, input, after);

    /// <summary>What the node is like, for its status page.</summary>
    /// <returns>Names and values.</returns>
    public Task<IReadOnlyDictionary<string, string>> Describe() => Loop.Ask(() =>
    {
        var all = new Dictionary<string, string>
        {
            ["batches"] = $"{gateway.Batches}",
            ["requests waiting"] = $"{gateway.Waiting}",
            ["clients"] = $"{Clients.Count}",
            ["loop waiting"] = $"{Loop.Waiting}",
            ["loop done"] = $"{Loop.Done}",
            ["messages to sign"] = $"{outbox.Waiting}",
            ["groups synced"] = $"{storage.Groups}",
            ["time in sync"] = $"{storage.Time.TotalSeconds:f3} s",
        };
        foreach (var (place, node) in nodes)
        {
            foreach (var (name, value) in machine.Describe(place, node.State))
            {
                all[$"{machine.System.Processes[place].Name} {name}"] = value;
            }
        }

        return (IReadOnlyDictionary<string, string>)all;
    });

    private object Replica => nodes[machine.ReplicaOf(settings.Node)].State;

    private void EndTurn()
    {
        gateway.Look(Replica);
        storage.Flush();
        outbox.Flush();
    }

    /// <summary>What follows from the saved states: from what is not saved yet nothing may follow.</summary>
    private void SendLatest(int to)
    {
        foreach (var (place, node) in nodes)
        {
            var messages = machine.Latest(place, node.State).ToList();
            storage.Save(place, node.State, () =>
            {
                foreach (var message in messages)
                {
                    SendAgain(place, new(message, 0), to);
                }
            });
        }
    }

    private void SendAgain(int from, Envelope envelope, int to)
    {
        foreach (var recipient in machine.System.Recipients(envelope.Message).Where(one => machine.MachineOf(one) == to))
        {
            ((INetwork)this).Send(from, recipient, envelope);
        }
    }
}

/// <summary>What a node runs on.</summary>
/// <param name="Loop">Its loop.</param>
/// <param name="Links">Links to the other nodes, by number; null for its own.</param>
/// <param name="Envelopes">Makes bytes of messages.</param>
/// <param name="Storage">What survives.</param>
/// <param name="Clients">Connections of clients.</param>
/// <param name="Failed">What is done when something cannot be saved.</param>
public sealed record NodeParts(
    EventLoop Loop, IReadOnlyList<PeerLink?> Links, IEnvelopes Envelopes, IStableStorage Storage, ClientSessions Clients,
    Action<Exception> Failed)
{
    /// <summary>The node's log; null for none.</summary>
    public EvidenceFile? Evidence { get; init; }
}
