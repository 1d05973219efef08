using System.CommandLine;
using System.Text.Json;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CommandLine;

/// <summary><c>list [PROTOCOL]</c>: protocols; or a protocol's rules, properties, goals, scenarios and errata.</summary>
internal static class ListCommand
{
    public static Command Create(Catalogue catalogue, TextWriter output)
    {
        var name = new Argument<string?>("PROTOCOL") { Arity = ArgumentArity.ZeroOrOne, Description = "a protocol; none for all" };
        var json = new Option<bool>("--json") { Description = "one JSON object on standard output" };
        var command = new Command("list", "List the protocols, or a protocol's rules, properties, scenarios and errata.") { name, json };
        command.SetAction(parsed =>
        {
            var protocol = parsed.GetValue(name) is { } given ? catalogue.Protocol(given) : null;
            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(protocol is null ? Protocols(catalogue) : Contents(protocol), TraceJson.Options));
            }
            else
            {
                Print(catalogue, protocol, output);
            }

            return ExitStatus.Holds;
        });
        return command;
    }

    private static object Protocols(Catalogue catalogue) => new
    {
        Protocols = catalogue.Protocols.Select(p => new { p.Name, p.Summary })
        .ToList()
    };

    private static object Contents(IProtocol protocol)
    {
        var (properties, goals) = Checked(protocol);
        return new
        {
            Protocol = protocol.Name,
            protocol.Summary,
            Rules = protocol.Rules.Select(r => new { r.Name, r.Published, r.Corrected, r.Location, r.Protects, r.Why, r.Scenario })
                .ToList(),
            Properties = properties.Select(p => new { p.Name, Kind = p.Kind.ToString().ToLowerInvariant(), p.Meaning }).ToList(),
            Goals = goals.Select(g => new { g.Name, g.Meaning }).ToList(),
            Scenarios = protocol.Scenarios.Select(s => new
            {
                s.Name,
                s.Description,
                Default = protocol.DefaultScenarios.Contains(s.Name),
                s.Violates,
                Config = ConfigurationDocument.Of(s.Configuration),
            }).ToList(),
            Errata = protocol.Errata.Select(e => new { e.Id, Kind = Kind(e), e.Fails, e.Location, e.Wrong, e.Fix, e.Rule }).ToList(),
        };
    }

    private static void Print(Catalogue catalogue, IProtocol? protocol, TextWriter output)
    {
        if (protocol is null)
        {
            foreach (var known in catalogue.Protocols)
            {
                output.WriteLine($"{known.Name}  {known.Summary}");
            }

            return;
        }

        var (properties, goals) = Checked(protocol);
        output.WriteLine($"{protocol.Name}: {protocol.Summary}");
        Section(output, "rules (C in the corrected protocol, P in the paper)", protocol.Rules.Select(r =>
            (r.Name, $"{(r.Corrected ? 'C' : '-')}{(r.Published ? 'P' : '-')} {r.Location}: {r.Why} "
                + $"{(r.Protects is null ? "Not shown necessary" : $"Without it: {r.Protects} fails")} in {r.Scenario}.")));
        Section(output, "properties", properties.Select(p => (p.Name, p.Meaning)));
        Section(output, "goals", goals.Select(g => (g.Name, g.Meaning)));
        Section(output, "scenarios (* in the default run)",
            protocol.Scenarios.Select(s => ((protocol.DefaultScenarios.Contains(s.Name) ? "*" : string.Empty) + s.Name, s.Description)));
        Section(output, "errata", protocol.Errata.Select(e =>
            (e.Id, $"{Kind(e)}{(e.Fails is null ? string.Empty : $" ({e.Fails} fails)")}, {e.Location}: {e.Wrong}")));
    }

    private static string Kind(Erratum erratum) => erratum.Kind == ErratumKind.OwnRepair ? "own repair" : erratum.Kind.ToString()
        .ToLowerInvariant();

    private static void Section(TextWriter output, string title, IEnumerable<(string Name, string Text)> lines)
    {
        output.WriteLine();
        output.WriteLine(title);
        foreach (var (name, text) in lines)
        {
            output.WriteLine($"  {name,-24} {text}");
        }
    }

    /// <summary>What is checked in any of the protocol's scenarios.</summary>
    private static (IReadOnlyList<Property> Properties, IReadOnlyList<Goal> Goals) Checked(IProtocol protocol)
    {
        var systems = protocol.Scenarios.Select(scenario => protocol.Build(scenario.Configuration)).ToList();
        return ([.. systems.SelectMany(system => system.Properties).DistinctBy(p => p.Name)],
            [.. systems.SelectMany(system => system.Goals).DistinctBy(g => g.Name)]);
    }
}
