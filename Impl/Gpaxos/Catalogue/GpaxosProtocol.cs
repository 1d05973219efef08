using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Gpaxos;

/// <summary>Generalized Paxos for crash faults, as the checker and the command line see it.</summary>
public sealed class GpaxosProtocol() : Protocol<GpaxosRule>(
    "gpaxos",
    "Generalized Paxos for crash faults (Lamport; as Pires, Ravi and Rodrigues simplify it): what BGP adds Byzantine faults to",
    source => new GpaxosModel(source))
{
    private const string Consistency = "ConsistencyInv";
    private const string Liveness = "LivenessProp";

    /// <inheritdoc/>
    public override IReadOnlyList<string> DefaultScenarios => ["majority", "conflict", "fast", "two-classic", "two-faults"];

    /// <inheritdoc/>
    public override string PublishedScenario => "published";

    /// <inheritdoc/>
    public override IReadOnlyList<Scenario> Scenarios =>
    [
        new("majority", "N = 2f + 1, e = 0: fast ballots need all acceptors, classic ones a majority; an acceptor may crash",
            Of(3, 1, 0, 1, "fast", "classic"), null),
        new("conflict", "N = 3f + 1, e = f: conflicting fast votes are recovered in a classic ballot",
            Of(4, 1, 1, 0, "fast", "classic"), null),
        new("fast", "two commands that commute, one of them with every other, in one fast ballot: both are learned in it though e crash",
            Of(4, 1, 1, 1, "fast") with { Commands = List("a", "u*") }, null),
        new("two-classic", "two classic ballots, of which the second must not forget the first; an acceptor may crash",
            Of(3, 1, 0, 1, "classic", "classic"), null),
        new("no-fault", "the smallest: two acceptors, none faulty, and two conflicting commands in a fast and a classic ballot",
            Of(2, 0, 0, 0, "fast", "classic") with { Learners = 1 }, null),
        new("classic", "one classic ballot; an acceptor may crash", Of(3, 1, 0, 1, "classic"), null),
        new("three-classic", "three classic ballots: an old vote is not a new one", Of(3, 1, 0, 0, "classic", "classic", "classic"), null),
        new("fast-between", "a fast ballot between two classic ones", Of(3, 1, 0, 0, "classic", "fast", "classic"), null),
        new("late-command", "a fast ballot before two classic ones; one command that the leader may hear of late",
            Of(3, 1, 0, 0, "fast", "classic", "classic") with { Commands = List("a") }, null),
        new("two-faults", "N = 2f + 1, f = 2: two classic ballots of five acceptors",
            Of(5, 2, 0, 0, "classic", "classic") with { Learners = 1 }, null),
        new("lower-bound-classic", "N = 2f: one acceptor too few for classic ballots",
            Of(2, 1, 0, 0, "classic", "classic"), Consistency),
        new("lower-bound-classic-two", "N = 2f, f = 2: the same with four acceptors",
            Of(4, 2, 0, 0, "classic", "classic"), Consistency),
        new("lower-bound-fast", "N = 2e + f: one acceptor too few for fast ballots",
            Of(3, 1, 1, 0, "fast", "classic"), Consistency),
        new("fast-too-many", "e = 0: a fast ballot does not go on if an acceptor crashes",
            Of(3, 1, 0, 1, "fast") with { Commands = List("a"), Learners = 1 }, Liveness),
        new("identical-votes", "the leader looks for f + 1 identical votes, as section 4.5 says, and is correct otherwise; nobody crashes",
            Of(4, 1, 1, 0, "fast", "classic") with
            { Rules = new(Start.Rules.Except([RuleNames.Of(GpaxosRule.CountPrefixes)])) }, Consistency),
        new("published", "what the paper has of the protocol, without BGP's proofs, in a fast and a classic ballot; nobody crashes",
            Published(Of(4, 1, 1, 0, "fast", "classic")), Consistency),
    ];

    /// <inheritdoc/>
    protected override string FirstScenario => DefaultScenarios[0];

    private Configuration Of(int acceptors, int faults, int fastFaults, int crashes, params string[] ballots) => Start with
    {
        Acceptors = acceptors,
        Faults = faults,
        FastFaults = fastFaults,
        Crashes = crashes,
        Commands = List("a", "b"),
        Ballots = List(ballots),
        Learners = 2,
    };

    private Configuration Published(Configuration configuration) =>
        configuration with { Rules = this.Published(), LastBallotWaits = false };

    private static ValueList<string> List(params string[] items) => new(items);
}
