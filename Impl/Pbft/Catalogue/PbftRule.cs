using BgpVerified.Kit;

namespace BgpVerified.Impl.Pbft;

/// <summary>The guards that can be taken out, in the order of the paper.</summary>
public enum PbftRule
{
    /// <summary>A client takes a result only from f + 1 replicas.</summary>
    [Rule("Sec. 4.1: \"waits for f + 1 replies\"", "A Byzantine replica makes up a result.", Protects = "ReplyInv",
        Scenario = "one-number")]
    ReplyQuorum,

    /// <summary>Only what a client signed is accepted.</summary>
    [Rule("Sec. 4.2: \"the signatures in the request ... are correct\"", "A Byzantine primary makes up a request.",
        Protects = "RequestedInv", Scenario = "one-number")]
    ClientSignature,

    /// <summary>A backup accepts one request for a number in a view.</summary>
    [Rule("Sec. 4.2: \"it has not accepted a pre-prepare ... containing a different digest\"",
        "A Byzantine primary has two requests committed at one number.", Protects = "ExecutedInv", Scenario = "one-number")]
    OneRequest,

    /// <summary>A request is prepared with 2f prepares.</summary>
    [Rule("Sec. 4.2: \"2f prepares from different backups\"", "Two requests are prepared at one number of a view, and the new view "
        + "takes the one that is not committed.", Protects = "ExecutedInv", Scenario = "one-number")]
    PrepareQuorum,

    /// <summary>The primary's own prepare does not count: it has signed the pre-prepare.</summary>
    [Rule("Sec. 4.2: \"from different backups\"", "A Byzantine primary counts twice, and two requests are prepared at one number.",
        Protects = "ExecutedInv", Scenario = "one-number")]
    PreparesOfBackups,

    /// <summary>A request is committed with 2f + 1 commits.</summary>
    [Rule("Sec. 4.2: \"2f + 1 commits (possibly including its own)\"", "A request is executed that no view-change message need tell of.",
        Protects = "ExecutedInv", Scenario = "one-number")]
    CommitQuorum,

    /// <summary>Requests are executed in the order of their numbers.</summary>
    [Rule("Sec. 4.2: \"the sequential execution of all requests with lower sequence numbers\"",
        "A replica executes a request before one with a lower number.", Protects = "ExecutedInv", Scenario = "two-numbers")]
    ExecuteInOrder,

    /// <summary>A client's request is executed once.</summary>
    [Rule("Sec. 4.2: \"discard requests whose timestamp is lower\"", "A Byzantine primary gives a request two numbers, and it takes effect "
        + "twice.", Protects = "OnceInv", Scenario = "two-numbers")]
    ExecuteOnce,

    /// <summary>After its view-change message a replica takes no part in earlier views.</summary>
    [Rule("Sec. 4.4: \"stops accepting messages (other than checkpoint, view-change, and new-view messages)\"",
        "A request is committed that the replica's view-change message does not tell of.", Protects = "ExecutedInv",
        Scenario = "one-number")]
    StopInViewChange,

    /// <summary>Who hears that f + 1 ask for a view asks for it, too.</summary>
    [Rule("Sec. 4.5.2: \"a set of f + 1 valid view-change messages\"", "A replica that has executed a request stays behind, and the others "
        + "are too few to begin a view.", Protects = "AnsweredProp", Scenario = "one-request")]
    JoinViewChange,

    /// <summary>View-change messages tell what is prepared.</summary>
    [Rule("Sec. 4.4: the component P", "The new view has another request at a number where one is executed.",
        Protects = "ExecutedInv", Scenario = "one-number")]
    CarryPrepared,

    /// <summary>... and prove it.</summary>
    [Rule("Sec. 4.4: \"2f matching, valid prepare messages signed by different backups\"",
        "A Byzantine replica tells of a request that was not prepared, nor made by anybody.", Protects = "RequestedInv",
        Scenario = "one-number")]
    CertificateProof,

