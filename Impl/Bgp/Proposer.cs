using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>The state of a proposer.</summary>
/// <param name="Ballot">The latest ballot that it has heard of; zero before it has heard.</param>
/// <param name="Kind">The kind of that ballot (the paper's <c>ballot_type</c>); classic before it has heard.</param>
/// <param name="Proposed">The commands that it has proposed.</param>
public record ProposerState(Ballot Ballot, BallotKind Kind, ValueSet<Command> Proposed) : IDescribed
{
    /// <summary>A proposer that has heard and proposed nothing.</summary>
    public static ProposerState Initial { get; } = new(Ballot.Zero, BallotKind.Classic, ValueSet<Command>.Empty);

    /// <inheritdoc/>
    public virtual IEnumerable<(string Name, string Value)> Fields =>
        [("hears", $"{Ballot} {Kind}"), ("proposed", Proposed.ToString())];
}

/// <summary>A proposer: it signs its clients' commands and sends them to those who can have them learned. Algorithm 1.</summary>
public static class Proposer
{
    /// <summary>A client's command: sign it and send it.</summary>
    /// <remarks>
    /// Algorithm 1, lines 4-8. TLA+: Propose. Deviates: the paper sends to the acceptors or to the leader, by what the
    /// proposer last heard of the ballot; a command sent to the wrong side is never learned. Sent to both (E11).
    /// </remarks>
    public static Step<ProposerState> On(ProposerState self, CommandRequest m, BgpConfig config)
    {
        if (self.Proposed.Contains(m.Command))
        {
            return Step.Ignore(self);
        }

        var next = self with { Proposed = self.Proposed.Add(m.Command) };
        return config.Has(BgpRule.ProposeToAll)
            ? Step.To(next, new FastProposal(m.Command), new Proposal(m.Command))
            : Step.To(next, PublishedProposer.Proposed(self, m.Command));
    }
}
