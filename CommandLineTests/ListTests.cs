using System.Text.Json;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Documents;
using BgpVerified.Impl.Bgp;
using Xunit;

namespace BgpVerified.CommandLineTests;

/// <summary><c>list</c> says everything that the protocol has.</summary>
public sealed class ListTests
{
    private static readonly BgpProtocol Bgp = new();

    [Fact]
    public void TheProtocolsAreListed()
    {
        var text = Tool.Run("list");
        Assert.Equal((0, string.Empty), (text.Status, text.Error));
        Assert.StartsWith($"{Bgp.Name}  {Bgp.Summary}{Environment.NewLine}", text.Output);
        var protocol = Assert.Single(Tool.Run("list", "--json").Json.GetProperty("protocols").EnumerateArray(), p => p.GetProperty("name")
            .GetString() == Bgp.Name);
        Assert.Equal(Bgp.Name, protocol.GetProperty("name").GetString());
        Assert.Equal(Bgp.Summary, protocol.GetProperty("summary").GetString());
    }

    [Fact]
    public void TheReadmeNamesEveryProtocolThatIsListed()
    {
        var names = Tool.Run("list").Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')[0]).ToList();
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

        Assert.Equal(["bgp", "bgp-machine", "crash-register", "byzantine-register", "fab-register", "secret-register", "fab", "pfab",
            "fab-optimal",
            "fab-machine",
            "gpaxos", "multipaxos", "pbft", "bracha", "two-phase-commit", "oral-generals", "signed-generals", "bgla"], names);
        Assert.All(names, name => Assert.Contains($"| `{name}` |", readme));
        Assert.All(names, name => Assert.Equal(0, Tool.Run("list", name).Status));
    }

    [Fact]
    public void TheTextHasALineForEach()
    {
        var outcome = Tool.Run("list", "bgp");
        Assert.Equal((0, string.Empty), (outcome.Status, outcome.Error));
        var listed = outcome.Output.Split(Environment.NewLine).Where(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Select(line => line.Trim().Split(' ')[0].TrimStart('*'));
        var systems = Bgp.Scenarios.Select(scenario => Bgp.Build(scenario.Configuration)).ToList();
        Assert.Equal(
            [
                .. Bgp.Rules.Select(rule => rule.Name),
                .. systems.SelectMany(system => system.Properties).Select(property => property.Name).Distinct(),
                .. systems.SelectMany(system => system.Goals).Select(goal => goal.Name).Distinct(),
                .. Bgp.Scenarios.Select(scenario => scenario.Name),
                .. Bgp.Errata.Select(erratum => erratum.Id),
            ],
            listed);
    }

    [Fact]
    public void TheObjectHasEach()
    {
        var outcome = Tool.Run("list", "bgp", "--json");
        Assert.Equal((0, string.Empty), (outcome.Status, outcome.Error));
        var json = outcome.Json;
        Assert.Equal(["protocol", "summary", "rules", "properties", "goals", "scenarios", "errata"], json.EnumerateObject()
            .Select(member => member.Name));
        Assert.Equal(Bgp.Rules.Select(r => (r.Name, r.Published, r.Corrected, r.Protects, r.Scenario)), Items("rules").Select(r =>
            (Text(r, "name")!, r.GetProperty("published").GetBoolean(), r.GetProperty("corrected").GetBoolean(), Text(r, "protects"),
                Text(r, "scenario")!)));
        var systems = Bgp.Scenarios.Select(scenario => Bgp.Build(scenario.Configuration)).ToList();
        Assert.Equal(systems.SelectMany(system => system.Properties).Select(p => p.Name).Distinct(), Items("properties")
            .Select(p => Text(p, "name")));
        Assert.Equal(systems.SelectMany(system => system.Goals).Select(g => g.Name).Distinct(), Items("goals")
            .Select(g => Text(g, "name")));
        Assert.Equal(Bgp.Scenarios.Select(s => (s.Name, s.Violates, Bgp.DefaultScenarios.Contains(s.Name))), Items("scenarios").Select(s =>
            (Text(s, "name")!, Text(s, "violates"), s.GetProperty("default").GetBoolean())));
        Assert.Equal(Bgp.Errata.Select(e => (e.Id, e.Rule)), Items("errata").Select(e => (Text(e, "id")!, Text(e, "rule"))));

        IEnumerable<JsonElement> Items(string name) => json.GetProperty(name).EnumerateArray();
        static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
    }

    [Fact]
    public void NamesAreUniqueAndPointAtWhatExists()
    {
        Assert.Distinct(Bgp.Rules.Select(rule => rule.Name));
        Assert.Distinct(Bgp.Scenarios.Select(scenario => scenario.Name));
        Assert.Distinct(Bgp.Errata.Select(erratum => erratum.Id));
        var scenarios = Bgp.Scenarios.Select(scenario => scenario.Name).ToHashSet();
        var properties = Bgp.Scenarios.SelectMany(scenario => Bgp.Build(scenario.Configuration).Properties)
            .Select(property => property.Name).ToHashSet();
        Assert.All([.. Bgp.DefaultScenarios, Bgp.PublishedScenario, .. Bgp.Rules.Select(rule => rule.Scenario)],
            name => Assert.Contains(name, scenarios));
        Assert.All(Bgp.Rules.Where(rule => rule.Protects is not null), rule => Assert.Contains(rule.Protects!, properties));
        Assert.All(Bgp.Errata.Where(erratum => erratum.Rule is not null),
            erratum => Assert.Contains(Bgp.Rules, rule => rule.Name == erratum.Rule));
        Assert.All(Bgp.Scenarios.Where(scenario => scenario.Violates is not null), scenario =>
            Assert.Contains(Bgp.Build(scenario.Configuration).Properties, property => property.Name == scenario.Violates));
    }

    [Fact]
    public void EveryScenarioStarts()
    {
        foreach (var scenario in Bgp.Scenarios)
        {
            Assert.Equal(3, Tool.Run("check", "bgp", "--scenario", scenario.Name, "--max-depth", "1").Status);
        }
    }
}
