using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>Byzantine Generalized Paxos (Pires, Ravi, Rodrigues), as the checker and the command line see it.</summary>
public sealed class BgpProtocol() : Protocol<BgpRule>(
    "bgp",
    "Byzantine Generalized Paxos (Pires, Ravi, Rodrigues): agreement on sequences of commands up to commutation",
    source => new BgpModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Erratum> Errata => BgpErrata.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios => BgpScenarios.All(this);

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => BgpScenarios.Default;

    /// <inheritdoc/>
    public override string PublishedScenario => "published";

    /// <inheritdoc/>
    protected override string FirstScenario => DefaultScenarios[0];
}
