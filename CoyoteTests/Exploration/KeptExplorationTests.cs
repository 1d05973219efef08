using System.Globalization;
using System.Text;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Traces;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>
/// All that the explorer says of a few hundred states of each default scenario and of the flawed ones, in each of its ways:
/// the whole graph, each reduction and both, two workers, bounds. A count, a goal or a note that comes out otherwise is a
/// change of the explorer that somebody must have meant; <c>UPDATE_DOCS=1</c> writes the files anew.
/// </summary>
public sealed class KeptExplorationTests
{
    private const long States = 600;

    private static readonly (string Name, ExplorationOptions Options)[] Ways =
    [
        ("whole", new() { MaxStates = States }),
        ("symmetry", new() { MaxStates = States, Symmetry = true }),
        ("observers last", new() { MaxStates = States, ObserversLast = true, ObserversLastAfter = 0 }),
        ("both, later", new() { MaxStates = States, Symmetry = true, ObserversLast = true, ObserversLastAfter = States / 4, Workers = 2 }),
        ("five steps", new() { MaxStates = States, MaxDepth = 5, Symmetry = true, ObserversLast = true }),
    ];

    public static TheoryData<string, string> Scenarios { get; } = new(
        from protocol in Tool.Catalogue.Protocols
        from scenario in protocol.Scenarios
        where protocol.DefaultScenarios.Contains(scenario.Name) || scenario.Violates is not null
        select (protocol.Name, scenario.Name));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void What_the_explorer_says_is_as_it_was(string protocol, string scenario)
    {
        var known = Tool.Catalogue.Protocol(protocol);
        var configuration = known.Configuration(scenario);
        var text = new StringBuilder();
        foreach (var (name, options) in Ways)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}\n").Append(Said(new Explorer(known.Build(configuration), options).Run()));
        }

        Golden.AssertCurrent(text.ToString(), "CoyoteTests", "Exploration", "said", protocol, $"{scenario}.txt");
    }

    /// <summary>Small enough to be gone through whole: what is checked where a run ends, and what was not put to the test.</summary>
    [Theory]
    [InlineData("bgp", "universal-leader", 1)]
    [InlineData("crash-register", "two-proposers", 1)]
    [InlineData("fab", "common-case", 0)]
    [InlineData("fab", "lossy", 0)]
    public void What_the_explorer_says_of_a_whole_graph_is_as_it_was(string protocol, string scenario, int faults)
    {
        var known = Tool.Catalogue.Protocol(protocol);
        var configuration = known.Configuration(scenario);
        configuration = configuration with
        {
            Acceptors = protocol == "bgp" ? 3 : 2,
            Faults = protocol == "crash-register" ? configuration.Faults : faults,
            Byzantine = new(configuration.Byzantine.Where(name => name[0] != 'a')),
            Learners = protocol == "fab" ? configuration.Learners : 1,
        };
        var text = new StringBuilder();
        foreach (var (name, options) in Ways.Take(4))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}\n")
                .Append(Said(new Explorer(known.Build(configuration), options with { MaxStates = 4_000 }).Run()));
        }

        Golden.AssertCurrent(text.ToString(), "CoyoteTests", "Exploration", "said", protocol, $"small-{scenario}.txt");
    }

    private static string Said(ExplorationResult found)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"  {found.Verdict} {found.Property ?? "-"} stopped by {found.StoppedBy ?? "nothing"}\n");
        text.Append(CultureInfo.InvariantCulture,
            $"  {found.DistinctStates} states, {found.Transitions} transitions, depth {found.Depth}, {found.Bytes} "
            + $"bytes, {found.HitRate:F4} remembered\n");
        var reached = found.Reached.OrderBy(goal => goal.Key, StringComparer.Ordinal).Select(goal => $"{goal.Key}:{goal.Value}");
        text.Append(CultureInfo.InvariantCulture,
            $"  reached {string.Join(' ', reached)}; not {string.Join(' ', found.NotReached)}\n");
        text.Append(CultureInfo.InvariantCulture,
            $"  not exercised {(found.NotExercised is { } idle ? string.Join(' ', idle) : "unknown")}\n");
        text.Append(CultureInfo.InvariantCulture,
            $"  interchangeable {string.Join(", ", found.Reductions.Symmetry)}; "
            + $"last {string.Join(' ', found.Reductions.Observers)}; {found.Reductions.Comparisons} comparisons\n");
        foreach (var note in found.Reductions.Notes)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {note}\n");
        }

        return text.Append(found.Trace is { } trace ? TraceText.Write(trace) : string.Empty).ToString();
    }
}
