using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli;

/// <summary>The command line, <c>bgpv</c>. Exit status: 0 all holds, 1 violated, 2 the input is wrong or the output cannot be written, 3 incomplete.</summary>
public static class Program
{
    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>The exit status.</returns>
    public static int Main(string[] args)
    {
        using var signals = new Signals();
        return Run(args, Opened(() => Console.Out), Opened(() => Console.Error), signals.Listen);
    }

    /// <summary>Runs a command line on given outputs.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="interrupt">Stops an exploration, with an honest partial report.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error, CancellationToken interrupt) => Run(args, output, error, () => interrupt);

    private static int Run(string[] args, TextWriter output, TextWriter error, Func<CancellationToken> interrupt)
    {
        using var report = new PlainWriter(output, mayFail: true);
        using var messages = new PlainWriter(error, mayFail: false);
        var root = new RootCommand("Model checker for Byzantine Generalized Paxos: explores a protocol's handlers under a Byzantine adversary.")
        {
            CheckCommand.Create(report, messages, interrupt),
            ReplayCommand.Create(report),
            ListCommand.Create(report),
            SelfCheckCommand.Create(report, messages, interrupt),
        };
        try
        {
            // Commands may begin with '@': an argument is never the name of a file with more arguments.
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors is [var first, ..])
            {
                if (parsed.CommandResult.Command == root && parsed.UnmatchedTokens is [var unknown, ..])
                {
                    throw new BadInputException($"unknown command '{unknown}'; {Names.Known(unknown, "the commands are", [.. root.Subcommands.Select(command => command.Name)], "bgpv --help")}");
                }

                throw new BadInputException($"{first.Message.TrimEnd('.')}; see 'bgpv --help'");
            }

            return parsed.Invoke(new InvocationConfiguration { Output = report, Error = messages, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is BadInputException or InvalidConfigurationException or InvalidModelException or InvalidTraceException or OutputException)
        {
            messages.WriteLine($"bgpv: {Message.OneLine(e.Message)}");
            return ExitStatus.BadInput;
        }
        catch (Exception e) when (MemoryLimit.IsExceeded(e))
        {
            messages.WriteLine("bgpv: incomplete: stopped by memory: there is no more");
            return ExitStatus.Incomplete;
        }
    }

    /// <summary>One of the program's outputs, in UTF-8; one that takes nothing if it is closed.</summary>
    private static TextWriter Opened(Func<TextWriter> open)
    {
        try
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ClosedWriter();
        }
    }
}

/// <summary>The exit statuses.</summary>
internal static class ExitStatus
{
    public const int Holds = 0;
    public const int Violated = 1;
    public const int BadInput = 2;
    public const int Incomplete = 3;
}

/// <summary>The input is wrong. The message is one line: what is wrong, and what would be right.</summary>
/// <param name="message">That line.</param>
internal sealed class BadInputException(string message) : Exception(message);
