using BgpVerified.Kit;

namespace BgpVerified.Impl.FabMachine;

/// <summary>The guards of the replicated state machine, in the order of the paper.</summary>
public enum MachineRule
{
    /// <summary>An acceptor accepts one value in an instance.</summary>
    [Rule("Fig. 4, lines 121-122, in each instance", "A Byzantine leader has two requests learned in one slot.",
        Protects = "OrderInv", Scenario = "one-slot")]
    AcceptOnce,

    /// <summary>A learner needs ⌈(a + 3f + 1) / 2⌉ acceptors that accepted a value.</summary>
    [Rule("Fig. 2, line 25, in each instance", "Two requests are learned in one slot, each from too few acceptors.",
        Protects = "OrderInv", Scenario = "one-slot")]
    LearnQuorum,

    /// <summary>Acceptors listen only to the leader of their own regency.</summary>
    [Rule("Fig. 4, lines 119-120, in each instance", "An acceptor accepts an old leader's request after it has answered the new one.",
        Protects = "OrderInv", Scenario = "two-leaders")]
    FollowRegency,

    /// <summary>A query counts only with the proof that its leader was elected.</summary>
    [Rule("Fig. 4, line 113; Sec. IV-C.1", "A Byzantine proposer displaces a correct leader.",
        Protects = "ElectionInv", Scenario = "two-leaders")]
    ElectionProof,

    /// <summary>An acceptor changes its request in a slot only with a progress certificate that vouches for the new one.</summary>
    [Rule("Fig. 4, lines 123-125, in each instance", "A Byzantine leader has acceptors leave a request that is learned.",
        Protects = "OrderInv", Scenario = "two-leaders")]
    Certificate,

    /// <summary>A certificate is good for one regency.</summary>
    [Rule("Sec. IV-C.2: \"we tie progress certificates to a proposal number\"",
        "A certificate from before a request was learned is used again.", Protects = "OrderInv", Scenario = "three-leaders")]
    CertificateNumber,

    /// <summary>A certificate needs the answers of a - f acceptors.</summary>
    [Rule("Fig. 4, line 108", "f + 1 answers may miss those who accepted what is learned.",
        Protects = "OrderInv", Scenario = "two-leaders")]
    CertificateQuorum,

    /// <summary>The answers in a certificate are signed.</summary>
    [Rule("Fig. 4, line 117; Sec. IV-C.1", "A Byzantine leader makes up the answers.", Protects = "OrderInv", Scenario = "two-leaders")]
    SignedAnswers,

    /// <summary>A majority of the answers obliges: ⌈(a - f + 1) / 2⌉ of them, no more.</summary>
    [Rule("Sec. IV-C.2, definition of vouching", "If one answer more had to agree, a request that is learned might not oblige.",
        Protects = "OrderInv", Scenario = "two-leaders")]
    VouchMajority,

    /// <summary>With Parameterized FaB Paxos: a commit proof needs the signatures of ⌈(a + f + 1) / 2⌉ acceptors.</summary>
    [Rule("Fig. 5, lines 286-290, in each instance", "Two requests have commit proofs in one regency, and both are learned.",
        Protects = "OrderInv", Scenario = "parameterized-leaders")]
    CommitProofQuorum,

    /// <summary>... and a learner needs ⌈(a + f + 1) / 2⌉ acceptors that hold one.</summary>
    [Rule("Fig. 5, line 262, in each instance", "What one acceptor has a commit proof for does not oblige the next leader.",
        Protects = "OrderInv", Scenario = "parameterized-byzantine")]
    CommitQuorum,

    /// <summary>... and an acceptor completes commit proofs of its own regency only.</summary>
    [Rule("Fig. 5, lines 240-242, in each instance", "An acceptor completes a proof of which it has told the new leader nothing.",
        Protects = "OrderInv", Scenario = "parameterized-byzantine")]
    CommitOwnRegency,

    /// <summary>... and acceptors report their commit proofs, and these oblige, whatever regency they are of.</summary>
    [Rule("Sec. V: \"does not contain a commit proof for any value\"", "A request that was learned from commit proofs does not oblige.",
        Protects = "OrderInv", Scenario = "parameterized-byzantine", Published = false)]
    ProofNumber,

    /// <summary>A new leader proposes in each slot what the slot's certificate vouches for.</summary>
    [Rule("Fig. 4, lines 109-110", "A correct leader proposes what acceptors do not take, and nothing more is learned.",
        Protects = "AnsweredProp", Scenario = "leader-change-two")]
    AdoptVouched,

    /// <summary>A new leader fills gaps before a slot that a certificate speaks of with null requests.</summary>
    [Rule("Sec. VII: nothing is said", "A request that is learned waits for ever for a slot before it that nobody fills.",
        Protects = "AnsweredProp", Scenario = "gap", Published = false)]
    FillGaps,

    /// <summary>Only what a client signed is accepted and executed.</summary>
    [Rule("Sec. I, CS1: \"only a value that has been proposed\"", "A Byzantine leader makes up a request.",
        Protects = "RequestedInv", Scenario = "one-slot")]
    SignedRequest,

    /// <summary>Learners execute instances in their order.</summary>
    [Rule("Sec. VII: \"the order in which requests are to be executed\"",
        "A learner executes a slot before an earlier one that it has not learned.", Protects = "ExecutedInv", Scenario = "tentative")]
    SlotOrder,

    /// <summary>A request that is learned in two instances is executed in the first.</summary>
    [Rule("Sec. VII", "A Byzantine leader proposes a request in two slots, and it takes effect twice.",
        Protects = "OnceInv", Scenario = "repeated", Published = false)]
    ExecuteOnce,

