using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabRegister;

/// <summary>The fast Paxos register for Byzantine failures, and consensus over it: Martin and Alvisi's FaB Paxos.</summary>
public sealed class FabRegisterProtocol() : RegisterProtocol<FabRegisterRule>(
    "fab-register",
    "The fast Byzantine Paxos register (Li, Clement, Aiyer, Alvisi): FaB Paxos as reads and writes of a write-once register",
    "fast",
    source => new FabRegisterModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Erratum> Errata { get; } =
    [
        LateWrites(6, FabRegisterRule.O8Relaxed),
        new("R08", ErratumKind.Gap, "Fig. 6, on receive READ; at time timeoutVal",
            "Acceptors answer with currTS, which they do not have, and proposers sign as acceptors.",
            "The read's timestamp; proposers sign for themselves.",
            null),
        new("R05", ErratumKind.Gap, "Fig. 3, repeat; Fig. 6, read",
            "The leader's loop reads again as soon as it has written, at the same timestamp. No acceptor answers twice, but those whose "
            + "answers were not used before may make another token with them, and the leader another write; each acceptor takes the first "
            + "that reaches it. That timestamp decides nothing, and a Byzantine acceptor can have it so at every one "
            + "([LIVENESS.md](LIVENESS.md) says how many were tried).",
            "A proposer writes once a timestamp.",
            RuleNames.Of(FabRegisterRule.ProposeOnce))
        { Fails = "Termination, where the loop is read literally" },
        new("R06", ErratumKind.Delay, "Fig. 6: when receive TIMESTAMP-CHANGE",
            "estTS is p and tsProof NULL from the start, and changes count only if ts > estTS: no proposer ever has a proof for the first "
            + "timestamp that it leads, and acceptors refuse its read. The timestamps below n_p pass in vain, and those that follow do "
            + "not.",
            "Changes to the timestamp that the proposer is at count too.",
            RuleNames.Of(FabRegisterRule.FirstProof)),
        new("R09", ErratumKind.Delay, "Fig. 6: highestTS := 0; ts > highestTS",
            "Acceptors start at timestamp 0 and answer only reads above: timestamp 0 can never be read, and so never written. It passes "
            + "in vain (and with R06 all below n_p); later timestamps decide. With what the paper offers as an optimization, a write at "
            + "timestamp 0 without a token, it does not.",
            "A write at timestamp 0 needs no token.",
            RuleNames.Of(FabRegisterRule.FirstWriteFree)),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new(FirstScenario, "a Byzantine acceptor and a Byzantine first leader; the second leader is correct", Byzantine, null),
        new("correct-leaders", "a Byzantine acceptor, correct leaders", Four with { Byzantine = new(["a6"]) }, null),
        new("byzantine-successor", "a Byzantine acceptor; a correct first leader, a Byzantine second",
            Byzantine with { Byzantine = new(["a6", "p2"]) }, null),
        new("two-recoveries", "a Byzantine acceptor and a Byzantine first leader; two correct leaders recover one after the other",
            Byzantine with { Ballots = Timestamps(3), Learners = 1 }, null),
        new("byzantine-again", "a Byzantine acceptor; the leaders of timestamps 0 and 2 are Byzantine, that of 1 is correct",
            Byzantine with { Commands = new(["a", "b"]), Ballots = Timestamps(3), Learners = 1 }, null),
        new("all-byzantine-leaders", "a Byzantine acceptor and a Byzantine leader of every timestamp",
            Byzantine with { Commands = new(["a", "b"]), Byzantine = new(["a6", "leader"]), Ballots = Timestamps(3), Learners = 1 }, null),
        new("seven-acceptors", "seven acceptors of which one is Byzantine; a Byzantine first leader",
            Byzantine with { Acceptors = 7, Byzantine = new(["a7", "p1"]) }, null),
        new("three-timestamps", "three acceptors, correct leaders, three timestamps, nothing fails",
            Four with { Acceptors = 3, Faults = 0, Commands = new(["a", "b", "b"]), Ballots = Timestamps(3), Learners = 1 }, null),
        new("crash", "an acceptor may crash; correct leaders", Four with { Crashes = 1 }, null),
        new("common-case", "nothing fails, one timestamp", Four with { Commands = new(["a"]), Ballots = Timestamps(1) }, null),
        new("published", "the paper's protocol; one Byzantine acceptor, correct leaders",
            Four with { Byzantine = new(["a6"]), Rules = this.Published() }, "TerminationProp"),
        new("lower-bound", "five acceptors: one too few",
            Byzantine with { Acceptors = 5, Byzantine = new(["a5", "p1"]) }, "TerminationProp"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => [FirstScenario, "byzantine-successor", "correct-leaders"];

    /// <inheritdoc/>
    protected override string FirstScenario => "byzantine";

    private Configuration Four => Start with { Acceptors = 6, Commands = new(["a", "b", "b", "b"]) };

    private Configuration Byzantine => Four with { Byzantine = new(["a6", "p1"]) };
}
