using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>What each rule is for, where the paper has it, and what fails without it.</summary>
public static class BgpRules
{
    private const string Consistency = "ConsistencyInv";
    private const string Nontriviality = "NontrivialityInv";
    private const string Liveness = "LivenessProp";

    /// <summary>Every rule, in the order of <see cref="BgpRule"/>.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        Fix(BgpRule.ProposeToAll, "Alg. 1, lines 5-8", Liveness,
            "A command sent only to acceptors when no fast ballot opens again, or only to a leader that stays out, is never learned.", "late-command"),
        Fix(BgpRule.SignedCommands, "Sec. 4.5, not in the pseudocode", Nontriviality,
            "A Byzantine leader makes up commands that nobody proposed.", "one-ballot"),
        Fix(BgpRule.UniqueBallots, "Alg. 2, ballot_l = 0 for each new leader", Liveness,
            "A new leader's ballots are not above those of the view before, and acceptors ignore them.", "view-change"),
        Fix(BgpRule.LeadForward, "Alg. 2, lines 7-8", null,
            "An old message sets a leader that leads again back to the view that it led before. Where each message comes once, it stays there, and its last view without a leader; where messages come again, the newer one comes again, too.", "same-leader"),
        Fix(BgpRule.OwnBallots, "Alg. 4, lines 1-5", Liveness,
            "A Byzantine leader has acceptors promise the next leader's ballots, or vote in them before that leader proposes, so that its value gets no quorum.", "view-change"),
        Fix(BgpRule.OpenByPhase1, "Alg. 4, lines 6-8", Liveness,
            "Acceptors that disagree after a conflict carry the disagreement into the next fast ballot.", "fast-again"),
        Both(BgpRule.Promise, "Alg. 4, line 2", Consistency,
            "An acceptor that goes back to an earlier ballot can prove values of it after it has reported.", "two-ballots"),
        Fix(BgpRule.ReportProvenBallot, "Alg. 4, line 3: proofs[bal_a]", Liveness,
            "The proofs of bal_a do not prove a value of an earlier ballot, so the report never counts.", "three-classic"),
        Both(BgpRule.CertificateQuorum, "Alg. 2, lines 28-34", Consistency,
            "A Byzantine acceptor claims to have proven anything, in any ballot.", "two-ballots"),
        Both(BgpRule.Phase1Quorum, "Alg. 2, line 38", Consistency,
            "f + 1 answers may miss every acceptor that has proven a learned value.", "two-ballots"),
        Fix(BgpRule.HighestBallot, "Alg. 2, line 42: largest_seq", Consistency,
            "A longer value proven in an earlier ballot but never learned beats one learned since.", "longer-proof"),
        Both(BgpRule.CollectReported, "Alg. 2, lines 36 and 43", "RecoveryProp",
            "Commands of a fast ballot that the leader has not heard yet are not in the classic ballot after it. They come later: proposers send them to the leader, too (propose-to-all).", "three-ballots"),
        Fix(BgpRule.ProposeOnce, "Alg. 2, lines 38-39", Liveness,
            "A second value in the ballot splits the votes, and no quorum agrees.", "classic"),
        Fix(BgpRule.KeepProposals, "Alg. 2, line 46", Liveness,
            "Proposals forgotten after a phase 2a that nobody votes for are never proposed again.", "two-classic"),
        Both(BgpRule.OwnView, "Alg. 4, lines 2 and 23", Liveness,
            "A Byzantine acceptor leads a view to come, however far, and has acceptors promise a ballot of it today: until then they vote for no other leader.", "classic"),
        Both(BgpRule.KeepPromise, "Alg. 4, line 28: ballot >= bal_a", Consistency,
            "An acceptor votes in a ballot that it has reported to have left.", "two-ballots"),
        Fix(BgpRule.VoteOnce, "Alg. 4, line 28: ballot >= bal_a", Consistency,
            "A Byzantine leader has two conflicting values proven in one ballot.", "one-ballot"),
        Fix(BgpRule.Justification, "Alg. 4, lines 28-30", Consistency,
            "A Byzantine leader ignores what acceptors have proven. With the paper's prefix-guard in its place it cannot, and acceptors block each other (E05).", "two-ballots"),
        new(Name(BgpRule.PrefixGuard), true, false, "Alg. 4, lines 28-30", null,
            "An acceptor that alone has proven a value refuses every other for good; the justification takes its place.", "byzantine"),
        Both(BgpRule.FastOnly, "Alg. 4, line 42: fast_bal[bal_a]", "ClassicProp",
            "A classic ballot that also takes commands from proposers is a fast ballot by another name.", "two-ballots"),
        Fix(BgpRule.FastVoted, "Alg. 4, line 42", Liveness,
            "An acceptor that appends before it has the leader's value can no longer vote for that value.", "fast-again"),
        Both(BgpRule.VerifyQuorum, "Alg. 4, line 14", Consistency,
            "Two values are proven in one ballot, by f + 1 votes each.", "two-ballots"),
        Both(BgpRule.OwnVerify, "Alg. 4, line 16: proofs[a]", "VotedInv",
            "An acceptor tells the learners what it has not voted for. A quorum of the others' votes proves as much.", "one-ballot"),
        Fix(BgpRule.VerifyCurrentBallot, "Alg. 4, lines 12-17", Consistency,
            "An acceptor proves a value of a ballot after it has reported, to a later one, that it had not.", "two-ballots"),
        Fix(BgpRule.ProvenGrows, "Alg. 4, line 17", Consistency,
            "A late quorum for a shorter value replaces the learned one, and phase 1 reports the shorter.", "shorter-proof"),
        Both(BgpRule.LearnQuorum, "Alg. 5, line 11", Consistency,
            "Only a quorum of phase 2b messages meets every later phase 1 quorum in a correct acceptor.", "two-ballots"),
        Both(BgpRule.UniversalQuorum, "Alg. 5, line 17", Nontriviality,
            "A Byzantine acceptor alone has a command learned that nobody proposed.", "universal"),
        Fix(BgpRule.UniversalAnyBallot, "Alg. 4, lines 28 and 42", Liveness,
            "A command that arrives between ballots of the right kind is dropped.", "universal-classic"),
        Fix(BgpRule.UniversalForward, "Sec. 5, no code", "TotalityProp",
            "A command of a Byzantine proposer is learned by one learner and never by the others.", "universal-byzantine"),
        Fix(BgpRule.DeliverOnce, "Alg. 5, line 18", "IntegrityInv",
            "Each further message has the command learned again.", "universal"),
        Both(BgpRule.SuspicionQuorum, "Alg. 3, line 12", "ViewChangeInv",
            "A Byzantine acceptor alone replaces a good leader.", "good-leader"),
        Both(BgpRule.JoinViewChange, "Alg. 3, lines 17-35", Liveness,
            "Some acceptors enter a view that the others cannot follow to.", "good-leader"),
        Both(BgpRule.ViewChangeQuorum, "Alg. 3, line 37", "EnteredInv",
            "An acceptor enters a view before a quorum has left the one before. Whoever commits shows f + 1 suspicions, so that all commit in the end.", "good-leader"),
    ];

    /// <summary>The rule by its name on the command line.</summary>
    /// <param name="name">The name, such as <c>vote-once</c>.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="InvalidConfigurationException">There is none of that name.</exception>
    public static BgpRule Parse(string name) => RuleNames.Parse<BgpRule>(name);

    /// <summary>A rule's name on the command line: <c>VoteOnce</c> is <c>vote-once</c>.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The name.</returns>
    public static string Name(BgpRule rule) => RuleNames.Of(rule);

    private static Rule Fix(BgpRule rule, string location, string? protects, string why, string scenario) =>
        new(Name(rule), false, true, location, protects, why, scenario);

    private static Rule Both(BgpRule rule, string location, string? protects, string why, string scenario) =>
        new(Name(rule), true, true, location, protects, why, scenario);
}
