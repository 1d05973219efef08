using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Fab;

/// <summary>What each rule is for, where the paper has it, and what fails without it: one list a protocol.</summary>
public static class FabRules
{
    private const string One = "CS2Inv";
    private const string Learning = "CS3Inv";
    private const string LearnedInTheEnd = "CL2Prop";

    /// <summary>The rules of FaB Paxos.</summary>
    public static IReadOnlyList<Rule> Fab { get; } =
    [
        Both(FabRule.FollowRegency, "Fig. 4, lines 119-120", "Lemma2Inv",
            "An acceptor accepts an old leader's value after it has answered the new one.", "second-recovery"),
        Both(FabRule.ElectionProof, "Fig. 4, line 113; Sec. IV-C.1", "ElectionInv",
            "A Byzantine proposer displaces a correct leader.", "silent-leader"),
        Both(FabRule.AcceptOnce, "Fig. 4, lines 121-122", One,
            "A Byzantine leader has two values chosen in one proposal.", "one-regency"),
        Both(FabRule.Certificate, "Fig. 4, lines 123-125", "Lemma2Inv",
            "A Byzantine leader has acceptors leave a chosen value.", "two-leaders"),
        Both(FabRule.CertificateNumber, "Sec. IV-C.2: \"we tie progress certificates to a proposal number\"", "Lemma2Inv",
            "A certificate from before a value was chosen is used again.", "second-recovery"),
        Both(FabRule.CertificateQuorum, "Fig. 4, line 108", "Lemma2Inv",
            "f + 1 answers may miss those who accepted the chosen value.", "recovery"),
        Both(FabRule.SignedAnswers, "Fig. 4, line 117; Sec. IV-C.1", "Lemma2Inv",
            "A Byzantine leader makes up the answers.", "two-leaders"),
        Both(FabRule.VouchMajority, "Sec. IV-C.2, definition of vouching", "Lemma2Inv",
            "If one answer more had to agree, a chosen value might not oblige.", "recovery"),
        Fix(FabRule.AnswerAgain, "Fig. 4, lines 121-122; Sec. IV-B", LearnedInTheEnd,
            "An acceptor that has accepted does not answer again, so that its one answer may be lost.", "lossy"),
        Both(FabRule.LearnQuorum, "Fig. 2, line 25", Learning,
            "A value is learned that too few correct acceptors accepted.", "one-regency"),
        .. OfLearning("Fig. 2"),
    ];

    /// <summary>The rules of Parameterized FaB Paxos.</summary>
    public static IReadOnlyList<Rule> Pfab { get; } =
    [
        Both(FabRule.FollowRegency, "Fig. 5, lines 230-231", "Lemma5Inv",
            "An acceptor accepts an old leader's value after it has answered the new one.", "second-recovery"),
        Both(FabRule.ElectionProof, "Fig. 5, lines 248-250", "ElectionInv",
            "A Byzantine proposer displaces a correct leader.", "silent-leader"),
        Both(FabRule.AcceptOnce, "Fig. 5, line 232", One,
            "A Byzantine leader has two values chosen in one proposal.", "one-regency"),
        Both(FabRule.Certificate, "Fig. 5, lines 232-234", "Lemma5Inv",
            "A Byzantine leader has acceptors leave a chosen value.", "two-leaders"),
        Fix(FabRule.CertifyAlways, "Fig. 5, lines 232-234: only if value differs from what was accepted", "Lemma5Inv",
            "An acceptor that repeats an old value in a new proposal without a certificate makes it look newer than a chosen one.",
                "two-byzantine"),
        Both(FabRule.CertificateNumber, "Sec. IV-C.2: \"we tie progress certificates to a proposal number\"", "Lemma5Inv",
            "A certificate from before a value was chosen is used again.", "second-recovery"),
        Both(FabRule.CertificateQuorum, "Fig. 5, line 211", "Lemma5Inv",
            "f + 1 answers may miss those who accepted the chosen value.", "recovery"),
        Both(FabRule.SignedAnswers, "Fig. 5, line 252", "Lemma5Inv",
            "A Byzantine leader makes up the answers.", "two-leaders"),
        Both(FabRule.VouchMajority, "Fig. 5, lines 292-295", "Lemma5Inv",
            "If one answer more had to agree, a chosen value might not oblige.", "recovery"),
        Fix(FabRule.AnswerAgain, "Fig. 5, lines 232-234; Sec. IV-B", LearnedInTheEnd,
            "An acceptor that has accepted does not answer again, so that its one answer may be lost.", "lossy"),
        Both(FabRule.LearnQuorum, "Fig. 5, line 255", Learning,
            "A value is learned that too few correct acceptors accepted.", "one-regency"),
        Both(FabRule.CommitProofQuorum, "Fig. 5, lines 286-290", "Lemma4Inv",
            "f + 1 signatures make a commit proof, of which two for different values can be had in one proposal.", "one-regency"),
        Both(FabRule.CommitOwnRegency, "Fig. 5, line 243", "Lemma5Inv",
            "An acceptor completes a commit proof of a proposal after it has reported to a later leader that it had none.", "recovery"),
        Both(FabRule.CommitQuorum, "Fig. 5, line 262", Learning,
            "A value is learned whose commit proofs a later leader may miss.", "one-regency"),
        Fix(FabRule.ProofNumber, "Fig. 5, lines 296-298: valid(..., d, pnumber)", "Lemma5Inv",
            "Commit proofs are of earlier proposals; checked against the new number they never count.", "recovery"),
        Fix(FabRule.NewestEvidence, "Fig. 5, lines 291-300; Lemma 7", "Lemma7Inv",
            "A majority and a commit proof for different values leave no value to propose.", "recovery"),
        new(Name(FabRule.ProofWins), false, false, "a repair of Lemma 7 that looks right", null,
            "A commit proof that beats every majority also beats a value chosen since.", "proof-wins"),
        .. OfLearning("Fig. 5"),
    ];

