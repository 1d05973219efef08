using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Fab;
using BgpVerified.CoyoteTests.Registers;
using BgpVerified.Impl.FabMachine;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Delays;

/// <summary>A case in which message delays are counted.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Case">What it is, in a few words.</param>
/// <param name="Configuration">What runs.</param>
/// <param name="Proposal">The kind of the message that proposes the value to the acceptors.</param>
/// <param name="Claim">What the paper says of it.</param>
/// <param name="Expected">The delays, from the start and from the proposal; null for never.</param>
internal sealed record DelayCase(IProtocol Protocol, string Case, Configuration Configuration, string Proposal, string Claim,
    (int FromStart, int FromProposal)? Expected)
{
    /// <summary>Every case, in the order of the document.</summary>
    public static IReadOnlyList<DelayCase> All { get; } = [.. OfBgp(), .. OfRegisters(), .. OfFab(), .. OfMachine()];

    /// <summary>What processes do by themselves before the time is taken: a leader opens its ballot.</summary>
    public string[] Before { get; init; } = [];

    /// <summary>What processes do by themselves when it starts: they propose.</summary>
    public string[] Start { get; init; } = ["BeginRead", "FirstWrite", "Start", "CommandRequest", "SendRequest"];

    /// <summary>What is measured.</summary>
    public (int FromStart, int FromProposal)? Measured => SynchronousRun.Delays(Protocol.Build(Configuration), Before, Start, Proposal);

    private static IEnumerable<DelayCase> OfBgp()
    {
        IProtocol bgp = Explorations.Bgp;
        var one = bgp.Configuration("classic") with { Commands = new(["a"]), LastBallotWaits = false };
        var fast = one with { Ballots = new(["fast"]) };
        var universal = one with { Commands = new(["u*"]) };
        string[] open = ["TriggerNextBallot"];
        const string Steps = "\"BGP requires three message steps\" (Sec. 5); \"within only two message delays\" (Sec. 4.3)";
        const string Universal = "two (Sec. 5)";
        return
        [
            new(bgp, "a fast ballot that is open", Healthy(fast), "FastProposal", Steps, (3, 3)) { Before = open },
            new(bgp, "the same, f acceptors silent", fast, "FastProposal", Steps, (3, 3)) { Before = open },
            new(bgp, "a universally commutative command", Healthy(universal), "FastProposal", Universal, (2, 2)) { Before = open },
            new(bgp, "the same, f acceptors silent", universal, "FastProposal", Universal, (2, 2)) { Before = open },
            new(bgp, "the same, no ballot open", universal, "FastProposal", Universal, (2, 2)),
            new(bgp, "a classic ballot, f acceptors silent", one, "Phase2A", "as in classic Paxos, and a round of verification (Sec. 4.3)",
                (5, 3)) { Start = ["CommandRequest", "TriggerNextBallot"] },
        ];
    }

    private static IEnumerable<DelayCase> OfRegisters()
    {
        var crash = RegisterExplorations.Protocol("crash-register");
        var byzantine = RegisterExplorations.Protocol("byzantine-register");
        var fast = RegisterExplorations.Protocol("fab-register");
        var plain = byzantine.Configuration("common-case").Without("first-write-free", "fold-reads");
        const string Three = "three (Sec. 6.2)";
        const string Two = "two (Sec. 7)";
        return
        [
            new(crash, "the leader reads, then writes", crash.Configuration("common-case"), "Write",
                "Classic Paxos: two from the leader's proposal", (4, 2)),
            new(byzantine, "the first write, with both optimizations", byzantine.Configuration("common-case"), "PreWrite", Three, (3, 3)),
            new(byzantine, "the same, f acceptors silent", Silent(byzantine.Configuration("common-case"), 1), "PreWrite", "no claim",
                (3, 3)),
            new(byzantine, "as figure 5 has it: the leader reads, then writes", plain, "PreWrite", "no claim", (5, 3)),
            new(fast, "the first write", fast.Configuration("common-case"), "Write", Two, (2, 2)),
            new(fast, "the same, f acceptors silent", Silent(fast.Configuration("common-case"), 1), "Write",
                "\"in the failure-free synchronous case\" (Sec. 7)", (2, 2)),
        ];
    }

    private static IEnumerable<DelayCase> OfFab()
    {
        var fab = FabExplorations.Named("fab");
        var pfab = FabExplorations.Named("pfab");
        var healthy = Healthy(fab.Configuration("common-case"));
        var six = Healthy(pfab.Configuration("common-case"));
        var four = pfab.Configuration("common-case-four");
        var seven = six with { Acceptors = 7, Faults = 2, Learners = 7, FastFaults = 0, Commands = new(["a@p7"]) };
        const string Step = "two despite f faults (Sec. IV)";
        const string Fast = "two despite t faults (Sec. V)";
        const string Slow = "learned nevertheless, by commit proofs (Sec. V)";
        return
        [
            new(fab, "a correct leader", healthy, "Propose", Step, (2, 2)),
            new(fab, "the same, f acceptors silent", Silent(healthy, 1), "Propose", Step, (2, 2)),
            new(fab, "one acceptor too few, f silent", Silent(healthy with { Acceptors = 5 }, 1), "Propose", "a > 5f is needed (Sec. VI)",
                null),
            new(pfab, "a correct leader", four, "Propose", Fast, (2, 2)),
            new(pfab, "more than t acceptors silent", Silent(four, 1), "Propose", Slow, (3, 3)),
            new(pfab, "t acceptors silent", Silent(six, 1), "Propose", Fast, (2, 2)),
            new(pfab, "one acceptor fewer than 3f + 2t + 1, t silent", Silent(six with { Acceptors = 5 }, 1), "Propose",
                "two is impossible (Sec. VI)", (3, 3)),
            new(pfab, "a correct leader", seven, "Propose", Fast, (2, 2)),
            new(pfab, "more than t acceptors silent", Silent(seven, 1), "Propose", Slow, (3, 3)),
            new(pfab, "f acceptors silent", Silent(seven, 2), "Propose", Slow, (3, 3)),
        ];
    }

    private static IEnumerable<DelayCase> OfMachine()
    {
        IProtocol machine = new MachineProtocol();
        var one = Healthy(machine.Configuration("common-case")) with { Commands = new(["a"]), MaxLength = 1 };
        var silent = one with { Byzantine = new(["a6", "l4"]) };
        var read = one with { Commands = new(["a", "read"]) };
        const string Final = "four (Sec. VII)";
        const string Tentative = "three (Sec. VII)";
        const string Read = "two (Sec. VII)";
        string[] write = ["SendRequest"];
        return
        [
            new(machine, "a write, nothing tentative", one.Without("tentative-execution"), "Request", Final, (4, 4)),
            new(machine, "the same, f acceptors and f learners silent", silent.Without("tentative-execution"), "Request", Final, (4, 4)),
            new(machine, "a write, executed tentatively", one, "Request", Tentative, (3, 3)),
            new(machine, "the same, f acceptors and f learners silent", silent, "Request", Tentative, (3, 3)),
            new(machine, "a read after a write", read, "ReadOnly", Read, (2, 2)) { Before = write },
            new(machine, "the same, f acceptors and f learners silent", read with { Byzantine = silent.Byzantine }, "ReadOnly", Read,
                (2, 2)) { Before = write },
        ];
    }

    private static Configuration Healthy(Configuration configuration) => configuration with { Byzantine = new([]), Crashes = 0 };

    /// <summary>The last acceptors Byzantine, which here says nothing.</summary>
    private static Configuration Silent(Configuration configuration, int acceptors) =>
        configuration with { Byzantine = new(Enumerable.Range(0, acceptors).Select(i => $"a{configuration.Acceptors - i}")) };
}
