namespace BgpVerified.Impl.Fab;

/// <summary>The guards of FaB Paxos and Parameterized FaB Paxos. <see cref="FabRules"/> says what each is for.</summary>
public enum FabRule
{
    /// <summary>Acceptors listen only to the leader of their own regency.</summary>
    FollowRegency,

    /// <summary>A query counts only with the proof that its leader was elected.</summary>
    ElectionProof,

    /// <summary>An acceptor accepts one value a proposal number.</summary>
    AcceptOnce,

    /// <summary>An acceptor changes its value only with a progress certificate that vouches for the new one.</summary>
    Certificate,

    /// <summary>Every proposal after the first needs its certificate, also where nothing or the same value was accepted before.</summary>
    CertifyAlways,

    /// <summary>A certificate is good for one proposal number.</summary>
    CertificateNumber,

    /// <summary>A certificate needs the answers of a - f acceptors.</summary>
    CertificateQuorum,

    /// <summary>The answers in a certificate are signed.</summary>
    SignedAnswers,

    /// <summary>A majority of the answers obliges: ⌈(a - f + 1) / 2⌉ of them, no more.</summary>
    VouchMajority,

    /// <summary>An acceptor answers a request again each time it comes.</summary>
    AnswerAgain,

    /// <summary>A learner needs ⌈(a + 3f + 1) / 2⌉ acceptors that accepted a value.</summary>
    LearnQuorum,

    /// <summary>Learners ask each other for what they have missed.</summary>
    Pull,

    /// <summary>A learner takes another's word only from f + 1 learners.</summary>
    PullQuorum,

    /// <summary>What other learners tell is counted by the value alone, not by value and number.</summary>
    PullByValue,

    /// <summary>The leader resends until enough proposers are satisfied, not until one is.</summary>
    SatisfiedQuorum,

    /// <summary>A proposer suspects each leader that makes no progress, not only the first.</summary>
    SuspectAgain,

    /// <summary>A commit proof needs the signatures of ⌈(a + f + 1) / 2⌉ acceptors.</summary>
    CommitProofQuorum,

    /// <summary>An acceptor completes commit proofs of its own regency only.</summary>
    CommitOwnRegency,

    /// <summary>A learner needs ⌈(a + f + 1) / 2⌉ acceptors that hold a commit proof.</summary>
    CommitQuorum,

    /// <summary>Acceptors report their commit proofs, and these oblige, whatever proposal they are of.</summary>
    ProofNumber,

    /// <summary>Of a commit proof and a majority for different values, the newer decides.</summary>
    NewestEvidence,

    /// <summary>A commit proof always beats a majority: a repair that looks right and is not.</summary>
    ProofWins,

    /// <summary>2f + 1 learners are enough: they sign for each other what they have learned.</summary>
    FewLearners,

    /// <summary>With 2f + 1 learners: the signatures of f + 1 learners prove that a value was learned, not of one.</summary>
    AcknowledgmentQuorum,

    /// <summary>With 2f + 1 learners: a learner tells the proposers that it has learned only when it can prove it to others.</summary>
    AcknowledgedFirst,

    /// <summary>
    /// A learner is content with a - t acceptors, so that it learns in two steps whatever a is: what the lower bound forbids.
    /// </summary>
    TwoStepQuorum,
}
