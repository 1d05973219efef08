using System.Text.RegularExpressions;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Documents;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Registers;

/// <summary>The registers' sources cite what exists, and their traces replay from the command line.</summary>
public class RegisterSourceTests
{
    [Theory]
    [InlineData("CrashRegister", "crash-register", 4)]
    [InlineData("ByzantineRegister", "byzantine-register", 8)]
    [InlineData("FabRegister", "fab-register", 7)]
    [InlineData("SecretRegister", "secret-register", 5)]
    public void Every_handler_names_its_figure_and_its_action_and_every_erratum_it_cites_exists(string folder, string name, int handlers)
    {
        var known = RegisterExplorations.Protocol(name).Errata.Select(erratum => erratum.Id).ToHashSet();
        var found = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(DocumentTests.Root, "Impl", folder), "*.cs",
            SearchOption.AllDirectories))
        {
            var source = File.ReadAllText(file);
            Assert.All(Regex.Matches(source, @"\b[ER]\d\d\b").Select(m => m.Value), cited => Assert.Contains(cited, known));
            foreach (Match handler in Regex.Matches(source, @"((?: *///[^\n]*\n)+)    public static Step<\w+> On\("))
            {
                found++;
                Assert.Contains("TLA+:", handler.Groups[1].Value);
                Assert.Matches("Figure|Section", handler.Groups[1].Value);
            }
        }

        Assert.Equal(handlers, found);
    }

    [Theory]
    [InlineData("crash-register", "--rules published", 1)]
    [InlineData("byzantine-register", "--rules published", 1)]
    [InlineData("fab-register", "--rules published", 1)]
    [InlineData("crash-register", "--acceptors 2", 1)]
    [InlineData("byzantine-register", "--acceptors 3", 1)]
    [InlineData("fab-register", "--acceptors 5", 1)]
    [InlineData("secret-register", "--rules published", 1)]
    [InlineData("secret-register", "--acceptors 3", 1)]
    [InlineData("crash-register", "--acceptors 2 --search random --schedules 500", 1)]
    [InlineData("byzantine-register", "--acceptors 3 --search pct --schedules 2000", 1)]
    [InlineData("fab-register", "--acceptors 5 --search swarm --schedules 500", 1)]
    [InlineData("crash-register", "--byzantine a1", 1)]
    [InlineData("crash-register", "--byzantine p1", 2)]
    [InlineData("fab-register", "--ballots classic", 2)]
    public void The_command_line_checks_and_replays(string protocol, string options, int status)
    {
        using var folder = new Folder();
        var trace = folder.File("t.json");

        var outcome = Tool.Run(["check", protocol, .. options.Split(' '), "--trace", trace]);

        Assert.Equal(status, outcome.Status);
        if (status == 1)
        {
            Assert.Equal(1, Tool.Run("replay", trace).Status);
        }
        else
        {
            Assert.Empty(outcome.Output);
            Assert.Single(outcome.Error.TrimEnd().Split('\n'));
            Assert.False(File.Exists(trace));
        }
    }
}
