using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.Impl.Bgp;
using BgpVerified.Mirror;
using BgpVerified.Mirror.Bgp;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck.Bgp;

/// <summary>Traces of the engines are behaviours of the module.</summary>
public class TraceValidationTests
{
    private static readonly BgpProtocol Bgp = new();

    public static TheoryData<string, Delivery, int> Runs => new()
    {
        { "byzantine", Delivery.Set, 1 },
        { "conflict", Delivery.Set, 2 },
        { "view-change", Delivery.Set, 3 },
        { "universal", Delivery.Set, 4 },
        { "conflict", Delivery.Reliable, 5 },
        { "crash", Delivery.Set, 6 },
        { "view-change", Delivery.Fifo, 7 },
        { "view-change", Delivery.Once, 8 },
        { "any-order-three", Delivery.Reliable, 9 },
    };

    [Fact]
    public void A_counterexample_fits_the_published_rules_and_not_those_that_forbid_it()
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var published = Bgp.Scenarios.Single(scenario => scenario.Name == "published").Configuration with { Acceptors = 2, Faults = 0 };
        var trace = Counterexample(published);

        Assert.Null(Misfit(trace, published));

        // With propose-once a leader does not keep what it has counted: there is nothing that it would count on again.
        var misfit = Misfit(trace, published with { Rules = published.Rules.Add("propose-once") });
        var first = trace.Steps.Index().First(step => step.Item.Input is Phase1BQuorum).Index + 1;
        Assert.StartsWith($"step {first}, leader takes Phase1B quorum", misfit);
        Assert.Contains("Propose2A(0, {", misfit);
        Assert.Contains("IF Has(\"propose-once\") THEN @ ELSE Contents(reports)", misfit);
    }

    [Fact]
    public void A_counterexample_without_a_rule_stops_fitting_where_the_rule_forbids_it()
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var corrected = new Configuration
        {
            Rules = Bgp.Corrected(),
            Acceptors = 2,
            Faults = 0,
            Byzantine = new(["leader"]),
            Ballots = new(["classic"]),
            MaxLength = 1
        };
        var without = corrected with { Rules = new(corrected.Rules.Where(rule => rule != "vote-once")) };
        var trace = Counterexample(without);

        Assert.Null(Misfit(trace, without));

        var misfit = Misfit(trace, corrected);
        Assert.Contains("is not Vote(\"a", misfit);
        Assert.EndsWith("of which this is false: Below(acceptor[a].voted, m.ballot) \\/ ~Has(\"vote-once\")", misfit);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_run_message_by_message_is_a_behaviour(string scenario, Delivery delivery, int seed)
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        IsBehaviour(Bgp.Scenarios.Single(s => s.Name == scenario).Configuration, delivery, seed, steps: 40);
    }

    [Fact]
    public void So_is_one_of_a_larger_configuration()
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var published = Bgp.Scenarios.Single(s => s.Name == "published").Configuration;
        IsBehaviour(published with { Acceptors = 10, Faults = 3, Commands = new(["a", "b", "c"]), Ballots = new(["fast", "classic"]) },
            Delivery.Reliable, seed: 8, steps: 80);
    }

    private static void IsBehaviour(Configuration configuration, Delivery delivery, int seed, int steps)
    {
        var system = new BgpModel(configuration);
        var random = new Random(seed);
        var run = MessageRun.Of((MessageWorld)Trace.InitialWorld(system, delivery), Enumerable.Range(0, steps).Select(_ => random.Next()));
        var choices = run.Choices.Select(choice => (choice.Process, choice.Input)).ToList();

        using var npm = Npm.Start();
        var misfit = new TraceValidation(npm, new BgpMirror()).FirstMisfit(system, delivery, choices, configuration);

        Assert.True(misfit is null, misfit);
        var actions = InputRun.Of(system, delivery, choices).Count();
        Assert.True(actions >= steps / 4, $"the run has only {actions} actions");
    }

    private static Trace Counterexample(Configuration configuration) =>
        new Explorer(new BgpModel(configuration), new ExplorationOptions { Property = "ConsistencyInv" }).Run().Trace
        ?? throw new InvalidOperationException("the explorer finds no counterexample");

    private static string? Misfit(Trace trace, Configuration rules)
    {
        using var npm = Npm.Start();
        return new TraceValidation(npm, new BgpMirror())
            .FirstMisfit(new BgpModel(trace.Configuration), trace.Delivery, trace.Steps.Select(step => (step.Process, step.Input)), rules);
    }
}
