using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Generals;

/// <summary>Who takes part in SM(m), what traitors can say, and what must hold.</summary>
internal sealed class SignedModel(Configuration source) : GeneralsModel<SignedConfig, SignedGeneral>(source, new(source))
{
    private const int MostChoices = 20_000;

    protected override void Declare()
    {
        if (Config.N > 6 || Config.Values.Count > 3)
        {
            throw new InvalidConfigurationException("traitors can say too much; name at most six --acceptors and three --commands");
        }

        var generals = Generals(id => new(id, null, 0, ValueList<string>.Empty, null), Config.Values);
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
    /// What loyal generals send comes in the end; before it, of each order, what traitors send of it: nothing, or any one message.
    /// A second one of the same order would add nothing to V.
    /// </summary>
    private IEnumerable<Offer> Endings(SignedTraitors traitors, ProcessId self, int round, IReadOnlyList<Signs> sent)
    {
        List<SignedOrder> truth =
            [.. from signs in sent where signs.Round == round && signs.From != self from order in signs.All select order];
        var choices = Config.Values.Aggregate((IEnumerable<IReadOnlyList<SignedOrder>>)[[]], (lies, order) =>
        [
            .. from lie in lies
               from more in (IEnumerable<IReadOnlyList<SignedOrder>>)
                    [[], .. traitors.Genuine(self, order, sent).Select(one => (SignedOrder[])[one])]
               select (IReadOnlyList<SignedOrder>)[.. lie, .. more],
        ]).ToList();
        return choices.Count > MostChoices
            ? throw new InvalidModelException("traitors can say too much; bound it in SignedModel.Declare")
            : choices.Concat(from order in Config.Values
                             from bad in traitors.Bad(self, order, round, sent)
                             select (IReadOnlyList<SignedOrder>)[bad])
                .Select(lie => new Offer(new OrdersCome(round, new([.. lie, .. truth])), Fair: lie.Count == 0));
    }
}

/// <summary>
/// What traitors can make of what loyal generals have signed. They hear everything that is said, before they speak in the same round,
/// and sign for each other.
/// </summary>
internal sealed class SignedTraitors(SignedConfig config, IRole generals)
{
    private bool IsCommander => generals.ByzantineSet.Contains(0);

    /// <summary>
    /// The signed orders that they can send a lieutenant: of the commander, if he is one of them, or as loyal generals have signed
    /// them, with any of their own signatures after these. What the lieutenant has signed himself he has.
    /// </summary>
    public IEnumerable<SignedOrder> Genuine(ProcessId self, string order, IReadOnlyList<Signs> sent) =>
        generals.Byzantine.Count == 0 ? [] :
        from chain in Known(order, sent)
        where !chain.Has(self)
        select new SignedOrder(order, chain);

    /// <summary>
    /// What no lieutenant may take: signatures that nobody made, or of theirs again and again to make them enough, or without the
    /// commander's.
    /// </summary>
    public IEnumerable<SignedOrder> Bad(ProcessId self, string order, int round, IReadOnlyList<Signs> sent)
    {
        if (generals.Byzantine.Count == 0)
        {
            return [];
        }

        var known = Known(order, sent).ToHashSet();
        var others = Enumerable.Range(1, config.N - 1).Select(number => new ProcessId('g', number)).Where(other => other != self);
        var forged = Extended(Chain.Empty.Then(new('g', 0)), [.. others], round).Where(chain => !known.Contains(chain))
            .Select(chain => new SignedOrder(order, chain, IsGenuine: false));
        var again = known.Where(chain => !chain.Has(self) && generals.Byzantine.Contains(chain.Last) && chain.Length < round)
            .Select(chain => new SignedOrder(order, Enumerable.Repeat(chain.Last, round - chain.Length)
                .Aggregate(chain, (longer, signer) => longer.Then(signer))));
        var alone = Extended(Chain.Empty, [.. generals.Byzantine.Where(traitor => traitor.Number > 0)], config.N)
            .Where(chain => chain.Length > 0)
            .Select(chain => new SignedOrder(order, chain));
        return forged.Concat(again).Concat(alone);
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
