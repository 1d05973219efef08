using BgpVerified.Checker.Messages;
using BgpVerified.Impl.FabMachine;
using BgpVerified.PropertyTests.Messages;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.FabMachine;

/// <summary>What the collector makes of single messages, against quorum inputs: the same worlds, the same violations.</summary>
public sealed class MachineCollectorTests(ITestOutputHelper output)
{
    private const int MaxWorlds = 60_000;

    [Theory]
    [InlineData(1, 0, 1, "a,read", "none")]
    [InlineData(2, 0, 1, "a", "leader")]
    [InlineData(1, 0, 1, "a,b", "leader")]
    [InlineData(2, 0, 1, "a,a1", "leader")]
    [InlineData(1, 0, 2, "a,l1", "none")]
    public void Message_by_message_reaches_the_same_worlds_as_with_quorums(int acceptors, int faults, int learners, string commands,
        string byzantine)
    {
        IProtocol protocol = new MachineProtocol();
        var system = protocol.Build(new Configuration
        {
            Acceptors = acceptors,
            Faults = faults,
            Ballots = new(["fast"]),
            Commands = new(commands.Split(',')),
            Learners = learners,
            Byzantine = byzantine == "none" ? new([]) : new(byzantine.Split(',')),
            Rules = protocol.Corrected(),
        });
        var quorums = QuorumWorlds.Explore(system);
        var messages = MessageExplorer.Explore(system, Network.Set, MaxWorlds);
        output.WriteLine(
            $"{quorums.Projections.Count} worlds with quorums, {messages.Worlds} message by message; violated: "
            + $"[{string.Join(", ", messages.Violated.Order())}]");

        Assert.True(messages.IsComplete);
        Assert.Empty(quorums.Projections.Except(messages.Projections));
        Assert.Empty(messages.Projections.Except(quorums.Projections));
        Assert.Equal(quorums.Violated.Order(), messages.Violated.Order());
        Assert.Contains(messages.Projections, world => world.Any(process => process.State is ClientState { Answer: not null }));
    }
}
