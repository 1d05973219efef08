using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Messages;

/// <summary>
/// The fast engine delivers quorums at once. Here the same configurations are run message by message through the
/// collector, and both ways must reach the same worlds and violate the same properties.
/// </summary>
/// <remarks>
/// Where the network may deliver a message again, the sets are equal: a delivery handles the message and the quorums
/// that it counts for, one at a time, and a quorum ignored is tried again when one of its messages is redelivered.
/// Where messages come once, a process handles several waiting inputs in one step and each only once, which leaves out
/// worlds in between; then what is reached message by message is among what is reached with quorums.
/// Byzantine processes must leave quorums of correct acceptors possible (N > 2f): with N = 2, f = 1 the Byzantine
/// acceptor alone is a quorum, that the leader ignores before its ballot is open and that then grows to two answers;
/// the quorum world offers a leader exactly N - f.
/// In the view change LivenessProp is violated both ways: the first leader is correct, so nobody must suspect it, but
/// its only ballot may be over before the command comes.
/// </remarks>
public sealed class CollectorAgainstQuorumTests(ITestOutputHelper output)
{
    private const int MaxWorlds = 40_000;

    private static readonly Configuration Conflict = Small.Corrected(2, 0, "a b", "fast");
    private static readonly Configuration OneCommand = Small.Corrected(2, 0, "a", "classic");

    private static readonly Dictionary<string, Configuration> Configurations = new()
    {
        ["classic"] = OneCommand,
        ["classic, any time"] = OneCommand with { LastBallotWaits = false },
        ["fast, any time"] = Small.Corrected(2, 0, "a", "fast") with { LastBallotWaits = false },
        ["fast then classic"] = Small.Corrected(2, 0, "a", "fast classic"),
        ["two commands, fast"] = Conflict,
        ["two commands, classic, any time"] = Small.Corrected(2, 0, "a b", "classic") with { LastBallotWaits = false },
        ["commuting commands, fast, any time"] = Small.Corrected(1, 0, "a b c", "fast") with
        {
            Conflicts = new(["a-b"]),
            LastBallotWaits = false
        },
        ["two commands in any order, fast then classic"] = Small.Corrected(1, 0, "a b", "fast classic") with { Orders = true },
        ["two commands in any order, again and again"] =
            Small.Corrected(1, 0, "a b", "classic").Without("propose-once") with { Orders = true, LastBallotWaits = false },
        ["universal command"] = Small.Corrected(2, 0, "a u*", "fast"),
        ["three acceptors"] = Small.Corrected(3, 0, "a", "classic"),
        ["three acceptors, quorums of two"] = Small.Corrected(3, 1, "a", "classic"),
        ["view change"] = Small.Corrected(1, 0, "a", "classic") with { Views = 2 },
        ["Byzantine leader"] = Conflict.With("leader"),
        ["Byzantine acceptor"] = Small.Corrected(3, 1, "a", "classic").With("a3"),
        ["Byzantine acceptor and leader"] = Small.Corrected(3, 1, "a", "classic").With("a3", "leader"),
        ["Byzantine leader, fast ballots open without phase 1"] = Small.Corrected(1, 0, "a", "fast").Without("open-by-phase1")
            .With("leader"),
        ["prefix quorums, commuting commands"] = Small.Prefixes(2, 0, "a b", "fast") with
        {
            Conflicts = ValueList<string>.Empty,
            LastBallotWaits = false,
        },
        ["prefix quorums, conflicting commands"] = Small.Prefixes(2, 0, "a b", "fast") with { LastBallotWaits = false },
        ["prefix quorums of two of three"] = Small.Prefixes(3, 1, "a", "classic"),
        ["prefix quorums, Byzantine leader"] = Small.Prefixes(2, 0, "a b", "classic").With("leader") with
        {
            Conflicts = ValueList<string>.Empty,
        },
        ["prefix quorums, Byzantine acceptor"] = Small.Prefixes(2, 0, "a", "classic").With("a2"),
        ["published"] = Small.Published(1, 0, "a b", "classic", learners: 2),
    };

    private static readonly string[] ComingOnce =
        ["classic", "classic, any time", "two commands, fast",
         "two commands in any order, fast then classic", "three acceptors", "published"];

    public static TheoryData<string> Names => [.. Configurations.Keys];

