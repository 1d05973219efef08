using BgpVerified.Kit;

namespace BgpVerified.Impl.FabRegister;

/// <summary>The guards of the FaB register that can be taken out one by one.</summary>
public enum FabRegisterRule
{
    /// <summary>A token needs n_a − f_a read acknowledgments.</summary>
    [Rule("Fig. 6, read", "Fewer acknowledgments may miss so many of the acceptors that took a total write that its value has no majority.",
        Protects = "Theorem1Inv")]
    ReadQuorum,

    /// <summary>A token's value is one that a majority of its acknowledgments reports.</summary>
    [Rule("Fig. 6, read: appears a majority of times",
        "A value that f + 1 report, and that was never total, is taken for the one that was.", Protects = "O7Inv")]
    MajorityValue,

    /// <summary>A proposer writes once a timestamp.</summary>
    [Rule("Fig. 3, repeat; Fig. 6, read", "The leader reads again at the same timestamp and writes another value; the acceptors are split.",
        Protects = "TerminationProp", Scenario = "correct-leaders", Published = false)]
    ProposeOnce,

    /// <summary>A proposer also takes the proof of the timestamp that it starts with.</summary>
    [Rule("Fig. 6: ts > estTS, with estTS = p from the start",
        "A proposer has no proof for the first timestamp that it leads, and no acceptor answers it.",
        Protects = "TerminationProp", Published = false)]
    FirstProof,

    /// <summary>Acceptors answer a read only with the proof that enough proposers have come to its timestamp.</summary>
    [Rule("Fig. 6: tsProof is valid for ts",
        "A Byzantine leader begins its timestamps before their time, and those of the correct leaders between are passed over, each time. "
        + "Where timestamps are finitely many the last one's leader still gets through.", Protects = "TimestampInv")]
    TimestampProof,

    /// <summary>Only the leader of a timestamp reads and writes there.</summary>
    [Rule("Fig. 6: p is the leader for ts", "A Byzantine proposer takes part at the correct leader's timestamp, and splits the acceptors.",
        Protects = "TerminationProp")]
    LeaderOnly,

    /// <summary>A read is answered only if its timestamp is above every one seen.</summary>
    [Rule("Fig. 6: ts > highestTS", "An acceptor goes back to a lower timestamp and takes writes that a read has not seen.",
        Protects = "TokenInv", Scenario = "three-timestamps")]
    ReadAbove,

    /// <summary>A write is taken only if its timestamp is not below any seen.</summary>
    [Rule("Fig. 6: ts ≥ highestTS", "An acceptor takes a write after it has told a later read what it had taken before.",
        Protects = "C1Inv")]
    WriteNotBelow,

    /// <summary>An acceptor takes one write a timestamp.</summary>
    [Rule("Fig. 6: have not sent WRITE-ACK for ts", "Two values are total at one timestamp.", Protects = "O7Inv")]
    WriteOnce,

    /// <summary>A write needs a token that allows its value.</summary>
    [Rule("Fig. 6: token shows this write is legal; O3", "A Byzantine leader writes over a total write.",
        Protects = "O3Inv", Scenario = "byzantine-successor")]
    TokenAllows,

    /// <summary>A write at timestamp 0 needs no token.</summary>
    [Rule("Sec. 7.2, optimization; Fig. 6: ts > highestTS, with highestTS = 0 from the start",
        "No acceptor answers a read at timestamp 0, so that nothing can be written there.",
        Protects = "TerminationProp", Scenario = "common-case", Published = false)]
    FirstWriteFree,

    /// <summary>A learner waits for ⌈(n_a + 3f_a + 1)/2⌉ acknowledgments.</summary>
    [Rule("Fig. 6, acknowledged; Sec. 7.2: necessary and sufficient",
        "With one acknowledgment fewer a total write need not have a majority in a later read.", Protects = "O7Inv")]
    TotalQuorum,

    /// <summary>O8 is asked only as far as it holds: that a total write stays total.</summary>
    [Rule("Sec. 4.1, O8; Fig. 1",
        "A write whose acknowledgments come late becomes total after one with a higher timestamp has: it had ended, by O8, as a partial "
        + "one.", Protects = "O8Prop", Published = false)]
    O8Relaxed,
}
