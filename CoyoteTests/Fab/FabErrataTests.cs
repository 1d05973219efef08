using System.Text;
using BgpVerified.CoyoteTests.Documents;
using BgpVerified.CoyoteTests.Traces;
using Xunit;

namespace BgpVerified.CoyoteTests.Fab;

/// <summary><c>docs/ERRATA-FAB.md</c> is what the catalogues say and what the checker finds.</summary>
public class FabErrataTests
{
    private static readonly (Finding Finding, string Says)[] Findings =
    [
        (Of("fab", "published"), "FaB Paxos as printed, over links that lose messages (F01):"),
        (Of("pfab", "published"),
            "Parameterized FaB Paxos as printed (P01): a value is chosen, and a certificate leaves the next leader free."),
        (Of("pfab", "published", "CS2Inv"), "The same carried on: two values are chosen."),
        (Of("pfab", "published-text"),
            "Parameterized FaB Paxos as its text has it, commit proofs counting: Lemma 7 is false (P02). [ERRATA.md](ERRATA.md) "
            + "explains the run."),
        (Of("pfab", "published-stuck", "CL1Prop"), "What it costs: the second leader is correct, and nothing is chosen any more."),
        (Of("pfab", "proof-wins"),
            "A repair that looks right, a commit proof always beats a majority, fails with two recoveries: `a` is chosen in proposal 1, "
            + "and an old commit proof for `b` frees the third leader from it."),
        (Of("pfab", "lower-bound", "AgreementInv"),
            "The lower bound (section VI): with 3f + 2t acceptors, learners that take two steps despite t faults disagree."),
    ];

    [Fact]
    public void The_errata_are_current() => Golden.AssertCurrent(Write(), "docs", "ERRATA-FAB.md");

    private static Finding Of(string protocol, string scenario, string? property = null) =>
        new(FabExplorations.Named(protocol), scenario, Property: property);

    private static string Write()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Errata of FaB Paxos and Parameterized FaB Paxos

            Of "Fast Byzantine Consensus" (Martin, Alvisi); a chapter of [ERRATA.md](ERRATA.md), which says how it is made. The
            catalogue is in `Impl/Fab/Catalogue/FabErrata.cs` and `Impl/Fab/Catalogue/FabRules.cs`.

            How to read a trace: one line a step, one column a process, in it only what the step changes. `a@1` is value `a`
            in proposal 1; a commit proof `a@0/3` has 3 acceptors' signatures. The witness is no process of the protocol: it
            notes what is chosen, and certificates that should not exist.

            ## What the checker finds


            """.ReplaceLineEndings("\n"));
        foreach (var (finding, says) in Findings)
        {
            text.Append($"{says}\n\n{finding.Write()}");
        }

        foreach (var protocol in FabExplorations.Protocols)
        {
            text.Append($"## {protocol.Name}: the errata\n\n{protocol.Summary}.\n\n{ErrataChapter.Errata(protocol)}");
            text.Append($"## {protocol.Name}: what each rule is for\n\n{ErrataChapter.Ablations(protocol)}");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}
