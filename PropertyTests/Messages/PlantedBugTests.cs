using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Messages;

/// <summary>Running message by message finds what is wrong: the paper's protocol, rules taken out, one acceptor too few.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int MostRuns = 400;

    [Fact]
    public void Exploration_finds_that_the_published_protocol_is_inconsistent()
    {
        var found = MessageExplorer.Explore(Small.Published(1, 0, "a b", "classic", learners: 2).Build(), Network.Set, 40_000);
        Assert.Contains("ConsistencyInv", found.Violated);
        var corrected = MessageExplorer.Explore(Small.Corrected(1, 0, "a b", "classic", learners: 2).Build(), Network.Set, 40_000);
        Assert.True(corrected.IsComplete);
        Assert.Empty(corrected.Violated);
    }

    [Theory]
    [InlineData(Network.Set)]
    [InlineData(Network.Reliable)]
    [InlineData(Network.Fifo)]
    public void Random_runs_find_that_three_acceptors_cannot_tolerate_one(Network network)
    {
        var lowerBound = Small.Corrected(3, 1, "a b", "classic", learners: 2).With("a3", "leader");
        Assert.NotNull(FindInconsistency(lowerBound, network));
        Assert.Equal("ConsistencyInv", new Explorer(lowerBound.Build(), new()).Run().Property);
    }

    [Fact]
    public void Random_runs_find_the_published_protocol_inconsistent_on_a_reliable_network() =>
        Assert.NotNull(FindInconsistency(Small.Published(4, 1, "a b", "classic", learners: 2), Network.Reliable));

    [Fact]
    public void Random_runs_find_what_vote_once_is_for()
    {
        var sound = Small.Corrected(3, 0, "a b", "classic", learners: 2).With("leader");
        Assert.NotNull(FindInconsistency(sound.Without("vote-once"), Network.Reliable));
        Assert.Null(FindInconsistency(sound, Network.Reliable, 50));
    }

    /// <summary>Runs until two learners' sequences are incompatible.</summary>
    private string? FindInconsistency(Configuration configuration, Network network, int runs = MostRuns)
    {
        var system = configuration.Build();
        var consistency = system.Properties.Single(property => property.Name == "ConsistencyInv");
        for (var seed = 0; seed < runs; seed++)
        {
            var run = MessageRun.Of(MessageWorld.Initial(system, network), Small.Picks((uint)seed, 100));
            for (var i = 0; i < run.Worlds.Count; i++)
            {
                if (PropertyCheck.IsViolated(consistency, run.Worlds[i], run.Worlds[i]))
                {
                    output.WriteLine($"{network}: run {seed}, after {i} steps");
                    return $"run {seed}, step {i}";
                }
            }
        }

        return null;
    }
}
