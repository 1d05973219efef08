using System.CommandLine;
using BgpVerified.Checker.Traces;

namespace BgpVerified.Cli;

/// <summary><c>bgpv replay TRACE</c>: runs a trace again, step by step, and shows it.</summary>
internal static class ReplayCommand
{
    private static readonly string Formats = $"{string.Join(", ", TraceFormats.Names.SkipLast(1))} or {TraceFormats.Names[^1]}";

    public static Command Create(TextWriter output)
    {
        var file = new Argument<string>("TRACE") { Description = "a file that 'bgpv check --trace' wrote" };
        var format = new Option<string?>("--format") { Description = $"{Formats}; {TraceFormats.Default} if not given" };
        var target = new Option<string?>("--output") { Description = "a file to write it to; standard output if not given" };
        var command = new Command("replay", "Run a counterexample again and show it. Exit status 1: the violation is there again.") { file, format, target };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(format) ?? TraceFormats.Default, parsed.GetValue(target), output));
        return command;
    }

    private static int Run(string file, string format, string? target, TextWriter output)
    {
        if (!TraceFormats.Names.Contains(format))
        {
            throw new BadInputException($"unknown --format '{format}'; it is {Formats}");
        }

        var document = TraceJson.Read(TraceFile.Read(file));
        if (target is not null)
        {
            TraceFile.CheckWritable(target);
            if (Path.GetFullPath(target) == Path.GetFullPath(file))
            {
                throw new BadInputException($"--output '{target}' is the trace itself; give another file");
            }
        }

        var protocol = Catalogue.Protocol(document.Protocol);
        var system = protocol.Build(document.Config.ToConfiguration());
        var text = TraceFormats.Write(format, protocol.Name, system, TraceReplay.Replay(system, document));
        if (target is not null)
        {
            TraceFile.Write(target, text);
        }
        else
        {
            output.Write(text);
        }

        return ExitStatus.Violated;
    }
}
