using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.CommandLine;
using Xunit;

namespace BgpVerified.CoyoteTests.Traces;

/// <summary><c>bgpv replay</c> in every format, to standard output or a file; bad input leaves nothing behind.</summary>
public sealed class ReplayFormatTests
{
    public static TheoryData<string> Formats { get; } = [.. TraceFormats.Names];

    [Theory]
    [MemberData(nameof(Formats))]
    public void EveryFormatGoesToOutputOrToAFile(string format)
    {
        using var folder = new Folder();
        var trace = folder.Write("t.json", SampleTraces.LowerBound.Write("json"));
        var shown = Tool.Run("replay", trace, "--format", format);
        var written = Tool.Run("replay", trace, "--format", format, "--output", folder.File("out"));

        Assert.Equal((1, string.Empty), (shown.Status, shown.Error));
        Assert.EndsWith(SampleTraces.LowerBound.Write(format), shown.Output);
        Assert.Equal(format == TraceFormats.Default, shown.Output != SampleTraces.LowerBound.Write(format));
        Assert.Equal(
            (1, $"violated: ConsistencyInv, after {SampleTraces.LowerBound.Trace.Steps.Count} steps; written to {folder.File("out")}\n",
            string.Empty), (written.Status, written.Output, written.Error));
        Assert.Equal(shown.Output, File.ReadAllText(folder.File("out")));
        Assert.Equal(["out", "t.json"], folder.Entries.Order());
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void ABadTraceIsRefusedAndAnEarlierFileStays(string format)
    {
        var good = SampleTraces.LowerBound.Write("json");
        Refused(format, good.Replace("\"version\": 2", "\"version\": 3", StringComparison.Ordinal), "version 3");
        Refused(format, good[..(good.Length / 2)], "not whole");
        Refused(format, good.Replace("Phase1A 0.1", "Phase1A 0.2", StringComparison.Ordinal), "step 1 ");
        Refused(format, good.Replace("\"acceptors\": 3", "\"acceptors\": 99", StringComparison.Ordinal), "99");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void AnUnwritableFileIsRefused(string format)
    {
        using var folder = new Folder();
        var trace = folder.Write("t.json", SampleTraces.LowerBound.Write("json"));
        foreach (var (file, says) in ((string, string)[])[
            (Path.Combine(folder.Path, "missing", "out"), "cannot write"),
            (folder.Path, "it is a folder"),
            (string.Empty, "cannot write ''"),
            (folder.File("a\0b"), "cannot write"),
            (trace, "is the trace itself")])
        {
            Tool.Refused(["replay", trace, "--format", format, "--output", file], says);
        }

        Assert.Equal(["t.json"], folder.Entries);
        Assert.Equal(SampleTraces.LowerBound.Write("json"), File.ReadAllText(trace));
    }

    private static void Refused(string format, string trace, string says)
    {
        using var folder = new Folder();
        var file = folder.Write("t.json", trace);
        var target = folder.Write("out", "earlier");
        Tool.Refused(["replay", file, "--format", format], says);
        Tool.Refused(["replay", file, "--format", format, "--output", target], says);
        Assert.Equal("earlier", File.ReadAllText(target));
        Assert.Equal(["out", "t.json"], folder.Entries.Order());
    }
}
