using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>Byzantine Generalized Paxos (Pires, Ravi, Rodrigues), as the checker and the command line see it.</summary>
public sealed class BgpProtocol : IProtocol
{
    /// <inheritdoc/>
    public string Name => "bgp";

    /// <inheritdoc/>
    public string Summary => "Byzantine Generalized Paxos (Pires, Ravi, Rodrigues): agreement on sequences of commands up to commutation";

    /// <inheritdoc/>
    public IReadOnlyList<Rule> Rules => BgpRules.All;

    /// <inheritdoc/>
    public IReadOnlyList<Erratum> Errata => BgpErrata.All;

    /// <inheritdoc/>
    public IReadOnlyList<Scenario> Scenarios => BgpScenarios.All(this);

    /// <inheritdoc/>
    public IReadOnlyList<string> DefaultScenarios => BgpScenarios.Default;

    /// <inheritdoc/>
    public string PublishedScenario => "published";

    /// <inheritdoc/>
    public ISystem Build(Configuration configuration) => new BgpModel(configuration);
}
