using System.Diagnostics;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.Xunit;

/// <summary>
/// Checks a protocol in a test, as the command <c>check</c> does: every state is explored, breadth first, and a counterexample is a
/// shortest one.
/// </summary>
/// <remarks>
/// A test that fails says which property is violated, prints the steps that lead there, and tells the command that replays them. The
/// trace is written beside the test's assembly, and is attached to the test's result. If the test is cancelled or runs out of time, so does
/// the exploration.
/// </remarks>
[StackTraceHidden]
public static class ProtocolCheck
{
    /// <summary>How many further ballots, views, timestamps or regencies a stuck state is given; as in <c>check</c>.</summary>
    private const int Further = 2;

    /// <summary>Fails the test unless every property holds and every goal is reached.</summary>
    /// <param name="protocol">The protocol, with the rules that its scenarios have.</param>
    /// <param name="scenario">The scenario; null for those of the protocol's default run, one after another.</param>
    /// <exception cref="ArgumentException">The protocol has no such scenario.</exception>
    /// <exception cref="ProtocolCheckException">A property is violated, or not every state could be explored.</exception>
    public static void Holds(IProtocol protocol, string? scenario = null)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        foreach (var name in scenario is null ? protocol.DefaultScenarios : [scenario])
        {
            var found = Scenario(protocol, name);
            var system = protocol.Build(found.Configuration);
            var result = Explore(system, property: null);
            if (result.Verdict == Verdict.Violated)
            {
                throw new ProtocolCheckException(Counterexample.Describe(protocol, found, system, result));
            }

            RequireAll(protocol, found, result);
        }
    }

    /// <summary>
    /// Fails the test unless a property is violated: where a rule is taken out, this shows that it is needed, and where nothing is,
    /// that the property can fail at all.
    /// </summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="property">The name of the property, or of the goal that is never reached.</param>
    /// <param name="scenario">
    /// The scenario; if it is null, that of the first rule taken out, or else the first that says that it violates the property, or
    /// else the protocol's first.
    /// </param>
    /// <param name="without">The names of the rules to take out.</param>
    /// <returns>What was found, with a shortest counterexample if it is a property and not a goal.</returns>
    /// <exception cref="ArgumentException">
    /// There is no such scenario, property or rule, or the rule is not in force in the scenario.
    /// </exception>
    /// <exception cref="ProtocolCheckException">The property holds, or not every state could be explored.</exception>
    public static ExplorationResult Violates(
        IProtocol protocol, string property, string? scenario = null, params IReadOnlyList<string> without)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(without);
        var rules = without
            .Select(name => Known(name, protocol.Rules, rule => rule.Name, $"{protocol.Name} has no rule", nameof(without)))
            .ToList();
        var found = Scenario(protocol, scenario ?? rules.FirstOrDefault()?.Scenario
            ?? (protocol.Scenarios.FirstOrDefault(s => s.Violates == property) ?? protocol.Scenarios[0]).Name);
        if (without.FirstOrDefault(rule => !found.Configuration.Rules.Contains(rule)) is { } absent)
        {
            throw new ArgumentException(
                $"the rule '{absent}' is not in force in scenario {found.Name}, so it cannot be taken out", nameof(without));
        }

        var system = protocol.Build(found.Configuration with { Rules = new(found.Configuration.Rules.Except(without)) });
        var names = system.Properties.Select(p => p.Name).Concat(system.Goals.Select(goal => goal.Name)).ToList();
        Known(property, names, name => name, $"scenario {found.Name} has no property or goal", nameof(property));
        var result = Explore(system, system.Properties.Any(p => p.Name == property) ? property : null);
        if (result.Verdict == Verdict.Violated && result.Property == property)
        {
            return result;
        }

        var expected = $"expected {property} to be violated{string.Concat(without.Select(rule => $" without {rule}"))}";
        if (result.Verdict == Verdict.Violated)
        {
            throw new ProtocolCheckException($"{expected}; but\n{Counterexample.Describe(protocol, found, system, result)}");
        }

        RequireAll(protocol, found, result);
        throw new ProtocolCheckException(FormattableString.Invariant(
            $"{protocol.Name}, scenario {found.Name}: {expected}; but it holds in all of {result.DistinctStates:N0} states"));
    }

    private static ExplorationResult Explore(ISystem system, string? property)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var options = new ExplorationOptions
        {
            Symmetry = true,
            ObserversLast = true,
            Further = Further,
            MaxMemory = MemoryLimit.Usual,
            Property = property,
            Cancellation = cancellation,
        };
        var result = new Explorer(system, options).Run();
        if (result.Verdict == Verdict.Incomplete)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return result;
    }

    private static void RequireAll(IProtocol protocol, Scenario scenario, ExplorationResult result)
    {
        if (result.Verdict == Verdict.Incomplete)
        {
            var states = FormattableString.Invariant($"{result.DistinctStates:N0} states");
            throw new ProtocolCheckException(
                $"{protocol.Name}, scenario {scenario.Name}: incomplete: stopped by {result.StoppedBy} after {states}; nothing was found");
        }
    }

    private static Scenario Scenario(IProtocol protocol, string name) =>
        Known(name, protocol.Scenarios, scenario => scenario.Name, $"{protocol.Name} has no scenario", "scenario");

    private static T Known<T>(string name, IReadOnlyList<T> all, Func<T, string> nameOf, string unknown, string parameter) =>
        all.Any(one => nameOf(one) == name)
            ? all.First(one => nameOf(one) == name)
            : throw new ArgumentException($"{unknown} '{name}'; there are {string.Join(", ", all.Select(nameOf))}", parameter);
}
