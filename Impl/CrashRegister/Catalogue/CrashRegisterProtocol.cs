using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.CrashRegister;

/// <summary>The Paxos register for crash failures, and consensus over it: Classic Paxos for one instance.</summary>
public sealed class CrashRegisterProtocol : IProtocol
{
    /// <inheritdoc/>
    public string Name => "crash-register";

    /// <inheritdoc/>
    public string Summary => "The Paxos register for crash failures (Li, Clement, Aiyer, Alvisi): Classic Paxos as reads and writes of a write-once register";

    /// <inheritdoc/>
    public IReadOnlyList<Rule> Rules => CrashRules.All;

    /// <inheritdoc/>
    public IReadOnlyList<Erratum> Errata { get; } =
    [
        new("R01", ErratumKind.Choice, "Sec. 4.1, O8; Fig. 1",
            "'Every write ... ends either when it becomes total or when an overlapping write with higher timestamp ends': a write of which one acceptor has heard may get its other acknowledgments after a write with a higher timestamp is total. Figure 4 lets it become total then. O8 says when a write ends; whether a write that has ended may still become total (O6 calls it total as soon as it is acknowledged, at whatever time) it does not say. Read as a prohibition it is not implemented; read as a definition it is. Both writes write the same value, so no learner is harmed.",
            "A choice: O8 asks only that a total write stays total. What Theorem 1 needs of it is O7 and C2.",
            RuleNames.Of(CrashRule.O8Relaxed)),
        new("R02", ErratumKind.Gap, "Sec. 5.3",
            "A prepare response is a promise to 'only accept proposals whose proposal numbers are greater than x': the proposal x that follows would be refused.",
            "Not below x, as the next paragraph but one and Figure 4 say.",
            null),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Scenario> Scenarios
    {
        get
        {
            var corrected = new Configuration
            {
                Acceptors = 3,
                Faults = 1,
                Crashes = 1,
                Commands = new(["a", "b"]),
                Ballots = Classic(3),
                Rules = this.Corrected(),
            };
            return
            [
                new("two-proposers", "two proposers with three timestamps between them; an acceptor may crash", corrected, null),
                new("four-timestamps", "two proposers, two timestamps each", corrected with { Ballots = Classic(4) }, null),
                new("three-proposers", "three proposers, one timestamp each", corrected with { Commands = new(["a", "b", "c"]) }, null),
                new("five-acceptors", "five acceptors of which two may crash", corrected with { Acceptors = 5, Faults = 2, Crashes = 2, Ballots = Classic(2) }, null),
                new("common-case", "one proposer, nothing fails", corrected with { Commands = new(["a"]), Ballots = Classic(1), Crashes = 0 }, null),
                new("published", "the paper's protocol, with O8 as printed", corrected with { Rules = this.Published() }, "O8Prop"),
                new("lower-bound", "two acceptors of which one crashes: no majority is left", corrected with { Acceptors = 2 }, "TerminationProp"),
            ];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> DefaultScenarios => ["two-proposers", "three-proposers", "five-acceptors"];

    /// <inheritdoc/>
    public string PublishedScenario => "published";

    /// <inheritdoc/>
    public ISystem Build(Configuration configuration) => new CrashSystem(configuration);

    private static ValueList<string> Classic(int timestamps) => new(Enumerable.Repeat("classic", timestamps));
}
