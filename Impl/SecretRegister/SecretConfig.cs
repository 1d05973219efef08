using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.SecretRegister;

/// <summary>A configured register of secrets: n_a − f_a acceptors are a quorum, n_a > 3f_a, as in section 6.1.</summary>
public sealed class SecretConfig(Configuration source) : RegisterConfig<SecretRule>(source, "classic", mayBeByzantine: true)
{
    private readonly Quorums quorums = new(source.Acceptors, source.Faults);

    /// <summary>How many WRITEs make a write visible: n_a − f_a.</summary>
    public int WriteSize => Has(SecretRule.WriteQuorum) ? quorums.Quorum : quorums.WeakQuorum;

    /// <summary>How many shares make the secret of a value at a timestamp: the dealer's choice (section 8, first condition).</summary>
    public int ValueSize => Has(SecretRule.ValueQuorum) ? quorums.Quorum : quorums.WeakQuorum;

    /// <summary>How many shares make the secret of ⊥ at a timestamp: the dealer's choice (section 8, second condition).</summary>
    public int BottomSize => Has(SecretRule.BottomQuorum) ? quorums.Quorum : quorums.WeakQuorum;

    /// <summary>How many shares make the secret of a timestamp's turn (R11).</summary>
    public int TurnSize => quorums.Quorum;

    /// <inheritdoc/>
    public override int TotalSize => Has(SecretRule.TotalQuorum) ? quorums.Quorum : quorums.WeakQuorum;

    /// <inheritdoc/>
    public override bool RelaxesO8 => Has(SecretRule.O8Relaxed);

    /// <summary>Whether acceptors listen to a proposer at a timestamp: to its leader, or to all without the rule.</summary>
    public bool MayLead(ProcessId proposer, int timestamp) =>
        IsTimestamp(timestamp) && this.Asks(SecretRule.LeaderOnly, IsLeader(proposer, timestamp));
}