    public static TheoryData<string, Network> NamesAndNetworks =>
        [.. from name in ComingOnce from network in (Network[])[Network.Reliable, Network.Fifo, Network.Once] select (name, network)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_by_message_reaches_the_same_worlds_as_with_quorums(string name)
    {
        var system = Configurations[name].Build();
        var quorums = QuorumWorlds.Explore(system);
        var messages = MessageExplorer.Explore(system, Network.Set, MaxWorlds);
        output.WriteLine(
            $"{name}: {quorums.Projections.Count} worlds with quorums; {messages.Worlds} message by message; violated: "
            + $"[{string.Join(", ", messages.Violated.Order())}]");

        Assert.True(messages.IsComplete);
        Assert.Empty(quorums.Projections.Except(messages.Projections));
        Assert.Empty(messages.Projections.Except(quorums.Projections));
        Assert.Equal(quorums.Violated.Order(), messages.Violated.Order());
        Assert.True(messages.Worlds >= messages.Projections.Count);
        Assert.Contains(messages.Projections, SomethingLearned);
    }

    [Theory]
    [MemberData(nameof(NamesAndNetworks))]
    public void Messages_that_come_once_reach_nothing_else(string name, Network network)
    {
        var system = Configurations[name].Build();
        var quorums = QuorumWorlds.Explore(system);
        var messages = MessageExplorer.Explore(system, network, MaxWorlds);
        output.WriteLine(
            $"{name}, {network}: {quorums.Projections.Count} worlds with quorums; {messages.Projections.Count} of "
            + $"them, {messages.Worlds} in all, message by message");

        Assert.True(messages.IsComplete);
        Assert.Empty(messages.Projections.Except(quorums.Projections));
        Assert.Empty(messages.Violated.Except(quorums.Violated));
        Assert.Contains(messages.Projections, SomethingLearned);
    }

    /// <summary>N = 3, f = 1, too large to explore message by message: random runs stay among the worlds with quorums.</summary>
    [Theory]
    [InlineData(Network.Set)]
    [InlineData(Network.Reliable)]
    [InlineData(Network.Once)]
    public void Random_runs_with_Byzantine_processes_stay_among_the_worlds_with_quorums(Network network)
    {
        var system = Small.Corrected(3, 1, "a b", "classic", learners: 2).With("a3", "leader").Build();
        var quorums = QuorumWorlds.Explore(system);
        Assert.Contains("ConsistencyInv", quorums.Violated);
        var met = Enumerable.Range(0, 80)
            .SelectMany(seed => MessageRun.Of(MessageWorld.Initial(system, network), Small.Picks((uint)seed, 60)).Worlds)
            .Select(world => world.Projection)
            .ToHashSet();
        output.WriteLine($"{network}: {quorums.Projections.Count} worlds with quorums, {met.Count} met");
        Assert.Empty(met.Except(quorums.Projections));
        Assert.True(met.Count > quorums.Projections.Count / 10);
    }

    /// <summary>
    /// With prefix quorums a process hears several votes of one acceptor and may take any quorum of the latest: two of three votes for
    /// different values, with a Byzantine leader, and a vote of a Byzantine acceptor for less.
    /// </summary>
    [Theory]
    [InlineData(Network.Set, "leader")]
    [InlineData(Network.Reliable, "leader")]
    [InlineData(Network.Set, "a3")]
    public void Random_runs_with_prefix_quorums_stay_among_the_worlds_with_quorums(Network network, string byzantine)
    {
        var system = (Small.Prefixes(3, 1, "a b", byzantine == "a3" ? "fast" : "classic").With(byzantine) with
        {
            Conflicts = ValueList<string>.Empty,
            LastBallotWaits = false,
        }).Build();
        var quorums = QuorumWorlds.Explore(system);
        var met = Enumerable.Range(0, 60)
            .SelectMany(seed => MessageRun.Of(MessageWorld.Initial(system, network), Small.Picks((uint)seed, 60)).Worlds)
            .Select(world => world.Projection)
            .ToHashSet();
        output.WriteLine($"{byzantine}, {network}: {quorums.Projections.Count} worlds with quorums, {met.Count} met");
        Assert.Empty(met.Except(quorums.Projections));
        Assert.True(met.Count > 100);
        Assert.Contains(met, projection => projection.Any(process => process.Sent.OfType<Phase2B>().Any()));
    }

    /// <summary>The test must be able to fail: a collector that takes one vote fewer for a quorum reaches other worlds.</summary>
    [Fact]
    public void A_collector_with_too_small_a_quorum_is_noticed()
    {
        var right = QuorumWorlds.Explore(OneCommand.Build()).Projections;
        var wrong = MessageExplorer.Explore(OneCommand.Without("verify-quorum").Build(), Network.Set, MaxWorlds);
        Assert.True(wrong.IsComplete);
        Assert.NotEmpty(wrong.Projections.Except(right));
    }

    private static bool SomethingLearned(ValueList<(object? State, ValueSet<Message> Sent)> projection) =>
        projection.Any(process => process.State is LearnerState { Learned.IsEmpty: false });
}
