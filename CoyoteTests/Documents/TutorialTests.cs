using System.Reflection;
using System.Text.RegularExpressions;
using BgpVerified.Checker.Exploration;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using Microsoft.CodeAnalysis;
using Xunit;

namespace BgpVerified.CoyoteTests.Documents;

/// <summary>
/// The tutorial's code is compiled as a reader would have it at each point, where a later block of a name takes the place of an earlier
/// one; and each run comes to what stands there.
/// </summary>
public sealed partial class TutorialTests
{
    [Fact]
    public void Every_run_of_the_tutorial_comes_to_what_it_says()
    {
        var blocks = new List<(string Name, string Code)>();
        var runs = new List<string>();
        foreach (Match match in Block().Matches(File.ReadAllText(Path.Combine(DocumentTests.Root, "docs", "TUTORIAL.md"))))
        {
            var (name, code) = (match.Groups["name"].Value, match.Groups["code"].Value);
            if (match.Groups["kind"].Value == "csharp")
            {
                blocks.RemoveAll(block => block.Name == name);
                blocks.Add((name, code));
                continue;
            }

            var (command, said) = (code.Split('\n')[0], code.Split('\n')[1]);
            var (protocol, configuration, property) = Asked(command, Compiled(blocks));
            var result = new Explorer(protocol.Build(configuration), Explorations.Reduced with { Property = property }).Run();
            Assert.Equal($"{command}: {said}", $"{command}: {Said(result)}");
            runs.Add(said);
        }

        Assert.Equal(8, runs.Count);
        Assert.Contains("holds", runs);
    }

    private static string Said(ExplorationResult result) => result.Verdict == Verdict.Holds
        ? "holds"
        : $"violated: {result.Property}, in {result.Trace!.Steps.Count} step{(result.Trace.Steps.Count == 1 ? string.Empty : "s")}";

    /// <summary>The configuration that a command line asks for, read by the few options that the tutorial uses.</summary>
    private static (IProtocol Protocol, Configuration Configuration, string? Property) Asked(string command, IProtocol protocol)
    {
        var words = command.Split(' ');
        Assert.Equal(["dotnet", "run", "-c", "Release", "--project", "Broadcast", "--", "check", protocol.Name], words[..9]);
        var options = words[9..].Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Empty(options.Keys.Except(["--scenario", "--property", "--without"]));
        var configuration = protocol.Configuration(options.GetValueOrDefault("--scenario", protocol.DefaultScenarios[0]));
        if (options.TryGetValue("--without", out var rule))
        {
            Assert.Contains(rule, protocol.Rules.Select(known => known.Name));
            configuration = configuration.Without(rule);
        }

        return (protocol, configuration, options.GetValueOrDefault("--property"));
    }

    private static IProtocol Compiled(IEnumerable<(string Name, string Code)> blocks)
    {
        var compilation = ReadersProgram.Compilation(string.Concat(blocks.OrderByDescending(block => block.Name == "Usings")
            .Select(block => block.Code + "\n")));
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly);
        Assert.Empty(emitted.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => $"{diagnostic}"));
        var types = Assembly.Load(assembly.ToArray()).GetTypes();
        return (IProtocol)Activator.CreateInstance(types.Single(type => type.IsAssignableTo(typeof(IProtocol))))!;
    }

    [GeneratedRegex(@"^```(?<kind>csharp|run) ?(?<name>\w*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
