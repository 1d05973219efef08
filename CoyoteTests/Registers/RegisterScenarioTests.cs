using BgpVerified.CoyoteTests.Exploration;
using Xunit;

namespace BgpVerified.CoyoteTests.Registers;

/// <summary>The named scenarios of the registers that are explored in seconds: verdict, number of states up to symmetry, depth.</summary>
public class RegisterScenarioTests
{
    /// <summary>Scenarios too large for every run of the tests; <c>check --scenario</c> runs them.</summary>
    private static readonly string[] Long =
    [
        "crash-register four-timestamps",
        "byzantine-register two-recoveries",
        "byzantine-register optimized-two-recoveries",
        "byzantine-register byzantine-again",
        "byzantine-register two-byzantine-leaders",
        "byzantine-register crash",
        "fab-register two-recoveries",
        "fab-register byzantine-again",
        "fab-register all-byzantine-leaders",
        "fab-register seven-acceptors",
        "secret-register two-recoveries",
        "secret-register byzantine-again",
        "secret-register open-channels",
        "secret-register two-byzantine-leaders",
        "secret-register crash",
        "secret-register two-faults",
    ];

    public static TheoryData<string, string, long, long, int> Holding => new()
    {
        { "crash-register", "two-proposers", 208383, 370887, 27 },
        { "crash-register", "three-proposers", 212307, 384456, 27 },
        { "crash-register", "five-acceptors", 178950, 437973, 28 },
        { "crash-register", "common-case", 30, 59, 10 },
        { "byzantine-register", "byzantine", 595260, 1351896, 31 },
        { "byzantine-register", "optimized", 395242, 677322, 24 },
        { "byzantine-register", "correct-leaders", 173089, 394436, 33 },
        { "byzantine-register", "byzantine-successor", 238266, 560585, 31 },
        { "byzantine-register", "optimized-successor", 7608, 22827, 18 },
        { "byzantine-register", "common-case", 32, 82, 11 },
        { "fab-register", "byzantine", 15348, 60909, 23 },
        { "fab-register", "correct-leaders", 4178, 17079, 25 },
        { "fab-register", "byzantine-successor", 6968, 28080, 21 },
        { "fab-register", "three-timestamps", 2219, 6882, 29 },
        { "fab-register", "crash", 18751, 106115, 29 },
        { "fab-register", "common-case", 14, 33, 9 },
        { "secret-register", "byzantine", 16700, 51679, 18 },
        { "secret-register", "correct-leaders", 4975, 15353, 19 },
        { "secret-register", "byzantine-successor", 7608, 22827, 18 },
        { "secret-register", "common-case", 32, 82, 11 },
    };

    [Theory]
    [MemberData(nameof(Holding))]
    public void The_corrected_register_holds(string protocol, string scenario, long states, long transitions, int depth)
    {
        Explorations.SkipIfLong((protocol, scenario) is ("crash-register", "three-proposers" or "five-acceptors")
            or ("byzantine-register", "optimized" or "byzantine-successor"));
        var result = RegisterExplorations.Explore(protocol, RegisterExplorations.Configuration(protocol, scenario));

        Assert.Equal("Holds", result.Outcome());
        Assert.Equal((states, transitions, depth), (result.DistinctStates, result.Transitions, result.Depth));
        Assert.Empty(result.NotReached);
        Assert.NotEmpty(result.Reached);
    }

    [Theory]
    [InlineData("crash-register", "published", 12)]
    [InlineData("crash-register", "lower-bound", 4)]
    [InlineData("crash-register", "byzantine", 3)]
    [InlineData("byzantine-register", "published", 7)]
    [InlineData("byzantine-register", "lower-bound", 4)]
    [InlineData("fab-register", "published", 4)]
    [InlineData("fab-register", "lower-bound", 13)]
    [InlineData("secret-register", "published", 4)]
    [InlineData("secret-register", "lower-bound", 3)]
    public void The_shortest_counterexample_of_what_is_wrong_is_pinned(string protocol, string scenario, int length)
    {
        var result = RegisterExplorations.Explore(protocol, RegisterExplorations.Configuration(protocol, scenario));

        Assert.Equal($"Violated {RegisterExplorations.Protocol(protocol).Scenarios.Single(s => s.Name == scenario).Violates} in {length}",
            result.Outcome());
    }

    [Theory]
    [InlineData("byzantine-register", "lower-bound", 7)]
    public void With_one_acceptor_too_few_learners_disagree(string protocol, string scenario, int length)
    {
        var result = RegisterExplorations.Explore(protocol, RegisterExplorations.Configuration(protocol, scenario), "AgreementInv");

        Assert.Equal($"Violated AgreementInv in {length}", result.Outcome());
    }

    [Fact]
    public void Every_scenario_is_pinned_or_listed_as_long()
    {
        var known = Holding.Select(row => $"{row.Data.Item1} {row.Data.Item2}").Concat(Long);
        var holding = from protocol in RegisterExplorations.All
                      from scenario in protocol.Scenarios
                      where scenario.Violates is null
                      select $"{protocol.Name} {scenario.Name}";

        Assert.Equal(holding.Order(), known.Order());
        Assert.All(RegisterExplorations.All, protocol =>
            Assert.DoesNotContain(protocol.DefaultScenarios, name => Long.Contains($"{protocol.Name} {name}")));
    }

    [Fact]
    public void The_catalogue_names_what_exists()
    {
        foreach (var protocol in RegisterExplorations.All)
        {
            var scenarios = protocol.Scenarios.Select(scenario => scenario.Name).ToHashSet();
            var properties = protocol.Scenarios.SelectMany(scenario => protocol.Build(scenario.Configuration).Properties)
                .Select(property => property.Name).ToHashSet();
            Assert.Distinct(protocol.Rules.Select(rule => rule.Name));
            Assert.All([.. protocol.DefaultScenarios, protocol.PublishedScenario, .. protocol.Rules.Select(rule => rule.Scenario)],
                name => Assert.Contains(name, scenarios));
            Assert.All(protocol.Rules.Where(rule => rule.Protects is not null), rule => Assert.Contains(rule.Protects!, properties));
            Assert.All(protocol.Errata.Where(erratum => erratum.Rule is not null),
                erratum => Assert.Contains(protocol.Rules, rule => rule.Name == erratum.Rule));
            Assert.All(
                protocol.Rules.Where(rule => rule is { Corrected: true, Published: false }),
                rule => Assert.Contains(protocol.Errata, erratum => erratum.Rule == rule.Name));
        }
    }
}
