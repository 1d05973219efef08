using BgpVerified.Kit;

namespace BgpVerified.Impl.MultiPaxos;

/// <summary>The guards that can be taken out. "PMS" is "Paxos Made Simple", "PTP" is "The Part-Time Parliament".</summary>
public enum MultiPaxosRule
{
    /// <summary>Each ballot is one leader's.</summary>
    [Rule("PMS 2.4: \"from disjoint sets of numbers\"", "Two leaders propose different commands in one slot of one ballot.",
        Protects = "ChosenInv")]
    OwnBallot,

    /// <summary>A leader waits for a majority of promises.</summary>
    [Rule("PMS 2.2, phase 2 (a): \"from a majority\"", "The one acceptor that it hears has not voted for what the others chose.",
        Protects = "ChosenInv")]
    PrepareQuorum,

    /// <summary>A leader proposes again what acceptors report.</summary>
    [Rule("PMS 2.2, phase 2 (a); section 3", "A new leader begins with the first slot, in which a command is chosen.",
        Protects = "ChosenInv")]
    AdoptReported,

    /// <summary>Of what they report for a slot it takes the vote in the highest ballot.</summary>
    [Rule("PMS 2.2, phase 2 (a): \"the highest-numbered proposal\"", "It takes an older vote for a command that was never chosen.",
        Protects = "ChosenInv", Scenario = "three-leaders")]
    HighestVote,

    /// <summary>It proposes null commands in the gaps.</summary>
    [Rule("PMS 3: \"fill the gap immediately\"; PTP 3.1", "A command after a gap that nobody fills is chosen and never executed.",
        Protects = "AnsweredProp", Scenario = "gap")]
    FillGaps,

    /// <summary>It proposes each new command in a slot of its own.</summary>
    [Rule("PMS 3: \"the i-th instance\"", "It proposes two commands in one slot of its ballot.", Protects = "ChosenInv")]
    NextSlot,

    /// <summary>An acceptor promises only a ballot above all that it has heard of.</summary>
    [Rule("PMS 2.2, phase 1 (b)", "It goes back to a lower ballot, after it has told the leader of a higher one what it accepted.",
        Protects = "ChosenInv")]
    PromiseAbove,

    /// <summary>It accepts nothing below what it has promised.</summary>
    [Rule("PMS 2.2, phase 2 (b)", "It accepts in a lower ballot what the leader of a higher one does not know of.",
        Protects = "ChosenInv")]
    AcceptNotBelow,

    /// <summary>It remembers promises and votes when it fails and is started again.</summary>
    [Rule("PMS 2.1 and 2.5, stable storage", "It forgets a vote that a command was chosen with.", Protects = "ChosenInv")]
    StableStorage,

    /// <summary>A command is chosen by a majority.</summary>
    [Rule("PMS 2.1: \"a large enough set\"", "Two commands are learned in one slot, each from too few acceptors.",
        Protects = "AgreementInv")]
    AcceptQuorum,

    /// <summary>A replica executes slot after slot.</summary>
    [Rule("PMS 3: \"the same sequence of commands\"", "It executes a slot before an earlier one that it has not learned.",
        Protects = "ExecutedInv", Scenario = "two-slots")]
    ExecuteInOrder,

    /// <summary>A command that is chosen in two slots is executed in the first.</summary>
    [Rule("PTP 3.3", "A client asks again, since the reply is late, and its command takes effect twice.", Protects = "ExactlyOnceInv",
        Scenario = "retry")]
    ExecuteOnce,

    /// <summary>A read is a command with a slot.</summary>
    [Rule("PMS 3; PTP 3.3 asks for leases to read otherwise", "A replica that is late answers a read with what was overwritten.",
        Protects = "LinearizableInv", Scenario = "read")]
    OrderReads,
}
