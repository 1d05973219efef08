using BgpVerified.Kit;

namespace BgpVerified.Impl.MultiPaxos;

/// <summary>The guards that can be taken out. "PMS" is "Paxos Made Simple", "PTP" is "The Part-Time Parliament".</summary>
public enum MultiPaxosRule
{
    /// <summary>Each ballot is one leader's.</summary>
    [Rule("PMS 2.5: \"from disjoint sets of numbers\"", "Two leaders propose different commands in one slot of one ballot.",
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

    /// <summary>It leaves no gaps among the slots.</summary>
    [Rule("PMS 3: \"fill the gap immediately\"", "A command after a gap that nobody fills is chosen and never executed.",
        Protects = "AnsweredProp", Scenario = "gap")]
    FillGaps,

    /// <summary>It fills them with null commands, and not with clients' next ones.</summary>
    [Rule("PTP 3.1: \"by passing the 'olive-day' decree\"; PMS 3",
        "A new command comes before one that was chosen before it was proposed.",
        Protects = "OrderProp", Scenario = "gap")]
    NullCommands,

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
    [Rule("PMS 2.2: \"even if it fails and then restarts\"; 2.5", "It forgets a vote that a command was chosen with.",
        Protects = "ChosenInv")]
    StableStorage,

    /// <summary>It says in which ballot it has accepted.</summary>
    [Rule("PMS 2.5: \"tagged with the corresponding proposal number\"",
        "Votes of different ballots are counted together, and a command is learned that is not chosen.", Protects = "LearnedInv",
        Scenario = "three-leaders")]
    TagBallot,

    /// <summary>A command is chosen by a majority.</summary>
    [Rule("PMS 2.3: \"by a majority of acceptors\"", "A replica learns what too few acceptors have accepted.", Protects = "LearnedInv")]
    AcceptQuorum,

    /// <summary>A replica executes slot after slot.</summary>
    [Rule("PMS 3: \"the same sequence of commands\"", "It executes a slot before an earlier one that it has not learned.",
        Protects = "ExecutedInv", Scenario = "two-slots")]
    ExecuteInOrder,

    /// <summary>A command that is chosen in two slots is executed in the first.</summary>
    [Rule("in neither paper; after Schneider 1990", "A client asks again, since the reply is late, and its command takes effect twice.",
        Protects = "ExactlyOnceInv", Scenario = "retry", Published = false)]
    ExecuteOnce,

    /// <summary>A read is a command with a slot.</summary>
    [Rule("PTP 3.3.4: \"by passing a decree for each inquiry\"", "A replica that is late answers a read with what was overwritten.",
        Protects = "LinearizableInv", Scenario = "read")]
    OrderReads,

    /// <summary>The order of decrees is asked only as far as it holds: of what was chosen in lower ballots.</summary>
    [Rule("PTP 3.2.1, the decree-ordering property",
        "A leader that does not know that a later one has taken over proposes a command in a slot not above what that one had chosen.",
        Protects = "OrderProp", Scenario = "gap", Published = false)]
    OrderOfLater,
}
