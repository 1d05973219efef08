using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabRegister;

/// <summary>A configured FaB register: n_a > 5f_a acceptors, n_p > 3f_p proposers (section 7.1).</summary>
/// <remarks><see cref="Configuration.Faults"/> is f_a, and f_p the most that n_p allows.</remarks>
public sealed class FabRegisterConfig(Configuration source) : RegisterConfig<FabRegisterRule>(source, "fast", mayBeByzantine: true)
{
    private readonly Quorums quorums = new(source.Acceptors, source.Faults);

    /// <summary>f_p, the number of faulty proposers that are tolerated: the most with n_p > 3f_p.</summary>
    public int FaultyProposers => (Proposers - 1) / 3;

    /// <summary>How many proposers' timestamp changes prove a timestamp: n_p − f_p.</summary>
    public int ProofSize => Proposers - FaultyProposers;

    /// <summary>How many read acknowledgments make a token: n_a − f_a. Without the rule one fewer.</summary>
    public int ReadSize => Has(FabRegisterRule.ReadQuorum) ? quorums.Quorum : Math.Max(1, quorums.Quorum - 1);

    /// <summary>How many of a token's acknowledgments must report its value: a majority of n_a − f_a; without the rule f_a + 1.</summary>
    public int MajoritySize => Has(FabRegisterRule.MajorityValue) ? (ReadSize / 2) + 1 : quorums.WeakQuorum;

    /// <summary>⌈(n_a + 3f_a + 1)/2⌉. Without the rule one fewer: section 7.2 says that so many are necessary.</summary>
    public override int TotalSize => ((Acceptors + (3 * Faults) + 2) / 2) - (Has(FabRegisterRule.TotalQuorum) ? 0 : 1);

    /// <inheritdoc/>
    public override bool RelaxesO8 => Has(FabRegisterRule.O8Relaxed);

    /// <inheritdoc/>
    public override bool ClaimsTermination => base.ClaimsTermination && ByzantineProposers.Count <= FaultyProposers;

    /// <summary>Whether the rules ask for no token at a timestamp: at 0, if at all (section 7.2, optimization; R09).</summary>
    public bool IsFreeAt(int timestamp) => timestamp == 0 && Has(FabRegisterRule.FirstWriteFree);

    /// <summary>Whether acceptors listen to a proposer at a timestamp: to its leader, or to all without the rule.</summary>
    public bool MayLead(ProcessId proposer, int timestamp) =>
        IsTimestamp(timestamp) && this.Asks(FabRegisterRule.LeaderOnly, IsLeader(proposer, timestamp));
}
