using System.Globalization;
using System.Text.RegularExpressions;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Documents;
using Xunit;

namespace BgpVerified.CommandLineTests.Packages;

/// <summary>What a user of the packages does: a program from the template, elsewhere, which checks its protocol; and the tool.</summary>
/// <remarks>
/// The packages get a version of their own, and go into a folder of their own: earlier ones of the same version cannot be taken for
/// them, and they do not stay behind. What others made is taken from where it is, or from the machine's sources.
/// </remarks>
public sealed partial class TemplateTests
{
    private static readonly string[] Packed = ["Spec", "Kit", "Runtime", "Checker", "CommandLine", "Xunit", "Cli", "Templates"];

    private static readonly string[] Checking = ["run", "-c", "Release", "--no-build", "--project", "my-own/my-own", "--", "check", "echo"];

    [Fact]
    public void A_program_from_the_template_checks_its_protocol()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("LONG_TESTS") == "1",
            "takes long; LONG_TESTS=1 runs it, as CoyoteTests/long-runs.sh does");
        using var folder = new Folder();
        var version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow.Ticks}");
        var dotnet = new DotnetCommand(folder);
        Pack(dotnet, folder, version);

        dotnet.Succeeds("new", "install", $"BgpVerified.Templates@{version}");
        dotnet.Succeeds("new", "bgpv-protocol", "--name", "my-own", "--output", "my-own");
        dotnet.Succeeds("build", "my-own", "-c", "Release", "-v", "quiet");
        Holds(dotnet);
        ARuleIsNeeded(dotnet);
        ItsTestsPass(dotnet);
        ATestThatFailsTellsHowToReplay(dotnet, folder);
        TheCompilerTellsOfAListInAState(dotnet, folder);
        TheToolHasOurProtocols(dotnet, folder, version);
    }

    private static void Pack(DotnetCommand dotnet, Folder folder, string version)
    {
        var projects = Packed.Select(name => $"  <Project Path=\"{Path.Combine(Repository.Root, name, name)}.csproj\" />\n");
        folder.Write("packed.slnx", $"<Solution>\n{string.Concat(projects)}</Solution>\n");
        dotnet.Succeeds(
            "pack", "packed.slnx", "-c", "Release", "-v", "quiet", $"-p:Version={version}",
            "-o", dotnet.Source, "--artifacts-path", folder.File("artifacts"));
        var made = Directory.EnumerateFiles(dotnet.Source, "*.nupkg").Select(Path.GetFileName);
        Assert.Equal(
            Packed.Select(name => $"{(name == "Cli" ? "bgpv" : $"BgpVerified.{name}")}.{version}.nupkg").Order(StringComparer.Ordinal),
            made.Order(StringComparer.Ordinal));
    }

    private static void Holds(DotnetCommand dotnet)
    {
        var outcome = dotnet.Run(Checking);
        Assert.Equal(0, outcome.Status);
        Assert.Equal(2, outcome.Output.Split('\n').Count(line => line == "holds"));
    }

    private static void ARuleIsNeeded(DotnetCommand dotnet)
    {
        var outcome = dotnet.Run([.. Checking, "--without", "echo-once"]);
        Assert.Equal(1, outcome.Status);
        Assert.Contains("\nviolated: AgreementInv, in 6 steps\n", outcome.Output, StringComparison.Ordinal);
        var replay = ReplayLine().Match(outcome.Output).Groups[1].Value;
        var program = Path.Combine("my-own", "my-own", "bin", "Release", "net10.0", "my-own");
        Assert.Equal($"{program} replay echo-AgreementInv.trace.json", replay);
        Replays(dotnet, replay, "AgreementInv");
    }

    private static void ItsTestsPass(DotnetCommand dotnet)
    {
        var outcome = dotnet.Run("test", "my-own", "-c", "Release", "--no-build");
        Assert.Equal(0, outcome.Status);
        Assert.Matches(@"Failed: +0, Passed: +4, Skipped: +0", outcome.Output);
    }

    private static void ATestThatFailsTellsHowToReplay(DotnetCommand dotnet, Folder folder)
    {
        var file = folder.File("my-own/my-own.Tests/EchoProtocolTests.cs");
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text.Replace("Holds(Echo)", "Holds(Echo, \"lower-bound\")", StringComparison.Ordinal));
        Assert.NotEqual(text, File.ReadAllText(file));
        var outcome = dotnet.Run("test", "my-own", "-c", "Release");
        Assert.Equal(1, outcome.Status);
        Assert.Matches(@"Failed: +1, Passed: +3, Skipped: +0", outcome.Output);
        Assert.Contains("echo, scenario lower-bound: violated: ValidityProp, in ", outcome.Output, StringComparison.Ordinal);
        Replays(dotnet, ReplayLine().Match(outcome.Output).Groups[1].Value, "ValidityProp");
    }

    private static void TheCompilerTellsOfAListInAState(DotnetCommand dotnet, Folder folder)
    {
        var file = folder.File("my-own/my-own/EchoProtocol.cs");
        File.AppendAllText(file, "\npublic sealed record Forgetful(ProcessId Id, List<int> Heard) : ProcessState(Id);\n");
        var outcome = dotnet.Run("build", "my-own", "-c", "Release");
        Assert.Equal(0, outcome.Status);
        Assert.Contains("warning BGPV002: Forgetful.Heard is a List<int>, which compares by reference", outcome.Output,
            StringComparison.Ordinal);
    }

    private static void TheToolHasOurProtocols(DotnetCommand dotnet, Folder folder, string version)
    {
        dotnet.Succeeds("tool", "install", "bgpv", "--version", version, "--tool-path", folder.File("tools"));
        var tool = Path.Combine("tools", OperatingSystem.IsWindows() ? "bgpv.exe" : "bgpv");
        Assert.StartsWith("bgp  ", dotnet.Start(tool, "list").Output);
        var outcome = dotnet.Start(tool, "check", "bracha", "--without", "amplify");
        Assert.Equal(1, outcome.Status);
        Assert.EndsWith($"\nreplay with: {Path.Combine("tools", "bgpv")} replay bracha-TotalityProp.trace.json\n", outcome.Output);
    }

    private static void Replays(DotnetCommand dotnet, string command, string property)
    {
        var words = command.Split(' ');
        var replayed = dotnet.Start(words[0], words[1..]);
        Assert.Equal(1, replayed.Status);
        Assert.StartsWith($"echo: a counterexample to {property}\n", replayed.Output);
    }

    [GeneratedRegex(@"replay with: (.*)")]
    private static partial Regex ReplayLine();
}