    /// <summary>The rule by its name on the command line.</summary>
    /// <param name="name">The name, such as <c>accept-once</c>.</param>
    /// <param name="parameterized">Whether it is a rule of Parameterized FaB Paxos.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="InvalidConfigurationException">The protocol has none of that name.</exception>
    public static FabRule Parse(string name, bool parameterized)
    {
        var rules = parameterized ? Pfab : Fab;
        return rules.Any(rule => rule.Name == name)
            ? Enum.GetValues<FabRule>().First(rule => Name(rule) == name)
            : throw new InvalidConfigurationException(
                $"unknown rule '{name}'; the rules are {string.Join(", ", rules.Select(rule => rule.Name))}");
    }

    /// <summary>A rule's name on the command line: <c>AcceptOnce</c> is <c>accept-once</c>.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The name.</returns>
    public static string Name(FabRule rule) => RuleNames.Of(rule);

    /// <summary>The rules of learning, satisfaction and suspicion, which the two protocols share.</summary>
    private static IEnumerable<Rule> OfLearning(string figure) =>
    [
        Both(FabRule.Pull, figure == "Fig. 2" ? "Fig. 2, lines 30-42" : "Fig. 5, lines 270-282", LearnedInTheEnd,
            "The leader stops resending before every learner has heard enough.", figure == "Fig. 2" ? "lossy" : "lossy-three-learners"),
        Both(FabRule.PullQuorum, figure == "Fig. 2" ? "Fig. 2, line 40" : "Fig. 5, line 280", Learning,
            "A Byzantine learner alone has another learn what was not chosen.", "byzantine-learner"),
        Fix(FabRule.PullByValue, figure == "Fig. 2" ? "Fig. 2, line 41" : "Fig. 5, line 281", LearnedInTheEnd,
            "Learners that learned one value in different proposals never make f + 1 equal pairs.", "pull-numbers"),
        Both(FabRule.SatisfiedQuorum, figure == "Fig. 2" ? "Fig. 2, line 4" : "Fig. 5, line 204", "CL1Prop",
            "A Byzantine proposer that is satisfied at once has the leader stop before anybody has heard it.", "early-satisfied"),
        Fix(FabRule.SuspectAgain, figure == "Fig. 2" ? "Fig. 2, lines 11-14" : "Fig. 5, lines 221-224", "CL1Prop",
            "A second leader that does nothing is never suspected.", "silent-leader"),
        Both(FabRule.AcknowledgmentQuorum, "Sec. VIII-A: \"f + 1 signatures from distinct learners\"", Learning,
            "A Byzantine learner alone has another learn what was not chosen.", "few-learners-byzantine-leader"),
        Both(FabRule.AcknowledgedFirst, "Sec. VIII-A: \"acknowledgments must now also contain f + 1 signatures\"", LearnedInTheEnd,
            "The leader stops resending when the one correct learner that has learned cannot convince the others.", "few-learners"),
        new(Name(FabRule.FewLearners), false, false, "Sec. VIII-A", null,
            "An option: 2f + 1 learners are enough, which sign for each other what they have learned.", "few-learners"),
        new(Name(FabRule.TwoStepQuorum), false, false, "Sec. VI", null,
            "Learning from a - t acceptors takes two steps with any number of them; with fewer than 3f + 2t + 1 learners disagree.",
                "lower-bound"),
    ];

    private static Rule Fix(FabRule rule, string location, string? protects, string why, string scenario) =>
        new(Name(rule), false, true, location, protects, why, scenario);

    private static Rule Both(FabRule rule, string location, string? protects, string why, string scenario) =>
        new(Name(rule), true, true, location, protects, why, scenario);
}
