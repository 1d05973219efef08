using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using BgpVerified.Checker.Traces;
using BgpVerified.Runtime.Simulation;

namespace BgpVerified.CommandLine;

/// <summary><c>simulate PROTOCOL</c>: a cluster in virtual time.</summary>
internal static class SimulateCommand
{
    public static Command Create(BgpvProgram program, Catalogue catalogue, TextWriter output, TextWriter error)
    {
        var name = new Argument<string>("PROTOCOL")
        {
            Description = $"a protocol: {string.Join(", ", program.Simulated.Select(protocol => protocol.Name))}",
        };
        var options = new SimulateOptions();
        var json = new Option<bool>("--json") { Description = "one JSON object on standard output, with the clients' history" };
        var svg = new Option<string?>("--svg") { Description = "write plots of latencies and sizes to FILE", HelpName = "FILE" };
        var logs = new Option<string?>("--logs")
        {
            Description = "write the log of each machine that is not Byzantine into DIR, for verify",
            HelpName = "DIR",
        };
        var command = new Command("simulate", "Run a protocol's handlers as a cluster in virtual time; latencies, messages, sizes.")
        {
            name, json, svg, logs,
        };
        options.All.ForEach(command.Options.Add);
        command.SetAction(parsed =>
        {
            var given = parsed.GetRequiredValue(name);
            catalogue.Protocol(given);
            var protocol = program.Simulated.FirstOrDefault(known => known.Name == given) ?? throw new BadInputException(
                $"{given} cannot be simulated; {string.Join(", ", program.Simulated.Select(known => known.Name))} can");
            using var folder = parsed.GetValue(logs) is { } path ? LogFolder.Create(path, given, program) : null;
            var read = options.Read(parsed, catalogue.Protocol(given), catalogue);
            var report = Simulator.Run(protocol, read, folder?.Logs($"{given}-{read.Seed}"));
            if (parsed.GetValue(svg) is { } file)
            {
                SimulationPlots.Write(file, report);
            }

            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(SimulationTable.Document(report), TraceJson.Options));
            }
            else
            {
                SimulationTable.Print(report, output);
            }

            if (report.What is { } what)
            {
                error.WriteLine($"{program.Name}: {what}");
                return ExitStatus.Violated;
            }

            return report.IsComplete ? ExitStatus.Holds : ExitStatus.Incomplete;
        });
        return command;
    }
}
