using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Fab;

/// <summary>Parameterized FaB Paxos (Martin and Alvisi), as the checker and the command line see it.</summary>
public sealed class PfabProtocol : IProtocol
{
    /// <inheritdoc/>
    public string Name => "pfab";

    /// <inheritdoc/>
    public string Summary =>
        "Parameterized FaB Paxos (Martin, Alvisi): 3f + 2t + 1 acceptors, two message delays despite t faults, three despite f";

    /// <inheritdoc/>
    public IReadOnlyList<Rule> Rules => FabRules.Pfab;

    /// <inheritdoc/>
    public IReadOnlyList<Erratum> Errata => FabErrata.Pfab;

    /// <inheritdoc/>
    public IReadOnlyList<Scenario> Scenarios => PfabScenarios.All(this);

    /// <inheritdoc/>
    public IReadOnlyList<string> DefaultScenarios => PfabScenarios.Default;

    /// <inheritdoc/>
    public string PublishedScenario => "published";

    /// <inheritdoc/>
    public ISystem Build(Configuration configuration) => new FabModel(configuration, parameterized: true);
}
