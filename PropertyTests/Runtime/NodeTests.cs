using BgpVerified.Cli.Simulated;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Runtime;

/// <summary>What a node does around the handlers, on an acceptor of BGP.</summary>
public sealed class NodeTests : IClock, INetwork, IStorage, ISignatures, INodeObserver
{
    private static readonly SimulatedCluster Cluster = new SimulatedBgp().Build(new());
    private static readonly ProcessId Leader = new('d', 0);
    private static readonly Command Command = new("f1", "p1", "p1");

    private readonly List<string> sent = [];
    private readonly Queue<Action> saving = new();
    private readonly Node node;
    private bool isSlow;

    public NodeTests()
    {
        var acceptor = Enumerable.Range(0, Cluster.System.Processes.Count).First(
            place => Cluster.System.Processes[place].Role == "acceptor");
        node = new(Cluster, acceptor, new(this, this, this, this), this);
    }

    TimeSpan IClock.Now => TimeSpan.Zero;

    private CommandSequence Empty => ((AcceptorState)Cluster.System.Initial(node.Process)).Value;

    [Fact]
    public void What_comes_too_early_is_kept_until_it_is_of_use()
    {
        Receive(new FastProposal(Command) { From = new('p', 0) });
        Assert.Equal((1, 0), (node.Early, sent.Count));
        Receive(new Phase1A(0, new(0, 1)) { From = Leader });
        Assert.Equal(["Phase1B"], sent);
        Receive(Proposal(Empty));
        Assert.Equal(["Phase1B", "Verify"], sent.Distinct());
        Assert.Equal(0, node.Early);
        Assert.Equal(["f1"], ((AcceptorState)node.State).Value.Select(command => command.Name));
    }

    [Fact]
    public void Nothing_is_sent_before_the_states_that_it_follows_from_are_saved()
    {
        isSlow = true;
        Receive(new Phase1A(0, new(0, 1)) { From = Leader });
        Receive(Proposal(Empty.Append(Command)));
        Assert.Equal((2, 0), (saving.Count, sent.Count));
        saving.Dequeue()();
        Assert.Equal(["Phase1B"], sent);
        saving.Dequeue()();
        Assert.Equal(["Phase1B", "Verify"], sent.Distinct());
    }

    [Fact]
    public void States_that_are_saved_out_of_order_are_answered_in_order()
    {
        isSlow = true;
        Receive(new Phase1A(0, new(0, 1)) { From = Leader });
        Receive(Proposal(Empty.Append(Command)));
        var first = saving.Dequeue();
        saving.Dequeue()();
        Assert.Empty(sent);
        first();
        Assert.Equal(["Phase1B", "Verify"], sent.Distinct());
    }

    [Fact]
    public void A_quorum_is_offered_once()
    {
        Receive(new Phase1A(0, new(0, 1)) { From = Leader });
        Receive(Proposal(Empty.Append(Command)));
        foreach (var acceptor in Enumerable.Range(0, 4))
        {
            Receive(new Verify(new(0, 1), Empty.Append(Command)) { From = new('a', acceptor) });
        }

        Assert.Equal(1, sent.Count(kind => kind == "Phase2B"));
        Assert.Equal(3, ((AcceptorState)node.State).Proven.Signatures);
    }

    [Fact]
    public void A_message_that_is_not_its_senders_is_dropped()
    {
        Receive(new Phase1A(0, new(0, 1)) { From = new('x', 0) });
        Assert.Empty(sent);
        Assert.Equal(Cluster.System.Initial(node.Process), node.State);
    }

    [Fact]
    public void A_node_goes_on_from_what_it_has_saved()
    {
        Receive(new Phase1A(0, new(0, 1)) { From = Leader });
        var again = new Node(Cluster, node.Process, new(this, this, this, this), this, node.State);
        again.Receive(new(new Phase1A(0, new(0, 1)) { From = Leader }, 1));
        Assert.Equal(["Phase1B"], sent);
    }

    void IClock.After(TimeSpan delay, Action then)
    {
    }

    void INetwork.Send(int from, int to, Envelope envelope) => sent.Add(envelope.Message.KindName);

    void IStorage.Save(int process, object state, Action saved)
    {
        if (isSlow)
        {
            saving.Enqueue(saved);
        }
        else
        {
            saved();
        }
    }

    Envelope ISignatures.Sign(int process, Message message) => new(message, 1);

    bool ISignatures.IsValid(Envelope envelope) => envelope.Message is SignedMessage { From.Letter: not 'x' };

    void INodeObserver.Received(int process, Message message)
    {
    }

    void INodeObserver.Stepped(int process, object before, Input input, object after)
    {
    }

    private static Phase2A Proposal(CommandSequence value) =>
        new(0, new(0, 1), value, new(new(0, 1), ((AcceptorState)Cluster.System.Initial(
            Enumerable.Range(0, 100).First(place => Cluster.System.Processes[place].Role == "acceptor"))).Value, 3))
        { From = Leader };

    private void Receive(Message message) => node.Receive(new(message, 1));
}
