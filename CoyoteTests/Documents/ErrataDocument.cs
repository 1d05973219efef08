using System.Text;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Fab;
using BgpVerified.CoyoteTests.FabMachine;
using BgpVerified.CoyoteTests.Registers;
using BgpVerified.Impl.MultiPaxos;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Documents;

/// <summary>Makes <c>docs/ERRATA.md</c>: the papers, what they claim and what is false, and the errata of BGP.</summary>
internal static class ErrataDocument
{
    private static readonly IProtocol Byzantine = RegisterExplorations.Protocol("byzantine-register");
    private static readonly IProtocol Pfab = FabExplorations.Named("pfab");

    /// <summary>The papers, where their errata are, and the protocols that implement them.</summary>
    internal static readonly (string Paper, string Chapter, IReadOnlyList<IProtocol> Protocols)[] Papers =
    [
        ("Byzantine Generalized Paxos (Pires, Ravi, Rodrigues)", "below", [Explorations.Bgp]),
        ("The Paxos Register (Li, Clement, Aiyer, Alvisi)", "[ERRATA-REGISTERS.md](ERRATA-REGISTERS.md)", RegisterExplorations.All),
        ("Fast Byzantine Consensus (Martin, Alvisi)", "[ERRATA-FAB.md](ERRATA-FAB.md)", FabExplorations.Protocols),
        ("The same, state machine replication and rejoining", "[ERRATA-FAB-MACHINE.md](ERRATA-FAB-MACHINE.md)",
            [MachineExplorations.Machine]),
        ("The Part-Time Parliament (Lamport)", "[ERRATA-MULTIPAXOS.md](ERRATA-MULTIPAXOS.md)", [new MultiPaxosProtocol()]),
    ];

    /// <summary>What papers claim and the checker refutes, each with a shortest run that does.</summary>
    private static readonly (string Claim, string Erratum, Finding Shown)[] False =
    [
        ("Every progress certificate of Parameterized FaB Paxos vouches for some value (Lemma 7)", "P02", new(Pfab, "published-text")),
        ("Parameterized FaB Paxos chooses one value (CS2), as its figure 5 is printed; its text has it right", "P01",
            new(Pfab, "published", Property: "CS2Inv")),
        ("FaB's learners learn over fair links (CL2), as its figures are printed; what is meant is clear from its text", "F01, F02",
            new(FabExplorations.Named("fab"), "published")),
        ("A read of figure 5 returns no value from a write after it (The Paxos Register, C3)", "R04",
            new(Byzantine, "published", Property: "C3Inv")),
        ("A learner has its state again once f + 1 learners vouch for a list (Fast Byzantine Consensus, VIII-B; shown by a read, in our "
            + "machine without the rule that mends it)", "M07", Finding.OfRule(MachineExplorations.Machine, "silent-after-loss")),
    ];

    private static readonly (string Claim, string Erratum, string Script)[] FalseOfBgp =
    [
        ("What two BGP learners learn can be extended to equivalent sequences (Consistency), in one classic ballot with no faulty process",
            "E07, E21", "bgp-E07-E21"),
        ("The same, though votes of an earlier ballot come late; no faulty process", "E04", "bgp-E04"),
        ("The same, though votes for a shorter sequence come late; no faulty process", "E14", "bgp-E14"),
        ("Every proposal of a correct proposer is learned in the end (Liveness); no faulty process", "E10", "bgp-E10"),
        ("The same", "E11", "bgp-E11"),
        ("The same", "E12", "bgp-E12"),
        ("The same", "E18", "bgp-E18"),
        ("The same, of a universally commutative command; acceptors drop what comes before its view", "E26", "bgp-E26-universal"),
        ("The same, though a Byzantine acceptor keeps silent from some time on; with E07 and E18 repaired", "E05", "bgp-E05"),
        ("Correct acceptors 'will only vote for a single sequence' (4.4), under a Byzantine leader", "E21", "bgp-E21"),
    ];

