using System.Globalization;
using System.Text;
using BgpVerified.CommandLine;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Scenarios;

/// <summary>Makes <c>docs/scenarios/PROTOCOL.md</c>: what can be explored of a protocol, what is looked at, and how large it is.</summary>
internal static class ScenarioDocument
{
    public static string Write(IProtocol protocol)
    {
        var systems = protocol.Scenarios.Select(scenario => (Scenario: scenario, System: protocol.Build(scenario.Configuration))).ToList();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Scenarios of `{protocol.Name}`\n\n{protocol.Summary}.\n\n");
        text.Append("Made by the tests (`UPDATE_DOCS=1` writes it anew). `check` without options explores the scenarios marked "
            + "*default*; `--scenario NAME` one.\n\n");
        Table(text, "Properties", "property | kind | meaning", systems.SelectMany(one => one.System.Properties).DistinctBy(p => p.Name)
            .Select(p => $"{p.Name} | {p.Kind.ToString().ToLowerInvariant()} | {p.Meaning}"));
        Table(text, "Goals: what must happen, or the run fails", "goal | meaning", systems.SelectMany(one => one.System.Goals)
            .DistinctBy(g => g.Name).Select(g => $"{g.Name} | {g.Meaning}"));
        Table(text, "Rules", "rule | of | where | without it fails | in | what it is for", protocol.Rules.Select(Row));
        text.Append("## Configurations\n\n");
        foreach (var (scenario, system) in systems)
        {
            text.Append(Chapter(protocol, scenario, system));
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Row(Rule rule)
    {
        string[] of = [.. rule.Published ? ["paper"] : Array.Empty<string>(), .. rule.Corrected ? ["corrected"] : Array.Empty<string>()];
        return $"{rule.Name} | {string.Join(", ", of)} | {rule.Location} | {rule.Protects ?? "nothing that was tried"} "
            + $"| {rule.Scenario} | {rule.Why}";
    }

    private static string Chapter(IProtocol protocol, Scenario scenario, ISystem system)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"### {scenario.Name}{(protocol.DefaultScenarios.Contains(scenario.Name) ? " (default)" : string.Empty)}\n\n");
        text.Append(CultureInfo.InvariantCulture,
            $"{scenario.Description}.{(scenario.Violates is { } violated ? $" Violates {violated}." : string.Empty)}\n\n```\n");
        text.Append(CheckReport.Sizes(system.Configuration)).Append(CheckReport.Bounds(system.Configuration)).Append('\n');
        Line("rules", [CheckReport.RulesText(protocol, system.Configuration)]);
        Line("processes", system.Processes.Select(process => process.Name + Mark(process.Fault)));
        Line("interchangeable", (system.Symmetry?.Groups ?? []).Where(group => group.Count > 1)
            .Select(group => string.Join('=', group.Select(i => system.Processes[i].Name))));
        Line("quorums", system.Quorums.Select(kind => $"{kind.Size} {kind.Name}"));
        Line("actions", system.Actions.Select(action => action.ToString()), ", ");
        Line("checks", system.Properties.Select(property =>
            $"{property.Name}({string.Join(',', property.Reads.Select(i => system.Processes[i].Name))})"));
        Line("goals", system.Goals.Select(goal => goal.Name));
        return text.Append("```\n\n").ToString();

        void Line(string what, IEnumerable<string> items, string between = " ") =>
            text.Append(CultureInfo.InvariantCulture,
                $"  {what}: {(string.Join(between, items) is { Length: > 0 } joined ? joined : "none")}\n");
    }

    private static string Mark(Fault fault) => fault switch
    {
        Fault.Byzantine => "!",
        Fault.Crash => "?",
        _ => string.Empty,
    };

    private static void Table(StringBuilder text, string title, string heads, IEnumerable<string> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n| {heads} |\n|{string.Concat(heads.Split('|').Select(_ => " --- |"))}\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row} |\n");
        }

        text.Append('\n');
    }
}
