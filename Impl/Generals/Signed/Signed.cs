using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Generals;

/// <summary>An order with the signatures that it has got on its way: the paper's v : 0 : j1 : ... : jk.</summary>
/// <param name="Order">The order.</param>
/// <param name="Signers">Who has signed it, one after the other; each signs what was there before him.</param>
/// <param name="IsGenuine">Whether these are their signatures. Loyal generals only send such, and can tell (A4).</param>
public sealed record SignedOrder(string Order, Chain Signers, bool IsGenuine = true)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Order}:{Signers}{(IsGenuine ? string.Empty : " forged")}";
}

/// <summary>A general to all others: the orders that he signs in a round; none, if there is no new one.</summary>
/// <param name="Round">The round in which they arrive, from 1.</param>
/// <param name="All">The orders, with his signature as the last.</param>
public sealed record Signs(int Round, ValueList<SignedOrder> All) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{Round} {All}";
}

/// <summary>
/// A round ends for a lieutenant: every message of a loyal general has come, and what has not come he knows to be absent (A1 and A3).
/// </summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Orders">The orders that have come, one after the other.</param>
public sealed record OrdersCome(int Round, ValueList<SignedOrder> Orders) : LocalInput
{
    /// <inheritdoc/>
    protected override string Describe() => $"OrdersCome {Round} {Orders}";
}

/// <summary>A loyal general who signs what he sends.</summary>
/// <param name="Id">Who he is.</param>
/// <param name="Given">The order that he has given, as the commander.</param>
/// <param name="Round">How many rounds have ended for him.</param>
/// <param name="Orders">The paper's V: the orders that have come, without repetition; forgotten once he knows what to obey.</param>
/// <param name="Obeys">The order that he obeys.</param>
public sealed record SignedGeneral(ProcessId Id, string? Given, int Round, ValueSet<string> Orders, string? Obeys)
    : General(Id, Given, Round, Obeys);

/// <summary>
/// The algorithm SM(m) for signed messages, after Lamport, Shostak and Pease, "The Byzantine Generals Problem", TOPLAS 4(3), 1982,
/// section 4; m is f.
/// </summary>
/// <remarks>
/// That a lieutenant will receive no more messages (step 3) is the end of round m + 1: an order with k lieutenants' signatures that
/// comes from loyal ones comes in round k + 1. That a later one is not taken is a guard of its own here.
/// TLA+: SignedGenerals.tla.
/// </remarks>
public static class Signed
{
    /// <summary>SM(m), step 1: the commander signs his order and sends it to every lieutenant. TLA+: Give.</summary>
    public static Step<SignedGeneral> On(SignedGeneral self, Command m, SignedConfig config) =>
        self is { IsCommander: true, Given: null }
            ? Step.To(self with { Given = m.Order }, new Signs(1, new([new(m.Order, Chain.Empty.Then(self.Id))])))
            : Step.Ignore(self);

    /// <summary>
    /// SM(m), step 2: a lieutenant adds each new order to V, signs it and sends it on; after the last round step 3, his choice of V.
    /// TLA+: EndRound.
    /// </summary>
    public static Step<SignedGeneral> On(SignedGeneral self, OrdersCome m, SignedConfig config)
    {
        if (self.IsCommander || self.Round >= config.Rounds || m.Round != self.Round + 1)
        {
            return Step.Ignore(self);
        }

        var orders = self.Orders;
        var signed = new List<SignedOrder>();
        foreach (var order in m.Orders.Where(order => IsValid(order, m.Round, config) && !orders.Contains(order.Order)))
        {
            orders = orders.Add(order.Order);
            if (config.IsSentOn(order))
            {
                signed.Add(order with { Signers = order.Signers.Then(self.Id) });
            }
        }

        return m.Round < config.Rounds
            ? Step.To(self with { Round = m.Round, Orders = orders }, new Signs(m.Round + 1, new(signed)))
            : Step.To(self with { Round = m.Round, Orders = ValueSet<string>.Empty, Obeys = Choice(self.Id, orders, config) });
    }

    /// <summary>
    /// What a lieutenant takes: an order that the commander has signed first and others after him, each once, as many as there were
    /// rounds: else one who has not signed it could hand it over too late for others to hear of it.
    /// </summary>
    private static bool IsValid(SignedOrder order, int round, SignedConfig config) =>
        config.Asks(SignedRule.Verify, order.IsGenuine)
        && config.Asks(SignedRule.CommanderFirst, order.Signers.Generals[0].Number == 0)
        && config.Asks(SignedRule.DistinctSigners, order.Signers.Generals.Distinct().Count() == order.Signers.Length)
        && config.Asks(SignedRule.InTime, order.Signers.Length >= round);

    /// <summary>
    /// The choice of V: its element if it has only one, and RETREAT if it is empty. Of more orders all must choose
    /// alike, whatever they choose: here RETREAT; without the rule every second lieutenant prefers another.
    /// </summary>
    private static string? Choice(ProcessId self, ValueSet<string> orders, SignedConfig config) =>
        orders.Count == 0 ? config.Has(SignedRule.Default) ? General.Retreat : null
        : orders.Count == 1 ? orders.First()
        : config.Has(SignedRule.Choice) ? General.Retreat
        : self.Number % 2 == 0 ? orders.First() : orders.Last();
}

/// <summary>N generals, the commander among them, of whom m = f may be traitors.</summary>
public sealed class SignedConfig(Configuration source) : RuledConfig<SignedRule>(source)
{
    /// <summary>SM(m) takes m + 1 rounds.</summary>
    public int Rounds => Has(SignedRule.AllRounds) ? F + 1 : Math.Max(F, 1);

    /// <summary>SM(m), step 2: an order is sent on if k &lt; m, k being how many lieutenants have signed it.</summary>
    /// <param name="order">The order, as it has come.</param>
    /// <returns>True if it is.</returns>
    public bool IsSentOn(SignedOrder order) => order.Signers.Length < Rounds && Has(SignedRule.Relay);
}
