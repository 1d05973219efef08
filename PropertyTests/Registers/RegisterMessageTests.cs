using BgpVerified.Checker.Messages;
using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.FabRegister;
using BgpVerified.Impl.Registers;
using BgpVerified.PropertyTests.Messages;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Registers;

/// <summary>
/// The fast engine delivers quorums at once. Here small registers are run message by message through the collector, and
/// both ways must reach the same worlds and violate the same properties.
/// </summary>
public sealed class RegisterMessageTests(ITestOutputHelper output)
{
    private const int MaxWorlds = 40_000;

    private static readonly Dictionary<string, ISystem> Systems = new()
    {
        ["crash"] = Build(new CrashRegisterProtocol(), "two-proposers", 2, 0, "classic classic"),
        ["crash, three acceptors"] = Build(new CrashRegisterProtocol(), "two-proposers", 3, 1, "classic"),
        ["Byzantine register, no faults"] = Build(new ByzantineRegisterProtocol(), "byzantine", 2, 0, "classic"),
        ["Byzantine register, Byzantine acceptor"] = Build(new ByzantineRegisterProtocol(), "optimized", 3, 1, "classic", "a3"),
        ["Byzantine register, Byzantine leader, optimized"] = Build(new ByzantineRegisterProtocol(), "optimized", 1, 0, "classic classic",
            "p1"),
        ["FaB register, no faults"] = Build(new FabRegisterProtocol(), "byzantine", 2, 0, "fast fast"),
        ["FaB register, Byzantine acceptor"] = Build(new FabRegisterProtocol(), "byzantine", 6, 1, "fast", "a6"),
        ["FaB register, Byzantine leader"] = Build(new FabRegisterProtocol(), "byzantine", 2, 0, "fast fast", "p1"),
    };

    public static TheoryData<string> Names => [.. Systems.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_by_message_reaches_the_same_worlds_as_with_quorums(string name)
    {
        var system = Systems[name];
        var quorums = QuorumWorlds.Explore(system);
        var messages = MessageExplorer.Explore(system, Network.Set, MaxWorlds);
        output.WriteLine(
            $"{name}: {quorums.Projections.Count} worlds with quorums; {messages.Worlds} message by message; violated: "
            + $"[{string.Join(", ", messages.Violated.Order())}]");

        Assert.True(messages.IsComplete);
        Assert.Empty(quorums.Projections.Except(messages.Projections));
        Assert.Empty(messages.Projections.Except(quorums.Projections));
        Assert.Equal(quorums.Violated.Order(), messages.Violated.Order());
        Assert.Contains(messages.Projections, projection => projection.Any(process => process.State is LearnerState { Decided: not null }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_message_is_from_somebody_and_for_somebody(string name)
    {
        var system = Systems[name];
        var worlds = QuorumWorlds.Explore(system).Projections;
        var sent = new ValueSet<Message>(worlds.SelectMany(world => world.SelectMany(process => process.Sent)));

        Assert.NotEmpty(sent);
        Assert.All(sent, message => Assert.NotEqual(Fault.Byzantine, system.Processes[system.Sender(message)].Fault));
        var seen = Part.SeeAll(system.Parts, sent);
        Assert.All(system.Adversary.SelectMany(forgery => forgery.Messages(seen[forgery.Part])),
            message => Assert.Equal(Fault.Byzantine, system.Processes[system.Sender(message)].Fault));
        Assert.All(sent.SelectMany(system.Recipients), process => Assert.NotEqual(Fault.Byzantine, system.Processes[process].Fault));
    }

    private static ISystem Build(IProtocol protocol, string scenario, int acceptors, int faults, string timestamps,
        params string[] byzantine) =>
        protocol.Build(protocol.Scenarios.Single(s => s.Name == scenario).Configuration with
        {
            Acceptors = acceptors,
            Faults = faults,
            Crashes = 0,
            Byzantine = new(byzantine),
            Commands = new(["a", "b"]),
            Ballots = new(timestamps.Split(' ')),
            Learners = 1,
        });
}
