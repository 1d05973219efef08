using BgpVerified.Impl.Consensus;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>A configured register, as the handlers see it: sizes, the proposers' values, timestamps and who is Byzantine.</summary>
/// <remarks>
/// <see cref="Configuration.Commands"/> are the proposers' input values, the i-th that of proposer <c>p</c>i unless another
/// is named; two proposers may have the same. <see cref="Configuration.Ballots"/> are the timestamps: as many as it has
/// entries, from 0. A timestamp belongs to one proposer, its leader: ts modulo the number of proposers, as in Figures 5 and 6. Figure 4's
/// pair (localTS, p) is the number localTS times the number of proposers plus p, which is ordered like the pair.
/// </remarks>
public abstract class RegisterConfig
{
    /// <summary>Reads a configuration.</summary>
    /// <param name="source">The configuration.</param>
    /// <param name="ballotKind">What each timestamp is called in <see cref="Configuration.Ballots"/>: classic or fast.</param>
    /// <param name="mayBeByzantine">Whether the protocol is for Byzantine processes; in one that is not, acceptors may be, and break
    /// it.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    private protected RegisterConfig(Configuration source, string ballotKind, bool mayBeByzantine)
    {
        RegisterConfigReader.Check(source, ballotKind);
        Source = source;
        Inputs = ProposedValues.Read(source);
        Values = [.. Inputs.Distinct().Order(StringComparer.Ordinal)];
        (ByzantineAcceptors, ByzantineProposers) = RegisterConfigReader.ReadByzantine(source, Inputs.Count, mayBeByzantine);
    }

    /// <summary>The configuration that it was read from.</summary>
    public Configuration Source { get; }

    /// <summary>n_a, the number of acceptors.</summary>
    public int Acceptors => Source.Acceptors;

    /// <summary>f_a, the number of faulty acceptors that the quorums are made to tolerate.</summary>
    public int Faults => Source.Faults;

    /// <summary>Each proposer's input value (<c>inp</c>), in the proposers' order.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>n_p, the number of proposers.</summary>
    public int Proposers => Inputs.Count;

    /// <summary>The values that can be written, each once.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>A value that no proposer has; what a Byzantine acceptor would make up.</summary>
    public string Forged => RegisterConfigReader.ForgedValue;

    /// <summary>How many timestamps there are, from 0.</summary>
    public int Timestamps => Source.Ballots.Count;

    /// <summary>All of them, in order.</summary>
    public IEnumerable<int> AllTimestamps => Enumerable.Range(0, Timestamps);

    /// <summary>The Byzantine acceptors.</summary>
    public ProcessSet ByzantineAcceptors { get; }

    /// <summary>The Byzantine proposers.</summary>
    public ProcessSet ByzantineProposers { get; }

    /// <summary>
    /// Whether the paper's assumptions about acceptors hold, and the last timestamp has a correct leader: then Termination is claimed.
    /// </summary>
    public virtual bool ClaimsTermination =>
        ByzantineAcceptors.Count + ConfigurationText.CrashingAcceptors(Source) <= Faults
        && !ByzantineProposers.Contains(LeaderOf(Timestamps - 1)) && !Source.Faulty.Contains($"p{LeaderOf(Timestamps - 1) + 1}");

    /// <summary>How many write acknowledgments make a write total.</summary>
    public abstract int TotalSize { get; }

    /// <summary>Whether O8 is asked only as far as it holds, and not literally.</summary>
    public abstract bool RelaxesO8 { get; }

    /// <summary>The proposer that a timestamp belongs to, from 0.</summary>
    public int LeaderOf(int timestamp) => timestamp % Proposers;

    /// <summary>Whether a proposer is the leader of a timestamp.</summary>
    public bool IsLeader(ProcessId proposer, int timestamp) => proposer.Number == LeaderOf(timestamp);

    /// <summary>Whether there is such a timestamp in this configuration.</summary>
    public bool IsTimestamp(int timestamp) => timestamp >= 0 && timestamp < Timestamps;

    /// <summary>What a proposer writes after a read: the value read, or its own input if that is ⊥ (Figure 3).</summary>
    /// <param name="read">The value that the read returned; null for ⊥.</param>
    /// <param name="proposer">The proposer.</param>
    public string ValueAfter(string? read, ProcessId proposer) => read ?? Inputs[proposer.Number];

    /// <summary>What Byzantine acceptors can say was written at a timestamp: any value, also one that nobody has.</summary>
    internal IEnumerable<TimestampedValue> MadeUp(int timestamp) =>
        ByzantineAcceptors.Count > 0 ? Values.Append(Forged).Select(value => new TimestampedValue(value, timestamp)) : [];

    /// <summary>The configuration with further timestamps, the last of which and so many in all have correct leaders.</summary>
    /// <param name="further">How many have correct leaders.</param>
    /// <returns>What there is more of, and the configuration.</returns>
    internal (string Further, Configuration Source) Continued(int further)
    {
        var (more, correct) = (0, 0);
        while (correct < further && more <= further * Proposers)
        {
            correct += ByzantineProposers.Contains(LeaderOf(Timestamps + more++)) ? 0 : 1;
        }

        var which = more == correct ? string.Empty : $" ({correct} with correct leaders)";
        var longer = Source.Ballots.Concat(Enumerable.Repeat(Source.Ballots[0], more));
        return (Continuation.Counted(more, "timestamp", "timestamps") + which, Source with { Ballots = new(longer) });
    }
}

/// <summary>A configured register with the rules in force.</summary>
/// <typeparam name="TRule">The register's rules.</typeparam>
/// <param name="source">The configuration.</param>
/// <param name="ballotKind">What each timestamp is called: classic or fast.</param>
/// <param name="mayBeByzantine">Whether the protocol is for Byzantine processes.</param>
public abstract class RegisterConfig<TRule>(Configuration source, string ballotKind, bool mayBeByzantine)
    : RegisterConfig(source, ballotKind, mayBeByzantine), IRuled<TRule>
    where TRule : struct, Enum
{
    private readonly HashSet<TRule> rules = [.. source.Rules.Select(RuleNames.Parse<TRule>)];

    /// <inheritdoc/>
    public bool Has(TRule rule) => rules.Contains(rule);
}
