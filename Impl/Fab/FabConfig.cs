using BgpVerified.Impl.Consensus;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>A configured system, as the handlers see it: sizes, values, regencies and the rules in force.</summary>
public sealed class FabConfig : IRuled<FabRule>
{
    private readonly HashSet<FabRule> rules;
    private readonly FabConfigReader.Members byzantine;

    /// <summary>Reads a configuration.</summary>
    /// <param name="source">
    /// The configuration: <c>Acceptors</c> is a, <c>Faults</c> f, <c>FastFaults</c> t, <c>Commands</c> the values that proposers
    /// propose, <c>Views</c> the number of regencies.
    /// </param>
    /// <param name="parameterized">Whether it is Parameterized FaB Paxos, with commit proofs.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public FabConfig(Configuration source, bool parameterized)
    {
        FabConfigReader.CheckSizes(source, parameterized);
        Source = source;
        Parameterized = parameterized;
        rules = [.. source.Rules.Select(name => FabRules.Parse(name, parameterized))];
        Proposals = ProposedValues.Read(source);
        byzantine = FabConfigReader.ReadByzantine(source, Proposals.Count);
    }

    /// <summary>The configuration that it was read from.</summary>
    public Configuration Source { get; }

    /// <summary>Whether acceptors exchange commit proofs (section V).</summary>
    public bool Parameterized { get; }

    /// <summary>a, the number of acceptors.</summary>
    public int Acceptors => Source.Acceptors;

    /// <summary>f, the number of Byzantine processes of each role that are tolerated.</summary>
    public int Faults => Source.Faults;

    /// <summary>t, the number of faulty acceptors despite which learning takes two steps; f for FaB Paxos.</summary>
    public int FastFaults => Source.FastFaults ?? Faults;

    /// <summary>p, the number of proposers: the largest that is the author of a value.</summary>
    public int Proposers => Proposals.Count;

    /// <summary>l, the number of learners.</summary>
    public int Learners => Source.Learners;

    /// <summary>The number of regencies, at least 1; a run has finitely many.</summary>
    public int Regencies => Source.Views;

    /// <summary>What each proposer proposes as the leader, if it is free to choose.</summary>
    public IReadOnlyList<string> Proposals { get; }

    /// <summary>The values of the run: those that proposers propose, unless others are given.</summary>
    public IReadOnlyList<string> Values { get => field ?? [.. Proposals.Distinct()]; init; }

    /// <summary>The Byzantine acceptors.</summary>
    public ProcessSet ByzantineAcceptors => byzantine.Acceptors;

    /// <summary>The Byzantine proposers.</summary>
    public ProcessSet ByzantineProposers => byzantine.Proposers;

    /// <summary>The Byzantine learners.</summary>
    public ProcessSet ByzantineLearners => byzantine.Learners;

    /// <summary>⌈(a + f + 1) / 2⌉ correct acceptors that accept a value choose it: any two such sets share one.</summary>
    public int ChosenSize => HalfOf(Acceptors + Faults + 1);

    /// <summary>How many acceptors that accepted a value a learner needs: ⌈(a + 3f + 1) / 2⌉, of which enough are correct.</summary>
    public int LearnSize =>
        Has(FabRule.TwoStepQuorum) ? Acceptors - FastFaults
        : Has(FabRule.LearnQuorum) ? HalfOf(Acceptors + (3 * Faults) + 1)
        : ChosenSize - 1;

    /// <summary>How many signatures make a commit proof: ⌈(a + f + 1) / 2⌉.</summary>
    public int CommitProofSize => Has(FabRule.CommitProofQuorum) ? ChosenSize : Faults + 1;

    /// <summary>How many acceptors with a commit proof a learner needs: ⌈(a + f + 1) / 2⌉.</summary>
    public int CommitSize => Has(FabRule.CommitQuorum) ? ChosenSize : Faults + 1;

    /// <summary>How many answers make a progress certificate: a - f.</summary>
    public int CertificateSize => Has(FabRule.CertificateQuorum) ? Acceptors - Faults : Faults + 1;

