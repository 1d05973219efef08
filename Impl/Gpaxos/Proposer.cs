using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Gpaxos;

/// <summary>The state of a proposer.</summary>
/// <param name="Id">Which proposer.</param>
/// <param name="Proposed">The commands that it has proposed.</param>
public sealed record ProposerState(ProcessId Id, ValueSet<Command> Proposed) : ProcessState(Id);

/// <summary>A proposer: it sends its clients' commands to those who can have them learned. Algorithm 1.</summary>
public static class Proposer
{
    /// <summary>A client's command: send it.</summary>
    /// <remarks>
    /// Algorithm 1, lines 4-8. TLA+: Request. Deviates as BGP does: to the leader and to the acceptors, whatever kind of ballot the
    /// proposer last heard of (E11).
    /// </remarks>
    public static Step<ProposerState> On(ProposerState self, CommandRequest m, GpaxosConfig config) =>
        self.Proposed.Contains(m.Command) || !config.Commands.Contains(m.Command)
            ? Step.Ignore(self)
            : Step.To(self with { Proposed = self.Proposed.Add(m.Command) }, new Propose(m.Command));
}
