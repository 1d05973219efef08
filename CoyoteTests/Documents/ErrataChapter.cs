using System.Text;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.FabMachine;
using BgpVerified.CoyoteTests.Registers;
using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.FabMachine;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Documents;

/// <summary>What the checker is asked to show: a run that violates something.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Without">The rule taken out; null for none.</param>
/// <param name="Property">The one property looked at; null for all.</param>
/// <param name="With">A rule put in; null for none.</param>
internal sealed record Finding(IProtocol Protocol, string Scenario, string? Without = null, string? Property = null, string? With = null)
{
    /// <summary>What the checker finds.</summary>
    public ExplorationResult Result => Explorations.Explore(Protocol, Configuration, Property);

    /// <summary>The options of <c>check</c> that show it.</summary>
    public string Options => string.Join(' ', ((string?[])
    [
        IsPublished ? "--rules published" : IsOfRule ? null : $"--scenario {Scenario}",
        Without is null ? null : $"--without {Without}",
        With is null ? null : $"--with {With}",
        Property is null ? null : $"--property {Property}",
        IsEventual ? "--further 0" : null,
    ]).Where(option => option is not null));

    /// <summary>Whether what is shown is a run to a stuck state: as the configuration ends, and not with further ballots.</summary>
    private bool IsEventual => Protocol.Build(Configuration).Properties.Any(property => property.Name == Result.Property
        && property.Kind == PropertyKind.Eventually);

    private bool IsPublished => Without is null && With is null && Scenario == Protocol.PublishedScenario;

    private bool IsOfRule => With is null && Protocol.Rules.Any(rule => rule.Name == Without && rule.Scenario == Scenario);

    private Configuration Configuration
    {
        get
        {
            var configuration = Protocol.Configuration(Scenario).Without(Without is null ? [] : [Without]);
            return With is null ? configuration : configuration with { Rules = configuration.Rules.Add(With) };
        }
    }

    /// <summary>A rule taken out, in the scenario that the catalogue names.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="property">The one property looked at; null for all.</param>
    /// <returns>The finding.</returns>
    public static Finding OfRule(IProtocol protocol, string rule, string? property = null) =>
        new(protocol, protocol.Rules.Single(r => r.Name == rule).Scenario, rule, property);

    /// <summary>The command and the trace.</summary>
    /// <returns>Markdown.</returns>
    public string Write() =>
        $"`dotnet run -c Release --project Cli -- check {Protocol.Name} {Options}` (scenario {Scenario}):\n\n"
        + (Result.Trace is { } trace ? $"```\n{TraceText.Write(trace)}```\n\n{Links(trace)}" : $"{Result.Verdict} {Result.Property}\n\n");

    /// <summary>Whether the run is one of links that deliver once, as BGP's paper assumes them; of other papers' nothing.</summary>
    private string Links(Trace trace) =>
        Protocol is not BgpProtocol ? string.Empty
        : RunTrace.Once(Protocol.Build(trace.Configuration), trace) is not null ? "Every message is delivered once.\n\n"
        : "Over links that deliver once this is no run: a message is delivered again.\n\n";
}

/// <summary>The errata of a protocol as Markdown, from the catalogue and from the traces that the checker finds.</summary>
internal static class ErrataChapter
{
    /// <summary>Errata, each with a shortest counterexample of the corrected protocol without the rule that mends it.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="published">What shows an erratum in the published protocol, by the erratum's identifier.</param>
    /// <param name="more">What an erratum's section ends with, by the erratum's identifier.</param>
    /// <returns>Markdown.</returns>
    public static string Errata(IProtocol protocol, IReadOnlyDictionary<string, string>? published = null,
        IReadOnlyDictionary<string, string>? more = null)
    {
        var text = new StringBuilder();
        var shown = new Dictionary<string, string>();
        foreach (var erratum in protocol.Errata)
        {
            var fails = erratum.Fails is null ? string.Empty : $"Fails: {erratum.Fails}. ";
            var mended = erratum.Kind is ErratumKind.Choice ? "Chosen" : "Corrected";
            text.Append($"### {erratum.Id}. {erratum.Location}\n\n*{Name(erratum.Kind)}.* {fails}{erratum.Wrong}\n\n")
                .Append($"**{mended}:** {erratum.Fix}\n\n");
            text.Append(published?.GetValueOrDefault(erratum.Id));
            if (erratum.Rule is { } name)
            {
                text.Append(Counterexample(protocol, name, shown.GetValueOrDefault(name)));
                shown.TryAdd(name, erratum.Id);
            }

            text.Append(more?.GetValueOrDefault(erratum.Id));
        }

        return text.ToString();
    }

    /// <summary>A class in a sentence's place.</summary>
    /// <param name="kind">The class.</param>
    /// <returns>Its name.</returns>
    public static string Name(ErratumKind kind) => kind == ErratumKind.OwnRepair ? "Own repair" : kind.ToString();

    /// <summary>What fails without each rule of the corrected protocol.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <returns>Markdown.</returns>
    public static string Ablations(IProtocol protocol)
    {
        var text = new StringBuilder(
            """
            Each rule of the corrected protocol taken out alone, in the scenario that the catalogue names. *Not shown
            necessary* means that everything held in each configuration tried; it may be needed in larger ones.


            """.ReplaceLineEndings("\n"));
        text.Append("| rule | in the paper | where | without it | scenario | steps |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var rule in protocol.Rules.Where(rule => rule.Corrected))
        {
            var (outcome, scenarios, steps) = Outcome(protocol, rule);
            text.Append($"| `{rule.Name}` | {(rule.Published ? "yes" : "no")} | {rule.Location} | {outcome}: {rule.Why} | {scenarios} "
                + $"| {steps} |\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Counterexample(IProtocol protocol, string rule, string? shownWith) =>
        shownWith is not null ? $"The rule that mends it is that of {shownWith}, and so is the counterexample.\n\n"
        : protocol.Rules.Single(r => r.Name == rule).Protects is null
            ? "Found by reading, not by the checker: within its bounds everything holds without the rule (see the table below).\n\n"
        : "The corrected protocol without the rule that mends it: "
            + Finding.OfRule(protocol, rule, protocol.Rules.Single(r => r.Name == rule).Protects).Write();

    private static (string Outcome, string Scenarios, string Steps) Outcome(IProtocol protocol, Rule rule)
    {
        if (rule.Protects is null)
        {
            return ("not shown necessary", string.Join(", ", Tried(protocol, rule)), string.Empty);
        }

        var result = Finding.OfRule(protocol, rule.Name, rule.Protects).Result;
        return ($"{(result.Verdict == Verdict.Violated ? result.Property : result.Verdict.ToString())} fails", rule.Scenario,
            $"{result.Trace?.Steps.Count}");
    }

    private static string[] Tried(IProtocol protocol, Rule rule) =>
        protocol == Explorations.Bgp ? AblationTests.NotShownNecessary[rule.Name]
        : MachineAblationTests.NotShownNecessary[rule.Name];
}
