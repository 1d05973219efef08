using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Generals;

/// <summary>Who takes part in OM(m), what traitors can say, and what must hold.</summary>
internal sealed class OralModel(Configuration source) : GeneralsModel<OralConfig, OralGeneral>(source, new(source))
{
    private const int MostLies = 20_000;

    protected override void Declare()
    {
        var generals = Generals(id => new(id, null, 0, ValueList<Told>.Empty, null), Config.Values);
        generals
            .On<Command>(Oral.On, happens: !generals.ByzantineSet.Contains(0))
            .On<RoundEnds>(Oral.On, happens: generals.Correct.Any(general => general.Number > 0));
        foreach (var round in Enumerable.Range(1, Config.Rounds))
        {
            var speaking = Speaking(generals, round);
            var lies = generals.Correct.ToDictionary(general => general, general => Lies(generals, general, round));
            generals.Reads(
                Gather($"round {round}", m => m is Says says && says.Round == round),
                (self, state, sent) => state.Round == round - 1 && state.Obeys is null && sent.Count == speaking
                    ? Endings(self, round, sent, lies[self])
                    : [],
                general => general.Number > 0,
                local: true);
        }
    }

    private static IEnumerable<Offer> Endings(ProcessId self, int round, ValueSet<Message> sent, IReadOnlyList<IReadOnlyList<Report>> lies)
    {
        List<Report> truth =
        [
            .. from says in sent.Cast<Says>()
               from told in says.All
               where says.From != self && !told.Along.Has(self)
               select new Report(told.Along.Then(says.From), told.Order, says.From),
        ];
        return lies.Select(lie => new Offer(new RoundEnds(round, new([.. lie, .. truth])), Fair: lie.Count == 0));
    }

    /// <summary>
    /// What traitors can say to a lieutenant in a round: nothing; any order along each chain that ends with one of them, whatever was
    /// said along it before; and an order in another's name.
    /// </summary>
    /// <remarks>
    /// Where a traitor says RETREAT he can as well say nothing. Both are offered, though not each mixture of the two in one round:
    /// what the handler makes of nothing it makes of RETREAT, order by order (<c>OralGeneralsTests</c> tries all mixtures). Of what they
    /// say in another's name one at a time is offered, when they say nothing else.
    /// </remarks>
    private IReadOnlyList<IReadOnlyList<Report>> Lies(IRole generals, ProcessId self, int round)
    {
        if (self.Number == 0)
        {
            return [];
        }

        var traitors = generals.Byzantine;
        var chains = Config.ChainsTo(self, round);
        var own = chains.Where(chain => traitors.Contains(chain.Last)).ToList();
        List<string> orders = [.. Config.Values.Append(General.Retreat).Distinct()];
        if (Math.Pow(orders.Count, own.Count) > MostLies)
        {
            throw new InvalidConfigurationException(
                $"{traitors.Count} traitors can say too much in round {round}; name fewer --acceptors, --byzantine or --commands");
        }

        var said = own.Aggregate((IEnumerable<IReadOnlyList<Report>>)[[]], (choices, chain) =>
            choices.SelectMany(choice => orders.Select(order => (IReadOnlyList<Report>)[.. choice, new(chain, order, chain.Last)])));
        var silent =
            from lie in said
            let spoken = (IReadOnlyList<Report>)[.. lie.Where(report => report.Order != General.Retreat)]
            where spoken.Count > 0 && spoken.Count < lie.Count
            select spoken;
        var inOthersName =
            from chain in chains.Except(own)
            from traitor in traitors.Take(1)
            from order in orders
            select (IReadOnlyList<Report>)[new(chain, order, traitor)];
        return [[], .. said.Where(lie => lie.Count > 0), .. silent, .. inOthersName];
    }
}
