using System.Text;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Documents;

/// <summary>Makes <c>docs/ERRATA.md</c> from the catalogue and from the traces that the checker finds.</summary>
internal static class ErrataDocument
{
    private const string Command = "dotnet run -c Release --project Cli -- check bgp";

    public static string Write(IProtocol protocol)
    {
        var text = new StringBuilder();
        text.Append(Introduction(protocol));
        text.Append("## The published protocol, as it stands\n\n");
        text.Append("With only the repairs without which nothing runs (the gaps below), and no faulty process:\n\n");
        Append(text, "--rules published", protocol.PublishedScenario, Configuration(protocol, protocol.PublishedScenario));
        text.Append("One proposal and one vote a ballot (E07, E21) do not mend it: an acceptor still completes the verification of a ballot that it has left (E04).\n\n");
        Append(text, "--scenario published-once", "published-once", Configuration(protocol, "published-once"));
        text.Append("## The errata\n\n");
        foreach (var erratum in protocol.Errata)
        {
            Append(text, protocol, erratum);
        }

        text.Append(Ablations(protocol));
        return text.ToString();
    }

    private static string Introduction(IProtocol protocol) =>
        $"""
        # Errata of Byzantine Generalized Paxos

        Of the protocol published by Pires, Ravi and Rodrigues: {protocol.Errata.Count} errata, of which {protocol.Errata.Count(e => e.Kind == ErratumKind.Gap)} are gaps (as printed nothing
        runs, or the text leaves it out; repaired in every rule set), {protocol.Errata.Count(e => e.Kind == ErratumKind.Safety)} make something bad possible, and {protocol.Errata.Count(e => e.Kind == ErratumKind.Liveness)} let
        something good never happen. Each that a rule mends comes with a shortest counterexample of the corrected protocol
        without that rule, and with the command that finds it.

        This file is made by the tests from the catalogue (`Impl/Bgp/BgpErrata.cs`, `Impl/Bgp/BgpRules.cs`) and from what
        the checker finds; a test fails when it is not current. `UPDATE_DOCS=1 dotnet test` writes it anew.

        How to read a trace: one line a step, one column a process, in it only what the step changes; at the end of the
        line what the process reacts to and what it sends. Ballot `0.2` is ballot 2 of view 0. `a.b` is a sequence, `⊥`
        the empty one; a certificate `a@0.1/3` says that 3 acceptors signed votes for `a` in ballot 0.1.


        """.ReplaceLineEndings("\n");

    private static void Append(StringBuilder text, IProtocol protocol, Erratum erratum)
    {
        text.Append($"### {erratum.Id}. {erratum.Location}\n\n");
        text.Append($"*{(erratum.Kind == ErratumKind.Gap ? "Gap" : erratum.Kind.ToString())}.* {erratum.Wrong}\n\n");
        text.Append($"**Corrected:** {erratum.Fix}\n\n");
        if (erratum.Rule is { } name)
        {
            var rule = protocol.Rules.Single(r => r.Name == name);
            if (rule.Protects is null)
            {
                text.Append("Found by reading, not by the checker: within its bounds everything holds without the rule (see the table below).\n\n");
                return;
            }

            Append(text, $"--without {name}", rule.Scenario, Configuration(protocol, rule.Scenario).Without(name));
        }

        if (erratum.Id == "E05")
        {
            var configuration = Configuration(protocol, "stuck-acceptor").Without("justification");
            text.Append("With the paper's guard in the justification's place:\n\n");
            Append(text, "--scenario stuck-acceptor --without justification --with prefix-guard", "stuck-acceptor", configuration with { Rules = configuration.Rules.Add("prefix-guard") });
        }
    }

    private static void Append(StringBuilder text, string options, string scenario, Configuration configuration)
    {
        var result = Explorations.Explore(configuration);
        text.Append($"`{Command} {options}` (scenario {scenario}):\n\n");
        text.Append(result.Trace is { } trace ? $"```\n{TraceText.Write(trace)}```\n\n" : $"{result.Verdict} {result.Property}\n\n");
    }

    private static string Ablations(IProtocol protocol)
    {
        var text = new StringBuilder();
        text.Append("## What each rule is for\n\n");
        text.Append("Each rule of the corrected protocol taken out alone, in the scenario that the catalogue names. *Not shown\n");
        text.Append("necessary* means that everything held in each configuration tried; it may be needed in larger ones.\n\n");
        text.Append("| rule | in the paper | where | without it | scenario | steps |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var rule in protocol.Rules.Where(rule => rule.Corrected))
        {
            var result = rule.Protects is null ? null : Explorations.Explore(Configuration(protocol, rule.Scenario).Without(rule.Name));
            var (outcome, scenarios, steps) = result is null
                ? ("not shown necessary", string.Join(", ", AblationTests.NotShownNecessary[rule.Name]), "")
                : ($"{(result.Verdict == Verdict.Violated ? result.Property : result.Verdict.ToString())} fails", rule.Scenario, $"{result.Trace?.Steps.Count}");
            text.Append($"| `{rule.Name}` | {(rule.Published ? "yes" : "no")} | {rule.Location} | {outcome}: {rule.Why} | {scenarios} | {steps} |\n");
        }

        return text.ToString();
    }

    private static Configuration Configuration(IProtocol protocol, string scenario) =>
        protocol.Scenarios.Single(s => s.Name == scenario).Configuration;
}
