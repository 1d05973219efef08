using System.Text.RegularExpressions;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Documents;
using Xunit;

namespace BgpVerified.CoyoteTests.Fab;

/// <summary>The catalogues of the two protocols are whole, and the handlers cite what exists.</summary>
public partial class FabCatalogueTests
{
    [Theory]
    [InlineData("fab")]
    [InlineData("pfab")]
    public void Names_are_unique_and_point_at_what_exists(string name)
    {
        var protocol = FabExplorations.Named(name);
        var scenarios = protocol.Scenarios.Select(scenario => scenario.Name).ToHashSet();
        var properties = protocol.Scenarios.SelectMany(scenario => protocol.Build(scenario.Configuration).Properties)
            .Select(property => property.Name).ToHashSet();

        Assert.Distinct(protocol.Rules.Select(rule => rule.Name));
        Assert.Distinct(protocol.Scenarios.Select(scenario => scenario.Name));
        Assert.Distinct(protocol.Errata.Select(erratum => erratum.Id));
        Assert.All([.. protocol.DefaultScenarios, protocol.PublishedScenario, .. protocol.Rules.Select(rule => rule.Scenario)],
            scenario => Assert.Contains(scenario, scenarios));
        Assert.All(protocol.Rules.Where(rule => rule.Protects is not null), rule => Assert.Contains(rule.Protects!, properties));
        Assert.All(protocol.Errata.Where(erratum => erratum.Rule is not null),
            erratum => Assert.Contains(protocol.Rules, rule => rule.Name == erratum.Rule));
    }

    [Fact]
    public void Every_handler_names_its_action_and_every_erratum_it_cites_exists()
    {
        var known = FabExplorations.Protocols.SelectMany(protocol => protocol.Errata).Select(erratum => erratum.Id).ToHashSet();
        var handlers = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(DocumentTests.Root, "Impl", "Fab"), "*.cs", SearchOption.AllDirectories))
        {
            var source = File.ReadAllText(file);
            Assert.All(Cited().Matches(source), cited => Assert.Contains(cited.Value, known));
            foreach (Match handler in Handler().Matches(source))
            {
                handlers++;
                Assert.Contains("TLA+:", handler.Groups[1].Value);
                Assert.Matches("Figure|Section|Lemma", handler.Groups[1].Value);
            }
        }

        Assert.True(handlers > 15);
    }

    [Theory]
    [InlineData("fab --acceptors 5")]
    [InlineData("pfab --acceptors 3")]
    [InlineData("fab --scenario lower-bound --search random --schedules 500")]
    public void What_is_violated_replays(string options)
    {
        using var folder = new Folder();
        var trace = folder.File("t.json");

        Assert.Equal(1, Tool.Run(["check", .. options.Split(' '), "--trace", trace]).Status);
        Assert.Equal(1, Tool.Run("replay", trace).Status);
        Assert.Equal(options.StartsWith("pfab", StringComparison.Ordinal), File.ReadAllText(trace)
            .Contains("fastFaults", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--ballots fast", "impossible --ballots 'fast'")]
    [InlineData("--fast-faults 2", "impossible --fast-faults '2'")]
    [InlineData("--fast-faults one", "--fast-faults 'one'; it is a whole number")]
    [InlineData("--commands a@p0", "unreadable value 'a@p0'")]
    [InlineData("--commands a@p1,b@p1", "proposer 'p1' is given two values")]
    [InlineData("--conflicts a-b", "impossible conflict 'a-b'")]
    [InlineData("--commands a*", "unreadable value 'a*'")]
    [InlineData("--byzantine p9", "no process 'p9' can be Byzantine")]
    [InlineData("--without vote-once", "no rule 'vote-once'")]
    public void Bad_input_is_refused_in_one_line(string options, string says)
    {
        var outcome = Tool.Run(Tool.Split("check pfab " + options));

        Assert.Equal((2, string.Empty), (outcome.Status, outcome.Output));
        Assert.Contains(says, outcome.Error);
        Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex(@"\b[FP]\d\d\b")]
    private static partial Regex Cited();

    [GeneratedRegex(@"((?: *///[^\n]*\n)+)    public static Step<\w+> On\(")]
    private static partial Regex Handler();
}
