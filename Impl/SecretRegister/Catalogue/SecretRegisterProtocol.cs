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
    public override IReadOnlyList<Erratum> Errata { get; } =
    [
        LateWrites(5, SecretRule.O8Relaxed, needed: " (Section 8 puts secrets in the place of figure 5's signatures, no more.)"),
        new("R05", ErratumKind.Gap, "Fig. 3, repeat; Sec. 8",
            "The leader's loop reads again as soon as it has written, at the same timestamp. Other acceptors' shares may make another "
            + "token, and the leader another write; each acceptor takes the first that reaches it, and no quorum takes either.",
            "A proposer writes once a timestamp.",
            RuleNames.Of(SecretRule.ProposeOnce))
        { Fails = "Termination, where the loop is read literally" },
        new("R10", ErratumKind.Gap, "Sec. 8, second condition",
            "'If a process can reconstruct S_ts^⊥ then any write for ts is not nor ever will be total': what the secret shows, not when "
            + "anybody has it. The first condition is an 'if and only if'; this one also holds of shares that nobody ever gives, and then "
            + "no leader has a token after a timestamp at which nothing became visible.",
            "An acceptor that leaves a timestamp, and acknowledged nothing there, gives its share.",
            RuleNames.Of(SecretRule.BottomReleased))
        { Fails = "Termination, where nothing but the two conditions is asked for" },
        new("R11", ErratumKind.Gap, "Sec. 8, tokens; Fig. 5, read",
            "The token of figure 5 is a quorum of answers given at its own timestamp; that of section 8 has only secrets of earlier ones. "
            + "For a value that was visible one timestamp before it is a single secret, which every acceptor has as soon as the value is "
            + "visible: a Byzantine leader writes with it before anybody's patience ran out, and acceptors that follow no longer "
            + "acknowledge what the leader before it wrote. Agreement does not suffer, nor does the last of finitely many timestamps.",
            "A third kind of secret, that of a timestamp's turn: acceptors give their shares as they come to it, a quorum's shares make "
            + "it, and a token reveals it.",
            RuleNames.Of(SecretRule.TurnShown)),
        new("R12", ErratumKind.Choice, "Sec. 8, first condition",
            "'A process i can reconstruct S_ts^v if and only if i observes a visible write.' Who is shown a secret has it: a leader to "
            + "which one acceptor reveals it, and the acceptors to which the leader reveals it in its token, have seen no write. Of "
                + "each process "
            + "for itself the 'only if' contradicts the tokens; and of proposers, to whom nobody sends WRITEs, the 'if' cannot hold.",
            "A choice: if anybody has the secret, the write is visible; and an acceptor that has seen a visible write has it.",
            null),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new(FirstScenario, "a Byzantine acceptor and a Byzantine first leader; the second leader is correct", Byzantine, null),
        new("correct-leaders", "a Byzantine acceptor, two correct leaders", Start with { Byzantine = new(["a4"]) }, null),
        new("byzantine-successor", "a Byzantine acceptor; a correct first leader, a Byzantine second",
            Byzantine with { Byzantine = new(["a4", "p2"]) }, null),
        new("two-recoveries", "a Byzantine acceptor and a Byzantine first leader; two correct leaders recover one after the other",
            Later, null),
        new("byzantine-again", "a Byzantine acceptor; the leaders of timestamps 0 and 2 are Byzantine, that of 1 is correct",
            Again, null),
        new("open-channels", "the same, and faulty processes hear whatever is sent", Open(Again), null),
        new("two-byzantine-leaders", "a Byzantine acceptor and two Byzantine leaders before a correct one",
            Later with { Byzantine = new(["a4", "p1", "p2"]) }, null),
        new("crash", "an acceptor may crash; correct leaders", Start with { Crashes = 1 }, null),
        new("common-case", "nothing fails, one timestamp", Start with { Commands = new(["a"]), Ballots = Timestamps(1) }, null),
        new("two-faults", "seven acceptors of which two are Byzantine; a correct first leader and a Byzantine second",
            Byzantine with { Acceptors = 7, Faults = 2, Byzantine = new(["a6", "a7", "p2"]), Learners = 1 }, null),
        new("published", "the paper's protocol, one Byzantine acceptor, correct leaders",
            Start with { Byzantine = new(["a4"]), Rules = this.Published() }, "TerminationProp"),
        new("lower-bound", "three acceptors: one too few",
            Byzantine with { Acceptors = 3, Byzantine = new(["a3", "p1"]) }, "BottomSecretInv"),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => [FirstScenario, "correct-leaders", "byzantine-successor"];

    /// <inheritdoc/>
    protected override string FirstScenario => "byzantine";

    private Configuration Byzantine => Start with { Byzantine = new(["a4", "p1"]) };

    private Configuration Again => Byzantine with { Ballots = Timestamps(3), Learners = 1 };

    private Configuration Later => Byzantine with { Commands = new(["a", "b", "b"]), Ballots = Timestamps(3), Learners = 1 };

    private static Configuration Open(Configuration closed) =>
        closed with { Rules = closed.Rules.Union([RuleNames.Of(SecretRule.OpenChannels)]) };
}
