using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.SecretRegister;

/// <summary>
/// The Paxos register that needs no signatures: tokens are made of shared secrets. What section 8 sketches, and what it leaves open.
/// </summary>
public sealed class SecretRegisterProtocol() : RegisterProtocol<SecretRule>(
    "secret-register",
    "The Paxos register of secrets (Li, Clement, Aiyer, Alvisi): Byzantine Paxos against unbounded adversaries, without signatures",
    "classic",
    source => new SecretModel(source))
{
    /// <inheritdoc/>
    public override IReadOnlyList<Erratum> Errata { get; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new(FirstScenario, "a Byzantine acceptor and a Byzantine first leader; the second leader is correct", Byzantine, null),
        new("open-channels", "the same, and faulty processes hear whatever is sent", Open(Byzantine), null),
        new("correct-leaders", "a Byzantine acceptor, two correct leaders", Start with { Byzantine = new(["a4"]) }, null),
        new("byzantine-successor", "a Byzantine acceptor; a correct first leader, a Byzantine second",
            Byzantine with { Byzantine = new(["a4", "p2"]) }, null),
        new("two-recoveries", "a Byzantine acceptor and a Byzantine first leader; two correct leaders recover one after the other",
            Later, null),
        new("byzantine-again", "a Byzantine acceptor; the leaders of timestamps 0 and 2 are Byzantine, that of 1 is correct",
            Byzantine with { Ballots = Timestamps(3), Learners = 1 }, null),
        new("byzantine-leaders", "a Byzantine acceptor and a Byzantine leader of each of three timestamps",
            Byzantine with { Byzantine = new(["a4", "leader"]), Ballots = Timestamps(3), Learners = 1 }, null),
        new("two-byzantine-leaders", "a Byzantine acceptor and two Byzantine leaders before a correct one",
            Later with { Byzantine = new(["a4", "p1", "p2"]) }, null),
        new("crash", "an acceptor may crash; correct leaders", Start with { Crashes = 1 }, null),
        new("common-case", "nothing fails, one timestamp", Start with { Commands = new(["a"]), Ballots = Timestamps(1) }, null),
        new("two-faults", "seven acceptors of which two are Byzantine; a correct first leader and a Byzantine second",
            Byzantine with { Acceptors = 7, Faults = 2, Byzantine = new(["a6", "a7", "p2"]), Learners = 1 }, null),
        new("published", "the paper's protocol, one Byzantine acceptor, correct leaders",
            Start with { Byzantine = new(["a4"]), Rules = this.Published() }, "TerminationProp"),
        new("lower-bound", "three acceptors: one too few", Byzantine with { Acceptors = 3, Byzantine = new(["a3", "p1"]) }, "O7Inv"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => [FirstScenario, "open-channels", "correct-leaders", "byzantine-successor"];

    /// <inheritdoc/>
    protected override string FirstScenario => "byzantine";

    private Configuration Byzantine => Start with { Byzantine = new(["a4", "p1"]) };

    private Configuration Later => Byzantine with { Commands = new(["a", "b", "b"]), Ballots = Timestamps(3), Learners = 1 };

    private static Configuration Open(Configuration closed) =>
        closed with { Rules = closed.Rules.Union([RuleNames.Of(SecretRule.OpenChannels)]) };
}
