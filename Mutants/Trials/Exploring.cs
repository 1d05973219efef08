using System.Reflection;
using BgpVerified.Checker.Exploration;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mutants.Trials;

/// <summary>Explores scenarios of a protocol. Loaded beside each changed assembly: strings and numbers go in and out.</summary>
public static class Exploring
{
    /// <summary>The protocols of an assembly, by their names.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>Names and protocols.</returns>
    public static IReadOnlyDictionary<string, object> Protocols(Assembly assembly) => assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IProtocol)))
        .Select(type => (IProtocol)Activator.CreateInstance(type)!)
        .ToDictionary(protocol => protocol.Name, protocol => (object)protocol);

    /// <summary>The names of the scenarios that a run without options explores.</summary>
    /// <param name="protocol">The protocol, an <see cref="IProtocol"/>.</param>
    /// <returns>Their names.</returns>
    public static string[] DefaultScenarios(object protocol) => [.. ((IProtocol)protocol).DefaultScenarios];

    /// <summary>All scenarios, and for each rule that can be taken out its scenario and its name.</summary>
    /// <param name="protocol">The protocol, an <see cref="IProtocol"/>.</param>
    /// <returns>Scenarios, as <c>name</c> or <c>name without rule</c>.</returns>
    public static string[] Cases(object protocol)
    {
        var known = (IProtocol)protocol;
        return
        [
            .. known.Scenarios.Select(scenario => scenario.Name),
            .. known.Rules.Where(rule => rule.Corrected).Select(rule => $"{rule.Scenario} without {rule.Name}"),
        ];
    }

    /// <summary>Explores a scenario.</summary>
    /// <param name="protocol">The protocol, an <see cref="IProtocol"/>.</param>
    /// <param name="explored">What to explore, as <see cref="Cases"/> gives it.</param>
    /// <param name="maxStates">Where to stop.</param>
    /// <param name="maxSeconds">When to stop.</param>
    /// <returns>Verdict, property, trace length, states, depth, goals not reached.</returns>
    public static string[] Explore(object protocol, string explored, long maxStates, double maxSeconds)
    {
        var known = (IProtocol)protocol;
        var parts = explored.Split(" without ");
        var configuration = known.Scenarios.Single(scenario => scenario.Name == parts[0]).Configuration;
        if (parts.Length > 1)
        {
            configuration = configuration with { Rules = new(configuration.Rules.Except([parts[1]])) };
        }

        var options = new ExplorationOptions { Symmetry = true, MaxStates = maxStates, MaxTime = TimeSpan.FromSeconds(maxSeconds) };
        var result = new Explorer(known.Build(configuration), options).Run();
        return
        [
            result.Verdict.ToString(),
            result.Property ?? string.Empty,
            $"{result.Trace?.Steps.Count ?? 0}",
            $"{result.DistinctStates}",
            $"{result.Depth}",
            string.Join(' ', result.NotReached),
        ];
    }
}
