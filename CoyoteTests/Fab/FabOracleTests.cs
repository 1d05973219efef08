using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Worlds;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Fab;

/// <summary>The reductions against the whole graph, and the fast engine against the plain world.</summary>
public class FabOracleTests
{
    public static TheoryData<string, int, int, string, int, string> Small => new()
    {
        { "fab", 2, 0, "none", 1, "" },
        { "fab", 2, 0, "leader", 2, "" },
        { "fab", 2, 0, "leader", 2, "certificate" },
        { "fab", 3, 1, "a3,leader", 1, "accept-once" },
        { "pfab", 2, 0, "leader", 1, "" },
        { "pfab", 3, 1, "a3,leader", 1, "commit-proof-quorum" },
        { "pfab", 1, 0, "leader", 2, "" },
        { "pfab", 2, 0, "none", 1, "learn-quorum" },
    };

    [Theory]
    [MemberData(nameof(Small))]
    public void Reductions_leave_every_verdict_as_it_is(string protocol, int acceptors, int faults, string byzantine, int regencies,
        string without)
    {
        var system = FabExplorations.Named(protocol).Build(Configured(protocol, acceptors, faults, byzantine, regencies, without));
        foreach (var property in system.Properties)
        {
            var whole = new Explorer(system, Explorations.Whole with { Property = property.Name }).Run();
            var reduced = new Explorer(system, Explorations.Reduced with { Property = property.Name }).Run();

            Assert.Equal((whole.Verdict, whole.Property), (reduced.Verdict, reduced.Property));
            Assert.Equal(whole.Reached.Keys.Order(), reduced.Reached.Keys.Order());
            Assert.True(reduced.DistinctStates <= whole.DistinctStates);
        }
    }

    [Theory]
    [InlineData("fab", 2, 0, "none", 1)]
    [InlineData("fab", 1, 0, "leader", 2)]
    [InlineData("pfab", 2, 0, "leader", 1)]
    public void The_plain_world_has_the_same_states(string protocol, int acceptors, int faults, string byzantine, int regencies)
    {
        var system = FabExplorations.Named(protocol).Build(Configured(protocol, acceptors, faults, byzantine, regencies, ""));
        var visited = new HashSet<World> { World.Initial(system) };
        var queue = new Queue<World>(visited);
        while (queue.TryDequeue(out var world))
        {
            foreach (var next in world.Offers().Select(offer => world.Take(offer.Process, offer.Offer.Input)).Where(visited.Add))
            {
                queue.Enqueue(next);
            }
        }

        Assert.Equal(visited.Count, new Explorer(system, Explorations.Whole).Run().DistinctStates);
    }

    private static Configuration Configured(string protocol, int acceptors, int faults, string byzantine, int regencies, string without) =>
        FabExplorations.Configuration(protocol, "one-regency").Without(without) with
        {
            Acceptors = acceptors,
            Faults = faults,
            FastFaults = null,
            Byzantine = byzantine == "none" ? new([]) : new(byzantine.Split(',')),
            Views = regencies,
        };
}
