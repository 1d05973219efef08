using System.Text;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Traces;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Fab;

/// <summary><c>docs/ERRATA-FAB.md</c> is what the catalogues say and what the checker finds.</summary>
public class FabErrataTests
{
    private static readonly (string Protocol, string Scenario, string Property, string Says)[] Findings =
    [
        ("fab", "published", "", "FaB Paxos as printed, over links that lose messages (F01):"),
        ("pfab", "published", "", "Parameterized FaB Paxos as printed (P01): a value is chosen, and a certificate leaves the next leader free."),
        ("pfab", "published", "CS2Inv", "The same carried on: two values are chosen."),
        ("pfab", "published-text", "", "Parameterized FaB Paxos as its text has it, commit proofs counting: Lemma 7 is false (P02)."),
        ("pfab", "published-stuck", "CL1Prop", "What it costs: the second leader is correct, and nothing is chosen any more."),
        ("pfab", "proof-wins", "", "A repair that looks right, a commit proof always beats a majority, fails with two recoveries: `a` is chosen in proposal 1, and an old commit proof for `b` frees the third leader from it."),
        ("pfab", "lower-bound", "AgreementInv", "The lower bound (section VI): with 3f + 2t acceptors, learners that take two steps despite t faults disagree."),
    ];

    [Fact]
    public void The_errata_are_current() => Golden.AssertCurrent(Write(), "docs", "ERRATA-FAB.md");

    private static string Write()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Errata of FaB Paxos and Parameterized FaB Paxos

            Of "Fast Byzantine Consensus" (Martin, Alvisi). This file is made by the tests from the catalogue
            (`Impl/Fab/FabErrata.cs`, `Impl/Fab/FabRules.cs`) and from what the checker finds; a test fails when it is not
            current. `UPDATE_DOCS=1 dotnet test` writes it anew.

            How to read a trace: one line a step, one column a process, in it only what the step changes. `a@1` is value `a`
            in proposal 1; a commit proof `a@0/3` has 3 acceptors' signatures. The witness is no process of the protocol: it
            notes what is chosen, and certificates that should not exist.

            ## What the checker finds


            """.ReplaceLineEndings("\n"));
        foreach (var (protocol, scenario, property, says) in Findings)
        {
            text.Append($"{says}\n\n");
            var configuration = FabExplorations.Configuration(protocol, scenario);
            var options = $"--scenario {scenario}" + (property.Length > 0 ? $" --property {property}" : string.Empty);
            var result = property.Length > 0
                ? FabExplorations.Explore(protocol, configuration, Explorations.Reduced with { Property = property })
                : FabExplorations.Explore(protocol, configuration);
            Append(text, protocol, options, TraceText.Write(result.Trace!));
        }

        foreach (var protocol in FabExplorations.Protocols)
        {
            text.Append($"## {protocol.Summary}\n\n");
            foreach (var erratum in protocol.Errata)
            {
                Append(text, protocol, erratum);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IProtocol protocol, Erratum erratum)
    {
        text.Append($"### {erratum.Id}. {erratum.Location}\n\n");
        text.Append($"*{erratum.Kind}.* {erratum.Wrong}\n\n**Corrected:** {erratum.Fix}\n\n");
        if (erratum.Rule is not { } name)
        {
            return;
        }

        if (FabAblationTests.Pinned.All(row => (row.Data.Item1, row.Data.Item2) != (protocol.Name, name)))
        {
            text.Append("See fab for the trace; here the state space is too large for the tests.\n\n");
            return;
        }

        var rule = protocol.Rules.Single(r => r.Name == name);
        var result = FabExplorations.Explore(protocol.Name, FabExplorations.Configuration(protocol.Name, rule.Scenario).Without(name));
        Append(text, protocol.Name, $"--without {name}", TraceText.Write(result.Trace!));
    }

    private static void Append(StringBuilder text, string protocol, string options, string trace) =>
        text.Append($"`dotnet run -c Release --project Cli -- check {protocol} {options}`:\n\n```\n{trace}```\n\n");
}
