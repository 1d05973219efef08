using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabOptimal;

/// <summary>A configured system, as the handlers see it: sizes, inputs, views and the rules in force.</summary>
public sealed class OptimalConfig : RuledConfig<OptimalRule>
{
    /// <summary>Reads a configuration.</summary>
    /// <param name="source">
    /// The configuration: <c>Acceptors</c> is n, <c>Faults</c> f, <c>FastFaults</c> t (f, if it is left out), <c>Commands</c> the
    /// processes' inputs in turn, <c>Views</c> the number of views.
    /// </param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public OptimalConfig(Configuration source)
        : base(source, "views", "fast-faults")
    {
        ConfigurationText.CheckRange("views", source.Views, 1, 16);
        ConfigurationText.CheckRange("fast-faults", T, 0, F);
        if (source.Commands.Count == 0)
        {
            throw new InvalidConfigurationException("processes need at least one input");
        }

        Byzantine = [.. Enumerable.Range(0, N).Select(number => new ProcessId('p', number)).Where(p => source.Byzantine.Contains($"{p}"))];
    }

    /// <summary>t: how many faulty processes leave the common case at two message delays.</summary>
    public int T => Source.FastFaults ?? F;

    /// <summary>The values of the run: the inputs, each once.</summary>
    public IReadOnlyList<string> Inputs => [.. Values.Distinct()];

    /// <summary>The number of views; a run has finitely many.</summary>
    public int Views => Source.Views;

    /// <summary>
    /// Whether there is a slow path: with t = f the fast one is always enough (the basic protocol has none, the general one has it).
    /// </summary>
    public bool HasSlowPath => T < F;

    /// <summary>How many acknowledgments decide: n - t.</summary>
    public int DecideSize => N - T - (Has(OptimalRule.DecideQuorum) ? 0 : 1);

    /// <summary>How many signatures make a commit certificate: ⌈(n + f + 1) / 2⌉.</summary>
    public int CertificateSize => Has(OptimalRule.CertificateQuorum) ? MajorityOfCorrect : F + 1;

    /// <summary>How many commit certificates decide: ⌈(n + f + 1) / 2⌉; without the rule so many that fewer than f are correct.</summary>
    public int CommitSize => Has(OptimalRule.CommitQuorum) ? MajorityOfCorrect : Math.Max(1, (2 * F) - 1);

    /// <summary>How many votes a new leader needs: n - f.</summary>
    public int VoteSize => N - F - (Has(OptimalRule.VoteQuorum) ? 0 : 1);

    /// <summary>
    /// How many votes keep a value whose leader has equivocated: f + t votes of others; where the leader's own vote counts, one more.
    /// </summary>
    public int CountedSize => F + T + (Has(OptimalRule.ExcludeEquivocator) ? 0 : 1) - (Has(OptimalRule.CountedSize) ? 0 : 1);

    /// <summary>Any two sets of so many have a correct process in common: ⌈(n + f + 1) / 2⌉.</summary>
    private int MajorityOfCorrect => (N + F + 2) / 2;

    /// <summary>Which processes are Byzantine.</summary>
    public IReadOnlyList<ProcessId> Byzantine { get; }

    /// <summary>Which are not.</summary>
    public IEnumerable<ProcessId> Correct => Enumerable.Range(0, N).Select(number => new ProcessId('p', number)).Except(Byzantine);

    /// <summary>
    /// Whether progress is claimed: no more than f processes are faulty, it is known which may crash, and the last view has a
    /// correct leader. How many processes there are does not matter, so that too few can be seen to starve.
    /// </summary>
    public bool ClaimsLiveness => FaultyCount <= F && !MayLeaderFail(Views - 1);

    /// <summary>How many processes are Byzantine or may crash: all, if any may crash, and they are not named.</summary>
    public int FaultyCount => Source.Crashes > 0 && Source.Faulty.Count == 0
        ? N
        : Byzantine.Count + ConfigurationText.FaultyOf(Source, 'p');

    /// <summary>The number of the process that leads a view.</summary>
    public int LeaderOf(int view) => view % N;

    /// <summary>Whether a process leads a view.</summary>
    public bool Leads(ProcessId process, int view) => process.Number == LeaderOf(view);

    /// <summary>Whether the leader of a view is Byzantine.</summary>
    public bool IsByzantineLeader(int view) => Byzantine.Any(process => Leads(process, view));

    /// <summary>Whether the leader of a view is Byzantine, or may crash.</summary>
    public bool MayLeaderFail(int view) =>
        IsByzantineLeader(view) || Source.Faulty.Contains($"p{LeaderOf(view) + 1}");

    /// <summary>A process's own value, which it proposes as a leader that is free to choose: the inputs in turn.</summary>
    public string InputOf(ProcessId process) => Values[process.Number % Values.Count];
}
