using System.Diagnostics;
using BgpVerified.CoyoteTests.CommandLine;
using Xunit;

namespace BgpVerified.CommandLineTests;

/// <summary>The command as its own process: signals, memory, and outputs that are full or closed.</summary>
public sealed class ProcessTests
{
    private const string Long = "check bgp --scenario byzantine --unreduced";

    /// <summary>The verdict of a violation that is found in schedules at once, and takes long to shrink.</summary>
    private const string Shrinking =
        "check bgp --rules published --scenario published --acceptors 10 --faults 3 --commands a,b,c,d,e --search swarm --network "
        + "reliable --seed 3 --schedules 5000";

    public static bool IsLinux => OperatingSystem.IsLinux();

    [Theory(Skip = "needs a shell and /dev/full", SkipUnless = nameof(IsLinux))]
    [InlineData("list bgp > /dev/full", "bgpv: cannot write to standard output: No space left on device\n")]
    [InlineData("check bgp > /dev/full", "bgpv: cannot write to standard output: No space left on device\n")]
    [InlineData("list bgp >&-", "bgpv: cannot write to standard output: it is closed\n")]
    [InlineData("check bgp >&-", "bgpv: cannot write to standard output: it is closed\n")]
    [InlineData("check nope 2> /dev/full", "")]
    [InlineData("check nope 2>&-", "")]
    [InlineData("check nope >&- 2>&-", "")]
    public void AnOutputThatCannotBeWrittenIsOneLineAndStatus2(string line, string error)
    {
        var outcome = Run(line);
        Assert.Equal((2, string.Empty, error), (outcome.Status, outcome.Output, outcome.Error));
    }

    [Theory(Skip = "needs a shell and /dev/full", SkipUnless = nameof(IsLinux))]
    [InlineData("2> /dev/full")]
    [InlineData("2>&-")]
    public void ProgressThatCannotBeWrittenIsDropped(string error)
    {
        var outcome = Run($"{Long} --time 3s {error}");
        Assert.Equal(3, outcome.Status);
        Assert.EndsWith("\nincomplete: stopped by time 3s; nothing was found so far\n", Report(outcome.Output));
    }

    [Theory(Skip = "needs signals", SkipUnless = nameof(IsLinux))]
    [InlineData("TERM", "")]
    [InlineData("HUP", "")]
    [InlineData("INT", "")]
    [InlineData("TERM", " --json")]
    public void ASignalEndsInAReport(string signal, string options)
    {
        var outcome = Run(Long + options, signal, "states, ");
        Assert.Equal(3, outcome.Status);
        if (options.Length == 0)
        {
            Assert.Contains("\nincomplete: stopped by interrupt; nothing was found so far\n", outcome.Output, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("interrupt", outcome.Json.GetProperty("config").GetProperty("stoppedBy").GetString());
        }
    }

    /// <remarks>`timeout` sends its signal to the process and to its group: that is one request.</remarks>
    [Fact(Skip = "needs signals", SkipUnless = nameof(IsLinux))]
    public void TheSameRequestTwiceEndsInAReportToo()
    {
        var outcome = Run(Long, "TERM $pid; kill -TERM", "states, ");
        Assert.Equal(3, outcome.Status);
        Assert.Contains("\nincomplete: stopped by interrupt; nothing was found so far\n", outcome.Output, StringComparison.Ordinal);
    }

    [Theory(Skip = "needs a process of its own", SkipUnless = nameof(IsLinux))]
    [InlineData(Long, "memory ")]
    [InlineData(Long + " --workers 2", "memory ")]
    [InlineData(Long + " --memory 100g", "memory: there was no more")]
    [InlineData(Long + " --memory 100g --workers 2", "memory: there was no more")]
    [InlineData("check bgp --scenario byzantine --search dfs --network reliable --memory 1m", "memory 1 MiB")]
    [InlineData("check bgp --scenario byzantine --search swarm --memory 100k", "memory 0.098 MiB")]
    public void MemoryThatComesToItsEndIsABound(string line, string bound)
    {
        var outcome = Run("DOTNET_GCHeapHardLimit=0x2800000 " + line);
        Assert.Equal(3, outcome.Status);
        Assert.Contains($"\nincomplete: stopped by {bound}", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", outcome.Error, StringComparison.Ordinal);
    }

    [Fact(Skip = "needs a process of its own", SkipUnless = nameof(IsLinux))]
    public void WhatHandlersDidIsForgottenBeforeSchedulesAreGivenUp()
    {
        var outcome = Run("DOTNET_GCHeapHardLimit=0x2000000 check bgp --search swarm --schedules 25000 --scenario byzantine");
        Assert.Equal(3, outcome.Status);
        Assert.Contains("\nincomplete: stopped by schedules 25000; ", outcome.Output, StringComparison.Ordinal);
    }

    [Fact(Skip = "needs signals", SkipUnless = nameof(IsLinux))]
    public void TimeAndSignalsEndShrinking()
    {
        using var folder = new Folder();
        var outcome = Run($"{Shrinking} --time 4s --trace {folder.File("t.json")}");
        Assert.Equal(1, outcome.Status);
        Assert.Contains(", where it was ended", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(1, Tool.Run("replay", folder.File("t.json")).Status);
        var signalled = Run($"{Shrinking} --trace /dev/null", "TERM", string.Empty);
        Assert.Equal(1, signalled.Status);
        Assert.Contains(", where it was ended", signalled.Output, StringComparison.Ordinal);
    }

    /// <remarks>A command that explores nothing has nothing to report: a signal ends it as it ends any program.</remarks>
    [Fact(Skip = "needs signals", SkipUnless = nameof(IsLinux))]
    public void ASignalEndsAReplayAtOnce()
    {
        var outcome = Run($"replay - < <(sleep 8)", "TERM", string.Empty);
        Assert.Equal(143, outcome.Status);
    }

    private static string Report(string output) => output[..output.LastIndexOf("so far\n", StringComparison.Ordinal)] + "so far\n";

    /// <summary>Runs a line of a shell, with the command put before its first word that is no assignment.</summary>
    /// <param name="line">The line.</param>
    /// <param name="signal">A signal to send; null for none.</param>
    /// <param name="after">What the command must have written to standard error before; empty for three seconds of waiting.</param>
    private static Outcome Run(string line, string? signal = null, string after = "")
    {
        using var folder = new Folder();
        var words = line.Split(' ');
        var assignments = words.TakeWhile(word => word.Contains('=', StringComparison.Ordinal) && !word.StartsWith('-')).ToList();
        var command = string.Join(' ', [.. assignments, .. signal is null ? (string[])["timeout", "--signal=KILL", "150"] : [], "dotnet",
            "exec", Path.Combine(AppContext.BaseDirectory, "bgpv.dll"), .. words.Skip(assignments.Count)]);
        var waiting = after.Length == 0 ? "sleep 3" : $"until grep -q '{after}' err; do sleep 0.1; done";

        // A shell that is not interactive has its background processes ignore SIGINT; `set -m` does not.
        var script = signal is null
            ? $"cd {folder.Path}; {command}"
            : $"cd {folder.Path}; set -m; ( exec {command} 2> err ) & pid=$!; {waiting}; kill -{signal} $pid; wait $pid";
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        var error = shell.StandardError.ReadToEndAsync();
        var output = shell.StandardOutput.ReadToEnd();
        Assert.True(shell.WaitForExit(TimeSpan.FromMinutes(3)));
        return new(shell.ExitCode, output, error.Result);
    }
}
