using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabRegister;

/// <summary>The guards of the FaB register that can be taken out one by one. <see cref="FabRegisterRules"/> says what each is for.</summary>
public enum FabRegisterRule
{
    /// <summary>A token needs n_a − f_a read acknowledgments.</summary>
    ReadQuorum,

    /// <summary>A token's value is one that a majority of its acknowledgments reports.</summary>
    MajorityValue,

    /// <summary>A proposer writes once a timestamp.</summary>
    ProposeOnce,

    /// <summary>A proposer also takes the proof of the timestamp that it starts with.</summary>
    FirstProof,

    /// <summary>Acceptors answer a read only with the proof that enough proposers have come to its timestamp.</summary>
    TimestampProof,

    /// <summary>Only the leader of a timestamp reads and writes there.</summary>
    LeaderOnly,

    /// <summary>A read is answered only if its timestamp is above every one seen.</summary>
    ReadAbove,

    /// <summary>A write is taken only if its timestamp is not below any seen.</summary>
    WriteNotBelow,

    /// <summary>An acceptor takes one write a timestamp.</summary>
    WriteOnce,

    /// <summary>A write needs a token that allows its value.</summary>
    TokenAllows,

    /// <summary>A write at timestamp 0 needs no token.</summary>
    FirstWriteFree,

    /// <summary>A learner waits for ⌈(n_a + 3f_a + 1)/2⌉ acknowledgments.</summary>
    TotalQuorum,

    /// <summary>O8 is asked only as far as it holds: that a total write stays total.</summary>
    O8Relaxed,
}

/// <summary>What each rule of the FaB register is for, where the paper has it, and what fails without it.</summary>
public static class FabRegisterRules
{
    private const string Theorem1 = "Theorem1Inv";
    private const string Termination = "TerminationProp";

    /// <summary>Every rule, in the order of <see cref="FabRegisterRule"/>.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        Both(FabRegisterRule.ReadQuorum, "Fig. 6, read", Theorem1,
            "Fewer acknowledgments may miss so many of the acceptors that took a total write that its value has no majority.", "byzantine"),
        Both(FabRegisterRule.MajorityValue, "Fig. 6, read: appears a majority of times", "O7Inv",
            "A value that f + 1 report, and that was never total, is taken for the one that was.", "byzantine"),
        Fix(FabRegisterRule.ProposeOnce, "Fig. 3, repeat; Fig. 6, read", Termination,
            "The leader reads again at the same timestamp and writes another value; the acceptors are split.", "correct-leaders"),
        Fix(FabRegisterRule.FirstProof, "Fig. 6: ts > estTS, with estTS = p from the start", Termination,
            "A proposer has no proof for the first timestamp that it leads, and no acceptor answers it.", "byzantine"),
        Both(FabRegisterRule.TimestampProof, "Fig. 6: tsProof is valid for ts", "TimestampInv",
            "A Byzantine leader begins its timestamps before their time, and those of the correct leaders between are passed over, each time. Where timestamps are finitely many the last one's leader still gets through.", "byzantine"),
        Both(FabRegisterRule.LeaderOnly, "Fig. 6: p is the leader for ts", Termination,
            "A Byzantine proposer takes part at the correct leader's timestamp, and splits the acceptors.", "byzantine"),
        Both(FabRegisterRule.ReadAbove, "Fig. 6: ts > highestTS", "TokenInv",
            "An acceptor goes back to a lower timestamp and takes writes that a read has not seen.", "three-timestamps"),
        Both(FabRegisterRule.WriteNotBelow, "Fig. 6: ts ≥ highestTS", "C1Inv",
            "An acceptor takes a write after it has told a later read what it had taken before.", "byzantine"),
        Both(FabRegisterRule.WriteOnce, "Fig. 6: have not sent WRITE-ACK for ts", "O7Inv",
            "Two values are total at one timestamp.", "byzantine"),
        Both(FabRegisterRule.TokenAllows, "Fig. 6: token shows this write is legal; O3", "O3Inv",
            "A Byzantine leader writes over a total write.", "byzantine-successor"),
        Fix(FabRegisterRule.FirstWriteFree, "Sec. 7.2, optimization; Fig. 6: ts > highestTS, with highestTS = 0 from the start", Termination,
            "No acceptor answers a read at timestamp 0, so that nothing can be written there.", "common-case"),
        Both(FabRegisterRule.TotalQuorum, "Fig. 6, acknowledged; Sec. 7.2: necessary and sufficient", "O7Inv",
            "With one acknowledgment fewer a total write need not have a majority in a later read.", "byzantine"),
        Fix(FabRegisterRule.O8Relaxed, "Sec. 4.1, O8; Fig. 1", "O8Prop",
            "A write whose acknowledgments come late becomes total after one with a higher timestamp has: it had ended, by O8, as a partial one.", "byzantine"),
    ];

    private static Rule Fix(FabRegisterRule rule, string location, string? protects, string why, string scenario) =>
        new(RuleNames.Of(rule), false, true, location, protects, why, scenario);

    private static Rule Both(FabRegisterRule rule, string location, string? protects, string why, string scenario) =>
        new(RuleNames.Of(rule), true, true, location, protects, why, scenario);
}
