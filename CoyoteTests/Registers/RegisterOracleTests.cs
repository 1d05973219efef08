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
        { "crash-register", "two-proposers", 3, 1, 2, "none", ["read-majority", "o8-relaxed"] },
        { "byzantine-register", "byzantine", 3, 1, 1, "a3,p1", [] },
        { "byzantine-register", "byzantine", 2, 0, 2, "p1", [] },
        { "byzantine-register", "optimized", 2, 0, 2, "p1", [] },
        { "byzantine-register", "byzantine", 2, 0, 2, "none", ["propose-once", "visible-before"] },
        { "fab-register", "two-recoveries", 3, 1, 2, "a3,p1", [] },
        { "fab-register", "two-recoveries", 2, 0, 2, "none", ["read-above"] },
    };

    [Theory]
    [MemberData(nameof(Small))]
    public void All_engines_find_the_same(string protocol, string scenario, int acceptors, int faults, int timestamps, string byzantine, string[] without)
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
        var found = new List<string>();
        foreach (var property in system.Properties)
        {
            var whole = new Explorer(system, Explorations.Whole with { Property = property.Name }).Run();
            var reduced = new Explorer(system, Explorations.Reduced with { Property = property.Name }).Run();
            if (whole.Property == property.Name)
            {
                found.Add(property.Name);
            }
            else
            {
                // A goal that is out of reach in so small a world is no difference between the engines.
                Assert.True(whole.Property?.StartsWith("Reach", StringComparison.Ordinal) ?? true);
                Assert.Equal(worlds, whole.DistinctStates);
            }

            Assert.Equal((property.Name, whole.Property), (property.Name, reduced.Property));
            Assert.True(reduced.DistinctStates <= whole.DistinctStates);
        }

        Assert.Equal(violated, found.Order(StringComparer.Ordinal));
        Assert.True(worlds > 20);
    }
}
