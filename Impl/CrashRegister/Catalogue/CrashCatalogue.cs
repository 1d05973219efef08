using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.CrashRegister;

/// <summary>The guards of the crash register that can be taken out one by one.</summary>
public enum CrashRule
{
    /// <summary>A read waits for a majority of acceptors.</summary>
    [Rule("Fig. 4, read", "A read of fewer acceptors may miss every one that took a total write.", Protects = "Theorem1Inv")]
    ReadMajority,

    /// <summary>A read returns the value with the highest timestamp.</summary>
    [Rule("Fig. 4, read: the value with highest timestamp", "A value of an earlier timestamp, never total, beats one that is.",
        Protects = "Theorem1Inv")]
    HighestVisible,

    /// <summary>A proposer writes what its token allows, and not always its own input.</summary>
    [Rule("Fig. 3: if token.value == ⊥; O3", "A proposer writes its own value over a total one.", Protects = "O3Inv")]
    TokenAllows,

    /// <summary>A read is answered only if its timestamp is above every one seen.</summary>
    [Rule("Fig. 4: ts > highestTS", "An acceptor that goes back to a lower timestamp takes writes that a read has not seen.",
        Protects = "TokenInv")]
    ReadAbove,

    /// <summary>A write is taken only if its timestamp is not below any seen.</summary>
    [Rule("Fig. 4: ts ≥ highestTS", "An acceptor takes a write after it has told a read with a higher timestamp that there is none.",
        Protects = "Theorem1Inv")]
    WriteNotBelow,

    /// <summary>A learner waits for a majority of acknowledgments.</summary>
    [Rule("Fig. 4, acknowledged", "Only a majority meets every majority that reads later.", Protects = "Theorem1Inv")]
    TotalMajority,

    /// <summary>O8 is asked only as far as it holds: that a total write stays total.</summary>
    [Rule("Sec. 4.1, O8; Fig. 1", "A write whose acknowledgments come late becomes total after one with a higher timestamp has: "
        + "it had ended, by O8, as a partial one.", Protects = "O8Prop", Published = false)]
    O8Relaxed,
}

/// <summary>The Paxos register for crash failures, and consensus over it: Classic Paxos for one instance.</summary>
public sealed class CrashRegisterProtocol() : RegisterProtocol<CrashRule>(
    "crash-register",
    "The Paxos register for crash failures (Li, Clement, Aiyer, Alvisi): Classic Paxos as reads and writes of a write-once register",
    "classic",
    source => new CrashModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Erratum> Errata { get; } =
    [
        LateWrites(4, CrashRule.O8Relaxed,
            "of which one acceptor has heard may get its other acknowledgments after a write with a higher timestamp is total",
            " What Theorem 1 needs of it is O7 and C2."),
        new("R02", ErratumKind.Gap, "Sec. 5.3",
            "A prepare response is a promise to 'only accept proposals whose proposal numbers are greater than x': the proposal x that "
            + "follows would be refused.",
            "Not below x, as the next paragraph but one and Figure 4 say.", null),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new(FirstScenario, "two proposers with three timestamps between them; an acceptor may crash", Basic, null),
        new("four-timestamps", "two proposers, two timestamps each", Basic with { Ballots = Timestamps(4) }, null),
        new("three-proposers", "three proposers, one timestamp each", Basic with { Commands = new(["a", "b", "c"]) }, null),
        new("five-acceptors", "five acceptors of which two may crash",
            Basic with { Acceptors = 5, Faults = 2, Crashes = 2, Ballots = Timestamps(2) }, null),
        new("common-case", "one proposer, nothing fails", Basic with { Commands = new(["a"]), Ballots = Timestamps(1), Crashes = 0 }, null),
        new("published", "the paper's protocol, with O8 as printed", Basic with { Rules = this.Published() }, "O8Prop"),
        new("lower-bound", "two acceptors of which one crashes: no majority is left", Basic with { Acceptors = 2 }, "TerminationProp"),
        new("byzantine", "an acceptor is Byzantine, as the register does not allow: it makes up what it has seen",
            Basic with { Byzantine = new(["a3"]), Crashes = 0 }, "TokenInv"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => [FirstScenario, "three-proposers", "five-acceptors"];

    /// <inheritdoc/>
    protected override string FirstScenario => "two-proposers";

    private Configuration Basic => Start with { Acceptors = 3, Crashes = 1, Ballots = Timestamps(3) };
}
