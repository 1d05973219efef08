using System.Text.Json.Nodes;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.CommandLine;
using Xunit;

namespace BgpVerified.CommandLineTests;

/// <summary>A trace replays as it was found; one that was cut or edited is refused with the step or the member named.</summary>
public sealed class ReplayTests
{
    private static readonly Lazy<(string File, string Text)> Found = new(() =>
    {
        using var folder = new Folder();
        var file = folder.File("t.json");
        var outcome = Tool.Run("check", "bgp", "--scenario", "one-ballot", "--acceptors", "3", "--trace", file);
        Assert.Equal(1, outcome.Status);
        return (File.ReadAllText(file), outcome.Output);
    });

    public static TheoryData<string, string> Edits { get; } = new()
    {
        { "version=3", "version 3" },
        { "version=null", "version null" },
        { "version='1'", "version \"1\"" },
        { "version=2.0", "version 2.0; this program reads version 2, written so" },
        { "version!", "version none" },
        { "format='other'", "format" },
        { "format!", "format" },
        { "extra=1", "extra" },
        { "config.extra=1", "config.extra" },
        { "steps[2].extra=1", "steps[2].extra" },
        { "protocol='nope'", "'nope'; the protocols are bgp" },
        { "protocol=null", "protocol" },
        { "protocol!", "no protocol" },
        { "property='nope'", "property 'nope'" },
        { "property='IntegrityInv'", "IntegrityInv is not violated" },
        { "property=null", "property" },
        { "property!", "no property" },
        { "config=null", "config" },
        { "config=[]", "config" },
        { "config!", "no config" },
        { "config.acceptors=-1", "acceptors: -1" },
        { "config.acceptors=2147483647", "acceptors: 2147483647" },
        { "config.acceptors=99999999999", "config.acceptors" },
        { "config.acceptors='3'", "config.acceptors" },
        { "config.acceptors=null", "config.acceptors" },
        { "config.acceptors!", "no config.acceptors" },
        { "config.faults=3", "faults: 3" },
        { "config.commands=[]", "number of commands: 0" },
        { "config.commands=[null]", "config.commands[0]" },
        { "config.commands=null", "config.commands" },
        { "config.byzantine=null", "config.byzantine" },
        { "config.byzantine=[null]", "config.byzantine[0]" },
        { "config.byzantine=[]", "step " },
        { "config.conflicts=[null]", "config.conflicts[0]" },
        { "config.ballots=[null]", "config.ballots[0]" },
        { "config.ballots=['slow']", "'slow'" },
        { "config.rules=['nope']", "'nope'" },
        { "config.rules=[null]", "config.rules[0]" },
        { "config.rules=null", "config.rules" },
        { "config.rules!", "no config.rules" },
        { "config.lastBallotWaits!", "no config.lastBallotWaits" },
        { "steps=null", "steps" },
        { "steps={}", "steps" },
        { "steps=[]", "ConsistencyInv is not violated after the 0 steps" },
        { "steps=[null]", "steps[0]" },
        { "steps=[[]]", "steps[0]" },
        { "steps!", "no steps" },
        { "steps[3]=null", "steps[3]" },
        { "steps[3].process=null", "steps[3].process" },
        { "steps[3].process!", "no steps[3].process" },
        { "steps[3].process='a9'", "step 4 names no process 'a9'" },
        { "steps[3].process='leader'", "step 4 is not possible" },
        { "steps[3].input=null", "steps[3].input" },
        { "steps[3].input!", "no steps[3].input" },
        { "steps[3].input='Fast 0.9'", "step 4 is not possible" },
        { "steps[3].sends=null", "steps[3].sends" },
        { "steps[3].sends=[null]", "steps[3].sends[0]" },
        { "steps[3].sends=['Verify']", "not 'Verify' as the trace says" },
        { "steps[3].sends=[]", ", not nothing as the trace says" },
        { "steps[3].sends!", "no steps[3].sends" },
        { "steps[3].changes=null", "steps[3].changes" },
        { "steps[3].changes={}", "step 4 changes" },
        { "steps[3].changes={'val':null}", "step 4 changes" },
        { "steps[3].changes!", "no steps[3].changes" },
    };

    [Fact]
    public void ReplayShowsWhatCheckShowed()
    {
        using var folder = new Folder();
        var outcome = Tool.Run("replay", folder.Write("t.json", Found.Value.File));
        Assert.Equal((1, string.Empty), (outcome.Status, outcome.Error));
        var (heading, trace) = (outcome.Output[..outcome.Output.IndexOf("step", StringComparison.Ordinal)],
            outcome.Output[outcome.Output.IndexOf("step", StringComparison.Ordinal)..]);
        Assert.Contains("\n\n" + trace + "replay with: ", Found.Value.Text, StringComparison.Ordinal);
        Assert.StartsWith("bgp: a counterexample to ConsistencyInv\n  N=3 f=1 byzantine=", heading);
        Assert.Contains("\n  rules: corrected\n", heading, StringComparison.Ordinal);
        Assert.Contains(" delivery=quorums\n", heading, StringComparison.Ordinal);
        Assert.Equal(outcome.Output, Tool.Run("replay", folder.File("t.json"), "--format", "text").Output);
    }

