using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.MultiPaxos;

/// <summary>An acceptor.</summary>
/// <param name="Id">Which acceptor.</param>
/// <param name="Promised">The highest ballot that it has heard of; -1 for none. It is one promise for all slots.</param>
/// <param name="Votes">What it has accepted.</param>
/// <param name="Lost">For the properties only: what it had accepted before it lost its memory.</param>
public sealed record AcceptorState(ProcessId Id, int Promised, ValueSet<Vote> Votes, ValueSet<Vote> Lost) : ProcessState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
        [("promised", $"{Promised}"), ("votes", $"{Votes}"), ("lost", $"{Lost}")];

    /// <summary>The vote in the highest ballot of each slot in which it has voted, in their order.</summary>
    public ValueList<Vote> Highest => new(Votes.GroupBy(vote => vote.Slot).Select(votes => votes.MaxBy(vote => vote.Ballot)!));

    /// <summary>All that it has ever accepted.</summary>
    public ValueSet<Vote> Ever => Votes.Union(Lost);

    /// <summary>An acceptor before anything has happened.</summary>
    public static AcceptorState Initial(ProcessId id) => new(id, -1, ValueSet<Vote>.Empty, ValueSet<Vote>.Empty);
}

/// <summary>
/// An acceptor: one promise for all slots, and a vote in each. "Paxos Made Simple" (PMS), sections 2.2 and 3: it "can respond for all
/// instances with a single reasonably short message".
/// </summary>
public static class Acceptor
{
    /// <summary>A leader prepares its ballot: promises, and reports its votes in all slots.</summary>
    /// <remarks>
    /// PMS 2.2, phase 1 (b): "a prepare request with number n greater than that of any prepare request to which it has already responded".
    /// TLA+: MakePromise. Deviates: greater than that of any proposal that it has accepted, too, as in Lamport's later specifications.
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Prepare m, MultiPaxosConfig config) =>
        config.Asks(MultiPaxosRule.PromiseAbove, m.Ballot > self.Promised)
            ? Step.To(self with { Promised = m.Ballot }, new Promise(m.Ballot, self.Highest))
            : Step.Ignore(self);

    /// <summary>A leader proposes in a slot: accepts.</summary>
    /// <remarks>
    /// PMS 2.2, phase 2 (b): "it accepts the proposal unless it has already responded to a prepare request having a number greater than n".
    /// PMS 2.5: "Response messages are tagged with the corresponding proposal number to prevent confusion". TLA+: AcceptVote.
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Accept m, MultiPaxosConfig config) =>
        config.Asks(MultiPaxosRule.AcceptNotBelow, m.Vote.Ballot >= self.Promised) && !self.Votes.Contains(m.Vote)
            ? Step.To(
                self with { Promised = Math.Max(self.Promised, m.Vote.Ballot), Votes = self.Votes.Add(m.Vote) },
                new Accepted(config.Has(MultiPaxosRule.TagBallot) ? m.Vote : m.Vote with { Ballot = 0 }))
            : Step.Ignore(self);

    /// <summary>It fails and is started again: it has everything on stable storage.</summary>
    /// <remarks>
    /// PMS 2.2: "an acceptor must remember this information even if it fails and then restarts". TLA+: Restart. With stable storage nothing
    /// is lost, and a restart is no step.
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Restart m, MultiPaxosConfig config) =>
        config.Has(MultiPaxosRule.StableStorage) || self.Votes.Count == 0 || self.Lost.Count > 0
            ? Step.Ignore(self)
            : Step.To(AcceptorState.Initial(self.Id) with { Lost = self.Votes });
}
