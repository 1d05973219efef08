using BgpVerified.Kit;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>The guards of the replicated machine that can be taken out. Those of BGP below it all stay.</summary>
public enum BgpMachineRule
{
    /// <summary>A client waits for g + 1 equal replies.</summary>
    [Rule("after Schneider 1990; as Castro and Liskov 1999, section 4.1", "A Byzantine replica alone makes up a client's answer.",
        Published = false, Protects = "LinearizableInv", Scenario = "byzantine-replica")]
    ReplyQuorum,

    /// <summary>A client waits for no more than that.</summary>
    [Rule("after Schneider 1990; as Castro and Liskov 1999, section 4.1", "A Byzantine replica that is silent keeps a client waiting.",
        Published = false, Protects = "AnsweredProp", Scenario = "byzantine-replica")]
    FewReplies,

    /// <summary>A client takes only replies to the command that it waits for.</summary>
    [Rule("after Schneider 1990", "It takes the replies to an earlier command for those to its last one.",
        Published = false, Protects = "LinearizableInv", Scenario = "sequence")]
    OwnNumber,

    /// <summary>A replica replies to what it has learned.</summary>
    [Rule("BGP, section 3: learned commands", "It replies to what is voted for in a ballot that comes to nothing.",
        Published = false, Protects = "LinearizableInv", Scenario = "not-learned")]
    ReplyLearned,

    /// <summary>A replica executes what is new in an order of what it has learned.</summary>
    [Rule("BGP, section 3: sequences up to commutation", "It executes conflicting commands in another order than others.",
        Published = false, Protects = "RepliesAgreeInv", Scenario = "conflict")]
    LearnedOrder,

    /// <summary>A command of which a client has signed two copies takes effect once.</summary>
    [Rule("after Schneider 1990; as Castro and Liskov 1999, section 4.2", "A deposit that is sent again is made twice.",
        Published = false, Protects = "OnceInv", Scenario = "again")]
    ExecuteOnce,

    /// <summary>A replica remembers which numbers of a client it has executed, not only the highest.</summary>
    [Rule("differs from Castro and Liskov 1999, section 4.2",
        "Commands that commute come in any order, also those of one client: a replica that learns the second first leaves out the first.",
        Published = false, Protects = "RepliesAgreeInv", Scenario = "commuting")]
    EveryNumber,

    /// <summary>Two commands of one client with one number conflict, whatever they do.</summary>
    [Rule("none", "A Byzantine client signs two deposits with one number: replicas execute the first that they learn.",
        Published = false, Protects = "StatesAgreeInv", Scenario = "one-number")]
    NumbersConflict,

    /// <summary>Of universally commutative commands the number alone decides nothing: each that does something else is executed.</summary>
    [Rule("none", "A Byzantine client signs two donations with one number, which no order decides between.",
        Published = false, Protects = "StatesAgreeInv", Scenario = "universal-number")]
    UniversalByContent,

    /// <summary>The application's conflicts are sound.</summary>
    [Rule("BGP, section 3: commands that commute", "Deposits are taken to commute with balance enquiries and withdrawals.",
        Published = false, Protects = "RepliesAgreeInv", Scenario = "conflict")]
    SoundConflicts,

    /// <summary>A command that only reads is ordered like any other.</summary>
    [Rule("as PTP 3.3.4; Castro and Liskov 1999, section 5.1", "Replicas that are late answer an enquiry with a balance of the past.",
        Published = false, Protects = "LinearizableInv", Scenario = "read")]
    OrderReads,

    /// <summary>A replica executes the commands that f + 1 acceptors hand over as they discard them.</summary>
    [Rule("none", "A Byzantine acceptor has something discarded that no replica has learned: none has the state that it leads to.",
        Published = false, Protects = "AnsweredProp", Scenario = "snapshot-acceptor")]
    HandedCommands,

    /// <summary>A replica takes over the state that g + 1 replicas have signed.</summary>
    [Rule("none; as Castro and Liskov 1999, section 4.3", "A Byzantine replica makes up the state that another goes on from.",
        Published = false, Protects = "NontrivialityInv", Scenario = "snapshot")]
    SnapshotQuorum,

    /// <summary>A replica takes over only a state at a checkpoint that it has not reached.</summary>
    [Rule("none; as Castro and Liskov 1999, section 4.3", "A snapshot that comes late sets it back to what it has passed.",
        Published = false, Protects = "StabilityProp", Scenario = "snapshot-late")]
    SnapshotForward,

    /// <summary>With the state goes what each client has had executed.</summary>
    [Rule("none; as Castro and Liskov 1999, section 4.3", "A replica that took over a state executes a command again that is in it.",
        Published = false, Protects = "OnceInv", Scenario = "snapshot-again")]
    SnapshotClients,

    /// <summary>What a replica signs is the state after what the checkpoint covers, and nothing more.</summary>
    [Rule("none", "One that has executed a universally commutative command which the checkpoint does not cover signs another state.",
        Published = false, Protects = "StatesAgreeInv", Scenario = "snapshot-universal")]
    SnapshotCovered,

    /// <summary>A replica that takes over a state replies to the clients' last commands in it.</summary>
    [Rule("none; as Castro and Liskov 1999, section 4.3", "Too few replicas reply to a command if the others took over what it led to.",
        Published = false, Protects = "AnsweredProp", Scenario = "snapshot")]
    SnapshotReplies,
}