    [Fact]
    public void ReplayAsJsonIsTheFile()
    {
        using var folder = new Folder();
        var outcome = Tool.Run("replay", "--format", "json", folder.Write("t.json", Found.Value.File));
        Assert.Equal((1, Found.Value.File, string.Empty), (outcome.Status, outcome.Output, outcome.Error));
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void AnEditIsRefused(string edit, string says)
    {
        var trace = JsonNode.Parse(Found.Value.File)!;
        Apply(trace, edit);
        Refused(trace.ToJsonString(TraceJson.Options), says);
    }

    [Theory]
    [InlineData("", "not whole")]
    [InlineData(" \n", "not whole")]
    [InlineData("no JSON", "line 1")]
    [InlineData("[]", "format")]
    [InlineData("null", "format")]
    [InlineData("1", "format")]
    [InlineData("\"bgpverified-trace\"", "format")]
    [InlineData("{}", "format")]
    [InlineData("{\"format\":null}", "format")]
    [InlineData("{\"format\":\"\\ud800\"}", "format")]
    [InlineData("{\"\\ud800\":1}", "format")]
    [InlineData("{\"format\":\"bgpverified-trace\",\"version\":2,\"\\ud800\":1}", "not whole")]
    [InlineData("{\"format\":\"bgpverified-trace\",\"version\":1e999}", "version")]
    [InlineData("{\"format\":\"bgpverified-trace\"}", "version none")]
    [InlineData("{\"format\":\"bgpverified-trace\",\"version\":2}", "no protocol")]
    public void WhatIsNoTraceIsRefused(string text, string says) => Refused(text, says);

    [Fact]
    public void AMemberGivenTwiceIsRefused() =>
        Refused(Found.Value.File.Replace("\"property\":", "\"property\": \"x\", \"property\":", StringComparison.Ordinal), "property");

    [Fact]
    public void DeepNestingIsRefused() => Refused(new string('[', 100_000), "not whole");

    [Fact]
    public void ATruncatedFileIsRefused()
    {
        var text = Found.Value.File;
        for (var length = 0; length < text.TrimEnd().Length; length += 97)
        {
            Refused(text[..length], "not whole");
        }
    }

    [Fact]
    public void EveryStepIsNeeded()
    {
        var count = JsonNode.Parse(Found.Value.File)!["steps"]!.AsArray().Count;
        for (var i = 0; i < count; i++)
        {
            var trace = JsonNode.Parse(Found.Value.File)!;
            trace["steps"]!.AsArray().RemoveAt(i);
            Refused(trace.ToJsonString(TraceJson.Options), i == count - 1 ? "is not violated" : string.Empty);
        }
    }

    [Fact]
    public void StepsOfOneProcessCannotBeSwapped()
    {
        var trace = JsonNode.Parse(Found.Value.File)!;
        var steps = trace["steps"]!.AsArray();
        var at = Enumerable.Range(0, steps.Count - 1).First(i => (string?)steps[i]!["process"] == (string?)steps[i + 1]!["process"]);
        var step = steps[at];
        steps.RemoveAt(at);
        steps.Insert(at + 1, step);
        Refused(trace.ToJsonString(TraceJson.Options), $"step {at + 1} ");
    }

    [Fact]
    public void AStepTakenTwiceIsRefused()
    {
        var trace = JsonNode.Parse(Found.Value.File)!;
        var steps = trace["steps"]!.AsArray();
        steps.Insert(1, steps[0]!.DeepClone());
        Refused(trace.ToJsonString(TraceJson.Options), "step 2 ");
    }

    [Fact]
    public void AFileThatWasReadIsLeftAsItIs()
    {
        using var folder = new Folder();
        var file = folder.Write("t.json", Found.Value.File);
        Tool.Run("replay", file);
        Assert.Equal(Found.Value.File, File.ReadAllText(file));
        Assert.Equal(["t.json"], folder.Entries);
    }

    /// <summary>Sets a member (<c>path=value</c>, with ' for ") or takes it out (<c>path!</c>).</summary>
    private static void Apply(JsonNode trace, string edit)
    {
        var isRemoval = edit.EndsWith('!');
        var equals = isRemoval ? edit.Length - 1 : edit.IndexOf('=', StringComparison.Ordinal);
        var path = edit[..equals].Replace("]", string.Empty, StringComparison.Ordinal).Split('.', '[');
        var parent = path[..^1].Aggregate(trace, (node, name) => node is JsonArray array ? array[int.Parse(name)]! : node[name]!);
        if (isRemoval)
        {
            Assert.True(parent.AsObject().Remove(path[^1]));
            return;
        }

        var value = JsonNode.Parse(edit[(equals + 1)..].Replace('\'', '"'));
        if (parent is JsonArray items)
        {
            items[int.Parse(path[^1])] = value;
        }
        else
        {
            parent[path[^1]] = value;
        }
    }

    private static void Refused(string text, string says)
    {
        using var folder = new Folder();
        Tool.Refused(["replay", folder.Write("t.json", text)], says);
    }
}
