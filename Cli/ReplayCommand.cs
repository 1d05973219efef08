using System.CommandLine;
using BgpVerified.Checker.Traces;

namespace BgpVerified.Cli;

/// <summary><c>bgpv replay TRACE</c>: runs a trace again, step by step, and shows it.</summary>
internal static class ReplayCommand
{
    public static Command Create(TextWriter output)
    {
        var file = new Argument<string>("TRACE") { Description = "a file that 'bgpv check --trace' wrote" };
        var format = new Option<string?>("--format") { Description = "text (default) or json" };
        var command = new Command("replay", "Run a counterexample again and show it. Exit status 1: the violation is there again.") { file, format };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(format) ?? "text", output));
        return command;
    }

    private static int Run(string file, string format, TextWriter output)
    {
        if (format is not ("text" or "json"))
        {
            throw new BadInputException($"unknown --format '{format}'; it is text or json");
        }

        var document = TraceJson.Read(TraceFile.Read(file));
        var protocol = Catalogue.Protocol(document.Protocol);
        var trace = TraceReplay.Replay(protocol.Build(document.Config.ToConfiguration()), document);
        output.Write(format == "json" ? TraceJson.Write(protocol.Name, trace) : TraceText.Write(trace));
        return ExitStatus.Violated;
    }
}
