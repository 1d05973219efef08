using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Fab;

/// <summary>The state of the leader election: the regency that it has elected last.</summary>
/// <param name="Regency">The regency, from 0.</param>
public sealed record ElectionState(int Regency) : IDescribed
{
    /// <inheritdoc/>
    public IEnumerable<(string Name, string Value)> Fields => [("regency", $"{Regency}")];
}

/// <summary>
/// Leader election, as the oracle that the paper takes it for (section IV-C, figure 3): the regency only grows, it changes
/// only if a correct proposer suspects the leader, and it does change if a quorum of correct proposers does.
/// </summary>
/// <remarks>When it may and must elect is in <see cref="FabModel"/>: what an oracle does is no handler's choice.</remarks>
public static class Election
{
    /// <summary>Elects the leader of the next regency.</summary>
    /// <remarks>Section IV-C; figure 4, line 101. TLA+: Elect.</remarks>
    public static Step<ElectionState> On(ElectionState self, Elect m, FabConfig config) =>
        m.Regency == self.Regency + 1 ? Step.To(new ElectionState(m.Regency), new Elected(m.Regency)) : Step.Ignore(self);
}
