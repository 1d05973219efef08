using BgpVerified.Kit;

namespace BgpVerified.Impl.Bgp;

/// <summary>The guards of the protocol that can be taken out one by one: where the paper has each, and what fails without it.</summary>
public enum BgpRule
{
    /// <summary>A proposer sends each command to the acceptors and to the leader.</summary>
    [Rule("Alg. 1, lines 5-8",
        "A command sent only to acceptors when no fast ballot opens again, or only to a leader that stays out, is never learned.",
        Published = false, Protects = "LivenessProp", Scenario = "late-command")]
    ProposeToAll,

    /// <summary>A command counts only with its author's signature.</summary>
    [Rule("Sec. 4.5, not in the pseudocode",
        "A Byzantine leader makes up commands that nobody proposed.",
        Published = false, Protects = "NontrivialityInv", Scenario = "one-ballot")]
    SignedCommands,

    /// <summary>Ballots of different views differ.</summary>
    [Rule("Alg. 2, ballot_l = 0 for each new leader",
        "A new leader's ballots are not above those of the view before, and acceptors ignore them.",
        Published = false, Protects = "LivenessProp", Scenario = "view-change")]
    UniqueBallots,

    /// <summary>A leader goes to later views only.</summary>
    [Rule("Alg. 2, lines 7-8",
        "An old message sets a leader that leads again back to the view that it led before. Where each message comes once, it stays "
        + "there, and its last view without a leader; where messages come again, the newer one comes again, too.",
        Published = false, Scenario = "same-leader")]
    LeadForward,

    /// <summary>A leader opens ballots of its own view only.</summary>
    [Rule("Alg. 4, lines 1-5",
        "A Byzantine leader has acceptors promise the next leader's ballots, or vote in them before that leader proposes, so that its "
        + "value gets no quorum.",
        Published = false, Protects = "LivenessProp", Scenario = "view-change")]
    OwnBallots,

    /// <summary>A fast ballot opens by phases 1 and 2, like a classic one.</summary>
    [Rule("Alg. 4, lines 6-8",
        "Acceptors that disagree after a conflict carry the disagreement into the next fast ballot.",
        Published = false, Protects = "LivenessProp", Scenario = "fast-again")]
    OpenByPhase1,

    /// <summary>Phase 1 is answered only for a ballot above the promise.</summary>
    [Rule("Alg. 4, line 2",
        "An acceptor that goes back to an earlier ballot can prove values of it after it has reported.",
        Protects = "ConsistencyInv", Scenario = "two-ballots")]
    Promise,

    /// <summary>Phase 1 reports the ballot in which <c>proven</c> was proven, with its certificate.</summary>
    [Rule("Alg. 4, line 3: proofs[bal_a]",
        "The proofs of bal_a do not prove a value of an earlier ballot, so the report never counts.",
        Published = false, Protects = "LivenessProp", Scenario = "three-classic")]
    ReportProvenBallot,

    /// <summary>A reported proven value needs a certificate by a quorum.</summary>
    [Rule("Alg. 2, lines 28-34",
        "A Byzantine acceptor claims to have proven anything, in any ballot.",
        Protects = "ConsistencyInv", Scenario = "two-ballots")]
    CertificateQuorum,

    /// <summary>The leader waits for a quorum of phase 1b messages.</summary>
    [Rule("Alg. 2, line 38",
        "f + 1 answers may miss every acceptor that has proven a learned value.",
        Protects = "ConsistencyInv", Scenario = "two-ballots")]
    Phase1Quorum,

    /// <summary>The base is the longest proven value of the highest ballot, not of any.</summary>
    [Rule("Alg. 2, line 42: largest_seq",
        "A longer value proven in an earlier ballot but never learned beats one learned since.",
        Published = false, Protects = "ConsistencyInv", Scenario = "longer-proof")]
    HighestBallot,

    /// <summary>The leader proposes the commands that phase 1b messages report, besides its own.</summary>
    [Rule("Alg. 2, lines 36 and 43",
        "Commands of a fast ballot that the leader has not heard yet are not in the classic ballot after it. They come later: proposers "
        + "send them to the leader, too (propose-to-all).",
        Protects = "RecoveryProp", Scenario = "three-ballots")]
    CollectReported,

    /// <summary>The leader proposes once a ballot.</summary>
    [Rule("Alg. 2, lines 38-39",
        "A second value in the ballot splits the votes, and no quorum agrees.",
        Published = false, Protects = "LivenessProp", Scenario = "classic")]
    ProposeOnce,

    /// <summary>The leader goes on proposing what proposers sent it.</summary>
    [Rule("Alg. 2, line 46",
        "Proposals forgotten after a phase 2a that nobody votes for are never proposed again.",
        Published = false, Protects = "LivenessProp", Scenario = "two-classic")]
    KeepProposals,

    /// <summary>Acceptors answer only the leader of their own view.</summary>
    [Rule("Alg. 4, lines 2 and 23",
        "A Byzantine acceptor leads a view to come, however far, and has acceptors promise a ballot of it today: until then they vote "
        + "for no other leader.",
        Protects = "LivenessProp", Scenario = "classic")]
    OwnView,

