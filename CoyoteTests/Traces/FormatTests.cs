using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Traces;

/// <summary>What each format says of a trace.</summary>
public sealed partial class FormatTests
{
    [Theory]
    [InlineData("text", "txt")]
    [InlineData("dot", "dot")]
    [InlineData("itf", "itf.json")]
    public void AShortCounterexampleIsPinned(string format, string extension) =>
        Golden.AssertCurrent(SampleTraces.LowerBound.Write(format), "CoyoteTests", "Traces", "golden", $"lower-bound.{extension}");

    [Theory]
    [InlineData("text", "txt")]
    [InlineData("dot", "dot")]
    public void FaultsArePinned(string format, string extension) =>
        Golden.AssertCurrent(SampleTraces.Faults().Write(format), "CoyoteTests", "Traces", "golden", $"faults.{extension}");

    /// <summary>What goes into the page; its style and its script are files of their own.</summary>
    [Fact]
    public void WhatStandsInAPageIsPinned()
    {
        string Page(Sample sample) => Code().Replace(sample.Write("html"), string.Empty);

        Golden.AssertCurrent(Page(SampleTraces.LowerBound), "CoyoteTests", "Traces", "golden", "lower-bound.html");
        Golden.AssertCurrent(Page(SampleTraces.Faults()), "CoyoteTests", "Traces", "golden", "faults.html");
    }

    [Fact]
    public void ItfHasOneStateMoreThanSteps()
    {
        var (_, trace) = SampleTraces.LowerBound;
        var itf = JsonNode.Parse(SampleTraces.LowerBound.Write("itf"))!;
        var variables = itf["vars"]!.AsArray().Select(name => (string)name!).ToList();
        var states = itf["states"]!.AsArray();

        Assert.Equal(["state", "sent", "step"], variables);
        Assert.Equal(trace.Steps.Count + 1, states.Count);
        for (var i = 0; i < states.Count; i++)
        {
            Assert.Equal(["#meta", .. variables], states[i]!.AsObject().Select(member => member.Key));
            Assert.Equal(i, (int)states[i]!["#meta"]!["index"]!);
            Assert.Equal(i == 0 ? string.Empty : trace.Steps[i - 1].Input.Text, (string?)states[i]!["step"]!["input"]);
            var sent = states[i]!["sent"]!["#set"]!.AsArray().Select(message => (string)message!).ToList();
            Assert.Equal(sent.Distinct(), sent);
            Assert.Superset(trace.Steps.Take(i).SelectMany(step => step.Sends).Select(message => message.Text).ToHashSet(),
                sent.ToHashSet());
        }

        // In the end two learners have learned what no order reconciles; Byzantine processes have no state.
        var last = states[^1]!["state"]!["#map"]!.AsArray().ToDictionary(pair => (string)pair![0]!, pair => pair![1]!);
        Assert.Equal(["a2", "a3", "l1", "l2", "p1", "p2"], last.Keys.Order());
        Assert.Equal("a", (string?)last["l1"]["learned"]);
        Assert.Equal("b.a", (string?)last["l2"]["learned"]);
        Assert.Contains("Verify 0.1: a by a1", states[^1]!["sent"]!["#set"]!.AsArray().Select(message => (string)message!));
    }

    [Fact]
    public void DotHasANodeForEachStepAndAnEdgeForEachMessage()
    {
        var (system, trace) = SampleTraces.Messages(SampleTraces.Ten, 3, 20, 300);
        var graph = TraceGraph.Of(system, trace);
        var dot = TraceDot.Write("bgp", graph);
        var nodes = Node().Matches(dot).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(nodes.Distinct(), nodes);
        Assert.Equal(trace.Steps.Count, nodes.Count(node => node[0] == 's'));
        Assert.Equal(graph.Lanes.Count, nodes.Count(node => node[0] == 'p'));
        Assert.Equal(graph.Arrows.Count, dot.Split('\n')
            .Count(line => line.Contains(" -> ", StringComparison.Ordinal) && !line.Contains("arrowhead=none", StringComparison.Ordinal)));
        Assert.All(Edge().Matches(dot).SelectMany(match => match.Value.Trim().Split(" -> ")), end => Assert.Contains(end, nodes));
    }

    [Fact]
    public void WhatATraceSaysIsTextInEveryFormat()
    {
        var sample = Hostile();

        var html = sample.Write("html");
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("{{text}}", html, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(html, "<script"));
        Assert.Equal(2, Regex.Count(html, "</script"));

        var dot = sample.Write("dot");
        Assert.Contains("""tooltip="</script><img src=x onerror=alert(1)> {{text}} \"];}\\" """.TrimEnd(), dot, StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(sample.Write("itf")));
    }

    [Fact]
    public void ThePageNeedsNothingElse()
    {
        var html = SampleTraces.LowerBound.Write("html");
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("<title>bgp: ConsistencyInv violated in 9 steps</title>", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(src|href)\s*=|@import|url\(", html);
    }

    [Fact]
    public void AnUnknownFormatIsRefused() =>
        Assert.Contains("text, json, itf, html, dot", Assert.Throws<ArgumentException>(() => SampleTraces.LowerBound.Write("tla")).Message,
            StringComparison.Ordinal);

    /// <summary>A trace whose every text would do harm if it were taken for markup.</summary>
    internal static Sample Hostile()
    {
        var (system, trace) = SampleTraces.LowerBound;
        var step = new TraceStep(0, new HostileInput(), [new HostileMessage()], new HostileState(), new HostileState());
        return new(system, trace with { Property = HostileInput.Harm, Steps = [step] });
    }

    [GeneratedRegex(@"(?<=<style>).*?(?=</style>)|(?<=<script>).*?(?=</script>)", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^ +(\w+) \[pos=", RegexOptions.Multiline)]
    private static partial Regex Node();

    [GeneratedRegex(@"^ +\w+( -> \w+)+", RegexOptions.Multiline)]
    private static partial Regex Edge();

    private sealed record HostileInput : Input
    {
        public const string Harm = """</script><img src=x onerror=alert(1)> {{text}} "];}\""";

        protected override string Describe() => Harm;
    }

    private sealed record HostileMessage : Message
    {
        protected override string Describe() => HostileInput.Harm;
    }

    private sealed record HostileState : IDescribed
    {
        public IEnumerable<(string Name, string Value)> Fields => [(HostileInput.Harm, HostileInput.Harm)];
    }
}
