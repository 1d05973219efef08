using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Cli;
using BgpVerified.Impl.Bracha;
using BgpVerified.Impl.TwoPhaseCommit;
using BgpVerified.Xunit;
using Xunit;

namespace BgpVerified.CoyoteTests.Kit;

/// <summary>Checks of a protocol in a test: which pass, and what those say that fail.</summary>
public sealed class ProtocolCheckTests
{
    private static readonly BrachaProtocol Bracha = new();

    [Fact]
    public void A_protocol_holds_in_its_default_run_or_in_a_scenario()
    {
        ProtocolCheck.Holds(Bracha);
        ProtocolCheck.Holds(Bracha, "correct-sender");
        Assert.Equal(0, TestContext.Current.Attachments?.Count ?? 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("byzantine-sender")]
    public void Without_a_rule_its_property_is_violated(string? scenario)
    {
        var result = ProtocolCheck.Violates(Bracha, "TotalityProp", scenario, "echo-quorum");
        Assert.Equal((Verdict.Violated, "TotalityProp", 6), (result.Verdict, result.Property, result.Trace?.Steps.Count));
    }

    [Fact]
    public void A_scenario_that_says_that_it_violates_the_property_is_found() =>
        Assert.Equal(3, ProtocolCheck.Violates(Bracha, "TotalityProp").Trace!.Configuration.Acceptors);

    [Fact]
    public void A_violation_fails_the_test_with_its_steps_and_leaves_the_trace()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "bracha-lower-bound-TotalityProp.trace.json");
        File.Delete(file);
        var message = Assert.Throws<ProtocolCheckException>(() => ProtocolCheck.Holds(Bracha, "lower-bound")).Message;

        Assert.StartsWith("bracha, scenario lower-bound: violated: TotalityProp, in 5 steps\n\n", message);
        Assert.Contains("\n   5  ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n   6  ", message, StringComparison.Ordinal);
        Assert.EndsWith($"\nthe trace is {file}; the command 'replay' of a program that has the protocol shows it", message);
        var document = TraceJson.Read(File.ReadAllText(file));
        Assert.Equal(("bracha", "TotalityProp", 5), (document.Protocol, document.Property, document.Steps.Count));
        Assert.Equal(File.ReadAllText(file), TestContext.Current.Attachments!["bracha-lower-bound-TotalityProp.trace.json"].AsString());
    }

    [Fact]
    public void The_program_that_has_the_protocol_replays_it()
    {
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "bgpv.dll"), Counterexample.Program(typeof(Program).Assembly));
        Assert.Null(Counterexample.Program(typeof(BrachaProtocol).Assembly));
        Assert.Null(Counterexample.Program(typeof(ProtocolCheckTests).Assembly));
    }

    [Fact]
    public void A_property_that_holds_is_not_violated()
    {
        var message = Assert.Throws<ProtocolCheckException>(() => ProtocolCheck.Violates(Bracha, "AgreementInv", "correct-sender")).Message;
        Assert.StartsWith("bracha, scenario correct-sender: expected AgreementInv to be violated; but it holds in all of ", message);
        var other = Assert.Throws<ProtocolCheckException>(() => ProtocolCheck.Violates(Bracha, "ReachDelivered", null, "amplify")).Message;
        Assert.StartsWith("expected ReachDelivered to be violated without amplify; but\n", other);
        Assert.Contains("\nbracha, scenario byzantine-sender: violated: TotalityProp, in 5 steps\n", other, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope", "AgreementInv", "amplify", "bracha has no scenario 'nope'; there are byzantine-sender, ")]
    [InlineData(null, "NopeInv", "amplify", "scenario byzantine-sender has no property or goal 'NopeInv'; there are AgreementInv, ")]
    [InlineData(null, "AgreementInv", "nope", "bracha has no rule 'nope'; there are echo-once, ")]
    public void Names_that_there_are_not_are_refused(string? scenario, string property, string rule, string says) =>
        Assert.StartsWith(says, Assert.Throws<ArgumentException>(() => ProtocolCheck.Violates(Bracha, property, scenario, rule)).Message);

    [Fact]
    public void A_scenario_of_a_default_run_that_is_violated_is_named() =>
        Assert.StartsWith(
            "two-phase-commit, scenario coordinator-crash: violated: TerminationProp, in 4 steps",
            Assert.Throws<ProtocolCheckException>(() => ProtocolCheck.Holds(new TwoPhaseCommitProtocol(), "coordinator-crash")).Message);
}
