using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabMachine;

/// <summary>State machine replication over FaB Paxos (Martin and Alvisi), as the checker and the command line see it.</summary>
public sealed class MachineProtocol : IProtocol
{
    /// <inheritdoc/>
    public string Name => "fab-machine";

    /// <inheritdoc/>
    public string Summary =>
        "State machine replication over FaB Paxos (Martin, Alvisi): tentative execution, read-only requests, rejoining";

    /// <inheritdoc/>
    public IReadOnlyList<Rule> Rules => MachineRules.All;

    /// <inheritdoc/>
    public IReadOnlyList<Erratum> Errata => MachineErrata.All;

    /// <inheritdoc/>
    public IReadOnlyList<Scenario> Scenarios => MachineScenarios.All(this);

    /// <inheritdoc/>
    public IReadOnlyList<string> DefaultScenarios => MachineScenarios.Default;

    /// <inheritdoc/>
    public string PublishedScenario => "published";

    /// <inheritdoc/>
    public ISystem Build(Configuration configuration) => new MachineSystem(configuration);
}