    /// <summary>A view begins with 2f + 1 view-change messages.</summary>
    [Rule("Sec. 4.4: \"2f valid view-change messages for view v + 1 from other replicas\"",
        "A view begins without word of what is executed.", Protects = "ExecutedInv", Scenario = "one-number")]
    ViewChangeQuorum,

    /// <summary>Backups compute again what a new view begins with.</summary>
    [Rule("Sec. 4.4: \"it verifies the correctness of O\"", "A Byzantine primary begins a view with requests as it likes.",
        Protects = "RequestedInv", Scenario = "new-primary")]
    VerifyNewView,

    /// <summary>Of several certificates for a number that of the highest view counts.</summary>
    [Rule("Sec. 4.4: \"the pre-prepare message for sequence number n with the highest view number in V\"",
        "A request that was prepared and not committed in an early view comes back in place of one that was.", Protects = "ExecutedInv",
        Scenario = "three-views")]
    HighestView,

    /// <summary>Numbers of which nothing is prepared get the null request.</summary>
    [Rule("Sec. 4.4: \"it creates a new pre-prepare message\" with d-null", "A Byzantine primary has skipped a number, and nothing after "
        + "it is executed.", Protects = "AnsweredProp", Scenario = "gap")]
    NullRequests,

    /// <summary>Replicas take checkpoints, and forget what came before stable ones.</summary>
    [Rule("Sec. 4.3", "The window never moves, and later requests get no numbers.", Protects = "AnsweredProp", Scenario = "checkpoints",
        Corrected = false)]
    Checkpoints,

    /// <summary>A checkpoint is stable with 2f + 1 messages.</summary>
    [Rule("Sec. 4.3: \"2f + 1 of them\"", "A Byzantine replica makes up a state.", Protects = "RequestedInv", Scenario = "checkpoints")]
    StableProof,

    /// <summary>A replica that has the proof of a stable checkpoint shows it to the others.</summary>
    [Rule("Sec. 4.4 has it in view-change messages only", "A replica that has forgotten a number takes no part in it; the others, who lack "
        + "the Byzantine replica's part of the proof, are too few to go on in this view.", Protects = "AnsweredProp",
        Scenario = "checkpoints-change", Published = false)]
    ShowProof,

    /// <summary>Nothing is accepted up to the low water mark.</summary>
    [Rule("Sec. 4.2: \"between a low water mark, h, and a high water mark, H\"",
        "Replicas that have forgotten a number accept another request there.", Protects = "ExecutedInv", Scenario = "checkpoints-primary")]
    LowWatermark,

    /// <summary>... nor beyond the high one.</summary>
    [Rule("Sec. 4.2: \"prevents a faulty primary from exhausting the space of sequence numbers\"",
        "A Byzantine primary gives a request a number far away, and all between are to be filled.", Protects = "WindowInv",
        Scenario = "checkpoints")]
    HighWatermark,

    /// <summary>A client takes what it reads only from 2f + 1 replicas.</summary>
    [Rule("Sec. 5.1: \"2f + 1 replies from different replicas with the same result\"",
        "f + 1 replicas, one of them Byzantine and one late, tell an old value.", Protects = "LinearizableInv", Scenario = "read-only")]
    ReadQuorum,

    /// <summary>... and, where there are such reads, also the result of what it writes.</summary>
    [Rule("Sec. 4.1 has f + 1", "A write is answered that only f + 1 replicas have executed, and 2f + 1 others tell the value before.",
        Protects = "LinearizableInv", Scenario = "read-only", Published = false, Corrected = false)]
    WriteQuorum,

    /// <summary>A replica that has executed a request shows the commits to the others.</summary>
    [Rule("none", "A Byzantine primary has a request executed at f + 1 correct replicas and leaves the others out; the client "
        + "never gets 2f + 1 replies.", Protects = "AnsweredProp", Scenario = "write-shown", Published = false, Corrected = false)]
    ShowCommits,
}
