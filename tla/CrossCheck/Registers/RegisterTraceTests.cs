using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck.Registers;

/// <summary>Traces of the engines are behaviours of the registers' modules.</summary>
public class RegisterTraceTests
{
    /// <summary>
    /// A register, a rule taken out, the property that fails without it, and the guard at which the counterexample stops fitting.
    /// </summary>
    public static TheoryData<string, string, string, string> Counterexamples => new()
    {
        { "crash-register", "write-not-below", "AgreementInv", "m.timestamp >= acceptor[a].highest \\/ ~Has(\"write-not-below\")" },
        { "byzantine-register", "pre-write-once", "AgreementInv", "IsFirst(acceptor[a].preWrites, m)" },
        { "fab-register", "write-once", "AgreementInv", "IsFirst(acceptor[a].writes, m)" },
    };

    public static TheoryData<string, string, Delivery, int> Runs => new()
    {
        { "crash-register", "two-proposers", Delivery.Set, 1 },
        { "byzantine-register", "optimized", Delivery.Reliable, 3 },
        { "fab-register", "byzantine", Delivery.Set, 4 },
    };

    [Fact]
    public void A_counterexample_fits_the_published_rules_and_not_the_corrected_ones()
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var published = ModelList.Named("byzantine-register-published").Configuration();
        var mirror = Mirrors.Of("byzantine-register")!;
        var trace = Counterexample(mirror, published, "TokenInv");
        using var npm = Npm.Start();

        Assert.Null(Misfit(npm, mirror, trace, published));

        // The leader reads what it has written itself at the same timestamp; as corrected it writes once there, and reads only what came
        // before.
        var misfit = Misfit(npm, mirror, trace, published with { Rules = mirror.Protocol.Corrected() });
        Assert.StartsWith($"step {trace.Steps.Count}, p", misfit);
        Assert.EndsWith("of which this is false: CanFinish(proposer[p], TokenOf(proposer[p].estimate, acks))", misfit);
    }

    [Theory]
    [MemberData(nameof(Counterexamples))]
    public void A_counterexample_without_a_rule_stops_fitting_where_the_rule_forbids_it(string register, string rule, string property,
        string guard)
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var without = ModelList.Named($"{register}-without-{rule}").Configuration();
        var mirror = Mirrors.Of(register)!;
        var trace = Counterexample(mirror, without, property);
        using var npm = Npm.Start();

        Assert.Null(Misfit(npm, mirror, trace, without));

        Assert.EndsWith($"of which this is false: {guard}", Misfit(npm, mirror, trace, without with { Rules = without.Rules.Add(rule) }));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_run_message_by_message_is_a_behaviour(string register, string scenario, Delivery delivery, int seed)
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var mirror = Mirrors.Of(register)!;
        var configuration = mirror.Protocol.Scenarios.Single(s => s.Name == scenario).Configuration;
        var system = mirror.Protocol.Build(configuration);
        var random = new Random(seed);
        var run = MessageRun.Of((MessageWorld)Trace.InitialWorld(system, delivery), Enumerable.Range(0, 35).Select(_ => random.Next()));

        using var npm = Npm.Start();
        var misfit = new TraceValidation(npm, mirror)
            .FirstMisfit(system, delivery, run.Choices.Select(choice => (choice.Process, choice.Input)), configuration);

        Assert.True(misfit is null, misfit);
        Assert.True(run.Choices.Count >= 20, $"the run has only {run.Choices.Count} steps");
    }

    private static Trace Counterexample(ProtocolMirror mirror, Configuration configuration, string property) =>
        new Explorer(mirror.Protocol.Build(configuration), new ExplorationOptions { Property = property }).Run().Trace
        ?? throw new InvalidOperationException("the explorer finds no counterexample");

    private static string? Misfit(Npm npm, ProtocolMirror mirror, Trace trace, Configuration rules) =>
        new TraceValidation(npm, mirror).FirstMisfit(
            mirror.Protocol.Build(trace.Configuration), trace.Delivery, trace.Steps.Select(step => (step.Process, step.Input)), rules);
}
