using System.Globalization;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Cli;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Traces;
using Xunit;

namespace BgpVerified.CoyoteTests.Documents;

/// <summary><c>docs/FAMILY.md</c> and <c>docs/MACHINE.md</c>: every command in them is run, and what it comes to stands below it.</summary>
public class FamilyTests
{
    private const string Prompt = "$ bgpv ";

    [Theory]
    [InlineData("FAMILY.md", 40)]
    [InlineData("MACHINE.md", 15)]
    public void Every_command_comes_to_what_stands_below_it(string document, int least)
    {
        var path = Path.Combine(Repository.Root, "docs", document);
        var text = new List<string>();
        var (isBlock, commands) = (false, 0);
        foreach (var line in File.ReadAllLines(path))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isBlock = !isBlock;
                text.Add(line);
            }
            else if (line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                commands++;
                text.Add(line);
                text.AddRange(OutcomeOf(line[Prompt.Length..]));
            }
            else if (!isBlock)
            {
                text.Add(line);
            }
        }

        Assert.True(commands >= least, $"{commands} commands");
        Golden.AssertCurrent(string.Join('\n', text) + "\n", "docs", document);
    }

    /// <summary>
    /// A line for each scenario of a run: the verdict, and how many states; the scenario's name, if there are several. The same exploration
    /// as the command's, which besides tells what was not exercised.
    /// </summary>
    private static IEnumerable<string> OutcomeOf(string command)
    {
        var words = command.Split(' ');
        var protocol = Protocols.All.Single(protocol => protocol.Name == words[1]);
        var options = words[2..].Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.True(words[0] == "check" && options.Keys.All(((string[])["--scenario", "--without", "--property"]).Contains), command);
        Assert.True(options.Count == 0 || options.ContainsKey("--scenario"), $"{command}: say the scenario");
        string[] scenarios = options.Count == 0 ? [.. protocol.DefaultScenarios] : [options["--scenario"]];
        foreach (var scenario in scenarios)
        {
            var configuration = protocol.Configuration(scenario);
            var result = Explorations.Explore(protocol,
                options.TryGetValue("--without", out var rule) ? configuration.Without(rule) : configuration,
                    options.GetValueOrDefault("--property"));
            var verdict = result.Verdict == Verdict.Holds ? "holds"
                : $"violated: {result.Property}, in {TraceText.Counted(result.Trace!.Steps.Count)}";
            yield return string.Create(CultureInfo.InvariantCulture,
                $"  {(scenarios.Length == 1 ? string.Empty : $"{scenario}: ")}{verdict}, {result.DistinctStates:N0} states");
        }
    }
}
