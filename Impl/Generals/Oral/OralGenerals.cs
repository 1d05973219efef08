using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Generals;

/// <summary>The steps and assumptions of OM(m) that can be taken out.</summary>
public enum OralRule
{
    /// <summary>A lieutenant obeys what the majority was told.</summary>
    [Rule("Sec. 3, OM(m), step 3", "A lieutenant obeys what the commander told him, and a traitor tells each something else.",
        Protects = "IC1Inv")]
    Majority,

    /// <summary>The majority is taken of what OM(m - 1) returns for each lieutenant, not of all that was ever said.</summary>
    [Rule("Sec. 3, OM(m), step 3", "What the traitors say of what they were told counts as much as what a loyal lieutenant was told.",
        Protects = "IC1Inv", Scenario = "two-traitors")]
    Nested,

    /// <summary>What OM(m) says is told for m + 1 rounds.</summary>
    [Rule("Sec. 3, OM(m), step 2", "A round sooner, a traitor says last what nobody can compare any more.",
        Protects = "IC1Inv", Scenario = "two-traitors")]
    AllRounds,

    /// <summary>A tie is decided alike by all: RETREAT.</summary>
    [Rule("Sec. 3, the function majority", "In a tie a lieutenant goes by what he was told himself, and the next by something else.",
        Protects = "IC1Inv", Scenario = "five-generals")]
    Tie,

    /// <summary>What is absent is taken for RETREAT.</summary>
    [Rule("Sec. 3, A3 and OM(0), step 2", "A lieutenant waits for a message that a traitor never sends.", Protects = "TerminationProp",
        Scenario = "traitor-lieutenant")]
    Default,

    /// <summary>A lieutenant knows who sends him a message.</summary>
    [Rule("Sec. 3, A2", "A traitor speaks in the name of a loyal lieutenant, and is a majority with himself.",
        Protects = "IC2Inv", Scenario = "traitor-lieutenant")]
    KnownSender,
}

/// <summary>The Byzantine Generals with oral messages: the algorithm OM(m).</summary>
public sealed class OralGeneralsProtocol() : Protocol<OralRule>("oral-generals",
    "The Byzantine Generals with oral messages (Lamport, Shostak, Pease 1982): the algorithm OM(m), m = f, in synchronous rounds",
    source => new OralModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new(FirstScenario, "four generals; the commander is a traitor", Basic with { Byzantine = new(["g1"]) }, null),
        new("traitor-lieutenant", "four generals; a lieutenant is a traitor", Basic with { Byzantine = new(["g4"]) }, null),
        new("five-generals", "five generals: an even number of lieutenants; the commander is a traitor",
            Basic with { Acceptors = 5, Byzantine = new(["g1"]) }, null),
        new("two-traitors", "seven generals, m = 2; the commander and a lieutenant are traitors",
            Basic with { Acceptors = 7, Faults = 2, Byzantine = new(["g1", "g7"]) }, null),
        new("beyond-m", "Lemma 1: a loyal commander is obeyed by 2k + m + 1 generals in spite of k > m traitors; six, m = 1, k = 2",
            Basic with { Acceptors = 6, Byzantine = new(["g5", "g6"]) }, null),
        new("lower-bound", "three generals: one too few for a traitor; a lieutenant is one",
            Basic with { Acceptors = 3, Byzantine = new(["g3"]) }, "IC2Inv"),
        new("three-generals", "three generals, of whom the commander is the traitor: the two others still agree",
            Basic with { Acceptors = 3, Byzantine = new(["g1"]) }, null),
        new("lower-bound-commander", "four generals, m = 2; the commander and a lieutenant are traitors",
            Basic with { Faults = 2, Byzantine = new(["g1", "g4"]) }, "IC1Inv"),
        new("lower-bound-two", "six generals, m = 2: one too few for two traitors",
            Basic with { Acceptors = 6, Faults = 2, Byzantine = new(["g5", "g6"]) }, "IC2Inv"),
        new("lemma-bound", "five generals, m = 1: one too few for Lemma 1 with two traitor lieutenants",
            Basic with { Acceptors = 5, Byzantine = new(["g4", "g5"]) }, "IC2Inv"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => [FirstScenario, "traitor-lieutenant"];

    /// <inheritdoc/>
    protected override string FirstScenario => "traitor-commander";

    private Configuration Basic => Start with { Commands = new(["attack", "retreat"]) };
}
