using System.CommandLine;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CommandLine;

/// <summary><c>replay TRACE</c>: runs a trace again, step by step, and shows it.</summary>
internal sealed class ReplayCommand
{
    private const string Tla = "tla";
    private readonly BgpvProgram program;
    private readonly Catalogue catalogue;
    private readonly TextWriter output;
    private readonly string formats;

    private ReplayCommand(BgpvProgram program, Catalogue catalogue, TextWriter output)
    {
        (this.program, this.catalogue, this.output) = (program, catalogue, output);
        IReadOnlyList<string> names = program.Tla is null ? TraceFormats.Names : [.. TraceFormats.Names, Tla];
        formats = $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";
    }

    public static Command Create(BgpvProgram program, Catalogue catalogue, TextWriter output)
    {
        var replay = new ReplayCommand(program, catalogue, output);
        var file = new Argument<string>("TRACE")
        {
            Description = $"a file that '{program.Name} check --trace' wrote; - for standard input",
        };
        var format = new Option<string?>("--format") { Description = $"{replay.formats}; {TraceFormats.Default} if not given" };
        var target = new Option<string?>("--output") { Description = "a file to write it to; standard output if not given" };
        var model = new Option<string?>("--from-tla")
        {
            Description = "the file is what TLC or tla-checker printed for this model of tla/models.json",
            Hidden = program.Tla is null,
        };
        var command = new Command("replay", "Run a counterexample again and show it. Exit status 1: the violation is there again.")
        {
            file, format, target, model,
        };
        command.SetAction(parsed => replay.Run(
            parsed.GetValue(file)!, parsed.GetValue(format) ?? TraceFormats.Default, parsed.GetValue(target), parsed.GetValue(model)));
        return command;
    }

    private int Run(string file, string format, string? target, string? model)
    {
        if (program.Tla is null && (format == Tla || model is not null))
        {
            var option = model is null ? $"--format {Tla}" : "--from-tla";
            throw new BadInputException($"{option} needs TLA+ modules, and {program.Name} has none; --format is {formats}");
        }

        if (format != Tla && !TraceFormats.Names.Contains(format))
        {
            throw new BadInputException($"unknown --format '{format}'; it is {formats}");
        }

        var (protocol, system, trace) = Trace(TraceFile.Read(file, program.Name), model);
        if (target is not null)
        {
            TraceFile.CheckWritable(target);
            if (file.Length > 0 && Path.GetFullPath(target) == Path.GetFullPath(file))
            {
                throw new BadInputException($"--output '{target}' is the trace itself; give another file");
            }
        }

        var text = format == Tla ? AsModule(protocol.Name, system, trace)
            : (format == TraceFormats.Default ? CheckReport.Replayed(protocol, system, trace) : string.Empty)
                + TraceFormats.Write(format, protocol.Name, system, trace);
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

    private string AsModule(string protocol, ISystem system, Trace trace) =>
        trace.Configuration.Faulty.Count > 0
            ? throw new BadInputException(
                "in the TLA+ modules any acceptor may crash, and nobody else, so that --format tla cannot be written "
                + "of a trace with --faulty")
        : program.Tla!.Protocols.Contains(protocol)
            ? program.Tla.Write(protocol, system, trace)
            : throw new BadInputException(
                $"{protocol} has no TLA+ module, so --format tla cannot be written; it can for {string.Join(", ", program.Tla.Protocols)}");

    /// <summary>The trace that a file has: in the checker's own format, or as a TLA+ tool printed it for a model.</summary>
    private (IProtocol Protocol, ISystem System, Trace Trace) Trace(string text, string? model)
    {
        if (model is not null)
        {
            var (name, found, followed) = program.Tla!.Read(model, text);
            return (catalogue.Protocol(name), found, followed);
        }

        var document = TraceJson.Read(text);
        var protocol = catalogue.Protocol(document.Protocol);
        var system = protocol.Build(document.Config.ToConfiguration());
        return (protocol, system, TraceReplay.Replay(system, document));
    }
}
