using BgpVerified.Cli.Simulated;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Runtime;

/// <summary>What a host runs is what is checked: BGP's table of handlers against its model.</summary>
public sealed class HandlerTableTests
{
    private static readonly ISystem Model = new BgpModel(new()
    {
        Commands = new(["a@p1", "u*@p2", "k!@p2"]),
        Views = 4,
        Rules = new BgpProtocol().Corrected(),
    });

    private static readonly ISystem Table = new SimulatedBgp().Build(new() { Clients = 2, Checkpoint = 5 }).System;

    private static readonly CommandSequence Empty = CommandSequence.Of(ConflictRelation.Total);

    private static readonly SignedMessage[] ToAllOfARole =
    [
        new FastProposal(new("a", "p1", "p1")) { From = new('p', 0) },
        new Proposal(new("a", "p1", "p1")) { From = new('p', 0) },
        new Phase1A(1, new(1, 1)) { From = new('d', 1) },
        new Phase2A(1, new(1, 1), Empty, new(new(1, 1), Empty, 3)) { From = new('d', 1) },
        new Verify(new(1, 1), Empty) { From = new('a', 2) },
        new Phase2B(new(1, 1), Empty) { From = new('a', 2) },
        new UniversalPhase2B(new("u", "p2", "p2")) { From = new('a', 2) },
        new Forward(new("u", "p2", "p2")) { From = new('a', 2) },
        new Suspicion(0) { From = new('a', 2) },
        new ViewChange(1, 2) { From = new('a', 2) },
        new Checkpointed(KeptHistory.None) { From = new('a', 2) },
    ];

    private static readonly SignedMessage[] ToALeader =
    [
        new Phase1B(new(1, 1), Certificate.Initial(Empty), Empty) { From = new('a', 2) },
        new NewLeader(1, 3) { From = new('a', 2) },
    ];

    [Fact]
    public void Messages_come_to_those_who_react_to_them_in_the_model()
    {
        foreach (var message in ToAllOfARole)
        {
            Assert.NotEmpty(Recipients(Model, message));
            Assert.Equal(Recipients(Model, message), Recipients(Table, message));
        }
    }

    /// <summary>In the model all leaders hear it, and only that of the view reacts.</summary>
    [Fact]
    public void What_concerns_the_leader_of_a_view_comes_to_it_alone()
    {
        foreach (var message in ToALeader)
        {
            Assert.Equal(["leader 1"], Recipients(Table, message));
            Assert.Contains("leader 1", Recipients(Model, message));
        }
    }

    [Fact]
    public void Messages_are_counted_alike() => Assert.Equal(
        Model.Quorums.Select(kind => (kind.Name, kind.Size)).Order(), Table.Quorums.Select(kind => (kind.Name, kind.Size)).Order());

    [Fact]
    public void Every_message_of_the_model_but_what_only_the_published_protocol_has_is_among_these()
    {
        string[] published = ["BallotOpened", "Fast", "UniversalPhase2A"];
        var messages = typeof(BgpModel).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(BgpModel).Namespace && type.IsSubclassOf(typeof(SignedMessage)) && !type.IsAbstract)
            .Select(type => type.Name).Except(published);
        Assert.Equal(messages.Order(), ToAllOfARole.Concat(ToALeader).Select(message => message.GetType().Name).Order());
    }

    private static IEnumerable<string> Recipients(ISystem system, Message message) => system.Recipients(message).Select(place =>
        $"{system.Processes[place].Role} "
        + system.Processes.Take(place).Count(process => process.Role == system.Processes[place].Role)).Order();
}
