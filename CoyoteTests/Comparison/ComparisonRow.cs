using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Fab;
using BgpVerified.CoyoteTests.Registers;
using BgpVerified.Impl.Bracha;
using BgpVerified.Impl.FabMachine;
using BgpVerified.Impl.FabOptimal;
using BgpVerified.Impl.Gpaxos;
using BgpVerified.Impl.LatticeAgreement;
using BgpVerified.Impl.MultiPaxos;
using BgpVerified.Impl.Pbft;
using BgpVerified.Impl.TwoPhaseCommit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.CoyoteTests.Comparison;

/// <summary>A run whose cost is measured.</summary>
/// <param name="Configuration">What runs.</param>
internal sealed record Measured(Configuration Configuration)
{
    /// <summary>The processes that do nothing.</summary>
    public string[] Silent { get; init; } = [];

    /// <summary>What processes do by themselves before anything is counted: a leader opens its ballot.</summary>
    public string[] Before { get; init; } = [];

    /// <summary>What they do by themselves when it begins.</summary>
    public string[] Start { get; init; } = [];

    /// <summary>What they do by themselves whenever nothing is on its way.</summary>
    public string[] Timers { get; init; } = [];
}

/// <summary>A protocol, as it is compared with others.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="What">What it decides, and in which case.</param>
/// <param name="Faults">What it stands, f of them.</param>
/// <param name="Processes">How many processes quorums are made of, as a formula, and its source.</param>
/// <param name="Common">The common case, with f = 1.</param>
/// <param name="AfterFault">The first leader is silent; null where there is none other.</param>
/// <param name="HasLearned">Whether a state is not that of a learner, or client, that waits still.</param>
/// <param name="Claim">What the paper says of delays.</param>
/// <param name="Claimed">The number of delays in it; null if it says none.</param>
/// <param name="Largest">The largest configuration that was explored whole: its options, and the states.</param>
internal sealed record ComparisonRow(IProtocol Protocol, string What, string Faults, string Processes, Measured Common,
    Measured? AfterFault, Func<object, bool> HasLearned, string Claim, int? Claimed, string Largest)
{
    /// <summary>Whether messages are signed.</summary>
    public bool IsSigned { get; init; } = true;

    /// <summary>Every protocol, in the order of the document.</summary>
    public static IReadOnlyList<ComparisonRow> All { get; } = [.. OfCrash(), .. OfRegisters(), .. OfFab(), .. OfBgp(), .. OfOthers()];

    /// <summary>What the runs cost.</summary>
    public (Decision? Common, Decision? AfterFault) Costs => (Cost(Common), AfterFault is null ? null : Cost(AfterFault));

    private Decision? Cost(Measured run) => Decision.Of(Protocol.Build(run.Configuration), run, HasLearned);

    private static IEnumerable<ComparisonRow> OfCrash()
    {
        IProtocol general = new GpaxosProtocol();
        IProtocol machine = new MultiPaxosProtocol();
        return
        [
            new(general, "a command in a fast ballot", "crash", "2f + 1, and 2e + f + 1 for fast ballots (Sec. 5)",
                new(Healthy(general.Configuration("conflict")) with { Commands = new(["a"]), Ballots = new(["fast"]),
                    LastBallotWaits = false })
                { Before = ["TriggerNextBallot"], Start = ["CommandRequest"] }, null,
                state => state is not Impl.Gpaxos.LearnerState learner || learner.Learned.Count > 0, "two (Sec. 2)", 2,
                "`fast-between`: 689,176") { IsSigned = false },
            new(machine, "a command of a state machine", "crash", "2f + 1 (PMS 2)",
                new(Healthy(machine.Configuration("one-leader")) with { Commands = new(["a"]) }) { Before = ["Lead"], Start = ["Begin"] },
                new(Healthy(machine.Configuration("two-leaders")) with { Commands = new(["a"]) })
                { Silent = ["p1"], Start = ["Begin"], Timers = ["Lead"] },
                state => state is not Impl.MultiPaxos.ClientState client
                    || client.Operations.Any(operation => operation.Result is not null),
                "request, accept, accepted, reply", 4, "`gap --acceptors 3 --faults 1`: 428,380") { IsSigned = false },
        ];
    }

    private static IEnumerable<ComparisonRow> OfRegisters()
    {
        var crash = RegisterExplorations.Protocol("crash-register");
        var byzantine = RegisterExplorations.Protocol("byzantine-register");
        var fast = RegisterExplorations.Protocol("fab-register");
        string[] start = ["BeginRead", "FirstWrite"];
        string[] timers = ["TimestampTimeout", "BeginRead", "FirstWrite"];
        return
        [
            Register(crash, "crash", "2f + 1 (Sec. 4)", "two from the leader's proposal, which a read comes before", null,
                "`four-timestamps`: 6,560,818"),
            Register(byzantine, "Byzantine", "3f + 1 (Sec. 6)", "three (Sec. 6.2)", 3, "`two-byzantine-leaders`: 8,252,871"),
            Register(RegisterExplorations.Protocol("secret-register"), "Byzantine, unbounded", "3f + 1 (Sec. 8)", "none", null,
                "`two-recoveries`: 2,337,386") with { IsSigned = false },
            Register(fast, "Byzantine", "5f + 1 (Sec. 7)", "two (Sec. 7)", 2, "`byzantine-again`: 954,874"),
        ];

        ComparisonRow Register(IProtocol protocol, string faults, string processes, string claim, int? claimed, string largest) => new(
            protocol, "one value", faults, processes,
            new(protocol.Configuration("common-case")) { Start = start },
            new(Healthy(protocol.Scenarios[0].Configuration) with { Ballots = Twice(protocol) })
            {
                Silent = ["p1"],
                Start = start,
                Timers = timers
            },
            state => state is not Impl.Registers.LearnerState learner || learner.Decided is not null, claim, claimed, largest)
        {
            IsSigned = protocol != crash,
        };
    }

    private static ValueList<string> Twice(IProtocol protocol)
    {
        var once = protocol.Configuration("common-case").Ballots;
        return new(once.Concat(once));
    }

    private static IEnumerable<ComparisonRow> OfFab()
    {
        var fab = FabExplorations.Named("fab");
        var pfab = FabExplorations.Named("pfab");
        IProtocol optimal = new OptimalProtocol();
        return
        [
            Fab(fab, fab.Configuration("recovery"), "5f + 1 (Sec. IV)", "two despite f faults (Sec. IV)",
                "`recovery --byzantine a6,leader --views 3`: 4,974,421"),
            Fab(pfab, pfab.Configuration("recovery-six"), "3f + 2t + 1 (Sec. V)", "two despite t faults, else three (Sec. V)",
                "`few-learners`: 30,480,126"),
            new(optimal, "one value", "Byzantine", "3f + 2t - 1 (abstract: 5f - 1)",
                new(Healthy(optimal.Configuration("common-case"))) { Start = ["Start"] },
                new(Healthy(optimal.Configuration("equivocation"))) { Silent = ["p1"], Start = ["Start"], Timers = ["EnterView"] },
                state => state is not OptimalState process || process.Decided is not null, "two (abstract)", 2,
                "`slow-path --acceptors 7 --faults 2 --fast-faults 1 --byzantine p1,p7`: 4,274,121"),
        ];

        static ComparisonRow Fab(IProtocol protocol, Configuration recovery, string processes, string claim, string largest) => new(
            protocol, "one value", "Byzantine", processes,
            new(Healthy(protocol.Configuration("common-case"))) { Start = ["Start"] },
            new(Healthy(recovery)) { Silent = ["p1"], Start = ["Start"], Timers = ["ProgressTimeout", "Elect", "PullTimeout", "Start"] },
            state => state is not Impl.Fab.LearnerState learner || learner.Learned is not null, claim, 2, largest);
    }

    private static IEnumerable<ComparisonRow> OfBgp()
    {
        IProtocol bgp = Explorations.Bgp;
        var one = Healthy(bgp.Configuration("classic") with { Commands = new(["a"]), LastBallotWaits = false });
        var change = Healthy(bgp.Configuration("view-change"));
        return
        [
            Bgp("a command in a fast ballot", one with { Ballots = new(["fast"]) }, change, "three (Sec. 5)", 3,
                "`byzantine --unreduced`: 10,779,056"),
            Bgp("a universally commutative command", one with { Commands = new(["u*"]) }, change with { Commands = new(["u*"]) },
                "two (Sec. 5)", 2, "`universal --unreduced`: 2,069,761"),
        ];

        ComparisonRow Bgp(string what, Configuration common, Configuration after, string claim, int claimed, string largest) => new(
            bgp, what, "Byzantine", "3f + 1 (Sec. 4)",
            new(common) { Before = ["TriggerNextBallot"], Start = ["CommandRequest"] },
            new(after) { Silent = ["leader0"], Start = ["CommandRequest"], Timers = ["SuspectLeader", "TriggerNextBallot"] },
            state => state is not Impl.Bgp.LearnerState learner || learner.Learned.Count > 0, claim, claimed, largest);
    }

    private static IEnumerable<ComparisonRow> OfOthers()
    {
        IProtocol machine = new MachineProtocol();
        IProtocol pbft = new PbftProtocol();
        IProtocol bracha = new BrachaProtocol();
        IProtocol commit = new TwoPhaseCommitProtocol();
        IProtocol lattice = new LatticeAgreementProtocol();
        return
        [
            new(pbft, "a command of a state machine", "Byzantine", "3f + 1 (Sec. 3)",
                new(Healthy(pbft.Configuration("one-request"))) { Start = ["Begin"] },
                new(Healthy(pbft.Configuration("one-request"))) { Silent = ["r1"], Start = ["Begin"], Timers = ["Expire", "Retransmit"] },
                state => state is not Impl.Pbft.ClientState client || client.Answer is not null, "five (Fig. 1)", 5,
                "`checkpoints-change`: 3,822,721"),
            new(machine, "a command of a state machine", "Byzantine", "5f + 1",
                new(Healthy(machine.Configuration("common-case")) with { Commands = new(["a"]),
                    MaxLength = 1 }) { Start = ["SendRequest"] },
                null, state => state is not Impl.FabMachine.ClientState client || client.Answer is not null, "three (Sec. VII)", 3,
                "`rejoin --unreduced`: 8,335,138"),
            new(bracha, "one value of one sender, all or none", "Byzantine", "3f + 1 (Fig. 1)",
                new(Healthy(bracha.Configuration("correct-sender"))) { Start = ["Broadcast"] }, null,
                state => state is not Impl.Bracha.NodeState node || node.Delivered is not null, "none", null,
                    "`two-faults`: 1,131") { IsSigned = false },
            new(lattice, "comparable sets of values, without consensus", "Byzantine", "3f + 1",
                new(Healthy(lattice.Configuration("byzantine"))) { Start = ["NextRound"] }, null,
                state => state is not Impl.LatticeAgreement.NodeState { Proposed.Count: > 0, Decisions.Count: 0 }, "none for one round",
                    null,
                "`two-proposers --acceptors 3`: 1,568,021"),
            new(commit, "commit or abort", "none", "all of them",
                new(commit.Configuration("no-crash")) { Start = ["Vote"] }, null,
                state => state is not CommitState { Outcome: Outcome.Working or Outcome.Prepared }, "none", null,
                    "`no-crash --unreduced`: 99") { IsSigned = false },
        ];
    }

    private static Configuration Healthy(Configuration configuration) => configuration with { Byzantine = new([]), Crashes = 0 };
}