    /// <summary>No vote below the promise.</summary>
    [Rule("Alg. 4, line 28: ballot >= bal_a",
        "An acceptor votes in a ballot that it has reported to have left.",
        Protects = "ConsistencyInv", Scenario = "two-ballots")]
    KeepPromise,

    /// <summary>One vote for a leader's value a ballot.</summary>
    [Rule("Alg. 4, line 28: ballot >= bal_a",
        "A Byzantine leader has two conflicting values proven in one ballot.",
        Published = false, Protects = "ConsistencyInv", Scenario = "one-ballot")]
    VoteOnce,

    /// <summary>A vote needs the leader's justification.</summary>
    [Rule("Alg. 4, lines 28-30",
        "A Byzantine leader ignores what acceptors have proven. With the paper's prefix-guard in its place it cannot, and acceptors "
        + "block each other (E05).",
        Published = false, Protects = "ConsistencyInv", Scenario = "two-ballots")]
    Justification,

    /// <summary>The paper's guard on votes: the value extends the acceptor's own proven value. Replaced by the justification.</summary>
    [Rule("Alg. 4, lines 28-30",
        "An acceptor that alone has proven a value refuses every other for good; the justification takes its place.",
        Corrected = false, Scenario = "byzantine")]
    PrefixGuard,

    /// <summary>Commands are appended in fast ballots only.</summary>
    [Rule("Alg. 4, line 42: fast_bal[bal_a]",
        "A classic ballot that also takes commands from proposers is a fast ballot by another name.",
        Protects = "ClassicProp", Scenario = "two-ballots")]
    FastOnly,

    /// <summary>Commands are appended only by an acceptor that has voted in the ballot.</summary>
    [Rule("Alg. 4, line 42",
        "An acceptor that appends before it has the leader's value can no longer vote for that value.",
        Published = false, Protects = "LivenessProp", Scenario = "fast-again")]
    FastVoted,

    /// <summary>A value is proven by a quorum of votes.</summary>
    [Rule("Alg. 4, line 14",
        "Two values are proven in one ballot, by f + 1 votes each.",
        Protects = "ConsistencyInv", Scenario = "two-ballots")]
    VerifyQuorum,

    /// <summary>An acceptor proves only what it voted for itself.</summary>
    [Rule("Alg. 4, line 16: proofs[a]",
        "An acceptor tells the learners what it has not voted for. A quorum of the others' votes proves as much.",
        Protects = "VotedInv", Scenario = "one-ballot")]
    OwnVerify,

    /// <summary>A value is proven only while its ballot is the acceptor's own.</summary>
    [Rule("Alg. 4, lines 12-17",
        "An acceptor proves a value of a ballot after it has reported, to a later one, that it had not.",
        Published = false, Protects = "ConsistencyInv", Scenario = "two-ballots")]
    VerifyCurrentBallot,

    /// <summary>What is proven is never replaced by an earlier or shorter value.</summary>
    [Rule("Alg. 4, line 17",
        "A late quorum for a shorter value replaces the learned one, and phase 1 reports the shorter.",
        Published = false, Protects = "ConsistencyInv", Scenario = "shorter-proof")]
    ProvenGrows,

    /// <summary>A value is learned from a quorum of phase 2b messages.</summary>
    [Rule("Alg. 5, line 11",
        "Only a quorum of phase 2b messages meets every later phase 1 quorum in a correct acceptor.",
        Protects = "ConsistencyInv", Scenario = "two-ballots")]
    LearnQuorum,

    /// <summary>A universally commutative command is learned from f + 1 acceptors.</summary>
    [Rule("Alg. 5, line 17",
        "A Byzantine acceptor alone has a command learned that nobody proposed.",
        Protects = "NontrivialityInv", Scenario = "universal")]
    UniversalQuorum,

    /// <summary>A universally commutative command is accepted in any ballot.</summary>
    [Rule("Alg. 4, lines 28 and 42",
        "A command that arrives between ballots of the right kind is dropped.",
        Published = false, Protects = "LivenessProp", Scenario = "universal-classic")]
    UniversalAnyBallot,

    /// <summary>An acceptor passes on the universally commutative commands that it accepts.</summary>
    [Rule("Sec. 5, no code",
        "A command of a Byzantine proposer is learned by one learner and never by the others.",
        Published = false, Protects = "TotalityProp", Scenario = "universal-byzantine")]
    UniversalForward,

    /// <summary>A learner learns a universally commutative command once.</summary>
    [Rule("Alg. 5, line 18",
        "Each further message has the command learned again.",
        Published = false, Protects = "IntegrityInv", Scenario = "universal")]
    DeliverOnce,

    /// <summary>An acceptor commits to a new view only when f + 1 suspect the leader.</summary>
    [Rule("Alg. 3, line 12",
        "A Byzantine acceptor alone replaces a good leader.",
        Protects = "ViewChangeInv", Scenario = "good-leader")]
    SuspicionQuorum,

