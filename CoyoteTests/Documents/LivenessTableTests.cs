using System.Globalization;
using System.Text.RegularExpressions;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Fab;
using Xunit;

namespace BgpVerified.CoyoteTests.Documents;

/// <summary>The table of <c>docs/LIVENESS.md</c>: its quick rows, run again. <c>CoyoteTests/liveness.sh</c> makes all of it.</summary>
public partial class LivenessTableTests
{
    [Theory]
    [InlineData("E08", "bgp --without open-by-phase1 --property LivenessProp")]
    [InlineData("E10", "bgp --without universal-any-ballot --property LivenessProp")]
    [InlineData("E11", "bgp --without propose-to-all --property LivenessProp")]
    [InlineData("E13", "bgp --without unique-ballots --property LivenessProp")]
    [InlineData("E18", "bgp --without report-proven-ballot --property LivenessProp")]
    [InlineData("E23", "bgp --without universal-forward --property TotalityProp")]
    [InlineData("R09", "fab-register --without first-write-free --property TerminationProp")]
    [InlineData("F01", "fab --without answer-again --property CL2Prop")]
    [InlineData("F01", "pfab --without answer-again --property CL2Prop")]
    [InlineData("F02", "fab --without suspect-again --property CL1Prop")]
    [InlineData("F02", "pfab --without suspect-again --property CL1Prop")]
    [InlineData("P02", "pfab --scenario published-stuck --property CL1Prop")]
    public void The_row_says_what_check_finds(string erratum, string options)
    {
        Explorations.SkipIfLong(erratum is "E08" or "P02");
        using var folder = new Folder();

        var outcome = Tool.Run([.. Tool.Split($"check {options} --trace"), folder.File("t")]);

        var row = File.ReadAllLines(Path.Combine(DocumentTests.Root, "docs", "LIVENESS.md"))
            .SingleOrDefault(line => line.StartsWith($"| {erratum} | `{options}` | ", StringComparison.Ordinal));
        Assert.True(row is not null, $"docs/LIVENESS.md has no row for {options}; run CoyoteTests/liveness.sh");
        Assert.Equal(row.Split(" | ")[3], Verdict(outcome.Output));
    }

    [Theory]
    [InlineData("fab")]
    [InlineData("pfab")]
    public void The_end_of_a_kept_counterexample_stays_stuck(string name)
    {
        // F03: who tells and what they tell stays as it is, and nobody who is satisfied suspects a leader.
        var protocol = FabExplorations.Named(name);
        var document = TraceJson.Read(File.ReadAllText(Path.Combine(DocumentTests.Root, "CoyoteTests", "Exploration", "Kept",
            $"{name}-pull-by-value.trace.json")));
        var system = protocol.Build(document.Config.ToConfiguration());

        var stuck = StuckStates.Of(system, TraceReplay.Replay(system, document), new() { Further = 2, Symmetry = true });

        Assert.Equal(["1 further regency", "2 further regencies"], stuck.Never?.Tried);
    }

    private static string Verdict(string output) =>
        Never().Match(output) is { Success: true } never
            ? string.Create(CultureInfo.InvariantCulture, $"never in {never.Groups[2].Value} ({never.Groups[1].Value} steps)")
        : Late().Match(output) is { Success: true } late && output.Contains("\nholds", StringComparison.Ordinal)
            ? $"late: {late.Groups[1].Value}"
        : output;

    [GeneratedRegex(@"\nviolated: \w+, in (\d+) steps?: stuck for ever, as far as was tried: (.*)\n")]
    private static partial Regex Never();

    [GeneratedRegex(@"\n  late: .* enough was: (.*)\n")]
    private static partial Regex Late();
}
