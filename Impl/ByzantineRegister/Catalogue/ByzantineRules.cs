using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>What each rule of the Byzantine register is for, where the paper has it, and what fails without it.</summary>
public static class ByzantineRules
{
    private const string Theorem1 = "Theorem1Inv";
    private const string Termination = "TerminationProp";

    /// <summary>Every rule, in the order of <see cref="ByzantineRule"/>.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        Both(ByzantineRule.ReadQuorum, "Fig. 5, read", "TokenInv",
            "f + 1 acknowledgments may miss every acceptor that saw a total write.", "byzantine"),
        Both(ByzantineRule.HighestVisible, "Fig. 5, read: the value with highest timestamp", Theorem1,
            "A value that was visible at an earlier timestamp, and never total, beats one that is.", "optimized-two-recoveries"),
        Both(ByzantineRule.VisibleProof, "Sec. 6.2: a set of signed messages from a quorum", "TokenInv",
            "A Byzantine acceptor claims to have seen anything.", "correct-leaders"),
        Fix(ByzantineRule.VisibleBefore, "Fig. 5, read; C3; Sec. 8", "TokenInv",
            "A Byzantine acceptor shows a visible write of a later timestamp, or a leader reads its own: the read returns a value that was visible at no earlier one.", "optimized-two-recoveries"),
        Fix(ByzantineRule.ProposeOnce, "Fig. 3, repeat; Fig. 5, read", Termination,
            "The leader reads again at the same timestamp and writes another value; the acceptors are split, and neither becomes visible.", "byzantine"),
        Fix(ByzantineRule.FirstChange, "Fig. 5: ts > estTS, with estTS = p from the start", Termination,
            "With reads folded into timestamp changes, a proposer can make no token at the first timestamp that it leads.", "optimized"),
        Both(ByzantineRule.ReadCurrent, "Fig. 5: ts = currTS", Theorem1,
            "An acceptor tells a read of a later timestamp that nothing is visible, and then sees a write of its own.", "byzantine"),
        Both(ByzantineRule.LeaderOnly, "Fig. 5: p = ts mod n_p", Termination,
            "A Byzantine proposer takes part at the correct leader's timestamp, and splits the acceptors.", "byzantine"),
        Both(ByzantineRule.PreWriteNotBelow, "Fig. 5: ts ≥ currTS, on PRE-WRITE", "C1Inv",
            "An acceptor takes writes out of order. Agreement does not depend on it: visible-not-below keeps them from being acknowledged.", "byzantine"),
        Both(ByzantineRule.PreWriteOnce, "Fig. 5: have not sent WRITE for ts", "O7Inv",
            "Two values are visible at one timestamp.", "byzantine"),
        Both(ByzantineRule.TokenAllows, "Fig. 5: token shows this write is legal; O3", "O3Inv",
            "A Byzantine leader writes over a total write.", "byzantine-successor"),
        Both(ByzantineRule.BareOnlyAtZero, "Sec. 6.2, first optimization; not in Sec. 6.3", "O3Inv",
            "A Byzantine leader of a later timestamp writes without having read.", "optimized-successor"),
        Both(ByzantineRule.WriteQuorum, "Fig. 5, when receive WRITE", "O7Inv",
            "Two values are visible at one timestamp, by f + 1 WRITEs each.", "byzantine"),
        Both(ByzantineRule.VisibleNotBelow, "Fig. 5: ts ≥ currTS, on WRITE", Theorem1,
            "An acceptor sees and acknowledges a write after it has told a later read that nothing is visible.", "byzantine"),
        Both(ByzantineRule.TotalQuorum, "Fig. 5, acknowledged", Theorem1,
            "Only a quorum of acknowledgments meets every quorum that reads later in a correct acceptor.", "byzantine"),
        Fix(ByzantineRule.O8Relaxed, "Sec. 4.1, O8; Fig. 1", "O8Prop",
            "A write whose acknowledgments come late becomes total after one with a higher timestamp has: it had ended, by O8, as a partial one.", "byzantine"),
        Option(ByzantineRule.FirstWriteFree, "Sec. 6.2, first optimization",
            "Not a guard but an option: three message delays in place of five.", "optimized"),
        Option(ByzantineRule.FoldReads, "Sec. 6.2, second optimization",
            "Not a guard but an option: no READ messages.", "optimized"),
    ];

    private static Rule Fix(ByzantineRule rule, string location, string? protects, string why, string scenario) =>
        new(RuleNames.Of(rule), false, true, location, protects, why, scenario);

    private static Rule Both(ByzantineRule rule, string location, string? protects, string why, string scenario) =>
        new(RuleNames.Of(rule), true, true, location, protects, why, scenario);

    private static Rule Option(ByzantineRule rule, string location, string why, string scenario) =>
        new(RuleNames.Of(rule), false, false, location, null, why, scenario);
}
