using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Generals;

/// <summary>Who takes part in SM(m), what traitors can say, and what must hold.</summary>
internal sealed class SignedModel(Configuration source) : GeneralsModel<SignedConfig, SignedGeneral>(source, new(source))
{
    protected override void Declare()
    {
        if (Config.N > 6 || Config.Values.Count > 3)
        {
            throw new InvalidConfigurationException("traitors can say too much; name at most six --acceptors and three --commands");
        }

        var generals = Generals(id => new(id, null, 0, ValueSet<string>.Empty, null), Config.Values);
        generals
            .On<Command>(Signed.On, happens: !generals.ByzantineSet.Contains(0))
            .On<OrdersCome>(Signed.On, happens: generals.Correct.Any(general => general.Number > 0));
        var traitors = new SignedTraitors(Config, generals);
        foreach (var round in Enumerable.Range(1, Config.Rounds))
        {
            var speaking = Speaking(generals, round);
            generals.Reads(
                Gather($"until round {round}", m => m is Signs signs && signs.Round <= round),
                (self, state, seen) => state.Round == round - 1 && seen.Count(m => ((Signs)m).Round == round) == speaking
                    ? Endings(traitors, self, round, [.. seen.Cast<Signs>()])
                    : [],
                general => general.Number > 0,
                local: true);
        }
    }

    /// <summary>
    /// What comes of each order: first a message of the traitors, any one or none, then those of the loyal generals, whichever of them
    /// comes first. What comes later of the same order adds nothing to V,
    /// and may be left out.
    /// </summary>
    private IEnumerable<Offer> Endings(SignedTraitors traitors, ProcessId self, int round, IReadOnlyList<Signs> sent)
    {
        List<SignedOrder> truth =
            [.. from signs in sent where signs.Round == round && signs.From != self from order in signs.All select order];
        return Config.Values
            .Aggregate((IEnumerable<(IReadOnlyList<SignedOrder> Come, bool Fair)>)[([], true)], (choices, order) =>
            {
                var loyal = truth.Where(one => one.Order == order).ToList();
                List<(IReadOnlyList<SignedOrder> Come, bool Fair)> ways =
                [
                    .. loyal.Count == 0 ? [([], true)] : loyal.Select(first => ((IReadOnlyList<SignedOrder>)[first], true)),
                    .. traitors.Lies(self, order, round, sent).Select(lie => ((IReadOnlyList<SignedOrder>)[lie, .. loyal], false)),
                ];
                return from choice in choices from way in ways select (Joined(choice.Come, way.Come), choice.Fair && way.Fair);
            })
            .Select(choice => new Offer(new OrdersCome(round, new(choice.Come)), choice.Fair));
    }

    private static IReadOnlyList<SignedOrder> Joined(IEnumerable<SignedOrder> some, IEnumerable<SignedOrder> more) => [.. some, .. more];
}

/// <summary>
/// What traitors can make of what loyal generals have signed. They hear everything that is said, before they speak in the same round,
/// and sign for each other.
/// </summary>
internal sealed class SignedTraitors(SignedConfig config, IRole generals)
{
    private bool IsCommander => generals.ByzantineSet.Contains(0);

    /// <summary>
    /// What they can send a lieutenant of an order, right or wrong: the order as the commander has signed it, if he is one of them, or as
    /// loyal generals have, with any of their own signatures after these; with the last of their signatures again and again, to make
    /// them enough; without the commander's; and with signatures that nobody has made. What the lieutenant has signed himself he has.
    /// </summary>
    public IEnumerable<SignedOrder> Lies(ProcessId self, string order, int round, IReadOnlyList<Signs> sent)
    {
        if (generals.Byzantine.Count == 0)
        {
            return [];
        }

        var known = Known(order, sent);
        var genuine = known.Where(chain => !chain.Has(self)).ToList();
        var again = genuine.Where(chain => generals.Byzantine.Contains(chain.Last) && chain.Length < round)
            .Select(chain => Enumerable.Repeat(chain.Last, round - chain.Length).Aggregate(chain, (longer, signer) => longer.Then(signer)));
        var alone = Extended(Chain.Empty, [.. generals.Byzantine.Where(traitor => traitor.Number > 0)], config.N)
            .Where(chain => chain.Length > 0);
        var others = Enumerable.Range(1, config.N - 1).Select(number => new ProcessId('g', number)).Where(other => other != self);
        var forged = Extended(Chain.Empty.Then(new('g', 0)), [.. others], round)
            .Where(chain => chain.Length == round && !known.Contains(chain));
        return genuine.Concat(again).Concat(alone).Select(chain => new SignedOrder(order, chain))
            .Concat(forged.Select(chain => new SignedOrder(order, chain, IsGenuine: false)));
    }

    private HashSet<Chain> Known(string order, IReadOnlyList<Signs> sent) =>
    [
        .. from start in Begun(order, sent).Distinct()
           from chain in Extended(start, generals.Byzantine, config.N)
           where chain.Length > 0
           select chain,
    ];

    private IEnumerable<Chain> Begun(string order, IReadOnlyList<Signs> sent) =>
        (from signs in sent from signed in signs.All where signed.Order == order select signed.Signers)
        .Concat(IsCommander ? [Chain.Empty.Then(new('g', 0))] : []);

    /// <summary>The chain, and the chain with some of the generals after it, each once, in any order.</summary>
    private static IEnumerable<Chain> Extended(Chain chain, IReadOnlyList<ProcessId> by, int most) =>
        chain.Length >= most
            ? [chain]
            : by.Where(next => !chain.Has(next)).SelectMany(next => Extended(chain.Then(next), by, most)).Prepend(chain);
}
