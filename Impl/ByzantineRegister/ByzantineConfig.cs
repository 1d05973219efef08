using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>A configured Byzantine register: n_a − f_a acceptors are a quorum, n_a > 3f_a (section 6.1).</summary>
public sealed class ByzantineConfig : RegisterConfig
{
    private readonly HashSet<ByzantineRule> rules;
    private readonly Quorums quorums;

    /// <summary>Reads a configuration.</summary>
    /// <param name="source">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public ByzantineConfig(Configuration source)
        : base(source, "classic", mayBeByzantine: true)
    {
        rules = [.. source.Rules.Select(RuleNames.Parse<ByzantineRule>)];
        quorums = new(source.Acceptors, source.Faults);
    }

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
    /// <param name="timestamp">The timestamp.</param>
    /// <returns>True if they are.</returns>
    public bool FoldsReadsAt(int timestamp) => Has(ByzantineRule.FoldReads) && timestamp > 0;

    /// <summary>Whether the rules ask for no token at a timestamp (section 6.2, first optimization; R07).</summary>
    /// <param name="timestamp">The timestamp.</param>
    /// <returns>True at timestamp 0 if they ask for none there; without the rule that says so, at all.</returns>
    public bool IsFreeAt(int timestamp) => Has(ByzantineRule.FirstWriteFree) && (timestamp == 0 || !Has(ByzantineRule.BareOnlyAtZero));

    /// <summary>Whether a rule is in force.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>True if it is.</returns>
    public bool Has(ByzantineRule rule) => rules.Contains(rule);

    /// <summary>A guard that can be taken out.</summary>
    /// <param name="rule">The rule that asks for it.</param>
    /// <param name="guard">What it asks for.</param>
    /// <returns>True if it is fulfilled, or the rule is out.</returns>
    public bool Asks(ByzantineRule rule, bool guard) => guard || !Has(rule);

    /// <summary>Whether acceptors listen to a proposer at a timestamp.</summary>
    /// <param name="proposer">The proposer, from 0.</param>
    /// <param name="timestamp">The timestamp.</param>
    /// <returns>True if it is the leader of the timestamp, or the rule is out.</returns>
    public bool MayLead(int proposer, int timestamp) =>
        IsTimestamp(timestamp) && (proposer == LeaderOf(timestamp) || !Has(ByzantineRule.LeaderOnly));
}
