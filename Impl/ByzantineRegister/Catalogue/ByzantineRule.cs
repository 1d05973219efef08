namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>The guards of the Byzantine register that can be taken out one by one. <see cref="ByzantineRules"/> says what each is for.</summary>
public enum ByzantineRule
{
    /// <summary>A token needs a quorum of read acknowledgments.</summary>
    ReadQuorum,

    /// <summary>A token's value is that of the visible write with the highest timestamp.</summary>
    HighestVisible,

    /// <summary>A visible write counts in a read acknowledgment only with the quorum of WRITEs that made it visible.</summary>
    VisibleProof,

    /// <summary>A visible write counts in a read acknowledgment only if its timestamp is below the read's.</summary>
    VisibleBefore,

    /// <summary>A proposer writes once a timestamp.</summary>
    ProposeOnce,

    /// <summary>A proposer also takes the timestamp changes to the timestamp that it starts with.</summary>
    FirstChange,

    /// <summary>An acceptor answers reads for its current timestamp only.</summary>
    ReadCurrent,

    /// <summary>Only the leader of a timestamp reads and writes there.</summary>
    LeaderOnly,

    /// <summary>A pre-write is taken only if its timestamp is not below the acceptor's.</summary>
    PreWriteNotBelow,

    /// <summary>An acceptor takes one pre-write a timestamp.</summary>
    PreWriteOnce,

    /// <summary>A pre-write needs a token that allows its value.</summary>
    TokenAllows,

    /// <summary>A pre-write without a token is taken at timestamp 0 only.</summary>
    BareOnlyAtZero,

    /// <summary>A write is visible when a quorum of acceptors has sent WRITE.</summary>
    WriteQuorum,

    /// <summary>A write is seen as visible only if its timestamp is not below the acceptor's.</summary>
    VisibleNotBelow,

    /// <summary>A learner waits for a quorum of write acknowledgments.</summary>
    TotalQuorum,

    /// <summary>O8 is asked only as far as it holds: that a total write stays total.</summary>
    O8Relaxed,

    /// <summary>Optimization: the write at timestamp 0 needs no token.</summary>
    FirstWriteFree,

    /// <summary>Optimization: a timestamp change carries the read acknowledgment, and nobody sends READ.</summary>
    FoldReads,
}
