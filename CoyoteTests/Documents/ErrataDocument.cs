using System.Text;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Fab;
using BgpVerified.CoyoteTests.FabMachine;
using BgpVerified.CoyoteTests.Registers;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Documents;

/// <summary>Makes <c>docs/ERRATA.md</c>: the papers, what they claim and what is false, and the errata of BGP.</summary>
internal static class ErrataDocument
{
    private static readonly IProtocol Crash = RegisterExplorations.Protocol("crash-register");
    private static readonly IProtocol Byzantine = RegisterExplorations.Protocol("byzantine-register");
    private static readonly IProtocol FabRegister = RegisterExplorations.Protocol("fab-register");
    private static readonly IProtocol Pfab = FabExplorations.Named("pfab");

    private static readonly (string Paper, string Chapter, IReadOnlyList<IProtocol> Protocols)[] Papers =
    [
        ("Byzantine Generalized Paxos (Pires, Ravi, Rodrigues)", "below", [Explorations.Bgp]),
        ("The Paxos Register (Li, Clement, Aiyer, Alvisi)", "[ERRATA-REGISTERS.md](ERRATA-REGISTERS.md)", RegisterExplorations.All),
        ("Fast Byzantine Consensus (Martin, Alvisi)", "[ERRATA-FAB.md](ERRATA-FAB.md)", FabExplorations.Protocols),
        ("The same, state machine replication and rejoining", "[ERRATA-FAB-MACHINE.md](ERRATA-FAB-MACHINE.md)", [MachineExplorations.Machine]),
    ];

    /// <summary>What papers claim and the checker refutes, each with a shortest run that does.</summary>
    private static readonly (string Claim, string Erratum, Finding Shown)[] False =
    [
        ("BGP's learners agree (Consistency)", "E04, E07, E21 and more", new(Explorations.Bgp, Explorations.Bgp.PublishedScenario)),
        ("Every progress certificate of Parameterized FaB Paxos vouches for some value (Lemma 7)", "P02", new(Pfab, "published-text")),
        ("Parameterized FaB Paxos chooses one value (CS2), as its figure 5 is printed", "P01", new(Pfab, "published", Property: "CS2Inv")),
        ("FaB's learners learn over fair links (CL2)", "F01", new(FabExplorations.Named("fab"), "published")),
        ("A read-only request served by 2f + 1 learners returns nothing older than an answered write (section VII)", "M01", new(MachineExplorations.Machine, MachineExplorations.Machine.PublishedScenario)),
        ("A rejoining acceptor that ignores instances until d + k accepts no second value (section VIII-B)", "M05", Finding.OfRule(MachineExplorations.Machine, "ignore-last")),
        ("A learner has rejoined once f + 1 learners vouch for a list (section VIII-B)", "M07", Finding.OfRule(MachineExplorations.Machine, "silent-after-loss")),
        ("A write of a register ends when a later one does (O8): classic", "R01", new(Crash, "published")),
        ("The same: Byzantine", "R01", Finding.OfRule(Byzantine, "o8-relaxed")),
        ("The same: fast", "R01", Finding.OfRule(FabRegister, "o8-relaxed")),
        ("A token of figure 5 proves that its value was visible earlier (section 8)", "R04", new(Byzantine, "published")),
        ("A read of figure 5 returns no value from a write after it (C3)", "R04", Finding.OfRule(Byzantine, "visible-before", "C3Inv")),
        ("Byzantine Paxos as section 6.3 describes it, a bare pre-prepare in any view, is safe (Agreement)", "R07", Finding.OfRule(Byzantine, "bare-only-at-zero", "AgreementInv")),
        ("The leader's loop, which reads again at once, ends (Termination): Byzantine", "R05", Finding.OfRule(Byzantine, "propose-once")),
        ("The same: fast", "R05", Finding.OfRule(FabRegister, "propose-once")),
        ("A proposer makes a token at the first timestamp that it leads (estTS): Byzantine", "R06", Finding.OfRule(Byzantine, "first-change")),
        ("The same: fast", "R06", Finding.OfRule(FabRegister, "first-proof")),
    ];

