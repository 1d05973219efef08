using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Walks;

/// <summary>A protocol in a scenario, with its own rules or others.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Variation">
/// What of its rules: <c>own</c>, <c>published</c>, or its own <c>without-RULE</c> or, where it has not got the rule, <c>with-RULE</c>.
/// </param>
/// <param name="Configuration">What comes of it.</param>
internal sealed record WalkCase(IProtocol Protocol, string Scenario, string Variation, Configuration Configuration)
{
    /// <summary>
    /// All of them: each scenario as it is, the scenario that each rule names with that rule taken out (put in, where it is
    /// not in force), and the first scenario that is explored by default with the published rules.
    /// </summary>
    public static IEnumerable<WalkCase> All =>
        from protocol in Tool.Catalogue.Protocols
        from scenario in protocol.Scenarios
        from variation in Of(protocol, scenario)
        select variation;

    /// <summary>The three names, as the file of hashes has them.</summary>
    public string Name => $"{Protocol.Name} {Scenario} {Variation}";

    /// <summary>Everything about it that is kept.</summary>
    /// <returns>The text; of an impossible configuration the refusal.</returns>
    public string Write()
    {
        try
        {
            return WalkText.Write(Protocol.Build(Configuration), Name);
        }
        catch (InvalidConfigurationException refusal)
        {
            return $"refused: {refusal.Message}\n";
        }
    }

    private static IEnumerable<WalkCase> Of(IProtocol protocol, Scenario scenario)
    {
        var own = scenario.Configuration;
        yield return new(protocol, scenario.Name, "own", own);
        foreach (var rule in protocol.Rules.Where(rule => rule.Scenario == scenario.Name).Select(rule => rule.Name))
        {
            yield return own.Rules.Contains(rule)
                ? new(protocol, scenario.Name, $"without-{rule}", own.Without(rule))
                : new(protocol, scenario.Name, $"with-{rule}", own with { Rules = own.Rules.Add(rule) });
        }

        if (scenario.Name == protocol.DefaultScenarios[0])
        {
            yield return new(protocol, scenario.Name, "published", own with { Rules = protocol.Published() });
        }
    }
}
