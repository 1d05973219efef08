using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.ByzantineRegister;

/// <summary>The Paxos register for Byzantine failures, and consensus over it: the agreement of Castro and Liskov's protocol.</summary>
public sealed class ByzantineRegisterProtocol() : RegisterProtocol<ByzantineRule>(
    "byzantine-register",
    "The Paxos register for Byzantine failures (Li, Clement, Aiyer, Alvisi): "
    + "Byzantine Paxos as reads and writes of a write-once register",
    "classic",
    source => new ByzantineModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Erratum> Errata { get; } =
    [
        LateWrites(5, ByzantineRule.O8Relaxed),
        new("R03", ErratumKind.Gap, "Sec. 6.2",
            "An acceptor acknowledges a visible write 'where ts is greater than a's current timestamp'; whoever took the pre-write is at "
            + "ts already and never would.",
            "Not below the current timestamp, as in Figure 5.",
            null),
        new("R04", ErratumKind.Safety, "Fig. 5, read; C3; Sec. 8",
            "Read acknowledgments count whatever the timestamp of their visible write. A Byzantine acceptor shows one of a later "
            + "timestamp than the read's, and the read returns a value from a write that it precedes by C3. Agreement does not suffer. (A "
            + "leader that reads again at its timestamp, as the loop of figure 3 does, reads its own write; its token then does not prove "
            + "that its value was visible at an earlier timestamp. Section 8 says that of the tokens of IT ByzPaxos, not of figure 5's.)",
            "Only visible writes below the read's timestamp count.",
            RuleNames.Of(ByzantineRule.VisibleBefore))
        { Fails = "C3 (a read precedes a write with a higher timestamp); Agreement holds" },
        new("R05", ErratumKind.Gap, "Fig. 3, repeat; Fig. 5, read",
            "The leader's loop reads again as soon as it has written, at the same timestamp, since estTS has not changed. Another quorum "
            + "may make another token and the leader another write; each acceptor takes the first that reaches it, and no quorum takes "
            + "either. That timestamp decides nothing, and a Byzantine acceptor can have it so at every one ([LIVENESS.md](LIVENESS.md) "
            + "says how many were tried). Figure 3 is high-level pseudocode, and section 1 has the leader write 'only one value'.",
            "A proposer writes once a timestamp.",
            RuleNames.Of(ByzantineRule.ProposeOnce))
        { Fails = "Termination, where the loop is read literally" },
        new("R06", ErratumKind.Delay, "Fig. 5: when receive TIMESTAMP-CHANGE; Sec. 6.2, second optimization",
            "estTS is p from the start and changes count only if ts > estTS: for its first timestamp the proposer takes no timestamp "
            + "changes, and with reads folded into these (section 6.2) has no token. The first n_p timestamps after 0 pass in vain, and "
            + "those that follow need not; figure 5 itself, which sends reads, is not concerned. (If a change whose lastVisible has no "
            + "valid proof counts as a change, on which the paper says nothing, a Byzantine acceptor makes every timestamp pass so: the "
            + "change moves estTS and gives no token, and those that come after it do not count.)",
            "Changes to the timestamp that the proposer is at count too.",
            RuleNames.Of(ByzantineRule.FirstChange)),
        new("R07", ErratumKind.Gap, "Sec. 6.3; Table 2",
            "'A process accepts a pre-prepare message provided the sender is the primary of vue, the process's current view is vue, and "
            + "the process has not already accepted a pre-prepare message for vue.' The sentence describes 'normal-case operation "
            + "(without primary failures)', and later views begin with a new-view message that processes verify; but nothing says that "
            + "the primary of a later view may not send a bare pre-prepare instead. If it may, learners disagree, as the trace shows. The "
            + "register takes a write without a token at timestamp 0 only (6.2); Table 2's 'pre-write (without token)' does not say so.",
            "A pre-prepare outside a new-view message counts in view 0 only.",
            RuleNames.Of(ByzantineRule.BareOnlyAtZero))
        { Fails = "Agreement, where the sentence is read of all views" },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new(FirstScenario, "a Byzantine acceptor and a Byzantine first leader; the second leader is correct", Byzantine, null),
        new("optimized", "the same, with both optimizations", Optimized, null),
        new("correct-leaders", "a Byzantine acceptor, two correct leaders", Start with { Byzantine = new(["a4"]) }, null),
        new("byzantine-successor", "a Byzantine acceptor; a correct first leader, a Byzantine second",
            Byzantine with { Byzantine = new(["a4", "p2"]) }, null),
        new("optimized-successor", "the same, with both optimizations", Optimized with { Byzantine = new(["a4", "p2"]) }, null),
        new("two-recoveries", "a Byzantine acceptor and a Byzantine first leader; two correct leaders recover one after the other",
            Later, null),
        new("optimized-two-recoveries", "two recoveries with both optimizations", Later with { Rules = Optimized.Rules }, null),
        new("byzantine-again", "a Byzantine acceptor; the leaders of timestamps 0 and 2 are Byzantine, that of 1 is correct",
            Byzantine with { Ballots = Timestamps(3), Learners = 1 }, null),
        new("two-byzantine-leaders", "a Byzantine acceptor and two Byzantine leaders before a correct one",
            Later with { Byzantine = new(["a4", "p1", "p2"]) }, null),
        new("crash", "an acceptor may crash; correct leaders", Start with { Crashes = 1 }, null),
        new("common-case", "nothing fails, both optimizations, one timestamp",
            Optimized with { Byzantine = new([]), Commands = new(["a"]), Ballots = Timestamps(1) }, null),
        new("published", "the paper's protocol, one Byzantine acceptor, correct leaders",
            Start with { Byzantine = new(["a4"]), Rules = this.Published() }, "TokenInv"),
        new("lower-bound", "three acceptors: one too few", Byzantine with { Acceptors = 3, Byzantine = new(["a3", "p1"]) }, "O7Inv"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => [FirstScenario, "optimized", "correct-leaders", "optimized-successor"];

    /// <inheritdoc/>
    protected override string FirstScenario => "byzantine";

    private Configuration Byzantine => Start with { Byzantine = new(["a4", "p1"]) };

    private Configuration Later => Byzantine with { Commands = new(["a", "b", "b"]), Ballots = Timestamps(3), Learners = 1 };

    private Configuration Optimized => Byzantine with
    {
        Rules = Start.Rules.Union([RuleNames.Of(ByzantineRule.FirstWriteFree), RuleNames.Of(ByzantineRule.FoldReads)]),
    };
}
