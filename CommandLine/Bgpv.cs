using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CommandLine;

/// <summary>
/// The command line of a program that checks protocols: <c>check</c>, <c>replay</c>, <c>list</c> and <c>selfcheck</c>. A program with one
/// protocol is <c>return Bgpv.Run(args, new MyProtocol());</c>.
/// </summary>
/// <remarks>
/// Exit status: 0 all holds, 1 a property is violated, 2 the input is wrong or the output cannot be written, 3 incomplete. What is wrong is
/// said in one line on standard error.
/// </remarks>
public static class Bgpv
{
    /// <summary>
    /// Runs a command line for some protocols, as a program's last act: it writes to the console in UTF-8, and takes the signals that ask a
    /// program to end, so that an exploration reports what it has found so far.
    /// </summary>
    /// <param name="args">The arguments.</param>
    /// <param name="protocols">The protocols, in the order in which they are listed; no two with one name.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args, params IReadOnlyList<IProtocol> protocols) => Run(args, new BgpvProgram(protocols));

    /// <summary>The same, of a program that says more of itself than its protocols.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="program">The program.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args, BgpvProgram program)
    {
        using var signals = new Signals();
        return Run(args, program, Opened(() => Console.Out), Opened(() => Console.Error), signals.Listen);
    }

    /// <summary>Runs a command line on given outputs, and leaves signals alone; for tests.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="program">The program.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="interrupt">Stops an exploration, with an honest partial report.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args, BgpvProgram program, TextWriter output, TextWriter error, CancellationToken interrupt) =>
        Run(args, program, output, error, () => interrupt);

    private static int Run(string[] args, BgpvProgram program, TextWriter output, TextWriter error, Func<CancellationToken> interrupt)
    {
        using var report = new PlainWriter(output, mayFail: true);
        using var messages = new PlainWriter(error, mayFail: false);
        try
        {
            var catalogue = new Catalogue(program.Protocols, program.Name);
            var root = new RootCommand(program.Summary)
            {
                CheckCommand.Create(program, catalogue, report, messages, interrupt),
                ReplayCommand.Create(program, catalogue, report),
                ListCommand.Create(catalogue, report),
                SelfCheckCommand.Create(catalogue, report, messages, interrupt),
            };
            if (program.Simulated.Count > 0)
            {
                root.Subcommands.Add(SimulateCommand.Create(program, catalogue, report, messages));
            }

            foreach (var create in program.Commands)
            {
                root.Subcommands.Add(create(report, messages, interrupt));
            }

            if (program.Evidence.Count > 0)
            {
                root.Subcommands.Add(VerifyCommand.Create(program, report, messages));
            }

            // Commands may begin with '@': an argument is never the name of a file with more arguments.
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Errors is [var first, ..])
            {
                if (parsed.CommandResult.Command == root && parsed.UnmatchedTokens is [var unknown, ..])
                {
                    IReadOnlyList<string> commands = [.. root.Subcommands.Select(command => command.Name)];
                    throw new BadInputException(
                        $"unknown command '{unknown}'; {Names.Known(unknown, "the commands are", commands, $"{program.Name} --help")}");
                }

                throw new BadInputException($"{first.Message.TrimEnd('.')}; see '{program.Name} --help'");
            }

            // Signals are heard elsewhere: who is asked to end still reports what it has found.
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = report,
                Error = messages,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception e) when (
            e is BadInputException or InvalidConfigurationException or InvalidModelException or InvalidTraceException or OutputException)
        {
            messages.WriteLine($"{program.Name}: {Message.OneLine(e.Message)}");
            return ExitStatus.BadInput;
        }
        catch (Exception e) when (MemoryLimit.IsExceeded(e))
        {
            messages.WriteLine($"{program.Name}: incomplete: stopped by memory: there is no more");
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
