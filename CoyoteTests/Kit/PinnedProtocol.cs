using System.Reflection;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.SelfChecks;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Kit;

/// <summary>What a scenario comes to: <c>Holds</c>, or <c>Violated AgreementInv in 5</c>.</summary>
/// <param name="name">The scenario's name.</param>
/// <param name="outcome">What it comes to.</param>
/// <param name="reduced">The states of the reduced graph; 0 not to look.</param>
/// <param name="whole">The states of the whole graph, which must come to the same; 0 not to explore it.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ScenarioIsAttribute(string name, string outcome, int reduced = 0, int whole = 0) : Attribute
{
    public string Name => name;

    public string Outcome => outcome;

    public int Reduced => reduced;

    public int Whole => whole;

    /// <summary>Whether it takes long: it is explored with LONG_TESTS=1.</summary>
    public bool IsLong { get; init; }
}

/// <summary>A scenario too large to be explored here: in so many states nothing is found.</summary>
/// <param name="name">The scenario's name.</param>
/// <param name="states">How many states are looked at.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class InPartAttribute(string name, int states) : Attribute
{
    public string Name => name;

    public int States => states;
}

/// <summary>What fails without a rule in its scenario, and in how many steps.</summary>
/// <param name="rule">The rule's name.</param>
/// <param name="property">The property.</param>
/// <param name="length">The length of the shortest counterexample.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class WithoutAttribute(string rule, string property, int length) : Attribute
{
    public string Rule => rule;

    public string Property => property;

    public int Length => length;

    /// <summary>Whether it takes long: it is explored with LONG_TESTS=1.</summary>
    public bool IsLong { get; init; }
}

/// <summary>
/// What each scenario of a protocol comes to, reduced and whole, and what fails without each rule: all of them are pinned, by attributes.
/// Then random configurations get one verdict from all engines.
/// </summary>
/// <param name="protocol">The protocol.</param>
/// <param name="compared">How many random configurations are compared.</param>
public abstract class PinnedProtocol(IProtocol protocol, int compared)
{
    [Fact]
    public void Every_scenario_comes_to_what_it_says()
    {
        var pins = GetType().GetCustomAttributes<ScenarioIsAttribute>().ToList();
        var partly = GetType().GetCustomAttributes<InPartAttribute>().ToList();

        Assert.Equal(protocol.Scenarios.Select(scenario => scenario.Name).Order(),
            pins.Select(pin => pin.Name).Concat(partly.Select(pin => pin.Name)).Order());
        foreach (var pin in partly)
        {
            var scenario = protocol.Scenarios.Single(s => s.Name == pin.Name);
            var result = new Explorer(protocol.Build(scenario.Configuration), Explorations.Reduced with { MaxStates = pin.States }).Run();

            Assert.Equal((pin.Name, Verdict.Incomplete, scenario.Violates), (pin.Name, result.Verdict, null));
        }

        foreach (var pin in pins.Where(pin => !pin.IsLong || Explorations.RunsLongTests))
        {
            var scenario = protocol.Scenarios.Single(s => s.Name == pin.Name);
            var result = pin.IsLong
                ? new Explorer(protocol.Build(scenario.Configuration), Explorations.Reduced with { MaxStates = 10_000_000 }).Run()
                : Explorations.Explore(protocol, scenario.Configuration);

            Assert.Equal((pin.Name, pin.Outcome), (pin.Name, result.Outcome()));
            Assert.Equal((pin.Name, scenario.Violates), (pin.Name, result.Property));
            Assert.Equal((pin.Name, pin.Reduced), (pin.Name, pin.Reduced == 0 ? 0 : (int)result.DistinctStates));
            if (pin.Whole > 0)
            {
                var all = new Explorer(protocol.Build(scenario.Configuration), Explorations.Whole).Run();
                Assert.Equal((pin.Name, pin.Outcome, pin.Whole), (pin.Name, all.Outcome(), (int)all.DistinctStates));
            }
        }
    }

    [Fact]
    public void Without_each_rule_its_property_fails()
    {
        var pins = GetType().GetCustomAttributes<WithoutAttribute>().ToList();

        Assert.Equal(protocol.Rules.Select(rule => rule.Name).Order(), pins.Select(pin => pin.Rule).Order());
        foreach (var pin in pins.Where(pin => !pin.IsLong || Explorations.RunsLongTests))
        {
            var rule = protocol.Rules.Single(r => r.Name == pin.Rule);
            var result = Explorations.Explore(protocol, protocol.Configuration(rule.Scenario).Without(pin.Rule));

            Assert.Equal((pin.Rule, pin.Property), (pin.Rule, rule.Protects));
            Assert.Equal((pin.Rule, $"Violated {pin.Property} in {pin.Length}"), (pin.Rule, result.Outcome()));
        }
    }

    [Fact]
    public void Random_configurations_get_one_verdict_from_all_engines()
    {
        var options = new SelfCheckOptions { MostStates = 1_000, MostPlainStates = 150, Schedules = 10 };
        var results = Enumerable.Range(0, 40 * compared)
            .Select(number => DrawnCheck.Draw([protocol], 11, number))
            .OfType<DrawnCheck>()
            .Select(check => SelfCheck.Compare(check, options))
            .Where(result => result.IsCompared)
            .Take(compared)
            .ToList();

        Assert.Empty(results.Where(result => result.Disagreement is not null)
            .Select(result => $"{result.Check.Command}: {result.Disagreement}"));
        Assert.Equal(compared, results.Count);
        Assert.Contains(results, result => result.Verdict == Verdict.Holds);
        Assert.Contains(results, result => result.Verdict == Verdict.Violated);
    }
}
