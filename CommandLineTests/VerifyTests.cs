using BgpVerified.CoyoteTests.CommandLine;
using Xunit;

namespace BgpVerified.CommandLineTests;

/// <summary><c>simulate --logs</c> and <c>verify</c>: what they print, and their exit statuses.</summary>
public sealed class VerifyTests
{
    [Theory]
    [InlineData("verify", "verify")]
    [InlineData("verify /nonexistent/n1.ndjson", "there is no log '/nonexistent/n1.ndjson'")]
    [InlineData("simulate pbft --commands 1 --logs /tmp/never", "--logs cannot be written by pbft; bgp, bgp-machine can")]
    [InlineData("simulate bgp --commands 1 --logs /proc/logs", "cannot write --logs '/proc/logs'")]
    public void Bad_input_is_refused_in_one_line(string line, string says) => Tool.Refused(Tool.Split(line), says);

    [Fact]
    public void What_is_no_log_is_refused()
    {
        using var folder = new Folder();
        Tool.Refused(["verify", folder.Path], "there is no file *.ndjson in");
        Tool.Refused(["verify", folder.Write("n1.ndjson", "nothing\n")], "is not a log; its first line would say so");
    }

    [Theory]
    [InlineData("bgp --commands 20 --clients 2 --conflicts 40 --checkpoint 5")]
    [InlineData("bgp-machine --commands 20 --clients 2 --conflicts 40")]
    public void Logs_of_a_run_fit_and_changed_ones_do_not(string options)
    {
        using var folder = new Folder();
        var logs = folder.File("logs");
        Assert.Equal(0, Tool.Run(["simulate", .. Tool.Split(options), "--logs", logs]).Status);
        var fits = Tool.Run("verify", logs);
        Assert.Equal((0, string.Empty), (fits.Status, fits.Error));
        Assert.Contains("holds: Nontriviality, Stability, Consistency", fits.Output, StringComparison.Ordinal);
        Assert.Contains("holds: Liveness; all logs are here", fits.Output, StringComparison.Ordinal);
        Tool.Refused(["simulate", .. Tool.Split(options), "--logs", logs], "there are logs in --logs");

        // One log alone can be verified, too.
        var one = Tool.Run("verify", Path.Combine(logs, "n2.ndjson"));
        Assert.Equal(0, one.Status);
        Assert.Contains("not claimed: Liveness", one.Output, StringComparison.Ordinal);

        var file = Path.Combine(logs, "n2.ndjson");
        var lines = File.ReadAllLines(file).ToList();
        var at = lines.FindIndex(30, line => line.Contains("\"state\"", StringComparison.Ordinal));
        var state = lines[at].IndexOf("\"state\":\"", StringComparison.Ordinal) + 9;
        lines[at] = $"{lines[at][..state]}{new string('0', 32)}{lines[at][(state + 32)..]}";
        File.WriteAllLines(file, lines);
        var changed = Tool.Run("verify", logs);
        Assert.Equal(1, changed.Status);
        Assert.StartsWith($"bgpv: {file}:{at + 1}: ", changed.Error);
        Assert.Contains($"not {new string('0', 32)}", changed.Error, StringComparison.Ordinal);

        // Not if it is said to be Byzantine.
        Assert.Equal(0, Tool.Run("verify", logs, "--byzantine", "n2").Status);
    }

    [Fact]
    public void An_unsafe_run_is_a_violation()
    {
        using var folder = new Folder();
        var logs = folder.File("logs");
        Assert.Equal(1, Tool.Run([.. Tool.Split(
            "simulate bgp --commands 14 --clients 3 --conflicts 100 --without verify-quorum --without learn-quorum --logs"), logs]).Status);
        var outcome = Tool.Run("verify", logs);
        Assert.Equal(1, outcome.Status);
        Assert.Matches("^bgpv: .*c[0-9].ndjson:[0-9]+: l[0-9], at 'Phase2B quorum .*: Consistency: it has learned ", outcome.Error);
    }
}
