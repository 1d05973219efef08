using BgpVerified.Checker.Exploration;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Registers;

/// <summary>The fast engine, with and without reductions, against whole worlds in a hash set.</summary>
public class RegisterOracleTests
{
    public static TheoryData<string, string, int, int, int, string, string[]> Small => new()
    {
        { "crash-register", "two-proposers", 2, 0, 2, "none", [] },
        { "crash-register", "two-proposers", 2, 0, 2, "none", ["read-majority", "o8-relaxed"] },
        { "byzantine-register", "byzantine", 3, 1, 1, "a3,p1", [] },
        { "byzantine-register", "byzantine", 2, 0, 2, "p1", [] },
        { "byzantine-register", "optimized", 2, 0, 2, "p1", [] },
        { "fab-register", "two-recoveries", 3, 1, 2, "a3,p1", [] },
        { "secret-register", "byzantine", 3, 1, 1, "a3,p1", [] },
        { "secret-register", "byzantine", 2, 0, 2, "p1", [] },
        { "secret-register", "byzantine-successor", 2, 0, 2, "p2", ["bottom-unacknowledged", "turn-shown"] },
        { "fab-register", "two-recoveries", 3, 0, 2, "p1", ["read-above"] },
    };

    [Theory]
    [MemberData(nameof(Small))]
    public void All_engines_find_the_same(string protocol, string scenario, int acceptors, int faults, int timestamps, string byzantine,
        string[] without)
    {
        var named = RegisterExplorations.Configuration(protocol, scenario);
        var system = RegisterExplorations.Protocol(protocol).Build(named.Without(without) with
        {
            Acceptors = acceptors,
            Faults = faults,
            Crashes = 0,
            Commands = new(["a", "b"]),
            Learners = 1,
            Ballots = new(named.Ballots.Take(timestamps)),
            Byzantine = byzantine == "none" ? new([]) : new(byzantine.Split(',')),
        });

        var (worlds, violated) = RegisterExplorations.ExplorePlainly(system);

        Assert.True(worlds > 20);
        if (violated.Count == 0)
        {
            var whole = new Explorer(system, Explorations.Whole).Run();
            var reduced = new Explorer(system, Explorations.Reduced).Run();
            Assert.Equal(worlds, whole.DistinctStates);
            Assert.True(reduced.DistinctStates <= worlds);

            // A goal may be out of reach in so small a world.
            Assert.All([whole, reduced], result => Assert.True(result.Verdict == Verdict.Holds
                || result.NotReached.Contains(result.Property!)));
        }

        foreach (var property in system.Properties.Where(p => violated.Count > 0))
        {
            var expected = violated.Contains(property.Name) ? property.Name : null;
            Assert.Equal(expected, Violated(system, Explorations.Whole with { Property = property.Name }));
            Assert.Equal(expected, Violated(system, Explorations.Reduced with { Property = property.Name }));
        }
    }

    private static string? Violated(ISystem system, ExplorationOptions options) => new Explorer(system, options).Run() switch
    {
        { Verdict: Verdict.Violated, Property: { } property } when !property.StartsWith("Reach", StringComparison.Ordinal) => property,
        _ => null,
    };
}
