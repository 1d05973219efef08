using System.Text;
using BgpVerified.CoyoteTests.Documents;
using BgpVerified.CoyoteTests.Traces;
using Xunit;

namespace BgpVerified.CoyoteTests.Registers;

/// <summary><c>docs/ERRATA-REGISTERS.md</c> is what the catalogues say and what the checker finds.</summary>
public class RegisterErrataTests
{
    private static readonly (Finding Finding, string Says)[] Findings =
    [
        (Published("crash-register"),
            "Classic Paxos as a register, with O8 read as a prohibition (R01): a write is acknowledged by a majority after one with a "
            + "higher timestamp. Whether O8 forbids that is a choice of reading."),
        (Published("byzantine-register"),
            "The Byzantine register as printed, correct leaders (R04): a leader that reads again at its timestamp reads its own write, "
            + "and its token shows a value that was visible at no earlier timestamp."),
        (OfRule("byzantine-register", "visible-before", "C3Inv"),
            "The same flaw with a Byzantine acceptor: a read returns a value from a write that it precedes by C3 (R04)."),
        (OfRule("byzantine-register", "bare-only-at-zero", "AgreementInv"),
            "Byzantine Paxos, if section 6.3's sentence on pre-prepares is read of all views and not of the normal case only (R07): "
            + "learners disagree."),
        (Published("fab-register"),
            "The fast register as printed (R06, R09): timestamp 0 can be neither read nor written, and no proposer has a proof for the "
            + "first timestamp that it leads. This configuration has two timestamps for four proposers, and so nobody decides; the "
            + "first n_p timestamps pass in vain, later ones do not."),
        (OfRule("byzantine-register", "signatures", "AgreementInv"),
            "Not an erratum: the Byzantine register under an adversary that computes without bounds and forges signatures, against which "
            + "section 8 puts secrets in their place. Channels still tell who sends."),
        (OfRule("secret-register", "bottom-released", "TerminationProp"),
            "The register of secrets with section 8's two conditions and no more (R10): no shares of the secrets of ⊥ are ever given, "
            + "and no leader has a token."),
        (OfRule("secret-register", "turn-shown", "TimestampInv"),
            "Section 8's token as it stands (R11): a Byzantine leader moves an acceptor on before anybody's patience ran out."),
    ];

    [Fact]
    public void The_errata_are_current() => Golden.AssertCurrent(Write(), "docs", "ERRATA-REGISTERS.md");

    private static Finding Published(string protocol) =>
        new(RegisterExplorations.Protocol(protocol), RegisterExplorations.Protocol(protocol).PublishedScenario);

    private static Finding OfRule(string protocol, string rule, string property) =>
        Finding.OfRule(RegisterExplorations.Protocol(protocol), rule, property);

    private static string Write()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Errata of the Paxos registers

            Of "The Paxos Register" (Li, Clement, Aiyer, Alvisi); a chapter of [ERRATA.md](ERRATA.md), which says how it is made.
            The catalogues are in `Impl/CrashRegister`, `Impl/ByzantineRegister`, `Impl/FabRegister` and `Impl/SecretRegister`. An
            erratum that several
            registers share has one number; its text says what it is in each.

            How to read a trace: one line a step, one column a process, in it only what the step changes. Timestamps are
            numbers from 0; timestamp ts is led by proposer ts modulo their number. `a@1` is value `a` written at timestamp 1.

            ## What the checker finds


            """.ReplaceLineEndings("\n"));
        foreach (var (finding, says) in Findings)
        {
            text.Append($"{says}\n\n{finding.Write()}");
        }

        foreach (var protocol in RegisterExplorations.All)
        {
            text.Append($"## {protocol.Name}: the errata\n\n{protocol.Summary}.\n\n{ErrataChapter.Errata(protocol)}");
            text.Append($"## {protocol.Name}: what each rule is for\n\n{ErrataChapter.Ablations(protocol)}");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}
