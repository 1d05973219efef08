using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.CrashRegister;

/// <summary>The guards of the crash register that can be taken out one by one. <see cref="CrashRules"/> says what each is for.</summary>
public enum CrashRule
{
    /// <summary>A read waits for a majority of acceptors.</summary>
    ReadMajority,

    /// <summary>A read returns the value with the highest timestamp.</summary>
    HighestVisible,

    /// <summary>A proposer writes what its token allows, and not always its own input.</summary>
    TokenAllows,

    /// <summary>A read is answered only if its timestamp is above every one seen.</summary>
    ReadAbove,

    /// <summary>A write is taken only if its timestamp is not below any seen.</summary>
    WriteNotBelow,

    /// <summary>A learner waits for a majority of acknowledgments.</summary>
    TotalMajority,

    /// <summary>O8 is asked only as far as it holds: that a total write stays total.</summary>
    O8Relaxed,
}

/// <summary>What each rule of the crash register is for, where the paper has it, and what fails without it.</summary>
public static class CrashRules
{
    /// <summary>Every rule, in the order of <see cref="CrashRule"/>.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        Both(CrashRule.ReadMajority, "Fig. 4, read", "Theorem1Inv",
            "A read of fewer acceptors may miss every one that took a total write."),
        Both(CrashRule.HighestVisible, "Fig. 4, read: the value with highest timestamp", "Theorem1Inv",
            "A value of an earlier timestamp, never total, beats one that is."),
        Both(CrashRule.TokenAllows, "Fig. 3: if token.value == ⊥; O3", "O3Inv",
            "A proposer writes its own value over a total one."),
        Both(CrashRule.ReadAbove, "Fig. 4: ts > highestTS", "TokenInv",
            "An acceptor that goes back to a lower timestamp takes writes that a read has not seen."),
        Both(CrashRule.WriteNotBelow, "Fig. 4: ts ≥ highestTS", "Theorem1Inv",
            "An acceptor takes a write after it has told a read with a higher timestamp that there is none."),
        Both(CrashRule.TotalMajority, "Fig. 4, acknowledged", "Theorem1Inv",
            "Only a majority meets every majority that reads later."),
        new(RuleNames.Of(CrashRule.O8Relaxed), false, true, "Sec. 4.1, O8; Fig. 1", "O8Prop",
            "A write whose acknowledgments come late becomes total after one with a higher timestamp has: it had ended, by O8, as a partial one.", "two-proposers"),
    ];

    private static Rule Both(CrashRule rule, string location, string protects, string why) =>
        new(RuleNames.Of(rule), true, true, location, protects, why, "two-proposers");
}
