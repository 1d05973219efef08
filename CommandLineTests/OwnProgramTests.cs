using System.Reflection;
using BgpVerified.CommandLine;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.Impl.Bracha;
using BgpVerified.Impl.TwoPhaseCommit;
using Xunit;
using Outcome = BgpVerified.CoyoteTests.CommandLine.Outcome;

namespace BgpVerified.CommandLineTests;

/// <summary>The command line in a program of somebody else: it has that program's protocols, and speaks of that program.</summary>
public sealed class OwnProgramTests
{
    private const string Replay = "./mine replay";

    [Fact]
    public void It_has_the_programs_protocols_and_no_others()
    {
        Assert.StartsWith("bracha  Reliable broadcast", Run("list").Output);
        Assert.Single(Run("list").Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Refused("mine: unknown protocol 'bgp'; the protocols are bracha", "check", "bgp");
        Refused("mine: bracha has no scenario 'nope'; its scenarios are ", "check", "bracha", "--scenario", "nope");
        Assert.Contains("'mine list'", Run("check", "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_checks_and_checks_itself()
    {
        var outcome = Run("check", "bracha");
        Assert.Equal(0, outcome.Status);
        Assert.EndsWith("\nholds\n\n", outcome.Output);
        var compared = Run("selfcheck", "--configurations", "3");
        Assert.Equal(0, compared.Status);
        Assert.Contains("3 configurations compared, 0 disagree", compared.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_tells_its_own_command_for_a_replay()
    {
        using var folder = new Folder();
        var outcome = Run("check", "bracha", "--without", "amplify", "--trace", folder.File("t.json"));
        Assert.Equal(1, outcome.Status);
        Assert.EndsWith($"\nreplay with: {Replay} {folder.File("t.json")}\n", outcome.Output);
        var replayed = Run("replay", folder.File("t.json"));
        Assert.Equal(1, replayed.Status);
        Assert.StartsWith("bracha: a counterexample to TotalityProp\n", replayed.Output);
    }

    [Fact]
    public void It_has_no_TLA_modules_unless_they_are_handed_to_it()
    {
        const string Formats = "text, json, itf, html or dot";
        Refused($"mine: --format tla needs TLA+ modules, and mine has none; --format is {Formats}", "replay", "x", "--format", "tla");
        Refused("mine: --from-tla needs TLA+ modules, and mine has none; ", "replay", "x", "--from-tla", "model");
        Refused($"mine: unknown --format 'xml'; it is {Formats}", "replay", "x", "--format", "xml");
        Assert.DoesNotContain("tla", Run("replay", "--help").Output, StringComparison.Ordinal);
        Assert.Contains("--from-tla", Tool.Run("replay", "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_lists_of_protocols_are_one_line()
    {
        var none = Run(new BgpvProgram([]) { Name = "mine" }, "list");
        Assert.Equal(2, none.Status);
        Assert.Equal($"mine: this program has no protocol; hand Bgpv.Run at least one{Environment.NewLine}", none.Error);
        var two = new BgpvProgram([new BrachaProtocol(), new TwoPhaseCommitProtocol(), new BrachaProtocol()]) { Name = "mine" };
        var twice = Run(two, "list");
        Assert.Equal(2, twice.Status);
        Assert.StartsWith("mine: 2 protocols of this program are called 'bracha'; give each a name of its own", twice.Error);
    }

    [Fact]
    public void A_programs_name_is_that_of_its_entry_assembly() =>
        Assert.Equal(Assembly.GetEntryAssembly()!.GetName().Name, new BgpvProgram([new BrachaProtocol()]).Name);

    [Theory]
    [InlineData("/home/u/mine/bin/Mine", "/home/u/mine/bin/Mine.dll", "bin/Mine")]
    [InlineData("/home/u/mine/Mine", "", "./Mine")]
    [InlineData("/home/u/other/Mine", "/home/u/other/Mine.dll", "/home/u/other/Mine")]
    [InlineData("/home/u/with space/Mine", "", "\"/home/u/with space/Mine\"")]
    [InlineData("/usr/share/dotnet/dotnet", "/home/u/mine/bin/Mine.dll", "dotnet bin/Mine.dll")]
    [InlineData("", "/opt/Mine.dll", "dotnet /opt/Mine.dll")]
    [InlineData("/usr/bin/mine", "/usr/share/mine/Mine.dll", "mine")]
    public void A_program_is_started_again_by_its_path_from_the_current_folder(string process, string assembly, string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the paths are those of Linux");
        Assert.Equal(command, ProgramPath.Of(process, assembly, "/home/u/mine", ["/bin", "/usr/bin"]));
    }

    private static void Refused(string error, params string[] args)
    {
        var outcome = Run(args);
        Assert.Equal((2, string.Empty), (outcome.Status, outcome.Output));
        Assert.StartsWith(error, outcome.Error);
        Assert.Equal(1, outcome.Error.Count(c => c == '\n'));
    }

    private static Outcome Run(params string[] args) =>
        Run(new BgpvProgram([new BrachaProtocol()]) { Name = "mine", ReplayCommand = Replay }, args);

    private static Outcome Run(BgpvProgram program, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = Bgpv.Run(args, program, output, error, CancellationToken.None);
        return new(status, output.ToString(), error.ToString());
    }
}
