using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Fab;

/// <summary>FaB Paxos (Martin and Alvisi), as the checker and the command line see it.</summary>
public sealed class FabProtocol : IProtocol
{
    /// <inheritdoc/>
    public string Name => "fab";

    /// <inheritdoc/>
    public string Summary => "FaB Paxos (Martin, Alvisi): Byzantine consensus in two message delays with 5f + 1 acceptors";

    /// <inheritdoc/>
    public IReadOnlyList<Rule> Rules => FabRules.Fab;

    /// <inheritdoc/>
    public IReadOnlyList<Erratum> Errata => FabErrata.Fab;

    /// <inheritdoc/>
    public IReadOnlyList<Scenario> Scenarios => FabScenarios.All(this);

    /// <inheritdoc/>
    public IReadOnlyList<string> DefaultScenarios => FabScenarios.Default;

    /// <inheritdoc/>
    public string PublishedScenario => "published";

    /// <inheritdoc/>
    public ISystem Build(Configuration configuration) => new FabModel(configuration, parameterized: false);
}
