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
        var search = options.Search(parsed);
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

        ICheck check = search == Engines.BreadthFirst
            ? new ExplorationCheck(protocol, exploration)
            : new ScheduleCheck(protocol, search, options.Seed(parsed), options.Schedules(parsed, progress => error.WriteLine(ScheduleReport.Progress(progress)), interrupt));
        var json = parsed.GetValue(options.Json);
        var verdict = Verdict.Holds;
        foreach (var (scenario, system) in scenarios.Zip(systems))
        {
            if (!json)
            {
                output.Write(check.Heading(scenario, system));
            }

            var found = check.Run(scenario, system, trace => Write(file, protocol, trace, error));
            verdict = found == Verdict.Holds ? verdict : found;
            if (!json)
            {
                output.Write(check.Outcome());
            }

            if (found == Verdict.Violated || (found == Verdict.Incomplete && (!check.GoesOn || interrupt.IsCancellationRequested)))
            {
                break;
            }
        }

        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(check.Json(), TraceJson.Options));
        }

        return verdict switch
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

/// <summary>A way to check scenarios, one after another.</summary>
internal interface ICheck
{
    /// <summary>Whether a scenario in which a bound was reached is followed by the next.</summary>
    bool GoesOn { get; }

    /// <summary>What is about to be checked, as text.</summary>
    string Heading(Scenario scenario, ISystem system);

    /// <summary>Checks a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="system">The protocol, built in it.</param>
    /// <param name="write">Writes a counterexample; returns the file's name, or null if there is none.</param>
    Verdict Run(Scenario scenario, ISystem system, Func<Trace, string?> write);

    /// <summary>What the last scenario came to, as text.</summary>
    string Outcome();

    /// <summary>What all scenarios came to: the contract's object.</summary>
    object Json();
}
