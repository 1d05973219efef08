using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>A configured Byzantine register: n_a − f_a acceptors are a quorum, n_a > 3f_a (section 6.1).</summary>
public sealed class ByzantineConfig(Configuration source) : RegisterConfig<ByzantineRule>(source, "classic", mayBeByzantine: true)
{
    private readonly Quorums quorums = new(source.Acceptors, source.Faults);

    /// <summary>How many read acknowledgments make a token: n_a − f_a.</summary>
    public int ReadSize => Has(ByzantineRule.ReadQuorum) ? quorums.Quorum : quorums.WeakQuorum;

    /// <summary>How many WRITEs make a write visible: n_a − f_a.</summary>
    public int WriteSize => Has(ByzantineRule.WriteQuorum) ? quorums.Quorum : quorums.WeakQuorum;

    /// <summary>How many signatures a claimed visible write needs: as many as make it visible.</summary>
    public int ProofSize => Has(ByzantineRule.VisibleProof) ? WriteSize : 0;

    /// <inheritdoc/>
    public override int TotalSize => Has(ByzantineRule.TotalQuorum) ? quorums.Quorum : quorums.WeakQuorum;

    /// <inheritdoc/>
    public override bool RelaxesO8 => Has(ByzantineRule.O8Relaxed);

    /// <summary>Whether tokens for a timestamp are made of timestamp changes, and not of read acknowledgments.</summary>
    /// <remarks>Section 6.2, second optimization. Nobody changes to timestamp 0, so that it is read as before.</remarks>
    public bool FoldsReadsAt(int timestamp) => Has(ByzantineRule.FoldReads) && timestamp > 0;

    /// <summary>Whether the rules ask for no token at a timestamp: at 0, if at all (section 6.2, first optimization; R07).</summary>
    public bool IsFreeAt(int timestamp) => Has(ByzantineRule.FirstWriteFree) && this.Asks(ByzantineRule.BareOnlyAtZero, timestamp == 0);

    /// <summary>Whether acceptors listen to a proposer at a timestamp: to its leader, or to all without the rule.</summary>
    public bool MayLead(ProcessId proposer, int timestamp) =>
        IsTimestamp(timestamp) && this.Asks(ByzantineRule.LeaderOnly, IsLeader(proposer, timestamp));
}
