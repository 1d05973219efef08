using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Fab;
using BgpVerified.PropertyTests.Messages;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Fab;

/// <summary>What the collector makes of single messages, against quorum inputs: the same worlds, the same violations.</summary>
public sealed class FabCollectorTests(ITestOutputHelper output)
{
    private const int MaxWorlds = 60_000;

    [Theory]
    [InlineData(false, 2, 1, "none")]
    [InlineData(false, 1, 2, "none")]
    [InlineData(false, 1, 2, "leader")]
    [InlineData(true, 2, 1, "none")]
    [InlineData(true, 1, 2, "leader")]
    public void Message_by_message_reaches_the_same_worlds_as_with_quorums(bool parameterized, int acceptors, int regencies,
        string byzantine)
    {
        IProtocol protocol = parameterized ? new PfabProtocol() : new FabProtocol();
        var system = protocol.Build(new Configuration
        {
            Acceptors = acceptors,
            Faults = 0,
            Ballots = new([]),
            Commands = new(["a"]),
            Learners = 1,
            Views = regencies,
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
        Assert.Contains(messages.Projections, world => world.Any(process => process.State is LearnerState { Learned: not null }));
    }
}
