using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Fab;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck.Fab;

/// <summary>Traces of the engines are behaviours of the module.</summary>
public class TraceValidationTests
{
    /// <summary>One at every test run; all with <c>CROSSCHECK=all</c>.</summary>
    public static TheoryData<string, string, Delivery, int> Runs =>
    [
        .. new TheoryDataRow<string, string, Delivery, int>[]
        {
            new("pfab", "two-recoveries", Delivery.Set, 3),
            new("fab", "two-recoveries", Delivery.Reliable, 2),
            new("fab", "recovery", Delivery.Set, 1),
            new("pfab", "stuck", Delivery.Reliable, 4),
            new("pfab", "beyond-t", Delivery.Fifo, 5),
        }.Where((_, i) => Selection.Includes("runs", i == 0)),
    ];

    [Fact]
    public void A_counterexample_fits_the_published_rules_and_not_the_corrected_ones()
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var mirror = Mirrors.Of("pfab")!;
        var published = Scenario(mirror, "published");
        var trace = Counterexample(mirror, published, "CS2Inv");

        Assert.Null(Misfit(mirror, trace, published));

        // The commit proof that the new leader is shown obliges it by the corrected rules only (P01).
        var misfit = Misfit(mirror, trace, published with { Rules = mirror.Protocol.Corrected() });
        var recovery = trace.Steps.Index().Single(step => step.Item.Input is ReportQuorum).Index + 1;
        Assert.StartsWith($"step {recovery}, p2 takes Report quorum 1", misfit);
        Assert.Contains("is not Recover(\"p2\", {", misfit);
    }

    /// <summary>Lemma 7 is false: the acceptors do the same by all rules, and what their answers come to differs.</summary>
    [Fact]
    public void Lemma_7_is_false_where_the_counterexample_says_so()
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var mirror = Mirrors.Of("pfab")!;
        var published = Scenario(mirror, "published-text");
        var trace = Counterexample(mirror, published, "Lemma7Inv");
        var corrected = published with { Rules = mirror.Protocol.Corrected() };

        Assert.Null(Misfit(mirror, trace, published));

        var system = mirror.Protocol.Build(published);
        var last = trace.Steps.Aggregate(World.Initial(system), (world, step) => world.Take(step.Process, step.Input));
        Assert.Equal(("FALSE", "TRUE"), (Says(mirror, system, last, published, "Lemma7Inv"),
            Says(mirror, system, last, corrected, "Lemma7Inv")));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Runs))]
    public void A_run_message_by_message_is_a_behaviour(string protocol, string scenario, Delivery delivery, int seed)
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var mirror = Mirrors.Of(protocol)!;
        var configuration = Scenario(mirror, scenario);
        var system = mirror.Protocol.Build(configuration);
        var random = new Random(seed);
        var run = MessageRun.Of((MessageWorld)Trace.InitialWorld(system, delivery), Enumerable.Range(0, 40).Select(_ => random.Next()));
        var choices = run.Choices.Select(choice => (choice.Process, choice.Input)).ToList();

        using var npm = Npm.Start();
        var misfit = new TraceValidation(npm, mirror).FirstMisfit(system, delivery, choices, configuration);

        Assert.True(misfit is null, misfit);
        var actions = InputRun.Of(system, delivery, choices).Count();
        Assert.True(actions >= 10, $"the run has only {actions} actions");
    }

    private static Configuration Scenario(ProtocolMirror mirror, string name) =>
        mirror.Protocol.Scenarios.Single(scenario => scenario.Name == name).Configuration;

    private static Trace Counterexample(ProtocolMirror mirror, Configuration configuration, string property) =>
        new Explorer(mirror.Protocol.Build(configuration), new ExplorationOptions { Property = property }).Run().Trace
        ?? throw new InvalidOperationException("the explorer finds no counterexample");

    private static string? Misfit(ProtocolMirror mirror, Trace trace, Configuration rules)
    {
        using var npm = Npm.Start();
        return new TraceValidation(npm, mirror).FirstMisfit(mirror.Protocol.Build(trace.Configuration), trace.Delivery,
            trace.Steps.Select(step => (step.Process, step.Input)), rules);
    }

    private static string? Says(ProtocolMirror mirror, ISystem system, World world, Configuration rules, string invariant)
    {
        using var npm = Npm.Start();
        return npm.Evaluate(FlatModule.Text(mirror), FlatModule.Configuration(mirror.Constants(rules)), mirror.ValuesOf(system, world),
            [invariant])[0].Value;
    }
}