    /// <summary>How many answers with one value forbid every other: ⌈(a - f + 1) / 2⌉.</summary>
    public int MajoritySize => HalfOf(Acceptors - Faults + 1) + (Has(FabRule.VouchMajority) ? 0 : 1);

    /// <summary>Whether learners sign for each other what they have learned, so that 2f + 1 of them are enough (section VIII-A).</summary>
    public bool HasFewLearners => Has(FabRule.FewLearners);

    /// <summary>How many learners' signatures prove that a value was learned: f + 1 (section VIII-A).</summary>
    public int AcknowledgmentSize => Has(FabRule.AcknowledgmentQuorum) ? Faults + 1 : 1;

    /// <summary>How many other learners' words a learner takes: f + 1; one that comes with a proof (section VIII-A).</summary>
    public int PullSize => Has(FabRule.PullQuorum) && !HasFewLearners ? Faults + 1 : 1;

    /// <summary>How many learners satisfy a proposer: ⌈(l + f + 1) / 2⌉; f + 1 that have a proof (section VIII-A).</summary>
    public int LearnedSize => HasFewLearners ? Faults + 1 : HalfOf(Learners + Faults + 1);

    /// <summary>How many satisfied proposers stop the leader: ⌈(p + f + 1) / 2⌉.</summary>
    public int SatisfiedSize => Has(FabRule.SatisfiedQuorum) ? ProposerQuorum : 1;

    /// <summary>How many proposers' suspicions replace a leader for sure: ⌈(p + f + 1) / 2⌉.</summary>
    public int ProposerQuorum => HalfOf(Proposers + Faults + 1);

    /// <summary>How many learners make a value stable, if they are correct: ⌈(l - f + 1) / 2⌉.</summary>
    public int StableSize => HalfOf(Learners - Faults + 1);

    /// <summary>
    /// Whether the run is a gracious execution (section I): one leader, whom nobody replaces, and time enough for every
    /// message. With more regencies links are only fair: what is not sent again and again may be lost.
    /// </summary>
    public bool IsGracious => Regencies == 1;

    /// <summary>
    /// Whether progress is claimed: p is above 3f, and l too or, with signed acknowledgments, above 2f; no more than f processes
    /// of each role are faulty, and the last regency has a correct leader. The number of acceptors does not matter, so that too
    /// few can be seen to starve.
    /// </summary>
    public bool ClaimsLiveness =>
        Proposers > 3 * Faults && Learners > (HasFewLearners ? 2 : 3) * Faults
        && ByzantineProposers.Count + ConfigurationText.FaultyOf(Source, 'p') <= Faults
        && ByzantineLearners.Count + ConfigurationText.FaultyOf(Source, 'l') <= Faults
        && ByzantineAcceptors.Count + ConfigurationText.CrashingAcceptors(Source) <= Faults
        && !MayLeaderFail(Regencies - 1);

    /// <inheritdoc/>
    public bool Has(FabRule rule) => rules.Contains(rule);

    /// <summary>The leader of a regency (figure 3: <c>getRegency() % p</c>), from 0.</summary>
    public int LeaderOf(int regency) => regency % Proposers;

    /// <summary>Whether a proposer leads a regency.</summary>
    public bool Leads(ProcessId proposer, int regency) => LeaderOf(regency) == proposer.Number;

    /// <summary>What a proposer proposes as the leader, if it is free to choose.</summary>
    public string ProposalOf(ProcessId proposer) => Proposals[proposer.Number];

    /// <summary>Whether the leader of a regency is Byzantine.</summary>
    public bool IsByzantineLeader(int regency) => ByzantineProposers.Contains(LeaderOf(regency));

    /// <summary>Whether the leader of a regency is Byzantine, or may crash.</summary>
    public bool MayLeaderFail(int regency) => IsByzantineLeader(regency) || Source.Faulty.Contains($"p{LeaderOf(regency) + 1}");

    /// <summary>⌈n / 2⌉.</summary>
    private static int HalfOf(int n) => (n + 1) / 2;
}
