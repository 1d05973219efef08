using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Generals;

/// <summary>N generals, the commander among them, of whom m = f may be traitors.</summary>
public sealed class OralConfig : RuledConfig<OralRule>
{
    private const int MostChains = 2000;

    private readonly IReadOnlyList<IReadOnlyList<Chain>> chains;

    /// <summary>Reads a configuration.</summary>
    /// <param name="source">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public OralConfig(Configuration source)
        : base(source)
    {
        var all = new List<IReadOnlyList<Chain>> { new[] { Chain.Empty.Then(new('g', 0)) } };
        while (all.Count < Rounds && all[^1].Count * N <= MostChains * N)
        {
            all.Add([.. from chain in all[^1] from next in Lieutenants where !chain.Has(next) select chain.Then(next)]);
        }

        if (all.Any(round => round.Count > MostChains))
        {
            throw new InvalidConfigurationException(
                $"{N} generals tell each other too much in {Rounds} rounds; name fewer --acceptors or --faults");
        }

        chains = all;
    }

    /// <summary>OM(m) takes m + 1 rounds.</summary>
    public int Rounds => Has(OralRule.AllRounds) ? F + 1 : Math.Max(F, 1);

    /// <summary>The lieutenants.</summary>
    public IEnumerable<ProcessId> Lieutenants => Enumerable.Range(1, N - 1).Select(number => new ProcessId('g', number));

    /// <summary>The chains along which a lieutenant is told something in a round.</summary>
    /// <param name="self">The lieutenant.</param>
    /// <param name="round">The round, from 1.</param>
    /// <returns>The chains of so many generals, without him.</returns>
    public IReadOnlyList<Chain> ChainsTo(ProcessId self, int round) => [.. chains[round - 1].Where(chain => !chain.Has(self))];

    /// <summary>The other lieutenants to whom what came along a chain is told.</summary>
    /// <param name="self">The lieutenant who looks.</param>
    /// <param name="along">The chain.</param>
    /// <returns>Those who are not in it.</returns>
    public IEnumerable<ProcessId> Others(ProcessId self, Chain along) => Lieutenants.Where(other => other != self && !along.Has(other));
}