    public static string Write()
    {
        var bgp = Explorations.Bgp;
        var text = new StringBuilder();
        text.Append(Introduction());
        text.Append(Lemma7());
        text.Append(OfBgp(bgp));
        text.Append(
            """
            ## BGP: the published protocol, as it stands

            The runs below are of the published rules, with only the repairs without which nothing runs (the gaps). They stay
            within the paper's model: N = 3f + 1, at most f Byzantine processes (a Byzantine leader counts as one), and links
            that deliver each message once; no message is kept for later. (Those of E26 are over `once`, the others over
            `reliable`; these violate as much over `once`.) They were written by hand from what the checker
            had found, and are run message by message by the tests and by `replay`. `check bgp --rules published --search
            swarm --network reliable` finds one like the first by itself. (`check bgp --rules published` explores every state,
            over a network that may deliver again, and finds 24 steps in which the leader counts the same phase 1b messages
            twice: one step fewer, and outside the paper's model.)


            """.ReplaceLineEndings("\n"));
        text.Append("One classic ballot with a correct leader: it proposes again when the fourth answer comes in, acceptors vote for "
            + "both values (E07, E21).\n\n");
        text.Append(Shown("bgp-E07-E21"));
        text.Append("## BGP: the errata\n\n");
        text.Append(ErrataChapter.Errata(
            bgp,
            new Dictionary<string, string>
            {
                ["E04"] = "In the published protocol, with a correct leader and three classic ballots; the leader answers each first "
                    + "quorum only, and each acceptor votes once a ballot, so that E07 and E21 have no part in it:\n\n" + Shown("bgp-E04"),
                ["E05"] = "In the published protocol with E07 and E18 repaired (with E18 as printed, less is enough to block it), one "
                    + "Byzantine acceptor and a correct leader. `a1` has proven `b.a` and `a2` has proven `a.b`; in ballot 3 the leader "
                    + "hears all three and can propose nothing that both accept. Nor can any other leader in any other ballot, as long "
                    + "as `a4` keeps silent: a value needs the votes of all three, and what is proven changes only with such a value:\n\n"
                    + Shown("bgp-E05"),
                ["E07"] = "In the published protocol: the run above. ",
                ["E10"] = "In the published protocol. At the end everything that was sent has been delivered, and no process but the "
                    + "proposer knows of the command:\n\n" + Shown("bgp-E10"),
                ["E11"] = "In the published protocol; as for E10, nobody but the proposer knows of the command at the end:\n\n"
                    + Shown("bgp-E11"),
                ["E12"] = "In the published protocol. At the end neither the leader's proposals nor any acceptor's vote has the "
                    + "command:\n\n" + Shown("bgp-E12"),
                ["E18"] = "In the published protocol. `a` is proven; `b` waits at the leader, and no report counts any more, in ballot "
                    + "3 or in any classic ballot after it:\n\n" + Shown("bgp-E18"),
                ["E14"] = "In the published protocol, with a correct leader, a fast and a classic ballot; `b` and `c` conflict, `a` "
                    + "commutes with both. The leader hears `a4` first, and so puts `b` before `c`. E04, E07 and E21 have no part in "
                    + "it:\n\n" + Shown("bgp-E14"),
                ["E26"] = "In the published protocol, over the network `once`, without faults. Three of four acceptors drop the "
                    + "command; two would have to accept it. The leader has not kept it, so that further ballots do not help; in a "
                    + "further view the same can happen, and the paper's proposer sends it to one leader only:\n\n"
                    + Shown("bgp-E26-universal")
                    + "An ordinary command, whose ballot fails. With one further ballot it is learned:\n\n" + Shown("bgp-E26")
                    + "The same deliveries over `reliable`, where the host keeps what comes too early, have both commands learned.\n\n",
                ["E21"] = "In the published protocol, with a Byzantine leader:\n\n" + Shown("bgp-E21"),
            },
            new Dictionary<string, string>
            {
                ["E05"] = "The corrected protocol with the paper's guard in the justification's place, in two ballots; here a third "
                    + "would mend it:\n\n" + new Finding(bgp, "stuck-acceptor", "justification", With: "prefix-guard").Write(),
            }));
        text.Append("## BGP: what each rule is for\n\n");
        text.Append(ErrataChapter.Ablations(bgp));
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Shown(string script) => Script.All.Single(one => one.Name == script).Write();

    private static string Introduction()
    {
        var text = new StringBuilder(
            """
            # Errata

            What the published protocols leave out or get wrong, found by reading and by the checker, and what we chose where
            they are open. Of each erratum its class, and the property or sentence of the paper that fails, if any does:

            - *gap*: the paper leaves something out, contradicts itself, or as printed does not run. Repaired in every rule
              set, or as the paper's own text has it. No claim that the protocol is wrong.
            - *safety*: a safety property of the paper fails in its protocol with only the gaps repaired, with at most as many
              Byzantine processes as it allows, over the links that it assumes.
            - *liveness*: a liveness property of the paper fails there for ever, however many ballots, views or timestamps follow;
              [LIVENESS.md](LIVENESS.md) says how many were tried.
            - *delay*: a ballot, a view or a timestamp passes in vain; no property of the paper fails.
            - *choice*: the paper can be read in several ways, or chose a weaker statement; what we chose.
            - *own repair*: a flaw of our corrections, not of the paper.

            Where a rule mends an erratum, there is a shortest counterexample of *the corrected protocol without that rule*,
            with the command that finds it. It shows what the rule is for; it is no run of the published protocol. For the
            safety errata of BGP, and for most of its liveness errata, there is one of the published protocol as well.
            [ERRATA-CLASSES.md](ERRATA-CLASSES.md) has the
            classes in one table, with those that a hostile reading changed, and [RELATED.md](RELATED.md) what others found
            before us.

            This file and its chapters are made by the tests from the catalogues (`Impl/*/*Errata.cs`, `*Protocol.cs`,
            `*Rules.cs`) and from what the checker finds; a test fails when they are not current. `UPDATE_DOCS=1 dotnet test`
            writes them anew.

            | paper | protocols | errata | gaps | safety | liveness | delays | choices | own repairs | where |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var (paper, chapter, protocols) in Papers)
        {
            var errata = protocols.SelectMany(protocol => protocol.Errata).DistinctBy(erratum => erratum.Id).ToList();
            text.Append($"| {paper} | {string.Join(", ", protocols.Select(protocol => $"`{protocol.Name}`"))} | {errata.Count} "
                + $"| {string.Join(" | ", Enum.GetValues<ErratumKind>().Select(kind => errata.Count(erratum => erratum.Kind == kind)))} "
                + $"| {chapter} |\n");
        }

        text.Append("\n## Claims that are false\n\nWhat the papers claim, and how many steps a run takes that refutes it, told by whole "
            + "quorums (E26: message by message).\n\n");
        text.Append("| claim | erratum | fails | steps | command |\n| --- | --- | --- | --- | --- |\n");
        foreach (var (claim, erratum, name) in FalseOfBgp)
        {
            var trace = Script.Told(Script.All.Single(script => script.Name == name).Run());
            text.Append($"| {claim} | {erratum} | {trace.Property} | {trace.Steps.Count} | `replay "
                + $"docs/counterexamples/{name}.trace.json` |\n");
        }

        foreach (var (claim, erratum, shown) in False)
        {
            text.Append($"| {claim} | {erratum} | {shown.Result.Property} | {shown.Result.Trace!.Steps.Count} | "
                + $"`check {shown.Protocol.Name} {shown.Options}` |\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Lemma7() =>
        """
        ## FaB: a certificate that vouches for nothing

        Lemma 7 of "Fast Byzantine Consensus" says that all valid progress certificates of Parameterized FaB Paxos vouch for
        at least one value, so that a correct new leader always has something to propose. It is false (P02). That FaB Paxos loses
        liveness with four replicas was reported in 2017, by both of FaB's authors among others (arXiv 1712.01367); the checker
        came to it by itself, and [RELATED.md](RELATED.md) says what is theirs.

        Take a = 4, f = 1, t = 0. A certificate holds a - f = 3 answers; ⌈(a - f + 1) / 2⌉ = 2 answers with one value forbid
        every other value, and so does a commit proof, which is ⌈(a + f + 1) / 2⌉ = 3 signatures. A Byzantine leader has `a1`
        and `a2` accept `b`, and `a3` accept `a`. The Byzantine acceptor `a4` signs `b` as well, and so holds a commit proof
        for it. The next leader is correct and hears `a1` (`b`), `a3` (`a`) and `a4`, which says that it accepted `a` and
        shows the proof. Two of three answers forbid `b`; the proof forbids `a`. Nothing was chosen, every signature is valid,
        and nothing may be proposed.

        The third case of the lemma's proof overlooks this: of a commit proof's signers "at least ⌈(a - f + 1)/2⌉ of these
        are honest so they would report the same value in the PC". They would, if they were among the a - f that answer; `a2`
        is not.


        """.ReplaceLineEndings("\n")
        + new Finding(Pfab, "published-text").Write()
        + "What it costs: with more proposers and learners, so that progress is claimed, the second leader is correct and nothing is "
            + "chosen any more.\n\n"
        + new Finding(Pfab, "published-stuck", Property: "CL1Prop").Write()
        + """
        As printed, figure 5 does not get there: it checks commit proofs against the number of the new proposal, so that none
        ever counts, and two values are chosen (P01). The repair, the newest evidence decides (`newest-evidence`), and why the
        repair that looks right is not (`proof-wins`), are in [ERRATA-FAB.md](ERRATA-FAB.md).


        """.ReplaceLineEndings("\n");

    private static string OfBgp(IProtocol protocol) =>
        $"""
        ## Byzantine Generalized Paxos

        {protocol.Errata.Count} findings about the protocol published by Pires, Ravi and Rodrigues, in `Impl/Bgp/Catalogue/BgpErrata.cs`.

        How to read a trace: one line a step, one column a process, in it only what the step changes; at the end of the
        line what the process reacts to and what it sends. Ballot `0.2` is ballot 2 of view 0. `a.b` is a sequence, `⊥`
        the empty one; a certificate `a@0.1/3` says that 3 acceptors signed votes for `a` in ballot 0.1.


        """.ReplaceLineEndings("\n");
}
