using System.CommandLine;
using BgpVerified.Checker.Traces;
using BgpVerified.Mirror;

namespace BgpVerified.Cli;

/// <summary><c>bgpv replay TRACE</c>: runs a trace again, step by step, and shows it.</summary>
internal static class ReplayCommand
{
    public static Command Create(TextWriter output)
    {
        var file = new Argument<string>("TRACE") { Description = "a file that 'bgpv check --trace' wrote" };
        var format = new Option<string?>("--format") { Description = "text (default) or json" };
        var model = new Option<string?>("--from-tla") { Description = "the file is what TLC or tla-checker printed for this model of tla/models.json" };
        var command = new Command("replay", "Run a counterexample again and show it. Exit status 1: the violation is there again.") { file, format, model };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(format) ?? "text", parsed.GetValue(model), output));
        return command;
    }

    private static int Run(string file, string format, string? model, TextWriter output)
    {
        if (format is not ("text" or "json"))
        {
            throw new BadInputException($"unknown --format '{format}'; it is text or json");
        }

        var (protocol, trace) = model is null ? FromTrace(TraceFile.Read(file)) : FromTla(TraceFile.Read(file), ModelList.Named(model));
        output.Write(format == "json" ? TraceJson.Write(protocol, trace) : TraceText.Write(trace));
        return ExitStatus.Violated;
    }

    private static (string Protocol, Trace Trace) FromTrace(string text)
    {
        var document = TraceJson.Read(text);
        var protocol = Catalogue.Protocol(document.Protocol);
        return (protocol.Name, TraceReplay.Replay(protocol.Build(document.Config.ToConfiguration()), document));
    }

    private static (string Protocol, Trace Trace) FromTla(string output, Model model)
    {
        var protocol = Catalogue.Protocol("bgp");
        return (protocol.Name, TlaTrace.Follow(protocol.Build(model.Configuration()), TlaTrace.ReadStates(output)));
    }
}
