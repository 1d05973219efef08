using System.Collections.Concurrent;
using BgpVerified.Checker.Exploration;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>How the tests explore; without a protocol, BGP.</summary>
internal static class Explorations
{
    private static readonly ConcurrentDictionary<(string Protocol, Configuration Configuration, string? Property), Lazy<ExplorationResult>> Known = [];

    public static BgpProtocol Bgp { get; } = new();

    public static ExplorationOptions Reduced { get; } = new() { Symmetry = true, ObserversLast = true };

    public static ExplorationOptions Whole { get; } = new();

    public static Configuration Configuration(string scenario) => Bgp.Configuration(scenario);

    public static Configuration Configuration(this IProtocol protocol, string scenario) => protocol.Scenarios.Single(s => s.Name == scenario).Configuration;

    public static Configuration Without(this Configuration configuration, params string[] rules) =>
        configuration with { Rules = new(configuration.Rules.Except(rules)) };

    public static ExplorationResult Explore(Configuration configuration) => Explore(Bgp, configuration);

    /// <summary>Explores with reductions, as the command does; each configuration once for all tests that ask.</summary>
    public static ExplorationResult Explore(IProtocol protocol, Configuration configuration, string? property = null) => Known.GetOrAdd(
        (protocol.Name, configuration, property),
        key => new(() => new Explorer(protocol.Build(key.Configuration), Reduced with { Property = key.Property }).Run())).Value;

    public static ExplorationResult Explore(Configuration configuration, ExplorationOptions options) =>
        new Explorer(Bgp.Build(configuration), options).Run();

    /// <summary>One line for a test's message: the outcome and, if there is one, the counterexample's length.</summary>
    public static string Outcome(this ExplorationResult result) =>
        $"{result.Verdict} {result.Property} {result.StoppedBy}".TrimEnd() + (result.Trace is { } trace ? $" in {trace.Steps.Count}" : string.Empty);
}
