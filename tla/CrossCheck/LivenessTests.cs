using BgpVerified.Checker.Exploration;
using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.Fab;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck;

/// <summary>
/// What must happen in the end, as temporal formulas under weak fairness (<c>tla/liveness</c>), and what the explorer says of
/// the same configurations as they end.
/// </summary>
public class LivenessTests
{
    [Theory]
    [InlineData("CrashRegisterLiveness", "CrashRegisterLiveness", true)]
    [InlineData("CrashRegisterLiveness", "CrashRegisterTooFew", false)]
    [InlineData("BgpLiveness", "BgpLiveness", true)]
    [InlineData("BgpLiveness", "BgpForgetful", false)]
    [InlineData("FabLiveness", "FabLiveness", true)]
    [InlineData("FabLiveness", "FabTooFew", false)]
    public void Tlc_finds_the_formula_as_the_explorer_finds_the_property(string module, string configuration, bool holds)
    {
        Assert.SkipWhen(Tlc.Missing is not null, Tlc.Missing ?? string.Empty);

        var output = Tlc.RunLiveness(module, configuration);

        Assert.Equal(holds, output.Contains("No error has been found", StringComparison.Ordinal));
        // A property was violated, or properties were.
        Assert.Equal(!holds, output.Contains("Error: Temporal propert", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CrashRegisterLiveness", "TerminationProp", true)]
    [InlineData("CrashRegisterTooFew", "TerminationProp", false)]
    [InlineData("BgpLiveness", "LivenessProp", true)]
    [InlineData("BgpLiveness", "TotalityProp", true)]
    [InlineData("BgpForgetful", "LivenessProp", false)]
    [InlineData("FabTooFew", "TwoStepProp", false)]
    public void The_explorer_says_so(string name, string property, bool holds)
    {
        var found = new Explorer(System(name), new() { Symmetry = true, Property = property }).Run();

        Assert.Equal(holds ? Verdict.Holds : Verdict.Violated, found.Verdict);
    }

    private static ISystem System(string name)
    {
        var crash = Scenario(new CrashRegisterProtocol(), "two-proposers") with { Ballots = new(["classic", "classic"]), Learners = 1 };
        var bgp = Scenario(new BgpProtocol(), "crash");
        var fab = Scenario(new FabProtocol(), "common-case") with
        {
            Byzantine = new([]),
            Crashes = 1,
            Commands = new(["a", "b"]),
            Learners = 1
        };
        return name switch
        {
            "CrashRegisterLiveness" => new CrashRegisterProtocol().Build(crash),
            "CrashRegisterTooFew" => new CrashRegisterProtocol().Build(crash with { Acceptors = 2 }),
            "BgpLiveness" => new BgpProtocol().Build(bgp),
            "BgpForgetful" => new BgpProtocol()
                .Build(bgp with
                {
                    Acceptors = 3,
                    Faults = 0,
                    Crashes = 0,
                    Ballots = new(["classic", "classic"]),
                    Rules = new(bgp.Rules.Where(rule => rule != "keep-proposals"))
                }),
            _ => new FabProtocol().Build(fab with { Acceptors = 5 }),
        };
    }

    private static Configuration Scenario(IProtocol protocol, string name) =>
        protocol.Scenarios.Single(scenario => scenario.Name == name).Configuration;
}
