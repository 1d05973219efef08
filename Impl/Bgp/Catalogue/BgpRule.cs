namespace BgpVerified.Impl.Bgp;

/// <summary>The guards of the protocol that can be taken out one by one. <see cref="BgpRules"/> says what each is for.</summary>
public enum BgpRule
{
    /// <summary>A proposer sends each command to the acceptors and to the leader.</summary>
    ProposeToAll,

    /// <summary>A command counts only with its author's signature.</summary>
    SignedCommands,

    /// <summary>Ballots of different views differ.</summary>
    UniqueBallots,

    /// <summary>A leader goes to later views only.</summary>
    LeadForward,

    /// <summary>A leader opens ballots of its own view only.</summary>
    OwnBallots,

    /// <summary>A fast ballot opens by phases 1 and 2, like a classic one.</summary>
    OpenByPhase1,

    /// <summary>Phase 1 is answered only for a ballot above the promise.</summary>
    Promise,

    /// <summary>Phase 1 reports the ballot in which <c>proven</c> was proven, with its certificate.</summary>
    ReportProvenBallot,

    /// <summary>A reported proven value needs a certificate by a quorum.</summary>
    CertificateQuorum,

    /// <summary>The leader waits for a quorum of phase 1b messages.</summary>
    Phase1Quorum,

    /// <summary>The base is the longest proven value of the highest ballot, not of any.</summary>
    HighestBallot,

    /// <summary>The leader proposes the commands that phase 1b messages report, besides its own.</summary>
    CollectReported,

    /// <summary>The leader proposes once a ballot.</summary>
    ProposeOnce,

    /// <summary>The leader goes on proposing what proposers sent it.</summary>
    KeepProposals,

    /// <summary>Acceptors answer only the leader of their own view.</summary>
    OwnView,

    /// <summary>No vote below the promise.</summary>
    KeepPromise,

    /// <summary>One vote for a leader's value a ballot.</summary>
    VoteOnce,

    /// <summary>A vote needs the leader's justification.</summary>
    Justification,

    /// <summary>The paper's guard on votes: the value extends the acceptor's own proven value. Replaced by the justification.</summary>
    PrefixGuard,

    /// <summary>Commands are appended in fast ballots only.</summary>
    FastOnly,

    /// <summary>Commands are appended only by an acceptor that has voted in the ballot.</summary>
    FastVoted,

    /// <summary>A value is proven by a quorum of votes.</summary>
    VerifyQuorum,

    /// <summary>An acceptor proves only what it voted for itself.</summary>
    OwnVerify,

    /// <summary>A value is proven only while its ballot is the acceptor's own.</summary>
    VerifyCurrentBallot,

    /// <summary>What is proven is never replaced by an earlier or shorter value.</summary>
    ProvenGrows,

    /// <summary>A value is learned from a quorum of phase 2b messages.</summary>
    LearnQuorum,

    /// <summary>A universally commutative command is learned from f + 1 acceptors.</summary>
    UniversalQuorum,

    /// <summary>A universally commutative command is accepted in any ballot.</summary>
    UniversalAnyBallot,

    /// <summary>An acceptor passes on the universally commutative commands that it accepts.</summary>
    UniversalForward,

    /// <summary>A learner learns a universally commutative command once.</summary>
    DeliverOnce,

    /// <summary>An acceptor commits to a new view only when f + 1 suspect the leader.</summary>
    SuspicionQuorum,

    /// <summary>An acceptor joins another's justified view change.</summary>
    JoinViewChange,

    /// <summary>An acceptor enters a view only with a quorum of commitments.</summary>
    ViewChangeQuorum,
}