    public static string Write()
    {
        var bgp = Explorations.Bgp;
        var text = new StringBuilder();
        text.Append(Introduction());
        text.Append(Lemma7());
        text.Append(OfBgp(bgp));
        text.Append("## BGP: the published protocol, as it stands\n\n");
        text.Append("With only the repairs without which nothing runs (the gaps below), and no faulty process:\n\n");
        text.Append(new Finding(bgp, bgp.PublishedScenario).Write());
        text.Append("One proposal and one vote a ballot (E07, E21) do not mend it: an acceptor still completes the verification of a ballot that it has left (E04).\n\n");
        text.Append(new Finding(bgp, "published-once").Write());
        text.Append("## BGP: the errata\n\n");
        text.Append(ErrataChapter.Errata(bgp, new Dictionary<string, string>
        {
            ["E05"] = "With the paper's guard in the justification's place:\n\n" + new Finding(bgp, "stuck-acceptor", "justification", With: "prefix-guard").Write(),
        }));
        text.Append("## BGP: what each rule is for\n\n");
        text.Append(ErrataChapter.Ablations(bgp));
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Introduction()
    {
        var text = new StringBuilder(
            """
            # Errata

            What is wrong with the published protocols, found by reading and by the checker. A *gap*: as printed nothing runs,
            or the text leaves it out; repaired in every rule set. *Safety*: something bad can happen. *Liveness*: something
            good may never happen, or only late: [LIVENESS.md](LIVENESS.md) says which. Each erratum that a rule mends comes with
            a shortest counterexample of the corrected protocol without that rule, and with the command that finds it.

            This file and its chapters are made by the tests from the catalogues (`Impl/*/*Errata.cs`, `*Protocol.cs`,
            `*Rules.cs`) and from what the checker finds; a test fails when they are not current. `UPDATE_DOCS=1 dotnet test`
            writes them anew.

            | paper | protocols | errata | gaps | safety | liveness | where |
            | --- | --- | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var (paper, chapter, protocols) in Papers)
        {
            var errata = protocols.SelectMany(protocol => protocol.Errata).DistinctBy(erratum => erratum.Id).ToList();
            text.Append($"| {paper} | {string.Join(", ", protocols.Select(protocol => $"`{protocol.Name}`"))} | {errata.Count} | {Count(ErratumKind.Gap)} | {Count(ErratumKind.Safety)} | {Count(ErratumKind.Liveness)} | {chapter} |\n");

            int Count(ErratumKind kind) => errata.Count(erratum => erratum.Kind == kind);
        }

        text.Append("\n## Claims that are false\n\nWhat the papers claim, and how many steps the shortest run takes that the checker found against it.\n\n");
        text.Append("| claim | erratum | fails | steps | command: `check` |\n| --- | --- | --- | --- | --- |\n");
        foreach (var (claim, erratum, shown) in False)
        {
            text.Append($"| {claim} | {erratum} | {shown.Result.Property} | {shown.Result.Trace!.Steps.Count} | `{shown.Protocol.Name} {shown.Options}` |\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Lemma7() =>
        """
        ## FaB: a certificate that vouches for nothing

        Lemma 7 of "Fast Byzantine Consensus" says that all valid progress certificates of Parameterized FaB Paxos vouch for
        at least one value, so that a correct new leader always has something to propose. It is false (P02).

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
        + "What it costs: with more proposers and learners, so that progress is claimed, the second leader is correct and nothing is chosen any more.\n\n"
        + new Finding(Pfab, "published-stuck", Property: "CL1Prop").Write()
        + """
        As printed, figure 5 does not get there: it checks commit proofs against the number of the new proposal, so that none
        ever counts, and two values are chosen (P01). The repair, the newest evidence decides (`newest-evidence`), and why the
        repair that looks right is not (`proof-wins`), are in [ERRATA-FAB.md](ERRATA-FAB.md).


        """.ReplaceLineEndings("\n");

    private static string OfBgp(IProtocol protocol) =>
        $"""
        ## Byzantine Generalized Paxos

        {protocol.Errata.Count} errata of the protocol published by Pires, Ravi and Rodrigues, in `Impl/Bgp/BgpErrata.cs`.

        How to read a trace: one line a step, one column a process, in it only what the step changes; at the end of the
        line what the process reacts to and what it sends. Ballot `0.2` is ballot 2 of view 0. `a.b` is a sequence, `⊥`
        the empty one; a certificate `a@0.1/3` says that 3 acceptors signed votes for `a` in ballot 0.1.


        """.ReplaceLineEndings("\n");
}
