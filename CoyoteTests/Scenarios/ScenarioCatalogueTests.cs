using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Traces;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Scenarios;

/// <summary>
/// What is explored and looked at is a promise: a property, a goal or an action that gets lost makes a run say less, and
/// nothing fails. So documents list them, letter by letter, and one run of each scenario is kept.
/// </summary>
public sealed class ScenarioCatalogueTests
{
    public static TheoryData<string> Protocols { get; } = new(Tool.Catalogue.Protocols.Select(protocol => protocol.Name));

    public static TheoryData<string, string> Scenarios { get; } = new(
        from protocol in Tool.Catalogue.Protocols
        from scenario in protocol.Scenarios
        select (protocol.Name, scenario.Name));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void The_document_of_scenarios_is_current(string protocol) =>
        Golden.AssertCurrent(ScenarioDocument.Write(Tool.Catalogue.Protocol(protocol)), "docs", "scenarios", $"{protocol}.md");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_run_of_the_scenario_is_as_it_was(string protocol, string scenario) =>
        Golden.AssertCurrent(KeptRun.Write(System(protocol, scenario)), "CoyoteTests", "Scenarios", "runs", protocol, $"{scenario}.txt");

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_changed_configuration_changes_what_it_did(string protocol) =>
        Golden.AssertCurrent(Neighbours.Write(Tool.Catalogue.Protocol(protocol)), "CoyoteTests", "Scenarios", "neighbours",
            $"{protocol}.txt");

    /// <summary>Message by message, whoever has nothing to forge is not asked in each state what it could.</summary>
    [Theory]
    [MemberData(nameof(Protocols))]
    public void Where_nobody_is_Byzantine_there_is_no_adversary(string protocol)
    {
        var known = Tool.Catalogue.Protocol(protocol);

        Assert.All(known.Scenarios, scenario => Assert.Empty(known.Build(scenario.Configuration with { Byzantine = new([]) }).Adversary));
    }

    private static ISystem System(string protocol, string scenario)
    {
        var known = Tool.Catalogue.Protocol(protocol);
        return known.Build(Tool.Catalogue.Scenario(known, scenario).Configuration);
    }
}