    /// <summary>An acceptor joins another's justified view change.</summary>
    [Rule("Alg. 3, lines 17-35",
        "Some acceptors enter a view that the others cannot follow to.",
        Protects = "LivenessProp", Scenario = "good-leader")]
    JoinViewChange,

    /// <summary>An acceptor enters a view only with a quorum of commitments.</summary>
    [Rule("Alg. 3, line 37",
        "An acceptor enters a view before a quorum has left the one before. Whoever commits shows f + 1 suspicions, so that all commit "
        + "in the end.",
        Protects = "EnteredInv", Scenario = "good-leader")]
    ViewChangeQuorum,

    /// <summary>What comes before a checkpoint is stable when a quorum has proven it.</summary>
    [Rule("Alg. 3, local variables: checkpoint (E33)",
        "What f + 1 acceptors have proven another leader may not extend: learners that take it over learn what the others never do.",
        Published = false, Protects = "CheckpointInv", Scenario = "checkpoint-two-ballots")]
    CheckpointQuorum,

    /// <summary>A learner takes over a discarded beginning that f + 1 acceptors state.</summary>
    [Rule("Alg. 3, local variables: checkpoint (E33)",
        "A Byzantine acceptor alone makes a learner go on from a beginning that never was.",
        Published = false, Protects = "NontrivialityInv", Scenario = "checkpoint")]
    SnapshotQuorum,

    /// <summary>A leader forgets what it has heard of a beginning that f + 1 acceptors state to be discarded.</summary>
    [Rule("Alg. 3, local variables: checkpoint (E33)",
        "A Byzantine acceptor alone makes the leader forget a command that nobody has voted for, and never propose it.",
        Published = false, Protects = "LivenessProp", Scenario = "checkpoint")]
    DiscardQuorum,

    /// <summary>What a leader's value has discarded must be shown to be stable.</summary>
    [Rule("Alg. 3, local variables: checkpoint (E33)",
        "A Byzantine leader has acceptors agree on a value of which nobody has the beginning, so that nobody can learn it.",
        Published = false, Protects = "CheckpointInv", Scenario = "checkpoint-two-ballots")]
    StableBeginning,

    /// <summary>An acceptor that is shown that its own value is stable says so before it gives it up.</summary>
    [Rule("Alg. 3, local variables: checkpoint (E33)",
        "Where a Byzantine acceptor let one acceptor alone see a quorum, the others discard and say nothing; learners that need the "
        + "beginning hear of it from too few.",
        Published = false, Protects = "LivenessProp", Scenario = "checkpoint-lagging")]
    HandOver,

    /// <summary>A learner learns only what follows the beginning that it has.</summary>
    [Rule("Alg. 3, local variables: checkpoint (E33)",
        "A learner that lags behind learns what comes after a gap, in another order than the others.",
        Published = false, Protects = "ConsistencyInv", Scenario = "checkpoint-small")]
    ReachBeginning,

    /// <summary>A learner learns nothing again that it has discarded.</summary>
    [Rule("Alg. 3, local variables: checkpoint (E33)",
        "A quorum for an earlier value that comes late has its commands learned again.",
        Published = false, Protects = "IntegrityInv", Scenario = "checkpoint")]
    ExecutedOnce,

    /// <summary>A vote for a value is one for each prefix of it: N - f votes for different values prove what is a prefix of all.</summary>
    [Rule("Alg. 4, line 14 and Alg. 5, line 8 have equal values",
        "Acceptors that append commands in another order, or have others at the end, prove nothing in a fast ballot.",
        Published = false, Corrected = false, Scenario = "prefix-fast")]
    PrefixQuorums,

    /// <summary>With prefix-quorums: what is proven extends a base shown for its ballot, and its certificate shows that, too.</summary>
    [Rule("Alg. 4, lines 28-30 have it for votes",
        "With a vote for less a Byzantine acceptor makes a certificate for a prefix that does not extend what was learned, in a ballot "
        + "so high that the next leader does not see what was.",
        Published = false, Corrected = false, Protects = "ConsistencyInv", Scenario = "prefix-hidden")]
    PrefixBase,

    /// <summary>With prefix-quorums: the base is the least upper bound of what was proven in the highest ballot, not the longest.</summary>
    [Rule("Alg. 2, line 42: largest_seq",
        "Acceptors prove prefixes of which none extends the other; the longest may be one that nobody learned.",
        Published = false, Corrected = false, Protects = "ConsistencyInv", Scenario = "prefix-bound")]
    PrefixBound,

    /// <summary>With prefix-quorums: in one ballot an acceptor proves only what extends what it has proven there before.</summary>
    [Rule("Alg. 4, line 17",
        "Of two prefixes that it told the learners, of which none extends the other, an acceptor reports one only.",
        Published = false, Corrected = false, Protects = "ConsistencyInv", Scenario = "prefix-two")]
    PrefixExtends,
}
