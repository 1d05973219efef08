using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Generals;

/// <summary>The steps and assumptions of SM(m) that can be taken out.</summary>
public enum SignedRule
{
    /// <summary>Signatures are verified.</summary>
    [Rule("Sec. 4, A4", "A traitor signs another order in the loyal commander's name.", Protects = "IC2Inv",
        Scenario = "traitor-lieutenant")]
    Verify,

    /// <summary>The first signature is the commander's.</summary>
    [Rule("Sec. 4, SM(m), step 2: v : 0 : j1 : ... : jk", "A traitor gives an order of his own.", Protects = "IC2Inv",
        Scenario = "traitor-lieutenant")]
    CommanderFirst,

    /// <summary>Nobody signs twice.</summary>
    [Rule("Sec. 4, SM(m), step 2", "A traitor signs as often as it takes, and in the last round hands one lieutenant an order that no "
        + "other will hear of.", Protects = "IC1Inv")]
    DistinctSigners,

    /// <summary>In round r an order has r signatures.</summary>
    [Rule("Sec. 4, SM(m), step 3: no more messages", "The commander gives one lieutenant another order in the last round.",
        Protects = "IC1Inv")]
    InTime,

    /// <summary>A lieutenant signs a new order and sends it on.</summary>
    [Rule("Sec. 4, SM(m), step 2", "The commander gives each lieutenant another order, and none knows of the other's.",
        Protects = "IC1Inv")]
    Relay,

    /// <summary>Orders are sent on as long as fewer than m lieutenants have signed, for m + 1 rounds.</summary>
    [Rule("Sec. 4, SM(m), step 2: k < m", "As many traitors as there are rounds hand one lieutenant an order in the last.",
        Protects = "IC1Inv", Scenario = "two-traitors")]
    AllRounds,

    /// <summary>Of equal V all choose the same.</summary>
    [Rule("Sec. 4, the function choice", "Of two orders one lieutenant prefers this, the next that.", Protects = "IC1Inv")]
    Choice,

    /// <summary>Without any order: RETREAT.</summary>
    [Rule("Sec. 4, choice(∅)", "A lieutenant to whom the commander has sent nothing does not know what to do.",
        Protects = "TerminationProp")]
    Default,
}

/// <summary>The Byzantine Generals with signed messages: the algorithm SM(m).</summary>
public sealed class SignedGeneralsProtocol() : Protocol<SignedRule>("signed-generals",
    "The Byzantine Generals with signed messages (Lamport, Shostak, Pease 1982): the algorithm SM(m), m = f, in synchronous rounds",
    source => new SignedModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new(FirstScenario, "three generals; the commander is a traitor", Basic with { Byzantine = new(["g1"]) }, null),
        new("traitor-lieutenant", "three generals; a lieutenant is a traitor", Basic with { Byzantine = new(["g3"]) }, null),
        new("two-traitors", "four generals, m = 2; the commander and a lieutenant are traitors",
            Four with { Byzantine = new(["g1", "g4"]) }, null),
        new("two-traitor-lieutenants", "four generals, m = 2; two lieutenants are traitors, and one general obeys the other",
            Four with { Byzantine = new(["g3", "g4"]) }, null),
        new("four-generals", "four generals, m = 1; the commander is a traitor", Four with { Faults = 1, Byzantine = new(["g1"]) }, null),
        new("lower-bound", "four generals, two traitors, and two rounds: SM(1), a round too few",
            Four with { Faults = 1, Byzantine = new(["g1", "g4"]) }, "IC1Inv"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => [FirstScenario, "traitor-lieutenant", "two-traitors"];

    /// <inheritdoc/>
    protected override string FirstScenario => "traitor-commander";

    private Configuration Basic => Start with { Acceptors = 3, Commands = new(["attack", "retreat"]) };

    private Configuration Four => Basic with { Acceptors = 4, Faults = 2 };
}
