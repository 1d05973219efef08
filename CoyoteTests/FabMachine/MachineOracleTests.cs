using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Worlds;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.FabMachine;

/// <summary>The reductions against the whole graph, and the fast engine against the plain world.</summary>
public class MachineOracleTests
{
    public static TheoryData<int, int, int, string, string, string> Small => new()
    {
        { 1, 0, 2, "none", "a,read", "" },
        { 2, 0, 1, "none", "a,b", "" },
        { 2, 0, 1, "leader", "a,b", "" },
        { 2, 0, 1, "leader", "a,b", "accept-once" },
        { 1, 0, 2, "leader", "a,read", "read-settled" },
        { 2, 1, 3, "l3,leader", "a", "reply-quorum" },
        { 2, 0, 1, "leader", "a,b,a1", "tentative-execution" },
        { 2, 0, 2, "none", "a,l1", "" },
    };

    [Theory]
    [MemberData(nameof(Small))]
    public void Reductions_leave_every_verdict_as_it_is(int acceptors, int faults, int learners, string byzantine, string commands,
        string without)
    {
        var system = MachineExplorations.Machine.Build(Configured(acceptors, faults, learners, byzantine, commands, without));
        foreach (var property in system.Properties)
        {
            var whole = new Explorer(system, Explorations.Whole with { Property = property.Name }).Run();
            var reduced = new Explorer(system, Explorations.Reduced with { Property = property.Name }).Run();

            Assert.Equal((whole.Verdict, whole.Property), (reduced.Verdict, reduced.Property));
            Assert.True(whole.Verdict == Verdict.Violated || whole.Reached.Keys.Order().SequenceEqual(reduced.Reached.Keys.Order()));
            Assert.True(reduced.DistinctStates <= whole.DistinctStates);
        }
    }

    [Theory]
    [InlineData(1, 1, "none", "a,read")]
    [InlineData(2, 1, "leader", "a")]
    [InlineData(2, 1, "none", "a,a1")]
    public void The_plain_world_has_the_same_states(int acceptors, int learners, string byzantine, string commands)
    {
        var system = MachineExplorations.Machine.Build(Configured(acceptors, 0, learners, byzantine, commands, ""));
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

    private static Configuration Configured(int acceptors, int faults, int learners, string byzantine, string commands, string without) =>
        MachineExplorations.Configuration("common-case").Without(without) with
        {
            Acceptors = acceptors,
            Ballots = new(["fast"]),
            Byzantine = byzantine == "none" ? new([]) : new(byzantine.Split(',')),
            Commands = new(commands.Split(',')),
            Faults = faults,
            Learners = learners,
            MaxLength = null,
        };
}
