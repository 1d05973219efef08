using BgpVerified.Kit;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>The guards of the Byzantine register that can be taken out one by one, and its optimizations.</summary>
public enum ByzantineRule
{
    /// <summary>
    /// What a process shows of others' signed messages, in a proof or a token, they have signed. Who sends a message the channel tells.
    /// </summary>
    [Rule("Sec. 6.1: failed processes cannot subvert digital signatures; Sec. 8",
        "An adversary without bounds on what it computes forges the acknowledgments of a token: a Byzantine leader writes over a total "
        + "write.", Protects = "AgreementInv", Scenario = "optimized-successor")]
    Signatures,

    /// <summary>A token needs a quorum of read acknowledgments.</summary>
    [Rule("Fig. 5, read", "f + 1 acknowledgments may miss every acceptor that saw a total write.", Protects = "TokenInv")]
    ReadQuorum,

    /// <summary>A token's value is that of the visible write with the highest timestamp.</summary>
    [Rule("Fig. 5, read: the value with highest timestamp",
        "A value that was visible at an earlier timestamp, and never total, beats one that is.",
        Protects = "Theorem1Inv", Scenario = "optimized-two-recoveries")]
    HighestVisible,

    /// <summary>A visible write counts in a read acknowledgment only with the quorum of WRITEs that made it visible.</summary>
    [Rule("Sec. 6.2: a set of signed messages from a quorum", "A Byzantine acceptor claims to have seen anything.",
        Protects = "TokenInv", Scenario = "correct-leaders")]
    VisibleProof,

    /// <summary>A visible write counts in a read acknowledgment only if its timestamp is below the read's.</summary>
    [Rule("Fig. 5, read; C3; Sec. 8",
        "A Byzantine acceptor shows a visible write of a later timestamp, or a leader reads its own: the read returns a value that was "
        + "visible at no earlier one.", Protects = "TokenInv", Scenario = "optimized-two-recoveries", Published = false)]
    VisibleBefore,

    /// <summary>A proposer writes once a timestamp.</summary>
    [Rule("Fig. 3, repeat; Fig. 5, read",
        "The leader reads again at the same timestamp and writes another value; the acceptors are split, and neither becomes visible.",
        Protects = "TerminationProp", Published = false)]
    ProposeOnce,

    /// <summary>A proposer also takes the timestamp changes to the timestamp that it starts with.</summary>
    [Rule("Fig. 5: ts > estTS, with estTS = p from the start",
        "With reads folded into timestamp changes, a proposer can make no token at the first timestamp that it leads.",
        Protects = "TerminationProp", Scenario = "optimized", Published = false)]
    FirstChange,

    /// <summary>An acceptor answers reads for its current timestamp only.</summary>
    [Rule("Fig. 5: ts = currTS", "An acceptor tells a read of a later timestamp that nothing is visible, and then sees a write of its own.",
        Protects = "Theorem1Inv")]
    ReadCurrent,

    /// <summary>Only the leader of a timestamp reads and writes there.</summary>
    [Rule("Fig. 5: p = ts mod n_p", "A Byzantine proposer takes part at the correct leader's timestamp, and splits the acceptors.",
        Protects = "TerminationProp")]
    LeaderOnly,

    /// <summary>A pre-write is taken only if its timestamp is not below the acceptor's.</summary>
    [Rule("Fig. 5: ts ≥ currTS, on PRE-WRITE",
        "An acceptor takes writes out of order. Agreement does not depend on it: visible-not-below keeps them from being acknowledged.",
        Protects = "C1Inv")]
    PreWriteNotBelow,

    /// <summary>An acceptor takes one pre-write a timestamp.</summary>
    [Rule("Fig. 5: have not sent WRITE for ts", "Two values are visible at one timestamp.", Protects = "O7Inv")]
    PreWriteOnce,

    /// <summary>A pre-write needs a token that allows its value.</summary>
    [Rule("Fig. 5: token shows this write is legal; O3", "A Byzantine leader writes over a total write.",
        Protects = "O3Inv", Scenario = "byzantine-successor")]
    TokenAllows,

    /// <summary>A pre-write without a token is taken at timestamp 0 only.</summary>
    [Rule("Sec. 6.2, first optimization; not in Sec. 6.3", "A Byzantine leader of a later timestamp writes without having read.",
        Protects = "O3Inv", Scenario = "optimized-successor")]
    BareOnlyAtZero,

    /// <summary>A write is visible when a quorum of acceptors has sent WRITE.</summary>
    [Rule("Fig. 5, when receive WRITE", "Two values are visible at one timestamp, by f + 1 WRITEs each.", Protects = "O7Inv")]
    WriteQuorum,

    /// <summary>A write is seen as visible only if its timestamp is not below the acceptor's.</summary>
    [Rule("Fig. 5: ts ≥ currTS, on WRITE",
        "An acceptor sees and acknowledges a write after it has told a later read that nothing is visible.", Protects = "Theorem1Inv")]
    VisibleNotBelow,

    /// <summary>A learner waits for a quorum of write acknowledgments.</summary>
    [Rule("Fig. 5, acknowledged", "Only a quorum of acknowledgments meets every quorum that reads later in a correct acceptor.",
        Protects = "Theorem1Inv")]
    TotalQuorum,

    /// <summary>O8 is asked only as far as it holds: that a total write stays total.</summary>
    [Rule("Sec. 4.1, O8; Fig. 1",
        "A write whose acknowledgments come late becomes total after one with a higher timestamp has: it had ended, by O8, as a partial "
        + "one.", Protects = "O8Prop", Published = false)]
    O8Relaxed,

    /// <summary>Optimization: the write at timestamp 0 needs no token.</summary>
    [Rule("Sec. 6.2, first optimization", "Not a guard but an option: three message delays in place of five.",
        Scenario = "optimized", Published = false, Corrected = false)]
    FirstWriteFree,

    /// <summary>Optimization: a timestamp change carries the read acknowledgment, and nobody sends READ.</summary>
    [Rule("Sec. 6.2, second optimization", "Not a guard but an option: no READ messages.",
        Scenario = "optimized", Published = false, Corrected = false)]
    FoldReads,
}
