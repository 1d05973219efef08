using BgpVerified.Kit;

namespace BgpVerified.Impl.FabOptimal;

/// <summary>The guards that can be taken out: of whoever acknowledges, of what votes allow, of whoever decides.</summary>
public enum OptimalRule
{
    /// <summary>A proposal is the leader's.</summary>
    [Rule("proposing", "An acceptor proposes in the leader's place, and what it proposes is decided.", Protects = "ValidityInv",
        Scenario = "common-case")]
    FromLeader,

    /// <summary>A process acknowledges in its own view, not in one that it has left.</summary>
    [Rule("proposing", "A process acknowledges in a view after it has voted for the next one without that.", Protects = "AgreementInv")]
    AckOwnView,

    /// <summary>A process acknowledges once in a view.</summary>
    [Rule("proposing", "The leader has two values acknowledged by all.", Protects = "AgreementInv")]
    AckOnce,

    /// <summary>After view 0 a proposal comes with votes that allow it.</summary>
    [Rule("proposing: the progress certificate", "A Byzantine leader proposes another value than the decided one.",
        Protects = "AgreementInv", Scenario = "byzantine-later-leader")]
    Certificate,

    /// <summary>The votes of a progress certificate are for the proposal's own view.</summary>
    [Rule("view change", "A Byzantine leader shows votes for an earlier view, from before the decision.", Protects = "AgreementInv",
        Scenario = "byzantine-third-leader")]
    VotesOfView,

    /// <summary>n - f votes.</summary>
    [Rule("view change: n - f", "None of the votes tells of the decided value.", Protects = "AgreementInv")]
    VoteQuorum,

    /// <summary>A vote shows the leader's signature.</summary>
    [Rule("view change: a valid vote", "A process makes up what the leader proposed, and so a proof against a correct one.",
        Protects = "AgreementInv", Scenario = "byzantine-acceptor")]
    SignedVote,

    /// <summary>A vote shows the progress certificate of what it names.</summary>
    [Rule("view change: a valid vote", "A Byzantine leader signs another value in a later view, which nobody had to acknowledge.",
        Protects = "AgreementInv", Scenario = "byzantine-later-leader-three")]
    CertifiedVote,

    /// <summary>A vote with a commit certificate shows its signatures.</summary>
    [Rule("view change: a valid vote", "A process makes up a commit certificate.", Protects = "AgreementInv", Scenario = "slow-path")]
    SignedCommit,

    /// <summary>Only what votes name for the highest view counts.</summary>
    [Rule("view change", "What was decided in a later view is given up for a value of an earlier one.", Protects = "AgreementInv",
        Scenario = "byzantine-acceptor-three")]
    HighestView,

    /// <summary>A commit certificate for that view decides what is proposed.</summary>
    [Rule("general protocol, view change", "What was decided on the slow path is given up.", Protects = "AgreementInv",
        Scenario = "slow-path")]
    KeepCommitted,

    /// <summary>The only value that votes name for that view is kept, however few name it.</summary>
    [Rule("view change", "A value that was decided has one vote that tells of it, and is given up.", Protects = "AgreementInv")]
    KeepOnly,

    /// <summary>If its leader has equivocated, a value that f + t others voted for is kept.</summary>
    [Rule("view change: f + t", "Any value is proposed once equivocation is proved, though one was decided.", Protects = "AgreementInv")]
    KeepCounted,

    /// <summary>So many are f + t.</summary>
    [Rule("view change: f + t", "Fewer votes keep a value beside the decided one.", Protects = "AgreementInv")]
    CountedSize,

    /// <summary>The equivocator's own vote does not count.</summary>
    [Rule("view change: the votes of others than the leader", "The leader that has equivocated votes, too: f of the votes lie, where n = "
        + "3f + 2t - 1 is enough for f - 1. So FaB Paxos counts, whose proposers are no acceptors; it needs 3f + 2t + 1.",
        Protects = "AgreementInv")]
    ExcludeEquivocator,

    /// <summary>The leader waits for n - f votes of others than the equivocator.</summary>
    [Rule("view change: n - f others", "Too few of those who acknowledged the decided value have voted.", Protects = "AgreementInv")]
    WaitForOthers,

    /// <summary>A leader proposes once in its view.</summary>
    [Rule("view change", "A correct leader proposes different values as more votes come in, and none of them is decided.",
        Protects = "TerminationProp", Scenario = "byzantine-acceptor")]
    ProposeOnce,

    /// <summary>n - t acknowledgments decide.</summary>
    [Rule("proposing: n - t", "Too few of those who acknowledged are left among the votes.", Protects = "AgreementInv")]
    DecideQuorum,

    /// <summary>⌈(n + f + 1) / 2⌉ signatures make a commit certificate.</summary>
    [Rule("general protocol: ⌈(n + f + 1) / 2⌉", "Two values have commit certificates in one view.", Protects = "AgreementInv",
        Scenario = "slow-path")]
    CertificateQuorum,

    /// <summary>⌈(n + f + 1) / 2⌉ commit certificates decide.</summary>
    [Rule("general protocol: ⌈(n + f + 1) / 2⌉", "None of those with a commit certificate is among the votes, or none is correct.",
        Protects = "AgreementInv", Scenario = "slow-path")]
    CommitQuorum,

    /// <summary>A process commits in its own view, not in one that it has left.</summary>
    [Rule("general protocol", "A process commits in a view after it has voted for the next one without that.", Protects = "AgreementInv",
        Scenario = "slow-path")]
    CommitOwnView,
}
