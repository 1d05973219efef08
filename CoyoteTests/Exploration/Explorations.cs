using System.Collections.Concurrent;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.Documents;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>How the tests explore; without a protocol, BGP.</summary>
internal static class Explorations
{
    private static readonly ConcurrentDictionary<(string Protocol, Configuration Configuration, string? Property),
        Lazy<ExplorationResult>> Known = [];

    public static BgpProtocol Bgp { get; } = new();

    public static ExplorationOptions Reduced { get; } = new() { Symmetry = true, ObserversLast = true, MaxStates = 3_000_000 };

    public static ExplorationOptions Whole { get; } = new();

    public static Configuration Configuration(string scenario) => Bgp.Configuration(scenario);

    public static Configuration Configuration(this IProtocol protocol, string scenario) =>
        protocol.Scenarios.Single(s => s.Name == scenario).Configuration;

    public static Configuration Without(this Configuration configuration, params string[] rules) =>
        configuration with { Rules = new(configuration.Rules.Except(rules)) };

    public static ExplorationResult Explore(Configuration configuration) => Explore(Bgp, configuration);

    /// <summary>Explores with reductions, as the command does; each configuration once for all tests that ask.</summary>
    public static ExplorationResult Explore(IProtocol protocol, Configuration configuration, string? property = null) => Known.GetOrAdd(
        (protocol.Name, configuration, property),
        key => new(() => Kept(protocol, key.Configuration, key.Property)
            ?? new Explorer(protocol.Build(key.Configuration), Reduced with { Property = key.Property }).Run())).Value;

    public static ExplorationResult Explore(Configuration configuration, ExplorationOptions options) =>
        new Explorer(Bgp.Build(configuration), options).Run();

    /// <summary>
    /// A counterexample that takes minutes to find, and is kept in the folder Kept: replayed on the plain world instead.
    /// CoyoteTests/long-runs.sh looks for shorter ones.
    /// </summary>
    private static ExplorationResult? Kept(IProtocol protocol, Configuration configuration, string? property)
    {
        var system = protocol.Build(configuration);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(DocumentTests.Root, "CoyoteTests", "Exploration", "Kept"),
            $"{protocol.Name}-*.trace.json").Order(StringComparer.Ordinal))
        {
            var document = TraceJson.Read(File.ReadAllText(file));
            if (document.Protocol == protocol.Name && (property ?? document.Property) == document.Property
                && document.Config.ToConfiguration().Equals(system.Configuration))
            {
                var trace = TraceReplay.Replay(system, document);
                return new(Verdict.Violated, trace.Property, null, 0, 0, trace.Steps.Count, new Dictionary<string, int>(), [], 0, 0, 0,
                    trace);
            }
        }

        return null;
    }

    /// <summary>Of scenarios that take long together, the first; all with LONG_TESTS=1, as CoyoteTests/long-runs.sh has it.</summary>
    public static IEnumerable<string> Tried(string[] scenarios) =>
        scenarios.Take(RunsLongTests ? scenarios.Length : 1);

    /// <summary>Whether what takes long is run, too.</summary>
    public static bool RunsLongTests => Environment.GetEnvironmentVariable("LONG_TESTS") == "1";

    /// <summary>Skips what takes long.</summary>
    /// <param name="isLong">Whether it does.</param>
    public static void SkipIfLong(bool isLong) =>
        Assert.SkipWhen(isLong && !RunsLongTests, "takes long; LONG_TESTS=1 runs it, as CoyoteTests/long-runs.sh does");

    /// <summary>One line for a test's message: the outcome and, if there is one, the counterexample's length.</summary>
    public static string Outcome(this ExplorationResult result) =>
        $"{result.Verdict} {result.Property} {result.StoppedBy}".TrimEnd() + (result.Trace is { } trace
            ? $" in {trace.Steps.Count}"
            : string.Empty);
}
