using BgpVerified.Kit;

namespace BgpVerified.Impl.Gpaxos;

/// <summary>The guards of the protocol that can be taken out one by one: where the paper has each, and what fails without it.</summary>
public enum GpaxosRule
{
    /// <summary>A fast ballot opens by phases 1 and 2, like a classic one.</summary>
    [Rule("Alg. 4, lines 6-8",
        "An acceptor takes a vote that nobody chose into a later ballot, where it outranks what was chosen before.",
        Published = false, Protects = "ConsistencyInv", Scenario = "fast-between")]
    OpenByPhase1,

    /// <summary>Phase 1 is answered only for a ballot above the promise.</summary>
    [Rule("Alg. 4, line 2",
        "An acceptor goes back to an earlier ballot and votes in it after it has reported to a later one.",
        Protects = "ConsistencyInv", Scenario = "two-classic")]
    Promise,

    /// <summary>Phase 1 reports the ballot of the vote, not the last ballot promised.</summary>
    [Rule("Alg. 4, lines 3-5: bal_a",
        "A promise makes an old vote look new, and it outranks what was chosen since.",
        Published = false, Protects = "ConsistencyInv", Scenario = "three-classic")]
    ReportVotedBallot,

    /// <summary>The leader waits for a quorum of phase 1b messages.</summary>
    [Rule("Alg. 2, line 38",
        "Fewer than N - f answers may miss every acceptor that has voted for what was learned.",
        Protects = "ConsistencyInv", Scenario = "two-classic")]
    Phase1Quorum,

    /// <summary>Only votes of the highest ballot count.</summary>
    [Rule("Sec. 4.5: \"very close to the original Paxos protocol\"",
        "A vote of an earlier ballot that was never chosen beats one chosen since.",
        Protects = "ConsistencyInv", Scenario = "three-classic")]
    HighestBallot,

    /// <summary>In a fast ballot enough votes are those that a fast quorum must have among the answers, N - e - f.</summary>
    [Rule("Sec. 4.5: \"looking for f + 1 identical votes\"",
        "A leader that looks for a whole quorum of votes misses what was learned from one that reaches beyond the answers.",
        Protects = "ConsistencyInv", Scenario = "conflict")]
    CountPossible,

    /// <summary>In a fast ballot votes count for what they extend, not only for what they are.</summary>
    [Rule("Sec. 4.5: \"f + 1 identical votes\"",
        "Votes in a fast ballot go on growing: after a sequence was learned, no two of those that chose it need be identical.",
        Published = false, Protects = "ConsistencyInv", Scenario = "conflict")]
    CountPrefixes,

    /// <summary>The leader proposes the commands that phase 1b messages report, besides its own.</summary>
    [Rule("Alg. 2, lines 36 and 43",
        "Commands of a fast ballot that the leader has not heard yet are not in the classic ballot after it. They come later: proposers "
        + "send them to the leader, too.",
        Protects = "RecoveryProp", Scenario = "late-command")]
    CollectReported,

    /// <summary>The leader proposes once a ballot.</summary>
    [Rule("Alg. 2, lines 38-39",
        "A second value in the ballot splits the votes, and no quorum agrees.",
        Published = false, Protects = "LivenessProp", Scenario = "two-classic")]
    ProposeOnce,

    /// <summary>No vote below the promise.</summary>
    [Rule("Alg. 4, line 28: ballot >= bal_a",
        "An acceptor votes in a ballot that it has reported to have left.",
        Protects = "ConsistencyInv", Scenario = "two-classic")]
    KeepPromise,

    /// <summary>One vote for the leader's value a ballot.</summary>
    [Rule("Alg. 4, line 28: ballot >= bal_a",
        "The leader's message comes again and undoes what the acceptor has appended in a fast ballot.",
        Published = false, Protects = "ConsistencyInv", Scenario = "majority")]
    VoteOnce,

    /// <summary>Commands are appended in fast ballots only.</summary>
    [Rule("Alg. 4, line 42: fast_bal[bal_a]",
        "A classic ballot has several values, and its quorums are too small for that.",
        Protects = "ConsistencyInv", Scenario = "two-classic")]
    FastOnly,

    /// <summary>Commands are appended only by an acceptor that has voted in the ballot.</summary>
    [Rule("Alg. 4, line 42",
        "An acceptor takes an old vote into the ballot, where it need not extend what was chosen before.",
        Published = false, Protects = "ConsistencyInv", Scenario = "fast-between")]
    FastVoted,

    /// <summary>In a classic ballot a value is learned from N - f votes.</summary>
    [Rule("Alg. 5, line 11",
        "Only a quorum of votes meets every later quorum of answers.",
        Protects = "ConsistencyInv", Scenario = "two-classic")]
    ClassicQuorum,

    /// <summary>In a fast ballot a value is learned from N - e votes.</summary>
    [Rule("Sec. 5: \"fast and classic quorums must be of size N - e and N - f\"",
        "Two fast quorums of N - f acceptors need not meet within the answers, and the leader cannot tell which of two values was chosen.",
        Protects = "ConsistencyInv", Scenario = "majority")]
    FastQuorum,
}
