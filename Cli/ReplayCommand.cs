using System.CommandLine;
using BgpVerified.Checker.Traces;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli;

/// <summary><c>bgpv replay TRACE</c>: runs a trace again, step by step, and shows it.</summary>
internal static class ReplayCommand
{
    private const string Tla = "tla";

    private static readonly string Formats = $"{string.Join(", ", TraceFormats.Names)} or {Tla}";

    public static Command Create(TextWriter output)
    {
        var file = new Argument<string>("TRACE") { Description = "a file that 'bgpv check --trace' wrote; - for standard input" };
        var format = new Option<string?>("--format") { Description = $"{Formats}; {TraceFormats.Default} if not given" };
        var target = new Option<string?>("--output") { Description = "a file to write it to; standard output if not given" };
        var model = new Option<string?>("--from-tla") { Description = "the file is what TLC or tla-checker printed for this model of tla/models.json" };
        var command = new Command("replay", "Run a counterexample again and show it. Exit status 1: the violation is there again.") { file, format, target, model };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(format) ?? TraceFormats.Default, parsed.GetValue(target), parsed.GetValue(model), output));
        return command;
    }

    private static int Run(string file, string format, string? target, string? model, TextWriter output)
    {
        if (format != Tla && !TraceFormats.Names.Contains(format))
        {
            throw new BadInputException($"unknown --format '{format}'; it is {Formats}");
        }

        var (protocol, system, trace) = model is null ? FromTrace(TraceFile.Read(file)) : FromTla(TraceFile.Read(file), ModelList.Named(model));
        if (target is not null)
        {
            TraceFile.CheckWritable(target);
            if (file.Length > 0 && Path.GetFullPath(target) == Path.GetFullPath(file))
            {
                throw new BadInputException($"--output '{target}' is the trace itself; give another file");
            }
        }

        var text = format == Tla ? AsModule(protocol, system, trace)
            : (format == TraceFormats.Default ? CheckReport.Replayed(protocol, system, trace) : string.Empty) + TraceFormats.Write(format, protocol, system, trace);
        if (target is not null)
        {
            if (TraceFile.Write(target, text))
            {
                output.Write($"violated: {trace.Property}, after {TraceText.Counted(trace.Steps.Count)}; written to {target}\n");
            }
        }
        else
        {
            output.Write(text);
        }

        return ExitStatus.Violated;
    }

    private static string AsModule(string protocol, ISystem system, Trace trace) =>
        Mirrors.Of(protocol) is { } mirror
            ? TlaReplay.Write(mirror, system, trace)
            : throw new BadInputException($"{protocol} has no TLA+ module, so --format tla cannot be written; it can for {string.Join(", ", Mirrors.All.Select(m => m.Protocol.Name))}");

    private static (string Protocol, ISystem System, Trace Trace) FromTrace(string text)
    {
        var document = TraceJson.Read(text);
        var protocol = Catalogue.Protocol(document.Protocol);
        var system = protocol.Build(document.Config.ToConfiguration());
        return (protocol.Name, system, TraceReplay.Replay(system, document));
    }

    private static (string Protocol, ISystem System, Trace Trace) FromTla(string output, Model model)
    {
        var system = model.Mirror.Protocol.Build(model.Configuration());
        return (model.Protocol, system, TlaTrace.Follow(model.Mirror, system, TlaTrace.ReadStates(model.Mirror, output)));
    }
}
