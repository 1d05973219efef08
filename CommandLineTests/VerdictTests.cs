using System.Text;
using BgpVerified.Cli;
using BgpVerified.CoyoteTests.CommandLine;
using Xunit;

namespace BgpVerified.CommandLineTests;

/// <summary>A verdict is never lost, and it names what it checked.</summary>
public sealed class VerdictTests
{
    private const string Violating = "check bgp --scenario one-ballot --acceptors 3";

    /// <remarks>When the heading is printed, a folder with something in it appears where the trace is to be.</remarks>
    [Fact]
    public void ATraceThatCannotBeWrittenAtTheEndDoesNotTakeTheVerdictWithIt()
    {
        using var folder = new Folder();
        var file = folder.File("t.json");
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(1, Program.Run([.. Tool.Split(Violating), "--trace", file], new Acting(output, () => MakeFolder(file)), error,
            CancellationToken.None));
        Assert.StartsWith($"bgpv: cannot write '{file}': it is a folder", error.ToString());
        Assert.Equal(["t.json"], folder.Entries);
        Assert.Contains("\nviolated: ConsistencyInv, in ", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(" distinct states, ", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  a2: Phase1A 0.1 -> ", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("replay with", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnObjectHasTheCounterexampleIfNoFileHasIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/full");
        var outcome = Tool.Run([.. Tool.Split(Violating), "--json", "--trace", "/dev/full"]);
        Assert.Equal(1, outcome.Status);
        Assert.Equal(
            $"bgpv: cannot write '/dev/full': No space left on device; make room there, or give a file elsewhere{Environment.NewLine}",
            outcome.Error);
        using var folder = new Folder();
        Assert.Equal(1, Tool.Run("replay", folder.Write("t.json", outcome.Json.GetProperty("counterexample").GetRawText())).Status);
    }

    [Theory]
    [InlineData("check bgp --scenario classic")]
    [InlineData("list bgp")]
    [InlineData("--help")]
    public void AReportThatCannotBePrintedIsOneLineAndStatus2(string line)
    {
        using var error = new StringWriter();
        Assert.Equal(2, Program.Run(Tool.Split(line), new Full(0), error, CancellationToken.None));
        Assert.Equal($"bgpv: cannot write to standard output: No space left on device{Environment.NewLine}", error.ToString());
    }

    [Theory]
    [InlineData("", 600)]
    [InlineData(" --json", 0)]
    public void AVerdictThatCannotBePrintedIsToldAndItsTraceIsWritten(string options, int room)
    {
        using var folder = new Folder();
        using var error = new StringWriter();
        Assert.Equal(2, Program.Run([.. Tool.Split(Violating + options), "--trace", folder.File("t.json")], new Full(room), error,
            CancellationToken.None));
        Assert.Equal(
            "bgpv: cannot write to standard output: No space left on device; the verdict is: violated: ConsistencyInv, with the "
            + $"counterexample in {folder.File("t.json")}{Environment.NewLine}", error.ToString());
        Assert.Equal(1, Tool.Run("replay", folder.File("t.json")).Status);
    }

    [Fact]
    public void MessagesThatCannotBePrintedAreDropped()
    {
        using var output = new StringWriter();
        Assert.Equal(2, Program.Run(["check", "nope"], output, new Full(0), CancellationToken.None));
        Assert.Equal(3, Program.Run(Tool.Split("check bgp --search random --schedules 100000 --time 2s --scenario byzantine"), output,
            new Full(0), CancellationToken.None));
        Assert.Contains("incomplete: stopped by time 2s", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void APropertyIsCheckedOnlyWhereItIsOne()
    {
        var text = Tool.Run(Tool.Split("check bgp --property ViewChangeInv --max-states 50"));
        Assert.StartsWith(
            "bgp: not checked, since ViewChangeInv is no property there: scenarios byzantine, conflict, universal, repeated, "
            + "shorter-proof-two\n\nbgp, scenario view-change", text.Output);
        Assert.DoesNotContain("checks: \n", text.Output, StringComparison.Ordinal);
        var json = Tool.Run(Tool.Split("check bgp --property ViewChangeInv --max-states 50 --json")).Json;
        Assert.Equal(["byzantine", "conflict", "universal", "repeated", "shorter-proof-two"], json.GetProperty("skipped").EnumerateArray()
            .Select(name => name.GetString()));
        Assert.Equal("view-change", json.GetProperty("config").GetProperty("scenario").GetString());
        Assert.False(Tool.Run(Tool.Split("check bgp --property ConsistencyInv --max-states 50 --json")).Json.TryGetProperty("skipped",
            out _));
    }

    [Fact]
    public void AnEarlierCounterexampleIsNotTakenForThisRuns()
    {
        using var folder = new Folder();
        var file = folder.File("t.json");
        Tool.Run([.. Tool.Split(Violating), "--trace", file]);
        var before = File.ReadAllBytes(file);
        var outcome = Tool.Run("check", "bgp", "--scenario", "classic", "--trace", file);
        Assert.EndsWith($"\nholds\n\nnot of this run: {file}, a counterexample that an earlier one wrote\n", outcome.Output);
        Assert.Equal([file], Tool.Run("check", "bgp", "--scenario", "classic", "--json", "--trace", file).Json.GetProperty("earlierTraces")
            .EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [Fact]
    public void TheHeadingIsThatOfTheRun()
    {
        Assert.StartsWith("bgp, scenario classic: ", Tool.Run(Tool.Split("check bgp --scenario classic --max-states 5")).Output);
        Assert.DoesNotContain("changed by", Tool.Run(Tool.Split("check bgp --scenario classic --max-states 5 --learners 2")).Output,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "bgp, scenario classic: changed by --without vote-once --faults 0 --learners 3\n",
            Tool.Run(Tool.Split("check bgp --scenario classic --max-states 5 --learners 3 --without vote-once --faults 0")).Output);
    }

    [Theory]
    [InlineData("--byzantine a4,a3", "  note: 2 acceptors may be faulty (2 Byzantine, 0 by crashing), and f is 1: ")]
    [InlineData("--byzantine a4,leader,p1 --crashes 1", "  note: 2 acceptors may be faulty (1 Byzantine, 1 by crashing), and f is 1: ")]
    public void MoreFaultyAcceptorsThanToleratedAreRemarked(string options, string says)
    {
        Assert.Contains("\n" + says, Tool.Run(Tool.Split("check bgp --max-states 5 " + options)).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("  note: ", Tool.Run(Tool.Split("check bgp --max-states 5 --byzantine a4,leader,p1")).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ACounterexampleToLivenessSaysThatNothingIsLeft()
    {
        using var folder = new Folder();
        var outcome =
            Tool.Run([.. Tool.Split("check bgp --scenario classic --without propose-once --property LivenessProp --further 0 --trace"),
            folder.File("t")]);
        Assert.Equal(1, outcome.Status);
        Assert.Contains("\nNothing fair is left to happen: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("\nNothing fair is left to happen: ", Tool.Run("replay", folder.File("t")).Output, StringComparison.Ordinal);
        Assert.Contains(outcome.Output.Split('\n'), line => line.StartsWith("step ", StringComparison.Ordinal)
            && line.Contains(" l1 ", StringComparison.Ordinal));
        Assert.DoesNotContain("Nothing fair", Tool.Run([.. Tool.Split(Violating), "--trace", folder.File("t")]).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsLateIsNoViolation()
    {
        using var folder = new Folder();
        string[] asked = [.. Tool.Split("check fab-register --rules published --property TerminationProp --trace"), folder.File("t"),
            "--further"];

        var late = Tool.Run([.. asked, "4"]);
        Assert.Equal(0, late.Status);
        Assert.Contains("\n  late: in 1 state nothing was left to happen within the configuration; enough was: 3 further timestamps\n",
            late.Output, StringComparison.Ordinal);
        Assert.Contains("\nholds, sometimes late\n", late.Output, StringComparison.Ordinal);

        var never = Tool.Run([.. asked, "2"]);
        Assert.Equal(1, never.Status);
        Assert.Contains(
            "\nviolated: TerminationProp, in 4 steps: stuck for ever, as far as was tried: 1 further timestamp; 2 further timestamps\n",
            never.Output, StringComparison.Ordinal);

        var strict = Tool.Run([.. asked, "0"]);
        Assert.Equal(1, strict.Status);
        Assert.Contains("\nviolated: TerminationProp, in 4 steps\n", strict.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--further 9", "impossible --further '9'; it is a whole number from 0 to 8")]
    [InlineData("--further 1 --search random", "--further does nothing with --search random")]
    public void HowFarToGoOnIsANumberForTheExplorer(string options, string says)
    {
        var outcome = Tool.Run(Tool.Split("check bgp " + options));
        Assert.Equal(2, outcome.Status);
        Assert.Contains(says, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void OneStepIsNotOneSteps()
    {
        using var folder = new Folder();
        var outcome = Tool.Run(Tool.Split($"check bgp --byzantine a4,a3 --trace {folder.File("t")}"));
        Assert.Contains("\nviolated: NontrivialityInv, in 1 step\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("\nviolated: NontrivialityInv, after 1 step\n", outcome.Output, StringComparison.Ordinal);
    }

    private static void MakeFolder(string path)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "inside"), string.Empty);
    }

    /// <summary>Does something once, when something is printed.</summary>
    private sealed class Acting(TextWriter inner, Action act) : TextWriter
    {
        private bool isDone;

        public override Encoding Encoding => inner.Encoding;

        public override void Write(char value) => inner.Write(value);

        public override void Write(string? value)
        {
            if (!isDone)
            {
                isDone = true;
                act();
            }

            inner.Write(value);
        }
    }

    /// <summary>Has room for so many characters.</summary>
    private sealed class Full(int room) : TextWriter
    {
        private int left = room;

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (--left < 0)
            {
                throw new IOException("No space left on device");
            }
        }
    }
}
