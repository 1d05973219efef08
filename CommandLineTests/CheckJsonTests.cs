using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BgpVerified.CoyoteTests.CommandLine;
using Xunit;

namespace BgpVerified.CommandLineTests;

/// <summary>The object that <c>check --json</c> prints, and that it says what the text says.</summary>
public sealed partial class CheckJsonTests
{
    private static readonly string[] Members =
    [
        "protocol", "rules", "config", "search", "verdict", "property", "distinctStates", "transitions", "depth",
        "traceLength", "seconds", "statesPerSecond", "bytesPerState", "reached", "trace",
    ];

    [Theory]
    [InlineData("--scenario classic", 0)]
    [InlineData("--scenario classic --without vote-once --max-states 20", 3)]
    [InlineData("--scenario lower-bound --ballots classic", 1)]
    [InlineData("--max-states 50", 3)]
    [InlineData("--scenario universal-classic --without universal-quorum", 1)]
    public void TheObjectHasTheContractsMembersAndTheTextsNumbers(string options, int status)
    {
        using var folder = new Folder();
        string[] args = [.. Tool.Split("check bgp " + options), "--trace", folder.File("t.json")];
        var text = Tool.Run(args);
        var outcome = Tool.Run([.. args, "--json"]);
        Assert.Equal((status, string.Empty), (text.Status, text.Error));
        Assert.Equal((status, string.Empty), (outcome.Status, outcome.Error));

        var json = outcome.Json;
        Assert.Equal(Members, json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("bgp", json.GetProperty("protocol").GetString());
        Assert.Contains($"\n  rules: {json.GetProperty("rules").GetString()}\n", text.Output, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, json.GetProperty("config").ValueKind);
        Assert.Equal("bfs+symmetry+observers-last", json.GetProperty("search").GetString());
        Assert.Contains("\n" + json.GetProperty("verdict").GetString(), text.Output, StringComparison.Ordinal);
        Assert.Equal(status switch { 0 => "holds", 1 => "violated", _ => "incomplete" }, json.GetProperty("verdict").GetString());

        var counts = Counts().Match(text.Output).Groups;
        Assert.Equal(Number(counts[1]), json.GetProperty("distinctStates").GetInt64());
        Assert.Equal(Number(counts[2]), json.GetProperty("transitions").GetInt64());
        Assert.Equal(Number(counts[3]), json.GetProperty("depth").GetInt32());
        Assert.All(["seconds", "statesPerSecond", "bytesPerState"], name => Assert.True(json.GetProperty(name).GetDouble() >= 0));

        var reached = json.GetProperty("reached").EnumerateObject()
            .Select(goal => $"{goal.Name} in {goal.Value.GetInt32()} step{(goal.Value.GetInt32() == 1 ? string.Empty : "s")}").ToList();
        Assert.Equal(reached.Count > 0, text.Output.Contains("\n  reached: ", StringComparison.Ordinal));
        Assert.Contains(reached.Count > 0 ? $"\n  reached: {string.Join(", ", reached)}\n" : string.Empty, text.Output,
            StringComparison.Ordinal);

        if (status == 1)
        {
            var violated = Violated().Match(text.Output).Groups;
            Assert.Equal(violated[1].Value, json.GetProperty("property").GetString());
            Assert.Equal(Number(violated[2]), json.GetProperty("traceLength").GetInt32());
            Assert.Equal(folder.File("t.json"), json.GetProperty("trace").GetString());
        }
        else
        {
            Assert.All(["property", "traceLength", "trace"], name => Assert.Equal(JsonValueKind.Null, json.GetProperty(name).ValueKind));
        }
    }

    [Fact]
    public void TheConfigurationAndTheBoundAreSaid()
    {
        var config = Tool.Run(
            Tool.Split("check bgp --scenario classic --commands a,u* --learners 3 --max-depth 2 --json")).Json.GetProperty("config");
        Assert.Equal("classic", config.GetProperty("scenario").GetString());
        Assert.Equal("max-depth 2", config.GetProperty("stoppedBy").GetString());
        var configuration = config.GetProperty("configuration");
        Assert.Equal(3, configuration.GetProperty("learners").GetInt32());
        Assert.Equal(["a", "u*"], configuration.GetProperty("commands").EnumerateArray().Select(command => command.GetString()));
    }

    [Theory]
    [InlineData("--unreduced", "bfs")]
    [InlineData("--symmetry", "bfs+symmetry+observers-last")]
    [InlineData("--symmetry false", "bfs+observers-last")]
    public void TheSearchSaysItsReductions(string options, string search) =>
        Assert.Equal(search, Tool.Run(Tool.Split("check bgp --scenario classic --json " + options)).Json.GetProperty("search").GetString());

    [Fact]
    public void ReductionsDoNotChangeTheVerdict()
    {
        var reduced = Tool.Run(Tool.Split("check bgp --scenario classic --json")).Json;
        var unreduced = Tool.Run(Tool.Split("check bgp --scenario classic --json --unreduced")).Json;
        Assert.Equal("holds", reduced.GetProperty("verdict").GetString());
        Assert.Equal("holds", unreduced.GetProperty("verdict").GetString());
        Assert.True(unreduced.GetProperty("distinctStates").GetInt64() > reduced.GetProperty("distinctStates").GetInt64());
        Assert.Equal(Names(reduced), Names(unreduced));

        static IEnumerable<string> Names(JsonElement json) => json.GetProperty("reached").EnumerateObject().Select(goal => goal.Name)
            .Order();
    }

    [Theory]
    [InlineData("classic")]
    [InlineData("view-change --acceptors 2 --faults 0 --byzantine none --commands u*")]
    public void WorkersFindTheSameStates(string options)
    {
        var one = Tool.Run(Tool.Split($"check bgp --scenario {options} --json --workers 1")).Json;
        var two = Tool.Run(Tool.Split($"check bgp --scenario {options} --json --workers 2")).Json;
        Assert.All(
            ["verdict", "distinctStates", "transitions", "depth", "reached"],
            name => Assert.Equal(one.GetProperty(name).GetRawText(), two.GetProperty(name).GetRawText()));
    }

    [Fact]
    public void EqualRunsGiveEqualTraces()
    {
        using var folder = new Folder();
        Tool.Run([.. Tool.Split("check bgp --scenario one-ballot --acceptors 3 --trace"), folder.File("1")]);
        Tool.Run([.. Tool.Split("check bgp --scenario one-ballot --acceptors 3 --json --trace"), folder.File("2")]);
        Assert.Equal(File.ReadAllBytes(folder.File("1")), File.ReadAllBytes(folder.File("2")));
    }

    private static long Number(Group group) => long.Parse(group.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\n  ([\d,]+) distinct states, ([\d,]+) transitions, depth (\d+), ")]
    private static partial Regex Counts();

    [GeneratedRegex(@"\nviolated: (\w+), in (\d+) steps?\n")]
    private static partial Regex Violated();
}
