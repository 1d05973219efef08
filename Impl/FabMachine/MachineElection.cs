using BgpVerified.Impl.Fab;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabMachine;

/// <summary>Leader election: FaB Paxos's oracle (<see cref="Election"/>), for the whole machine.</summary>
public static class MachineElection
{
    /// <summary>Elects the leader of the next regency.</summary>
    /// <remarks>Section IV-C; section VII ("FaB can accommodate existing leader election protocols"). TLA+: Elect.</remarks>
    public static Step<ElectionState> On(ElectionState self, Elect m, MachineConfig config) => Election.On(self, m, config.Fab);
}
