using System.Text.RegularExpressions;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Documents;
using Xunit;

namespace BgpVerified.CoyoteTests.FabMachine;

/// <summary>The catalogue is whole, and the handlers cite what exists.</summary>
public partial class MachineCatalogueTests
{
    [Fact]
    public void Names_are_unique_and_point_at_what_exists()
    {
        var protocol = MachineExplorations.Machine;
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
    public void Every_handler_cites_the_paper_and_every_erratum_it_cites_exists()
    {
        var known = MachineExplorations.Machine.Errata.Select(erratum => erratum.Id).ToHashSet();
        var handlers = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(DocumentTests.Root, "Impl", "FabMachine"), "*.cs",
            SearchOption.AllDirectories))
        {
            var source = File.ReadAllText(file);
            Assert.All(Cited().Matches(source), cited => Assert.Contains(cited.Value, known));
            foreach (Match handler in Handler().Matches(source))
            {
                handlers++;
                Assert.Contains("TLA+:", handler.Groups[1].Value);
                Assert.Matches("Figure|Section", handler.Groups[1].Value);
            }
        }

        Assert.Equal(27, handlers);
    }

    [Theory]
    [InlineData("--scenario published")]
    [InlineData("--without ignore-last")]
    [InlineData("--scenario repeated --without execute-once --search random --schedules 500")]
    public void What_is_violated_replays(string options)
    {
        using var folder = new Folder();
        var trace = folder.File("t.json");

        Assert.Equal(1, Tool.Run(["check", "fab-machine", .. options.Split(' '), "--trace", trace]).Status);
        Assert.Equal(1, Tool.Run("replay", trace).Status);
    }

    [Theory]
    [InlineData("--ballots classic", "impossible ballot 'classic'")]
    [InlineData("--commands read", "nobody writes")]
    [InlineData("--commands a,a", "the command 'a' is given twice")]
    [InlineData("--commands a,a9", "unreadable command 'a9'")]
    [InlineData("--commands a*", "unreadable command 'a*'")]
    [InlineData("--commands a@p9", "unreadable command 'a@p9'")]
    [InlineData("--commands a@p1,b@p1", "client 'p1' is given two commands")]
    [InlineData("--crashes 1", "impossible crashes")]
    [InlineData("--views 5", "impossible views (regencies): 5; it must be from 1 to 4")]
    [InlineData("--views 2 --commands a,b,a1", "impossible command 'a1' with 2 views (regencies)")]
    [InlineData("--fast-faults 2", "impossible --fast-faults '2'")]
    [InlineData("--commands a,p2", "unreadable command 'p2'")]
    [InlineData("--conflicts a-b", "impossible conflict 'a-b'")]
    [InlineData("--byzantine p9", "no process 'p9' can be Byzantine")]
    public void Bad_input_is_refused_in_one_line(string options, string says)
    {
        var outcome = Tool.Run(Tool.Split("check fab-machine " + options));

        Assert.Equal((2, string.Empty), (outcome.Status, outcome.Output));
        Assert.Contains(says, outcome.Error);
        Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex(@"\bM\d\d\b")]
    private static partial Regex Cited();

    [GeneratedRegex(@"((?: *///[^\n]*\n)+)    public static Step<\w+> On\(")]
    private static partial Regex Handler();
}
