using BgpVerified.Kit;

namespace BgpVerified.Impl.SecretRegister;

/// <summary>The guards of the register of secrets that can be taken out one by one, and an option.</summary>
public enum SecretRule
{
    /// <summary>The dealer hides its secrets: a process has its own shares and what it is sent.</summary>
    [Rule("Sec. 8: an honest dealer keeps these secrets hidden", "Faulty processes know every secret, and make up tokens.",
        Protects = "AgreementInv", Scenario = "byzantine-successor")]
    SecretsHidden,

    /// <summary>Shares of a quorum make the secret of a value, and not fewer.</summary>
    [Rule("Sec. 8, first condition: only if a visible write is observed",
        "Byzantine acceptors have the secret of a write that only one correct acceptor took.", Protects = "ValueSecretInv")]
    ValueQuorum,

    /// <summary>Who has seen a visible write gives its secret to the next leader.</summary>
    [Rule("Sec. 8, first condition: if a visible write is observed",
        "Acceptors that have acknowledged give no share of ⊥ either, and no leader makes a token.", Protects = "TerminationProp")]
    ValueRevealed,

    /// <summary>Shares of a quorum make the secret of ⊥, and not fewer.</summary>
    [Rule("Sec. 8, second condition", "f + 1 shares may come from acceptors that a total write does not need.",
        Protects = "BottomSecretInv")]
    BottomQuorum,

    /// <summary>An acceptor gives its share of ⊥ only for timestamps that it has left.</summary>
    [Rule("Sec. 8, second condition: nor ever will be total", "It acknowledges a write after it has given its share.",
        Protects = "BottomSecretInv")]
    BottomPassed,

    /// <summary>An acceptor gives its share of ⊥ only where it has acknowledged nothing.</summary>
    [Rule("Sec. 8, second condition: is not total", "There is a secret that says that nothing was total, and something was.",
        Protects = "BottomSecretInv")]
    BottomUnacknowledged,

    /// <summary>An acceptor that has left a timestamp and acknowledged nothing there gives its share of ⊥.</summary>
    [Rule("Sec. 8, second condition, which has no 'if'", "No leader ever has a secret of ⊥; where nothing is visible it has no token.",
        Protects = "TerminationProp", Published = false)]
    BottomReleased,

    /// <summary>A token for a value reveals its secret at an earlier timestamp.</summary>
    [Rule("Sec. 8: by revealing the secret", "A token for a value that was never visible.", Protects = "Theorem1Inv",
        Scenario = "byzantine-successor")]
    ValueShown,

    /// <summary>A token for a value reveals the secrets of ⊥ since it was visible.</summary>
    [Rule("Sec. 8: and each secret of ⊥ between",
        "A value that was visible at an earlier timestamp, and never total, is written over one that is.",
        Protects = "Theorem1Inv", Scenario = "byzantine-again")]
    BottomBetween,

    /// <summary>A token for ⊥ reveals the secrets of ⊥ of all earlier timestamps.</summary>
    [Rule("Sec. 8: a token for ⊥", "A Byzantine leader writes any value over a total write.", Protects = "Theorem1Inv",
        Scenario = "byzantine-successor")]
    BottomBefore,

    /// <summary>A token reveals the secret of its timestamp's turn, of which a quorum has given shares as it came there.</summary>
    [Rule("Fig. 5, read: a quorum of READ-ACKs; not in Sec. 8",
        "A Byzantine leader begins its timestamps before their time, as soon as a write is visible, and correct leaders' writes are passed "
        + "over. Where timestamps are finitely many the last one's leader still gets through.",
        Protects = "TimestampInv", Scenario = "byzantine-successor", Published = false)]
    TurnShown,

    /// <summary>A proposer writes once a timestamp.</summary>
    [Rule("Fig. 3, repeat",
        "The leader makes another token of other changes and writes another value; the acceptors are split, and neither becomes visible.",
        Protects = "TerminationProp", Published = false)]
    ProposeOnce,

    /// <summary>Only the leader of a timestamp writes there.</summary>
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

    /// <summary>A write is visible when a quorum of acceptors has sent WRITE.</summary>
    [Rule("Fig. 5, when receive WRITE", "Two values are visible at one timestamp, by f + 1 WRITEs each.", Protects = "O7Inv")]
    WriteQuorum,

    /// <summary>A write is seen as visible only if its timestamp is not below the acceptor's.</summary>
    [Rule("Fig. 5: ts ≥ currTS, on WRITE; Sec. 8, second condition: nor ever will be total",
        "An acceptor acknowledges a write after it has given its share of ⊥.", Protects = "BottomSecretInv")]
    VisibleNotBelow,

    /// <summary>A learner waits for a quorum of write acknowledgments.</summary>
    [Rule("Fig. 5, acknowledged", "Only a quorum of acknowledgments meets every quorum that gives shares of ⊥ in a correct acceptor.",
        Protects = "BottomSecretInv")]
    TotalQuorum,

    /// <summary>O8 is asked only as far as it holds: that a total write stays total.</summary>
    [Rule("Sec. 4.1, O8; Fig. 1",
        "A write whose acknowledgments come late becomes total after one with a higher timestamp has: it had ended, by O8, as a partial "
        + "one.", Protects = "O8Prop", Published = false)]
    O8Relaxed,

    /// <summary>Option: faulty processes hear everything that is sent.</summary>
    [Rule("Sec. 8, which does not say whether channels are private", "Not a guard but an option: nothing that is sent needs to be secret.",
        Scenario = "open-channels", Published = false, Corrected = false)]
    OpenChannels,
}
