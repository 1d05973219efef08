using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli;

/// <summary><c>bgpv check PROTOCOL</c>: explores, prints the verdict, writes the counterexample.</summary>
internal static class CheckCommand
{
    public static Command Create(TextWriter output, TextWriter error, CancellationToken interrupt)
    {
        var protocol = new Argument<string>("PROTOCOL") { Description = "a protocol; see 'bgpv list'" };
        var options = new CheckOptions();
        var command = new Command("check", "Explore every reachable state; print the verdict or a shortest counterexample.") { protocol };
        options.AddTo(command);
        command.SetAction(parsed => Run(parsed, Catalogue.Protocol(parsed.GetValue(protocol)!), options, output, error, interrupt));
        return command;
    }

    private static int Run(ParseResult parsed, IProtocol protocol, CheckOptions options, TextWriter output, TextWriter error, CancellationToken interrupt)
    {
        var scenarios = options.Scenarios(parsed, protocol);
        var exploration = options.Exploration(parsed, progress => error.WriteLine(CheckReport.Progress(progress)), interrupt);
        var systems = scenarios.Select(scenario => protocol.Build(scenario.Configuration)).ToList();
        if (exploration.Property is { } wanted && !systems.Any(system => system.Properties.Any(property => property.Name == wanted)))
        {
            throw new BadInputException($"no property '{wanted}' is checked there; the properties are {string.Join(", ", systems.SelectMany(s => s.Properties).Select(p => p.Name).Distinct())}");
        }

        var file = parsed.GetValue(options.TraceFile);
        if (file is not null)
        {
            TraceFile.CheckWritable(file);
        }

        var json = parsed.GetValue(options.Json);
        var runs = new List<CheckRun>();
        foreach (var (scenario, system) in scenarios.Zip(systems))
        {
            if (!json)
            {
                output.Write(CheckReport.Heading(protocol, scenario, system, exploration));
            }

            var result = new Explorer(system, exploration).Run();
            var written = result.Trace is { } trace ? Write(file, protocol, trace, error) : null;
            runs.Add(new(scenario, result, written));
            if (!json)
            {
                output.Write(CheckReport.Outcome(runs[^1]));
            }

            if (result.Verdict != Verdict.Holds)
            {
                break;
            }
        }

        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(CheckReport.Json(protocol, runs, exploration), TraceJson.Options));
        }

        return runs[^1].Result.Verdict switch
        {
            Verdict.Holds => ExitStatus.Holds,
            Verdict.Violated => ExitStatus.Violated,
            _ => ExitStatus.Incomplete,
        };
    }

    private static string? Write(string? file, IProtocol protocol, Trace trace, TextWriter error)
    {
        var path = file ?? string.Create(CultureInfo.InvariantCulture, $"{protocol.Name}-{trace.Property}.trace.json");
        try
        {
            TraceFile.Write(path, TraceJson.Write(protocol.Name, trace));
            return path;
        }
        catch (BadInputException e) when (file is null)
        {
            error.WriteLine($"bgpv: {e.Message}");
            return null;
        }
    }
}

/// <summary>One scenario's run.</summary>
/// <param name="Scenario">What was explored.</param>
/// <param name="Result">What was found.</param>
/// <param name="TraceFile">Where the counterexample was written; null if it was not.</param>
internal sealed record CheckRun(Scenario Scenario, ExplorationResult Result, string? TraceFile);
