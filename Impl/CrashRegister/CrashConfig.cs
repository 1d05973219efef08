using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.CrashRegister;

/// <summary>A configured crash register: a majority of the acceptors is a quorum (section 5.1).</summary>
public sealed class CrashConfig : RegisterConfig
{
    private readonly HashSet<CrashRule> rules;

    /// <summary>Reads a configuration.</summary>
    /// <param name="source">The configuration; <see cref="Configuration.Faults"/> is how many crashes are to be survived.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public CrashConfig(Configuration source)
        : base(source, "classic", mayBeByzantine: false)
    {
        rules = [.. source.Rules.Select(RuleNames.Parse<CrashRule>)];
    }

    /// <summary>How many acknowledgments a read needs: more than half of the acceptors'. Without the rule, half.</summary>
    public int ReadSize => Has(CrashRule.ReadMajority) ? Majority : Math.Max(1, Acceptors / 2);

    /// <inheritdoc/>
    public override int TotalSize => Has(CrashRule.TotalMajority) ? Majority : Math.Max(1, Acceptors / 2);

    /// <inheritdoc/>
    public override bool RelaxesO8 => Has(CrashRule.O8Relaxed);

    /// <summary>The proposer that is the leader in the end (<c>leader()</c>, Figure 3): that of the last timestamp.</summary>
    public int LastLeader => LeaderOf(Timestamps - 1);

    private int Majority => (Acceptors / 2) + 1;

    /// <summary>Whether a rule is in force.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>True if it is.</returns>
    public bool Has(CrashRule rule) => rules.Contains(rule);

    /// <summary>A guard that can be taken out.</summary>
    /// <param name="rule">The rule that asks for it.</param>
    /// <param name="guard">What it asks for.</param>
    /// <returns>True if it is fulfilled, or the rule is out.</returns>
    public bool Asks(CrashRule rule, bool guard) => guard || !Has(rule);

    /// <summary>The number of the timestamp (localTS, p).</summary>
    /// <param name="localTimestamp">localTS, how many reads the proposer has issued before.</param>
    /// <param name="proposer">p, from 0.</param>
    /// <returns>The number; these are ordered like the pairs.</returns>
    public int TimestampOf(int localTimestamp, int proposer) => (localTimestamp * Proposers) + proposer;
}