    /// <summary>A client takes a reply only from several learners.</summary>
    [Rule("Sec. VIII-A: \"vouched for by f + 1 learners\"", "A Byzantine learner makes up a reply.",
        Protects = "ReplyInv", Scenario = "one-slot")]
    ReplyQuorum,

    /// <summary>Learners execute what the leader proposes before it is learned.</summary>
    [Rule("Sec. VII; Fig. 7", "It saves a message delay, and protects nothing: without it replies take four.", Scenario = "one-slot")]
    TentativeExecution,

    /// <summary>What was executed in the wrong order is undone.</summary>
    [Rule("Sec. VII: \"tentative executions are rolled back\"", "What was executed in the wrong order stays in the register.",
        Protects = "RollbackInv", Scenario = "tentative")]
    RollBack,

    /// <summary>A client takes a tentative reply only if its request is what the acceptors accepted.</summary>
    [Rule("Sec. VII: \"clients and learners can at the same time determine\"",
        "A client takes a tentative reply to what the acceptors never accept.", Protects = "ReplyInv", Scenario = "tentative")]
    DetermineValue,

    /// <summary>... and so is every request that the reply says was executed before.</summary>
    [Rule("Sec. VII: \"the information required to determine the consensus value\"",
        "The slot is the client's, but an earlier slot is not what was executed, and so is the result.",
        Protects = "ReplyInv", Scenario = "tentative", Published = false)]
    DeterminePrefix,

    /// <summary>A client takes a read-only reply only from 2f + 1 learners.</summary>
    [Rule("Sec. VII, by reference to Castro and Liskov: 2f + 1",
        "f + 1 learners, of which one is Byzantine and one late, tell an old value.", Protects = "ReadInv", Scenario = "read-only")]
    ReadQuorum,

    /// <summary>A learner answers a read-only request only while nothing that it executed is tentative.</summary>
    [Rule("Sec. VII, by reference to Castro and Liskov", "A client reads what is rolled back later.",
        Protects = "ReadInv", Scenario = "read-tentative")]
    ReadSettled,

    /// <summary>A client takes the reply to a write only from 2f + 1 learners, too.</summary>
    [Rule("Sec. VII and VIII-A: f + 1", "A write that f + 1 learners vouch for is unknown to the 2f + 1 that a later read asks.",
        Protects = "ReadInv", Scenario = "read-only", Published = false)]
    WriteQuorum,

    /// <summary>Acceptors see to it that no more than k instances run in parallel.</summary>
    [Rule("Sec. VIII-B: \"k is the number of instances that may run in parallel\"",
        "A Byzantine leader runs an instance further ahead than the others know of.",
        Protects = "RejoinInv", Scenario = "rejoin", Published = false)]
    Window,

    /// <summary>An acceptor that has lost its state asks a - f others for the last instance.</summary>
    [Rule("Sec. VIII-B: \"a joining acceptor queries a quorum of acceptors\"", "The one acceptor that answers is late.",
        Protects = "RejoinInv", Scenario = "rejoin")]
    RejoinQuorum,

    /// <summary>An acceptor that has lost its state ignores the instances that may have been running.</summary>
    [Rule("Sec. VIII-B: \"ignores all instances until d + k\"", "It accepts another value in an instance that it took part in.",
        Protects = "RejoinInv", Scenario = "rejoin")]
    IgnoreWindow,

    /// <summary>... and the last of them, d + k, as well.</summary>
    [Rule("Sec. VIII-B: \"until d + k\"", "It had accepted in instance d + k already.",
        Protects = "RejoinInv", Scenario = "rejoin", Published = false)]
    IgnoreLast,

    /// <summary>A proposer that has lost its state asks a - f acceptors who leads.</summary>
    [Rule("Sec. VIII-B: \"a joining proposer queries a quorum of acceptors\"",
        "The one acceptor that answers is late, and the proposer leads a regency again in which it has proposed.",
        Protects = "LeaderInv", Scenario = "rejoin-proposer")]
    LeaderQuorum,

    /// <summary>... and believes none that does not prove it.</summary>
    [Rule("Sec. VIII-B: \"the largest valid response\"", "A Byzantine acceptor names a regency that nobody leads.",
        Protects = "ElectionInv", Scenario = "rejoin-proposer")]
    LeaderProof,

    /// <summary>... and leads later regencies only.</summary>
    [Rule("Sec. VIII-B: \"the only state in proposers is the identity of the current leader\"",
        "A leader has forgotten what it proposed, and proposes another request in the same slot and regency.",
        Protects = "LeaderInv", Scenario = "rejoin-proposer", Published = false)]
    LeadLater,

    /// <summary>A learner that has lost its state takes no part before it has the list again.</summary>
    [Rule("Sec. VIII-B: \"at all times no more than f servers are either faulty or rejoining\"",
        "A learner without its state answers a read with the initial value, and another one after it.",
        Protects = "ReadInv", Scenario = "read-rejoin-two")]
    RejoinFirst,

    /// <summary>A learner that has lost its state answers read-only requests no more.</summary>
    [Rule("Sec. VIII-B, learners", "Two learners, one after the other, come back with a list without what they had vouched for.",
        Protects = "ReadInv", Scenario = "read-rejoin-two", Published = false)]
    SilentAfterLoss,

    /// <summary>A learner that has lost its state takes a list only from f + 1 learners.</summary>
    [Rule("Sec. VIII-B: \"vouched for by f + 1 learners\"", "A Byzantine learner alone makes up the list.",
        Protects = "OrderInv", Scenario = "rejoin-list")]
    ListQuorum,
}
