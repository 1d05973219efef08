using System.Collections.Concurrent;
using BgpVerified.Checker.Exploration;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>How the tests explore BGP.</summary>
internal static class Explorations
{
    private static readonly ConcurrentDictionary<Configuration, Lazy<ExplorationResult>> Known = [];

    public static BgpProtocol Bgp { get; } = new();

    public static ExplorationOptions Reduced { get; } = new() { Symmetry = true };

    public static ExplorationOptions Whole { get; } = new() { AllInterleavings = true };

    public static Configuration Configuration(string scenario) => Bgp.Scenarios.Single(s => s.Name == scenario).Configuration;

    public static Configuration Without(this Configuration configuration, params string[] rules) =>
        configuration with { Rules = new(configuration.Rules.Except(rules)) };

    /// <summary>Explores up to symmetry and eager steps; each configuration once for all tests that ask.</summary>
    public static ExplorationResult Explore(Configuration configuration) =>
        Known.GetOrAdd(configuration, c => new(() => Explore(c, Reduced))).Value;

    public static ExplorationResult Explore(Configuration configuration, ExplorationOptions options) =>
        new Explorer(Bgp.Build(configuration), options).Run();

    /// <summary>One line for a test's message: the outcome and, if there is one, the counterexample's length.</summary>
    public static string Outcome(this ExplorationResult result) =>
        $"{result.Verdict} {result.Property} {result.StoppedBy}".TrimEnd() + (result.Trace is { } trace ? $" in {trace.Steps.Count}" : string.Empty);
}
