using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Generals;

/// <summary>N generals, the commander among them, of whom m = f may be traitors.</summary>
public sealed class OralConfig : RuledConfig<OralRule>
{
    private const int MostChains = 2000;

    private readonly Dictionary<(ProcessId, int), IReadOnlyList<Chain>> heard = [];
    private readonly Dictionary<Chain, IReadOnlyList<Chain>> longer = [];

    /// <summary>Reads a configuration.</summary>
    /// <param name="source">The configuration.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public OralConfig(Configuration source)
        : base(source)
    {
        IReadOnlyList<Chain> chains = [Chain.Empty.Then(new('g', 0))];
        for (var round = 1; round <= Rounds; round++)
        {
            if (chains.Count > MostChains)
            {
                throw new InvalidConfigurationException(
                    $"{N} generals tell each other too much in {Rounds} rounds; name fewer --acceptors or --faults");
            }

            foreach (var self in Lieutenants)
            {
                heard.Add((self, round), [.. chains.Where(chain => !chain.Has(self))]);
            }

            chains = [.. chains.SelectMany(chain => longer[chain] =
                [.. Lieutenants.Where(next => !chain.Has(next)).Select(chain.Then)])];
        }
    }

    /// <summary>OM(m) takes m + 1 rounds.</summary>
    public int Rounds => Has(OralRule.AllRounds) ? F + 1 : Math.Max(F, 1);

    /// <summary>The lieutenants.</summary>
    public IEnumerable<ProcessId> Lieutenants => Enumerable.Range(1, N - 1).Select(number => new ProcessId('g', number));

    /// <summary>The chains along which a lieutenant is told something in a round.</summary>
    /// <param name="self">The lieutenant.</param>
    /// <param name="round">The round, from 1.</param>
    /// <returns>The chains of so many generals, without him.</returns>
    public IReadOnlyList<Chain> ChainsTo(ProcessId self, int round) => heard[(self, round)];

    /// <summary>The chains along which what came along a chain is told next.</summary>
    /// <param name="along">The chain.</param>
    /// <returns>One for each lieutenant who is not in it.</returns>
    public IReadOnlyList<Chain> After(Chain along) => longer[along];
}
