using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Traces;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Documents;

/// <summary>The documents say what the program does.</summary>
public class DocumentTests
{
    [Fact]
    public void The_errata_are_current() => Golden.AssertCurrent(ErrataDocument.Write(), "docs", "ERRATA.md");

    [Fact]
    public void The_classes_of_the_errata_are_current() => Golden.AssertCurrent(ErrataClasses.Write(), "docs", "ERRATA-CLASSES.md");

    [Theory]
    [InlineData("bgp-E04")]
    [InlineData("bgp-E07-E21")]
    [InlineData("bgp-E14")]
    [InlineData("bgp-E21")]
    public void A_run_of_the_published_rules_that_delivers_each_message_once_breaks_Consistency(string name)
    {
        var script = Script.Consistency.Single(script => script.Name == name);
        Assert.Equal(Explorations.Bgp.Published(), script.Configuration.Rules);
        Assert.True(script.Configuration.Byzantine.Count() <= script.Configuration.Faults
            && script.Configuration.Acceptors > 3 * script.Configuration.Faults);
        Golden.AssertCurrent(script.Json(), "docs", "counterexamples", $"{name}.trace.json");
    }

    [Theory]
    [InlineData("bgp-E10")]
    [InlineData("bgp-E11")]
    [InlineData("bgp-E12")]
    [InlineData("bgp-E18")]
    public void A_run_of_the_published_rules_without_faults_loses_a_command(string name)
    {
        var script = Script.Lost.Single(script => script.Name == name);
        Assert.Equal(Explorations.Bgp.Published(), script.Configuration.Rules);
        Assert.Empty(script.Configuration.Byzantine);
        Golden.AssertCurrent(script.Json(), "docs", "counterexamples", $"{name}.trace.json");
    }

    [Fact]
    public void Two_acceptors_that_have_proven_conflicting_values_block_every_ballot_under_the_published_guard()
    {
        var last = Script.Blocked.Run().Steps;
        var proven = last.GroupBy(step => step.Process).Select(steps => steps.Last().After).OfType<AcceptorState>()
            .Select(acceptor => acceptor.Proven.Value.ToString()).Order(StringComparer.Ordinal);

        Assert.Contains("a.b", proven);
        Assert.Contains("b.a", proven);
        Golden.AssertCurrent(Script.Blocked.Json(), "docs", "counterexamples", "bgp-E05.trace.json");
    }

    [Fact]
    public void The_readme_shows_the_counterexample_of_the_published_protocol() =>
        Assert.Contains(TraceText.Write(Script.Told(Script.Consistency.Single(script => script.Name == "bgp-E07-E21").Run())),
            Read("README.md"));

    [Fact]
    public void The_readme_shows_the_counts_of_the_default_run()
    {
        var readme = Read("README.md");
        foreach (var name in Explorations.Bgp.DefaultScenarios)
        {
            var result = Explorations.Explore(Explorations.Configuration(name));

            Assert.Contains(FormattableString.Invariant(
                $"{result.DistinctStates:N0} distinct states, {result.Transitions:N0} transitions, depth {result.Depth}"), readme);
        }
    }

    [Fact]
    public void Every_file_that_a_document_links_to_exists()
    {
        foreach (var document in Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Append(Path.Combine(Root, "README.md")))
        {
            foreach (var link in System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(document), @"\]\(([^)#:]+)\)")
                .Select(m => m.Groups[1].Value))
            {
                Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, link)),
                    $"{Path.GetFileName(document)} links to {link}, which does not exist");
            }
        }
    }

    /// <summary>A planted bug whose place is gone is not looked for any more, and nobody would notice.</summary>
    [Fact]
    public void Every_planted_bug_has_its_place_in_the_source()
    {
        foreach (var line in File.ReadLines(Path.Combine(Root, "Mutants", "planted.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            var parts = line.Replace(" | | ", " |  | ", StringComparison.Ordinal).Split(" | ");
            Assert.Equal(4, parts.Length);
            Assert.True(Read(parts[0]).Split(parts[1].Replace("\\n", "\n", StringComparison.Ordinal)).Length == 2, line);
        }
    }

    [Fact]
    public void Every_handler_names_its_lines_and_its_action_and_every_erratum_it_cites_exists()
    {
        var known = Explorations.Bgp.Errata.Select(e => e.Id).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "Impl", "Bgp"), "*.cs", SearchOption.AllDirectories))
        {
            var source = File.ReadAllText(file);
            foreach (System.Text.RegularExpressions.Match cited in System.Text.RegularExpressions.Regex.Matches(source, @"\bE\d\d\b"))
            {
                Assert.True(known.Contains(cited.Value),
                    $"{Path.GetFileName(file)} cites {cited.Value}, which the catalogue does not have");
            }

            foreach (System.Text.RegularExpressions.Match handler in System.Text.RegularExpressions.Regex.Matches(source,
                @"((?: *///[^\n]*\n)+)    public static Step<\w+> On\("))
            {
                Assert.Contains("TLA+:", handler.Groups[1].Value);
            }
        }
    }

    /// <summary>The folder of the repository.</summary>
    internal static string Root => Repository.Root;

    private static string Read(string name) => File.ReadAllText(Path.Combine(Root, name));
}
