using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.SelfChecks;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Impl.Bracha;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Kit;

/// <summary>A protocol that is modelled the short way and the fast way is the same protocol: same verdicts, same states.</summary>
public sealed class TwoWaysTests
{
    private static readonly IReadOnlyList<IProtocol> Ways = [new BrachaProtocol(), new BrachaTheShortWay(), new BrachaTheFastWay()];

    public static TheoryData<string, string?> Runs =>
    [
        .. Ways[0].Scenarios.Select(scenario => (scenario.Name, (string?)null)),
        .. Ways[0].Rules.Select(rule => (rule.Scenario, (string?)rule.Name)),
    ];

    [Theory]
    [MemberData(nameof(Runs))]
    public void All_ways_come_to_the_same(string scenario, string? without)
    {
        var results = Ways.Select(way => Explorations.Explore(way, without is null
            ? way.Configuration(scenario)
            : way.Configuration(scenario).Without(without))).ToList();
        var outcomes = results.Select(result => (result.Outcome(), result.Trace?.Steps.Count, result.Verdict == Verdict.Holds
            ? result.DistinctStates
            : 0)).ToList();
        Assert.Single(outcomes.Distinct());
        Assert.Equal(without is null ? Ways[0].Scenarios.Single(s => s.Name == scenario).Violates
            : Ways[0].Rules.Single(r => r.Name == without).Protects, results[0].Property);
    }

    [Fact]
    public void So_they_do_without_any_reduction()
    {
        var whole = Ways.Select(way => new Explorer(way.Build(way.Configuration("byzantine-sender")), Explorations.Whole).Run()).ToList();
        Assert.All(whole, result => Assert.Equal((Verdict.Holds, 517), (result.Verdict, (int)result.DistinctStates)));
    }
}
