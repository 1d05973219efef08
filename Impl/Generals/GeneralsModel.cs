using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Generals;

/// <summary>What the two algorithms have in common: generals, rounds, and interactive consistency.</summary>
/// <remarks>
/// The network is asynchronous to the engines, and the generals' is not. A round ends for a lieutenant by an input of his own, which
/// is possible only once all loyal generals have sent what they say in it; it brings all of that, and with it anything that the traitors
/// could have said by then, having heard all that loyal generals say in the round first. That the traitors are silent is fair: the
/// round ends for everybody. What else they say is possible, and need not happen.
/// </remarks>
/// <typeparam name="TConfig">The configuration, as handlers read it.</typeparam>
/// <typeparam name="TGeneral">A general's state.</typeparam>
internal abstract class GeneralsModel<TConfig, TGeneral>(Configuration source, TConfig config) : Model<TConfig>(source, config)
    where TGeneral : General
{
    /// <summary>Declares the generals, and what must hold of the loyal ones.</summary>
    protected RoleModel<TGeneral, TConfig> Generals(Func<ProcessId, TGeneral> initial, IReadOnlyList<string> orders)
    {
        if (Configuration.Crashes > 0)
        {
            throw new InvalidConfigurationException(
                "nobody can crash here: the network is synchronous, and a general who says nothing is one of those that --byzantine names");
        }

        var generals = Role("general", 'g', Configuration.Acceptors, initial);
        generals.Reads(
            Constant("nothing", string.Empty),
            (_, self, _) => self.Given is null ? Offers.Fair(orders.Select(order => new Command(order))) : [],
            general => general.Number == 0,
            local: true);

        Invariant(generals, "IC1Inv", g => g.Obeys, all => all.OfType<string>().Distinct().Count() <= 1,
            "IC1: all loyal lieutenants obey the same order");
        Invariant(generals, "IC2Inv", g => (g.Given, g.Obeys),
            all => all.Select(g => g.Given).FirstOrDefault(given => given is not null) is not { } order
                || all.All(g => g.Obeys is null || g.Obeys == order),
            "IC2: if the commander is loyal, every loyal lieutenant obeys the order he sends");
        Eventually(generals, "TerminationProp", g => g.IsCommander || g.Obeys is not null, all => all.All(done => done),
            "every loyal lieutenant obeys an order in the end");
        Reach<TGeneral>("ReachObeyed", (before, after) => before.Obeys is null && after.Obeys is not null, "a lieutenant obeys an order");
        Reach<TGeneral>("ReachOrder", (before, after) => before.Obeys is null && after.Obeys is not (null or General.Retreat),
            "a lieutenant obeys an order other than to retreat");
        return generals;
    }

    /// <summary>How many loyal generals say something in a round.</summary>
    protected static int Speaking(IRole generals, int round) => generals.Correct.Count(general => general.Number == 0 == (round == 1));
}
