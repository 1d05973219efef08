using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>What a proposer does only without the rule propose-to-all, as published.</summary>
public static class PublishedProposer
{
    /// <summary>The leader says which kind of ballot is open.</summary>
    /// <remarks>
    /// Algorithm 1, lines 1-2. TLA+: HearBallot. The message names the ballot, so that one delivered late does not undo
    /// a newer one. Nothing depends on it in the corrected protocol (E11).
    /// </remarks>
    public static Step<ProposerState> On(ProposerState self, BallotOpened m, BgpConfig config) =>
        m.Ballot > self.Ballot ? Step.To(self with { Ballot = m.Ballot, Kind = m.Kind }) : Step.Ignore(self);

    /// <summary>Algorithm 1, lines 5-8: to the acceptors or to the leader, by what it last heard.</summary>
    internal static Message Proposed(ProposerState self, Command command) =>
        self.Kind == BallotKind.Fast ? new FastProposal(command) : new Proposal(command);
}
