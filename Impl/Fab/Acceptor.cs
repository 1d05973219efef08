using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Fab;

/// <summary>The state of an acceptor (figure 1, and figure 5 for the commit proof).</summary>
/// <param name="Id">Which acceptor (the paper's <c>i</c>).</param>
/// <param name="Regency">The regency that its leader-election object is in (<c>getRegency()</c>).</param>
/// <param name="Accepted">What it accepted last (<c>accepted</c>); null if nothing.</param>
/// <param name="Proof">Its last commit proof (<c>commit_proof</c>); null if none.</param>
public sealed record AcceptorState(ProcessId Id, int Regency, Proposal? Accepted, CommitProof? Proof) : ProcessState(Id)
{
    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
        [("regency", $"{Regency}"), ("accepted", Accepted?.ToString() ?? "⊥"), ("proof", Proof?.ToString() ?? "⊥")];

    /// <summary>An acceptor before anything has happened.</summary>
    public static AcceptorState Initial(ProcessId id) => new(id, 0, null, null);
}

/// <summary>An acceptor: it accepts what the leader proposes, and lets a new leader change its mind only with a certificate.</summary>
public static class Acceptor
{
    /// <summary>Accepts the leader's value, once a proposal number.</summary>
    /// <remarks>
    /// Figure 2, lines 19-22; figure 4, lines 118-127; figure 5, lines 229-238. TLA+: Accept. Deviates: in Parameterized
    /// FaB Paxos every proposal after the first needs its certificate (P04).
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Propose m, FabConfig config) =>
        IsFromOwnLeader(self, m.Number, config) && IsFirst(self, m.Number, config) && MayChange(self, m, config)
            ? Step.To(
                self with { Accepted = new(m.Number, m.Value), Regency = Math.Max(self.Regency, m.Number) },
                new Accepted(m.Number, m.Value))
            : Step.Ignore(self);

    /// <summary>A new leader asks: follow it, and say what was accepted.</summary>
    /// <remarks>
    /// Figure 4, lines 112-117; figure 5, lines 247-252. TLA+: Answer. The election's output reaches an acceptor with the
    /// query's proof (<c>consider</c>); one that hears of the regency by itself and does not answer is one whose answer
    /// is lost. Deviates: the answer names the number of the proposal that was accepted, not only the query's (P02).
    /// </remarks>
    public static Step<AcceptorState> On(AcceptorState self, Query m, FabConfig config) =>
        IsElected(m, config) && m.Number >= self.Regency
            ? Step.To(self with { Regency = m.Number }, new Report(m.Number, new(self.Accepted, self.Proof)))
            : Step.Ignore(self);

    /// <summary>Enough acceptors accepted a value: keep the commit proof, and show it to the learners.</summary>
    /// <remarks>Figure 5, lines 240-245. TLA+: Commit. Parameterized FaB Paxos only.</remarks>
    public static Step<AcceptorState> On(AcceptorState self, Quorum<Accepted> m, FabConfig config)
    {
        var proposal = m.Statement.Proposal;
        if (!config.Parameterized || m.Signers.Count < config.CommitProofSize || !IsOfOwnRegency(self, proposal.Number, config)
            || self.Proof?.Proposal.CompareTo(proposal) >= 0)
        {
            return Step.Ignore(self);
        }

        var proof = new CommitProof(proposal, config.CommitProofSize);
        return Step.To(self with { Proof = proof }, new Committed(proof));
    }

    private static bool IsFromOwnLeader(AcceptorState self, int number, FabConfig config) =>
        config.Asks(FabRule.FollowRegency, number == self.Regency);

    private static bool IsElected(Query m, FabConfig config) => config.Asks(FabRule.ElectionProof, m.IsElected);

    /// <summary>One value a number; and never an older number, which the regency already sees to.</summary>
    private static bool IsFirst(AcceptorState self, int number, FabConfig config) =>
        config.Asks(FabRule.AcceptOnce, self.Accepted is not { } accepted || accepted.Number != number);

    /// <summary>The first regency needs no certificate; after it the paper asks for one only where the value changes.</summary>
    private static bool MayChange(AcceptorState self, Propose m, FabConfig config) =>
        m.Number == 0
        || !config.Has(FabRule.Certificate)
        || (!config.Has(FabRule.CertifyAlways) && (self.Accepted is null || self.Accepted.Value == m.Value))
        || m.Certificate?.Supports(m.Number, m.Value, config) == true;

    private static bool IsOfOwnRegency(AcceptorState self, int number, FabConfig config) =>
        config.Asks(FabRule.CommitOwnRegency, number == self.Regency);
}
