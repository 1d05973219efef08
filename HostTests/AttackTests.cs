using System.Diagnostics;
using Xunit;

namespace BgpVerified.HostTests;

/// <summary>
/// <c>cluster attack</c>: a fault of each kind on real processes, and a planted bug that is found. With LONG_TESTS=1 two minutes of it;
/// attack.sh has more.
/// </summary>
public sealed class AttackTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "bgpv.dll");

    public static bool IsLinux => OperatingSystem.IsLinux();

    private static bool IsLong => Environment.GetEnvironmentVariable("LONG_TESTS") == "1";

    [Fact(Skip = "needs Linux's signals and limits", SkipUnless = nameof(IsLinux))]
    public async Task Faults_of_every_kind_do_no_harm()
    {
        var (faults, time) = IsLong ? (110, "120s") : (22, "22s");
        var (status, output, error) = await Attack($"--seed 1 --faults {faults} --time {time}");
        Assert.True(status == 0, output + error);
        Assert.Contains($"{faults} faults in ", output, StringComparison.Ordinal);
        Assert.Contains("history: linearizable: ", output, StringComparison.Ordinal);
        Assert.Contains("none contradicts another", output, StringComparison.Ordinal);
        Assert.Contains("logs: verified, ", output, StringComparison.Ordinal);
        Assert.EndsWith("everything answered once all was healed\n", output, StringComparison.Ordinal);
    }

    [Fact(Skip = "needs Linux's signals and limits", SkipUnless = nameof(IsLinux))]
    public async Task A_node_that_forgets_its_promises_is_found()
    {
        var (status, output, _) = await Attack("--seed 1 --kinds kill --faults 3 --time 8s --planted ForgetPromise");
        Assert.Equal(1, status);
        Assert.Matches(@"\nviolated: [a-z]", output);
    }

    [Theory]
    [InlineData("--faults 0", "impossible --faults 0; it is 1 to 1000000")]
    [InlineData("--nodes 3", "impossible --nodes 3; it is 4 to 16")]
    [InlineData("--time soon", "impossible --time 'soon'; it is seconds, minutes or hours: 90s, 30m, 2h")]
    [InlineData("--kinds kill,earthquake", "unknown kind of fault 'earthquake'; there are kill, pause, full-disk, ")]
    [InlineData("--application chess", "unknown application 'chess'; it is bank or store")]
    public async Task Bad_input_is_one_line_and_status_2(string options, string expected)
    {
        var (status, _, error) = await Attack($"--plan {options}");
        Assert.Equal(2, status);
        Assert.StartsWith($"bgpv: {expected}", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_seed_prints_one_plan()
    {
        var (status, output, _) = await Attack("--plan --seed 3 --faults 44 --time 60s");
        Assert.Equal(0, status);
        Assert.Equal(44, output.TrimEnd().Split('\n').Length);
        Assert.Equal(output, (await Attack("--plan --seed 3 --faults 44 --time 60s")).Output);
    }

    private static async Task<(int Status, string Output, string Error)> Attack(string options)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", $"{Program} cluster attack {options}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var cancellation = TestContext.Current.CancellationToken;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, await error);
    }
}
