using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli;

/// <summary>The command line, <c>bgpv</c>. Exit status: 0 all holds, 1 violated, 2 the input is wrong, 3 incomplete.</summary>
public static class Program
{
    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>The exit status.</returns>
    public static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var interrupt = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            interrupt.Cancel();
        };
        return Run(args, Console.Out, Console.Error, interrupt.Token);
    }

    /// <summary>Runs a command line on given outputs.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="interrupt">Stops an exploration, with an honest partial report.</param>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error, CancellationToken interrupt)
    {
        var root = new RootCommand("Model checker for Byzantine Generalized Paxos: explores a protocol's handlers under a Byzantine adversary.")
        {
            CheckCommand.Create(output, error, interrupt),
            ReplayCommand.Create(output),
            ListCommand.Create(output),
            SelfCheckCommand.Create(output, error, interrupt),
        };
        var parsed = root.Parse(args);
        try
        {
            if (parsed.Errors is [var first, ..])
            {
                if (parsed.CommandResult.Command == root && parsed.UnmatchedTokens is [var unknown, ..])
                {
                    throw new BadInputException($"unknown command '{unknown}'; the commands are {string.Join(", ", root.Subcommands.Select(command => command.Name))}");
                }

                throw new BadInputException($"{first.Message.TrimEnd('.')}; see 'bgpv --help'");
            }

            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is BadInputException or InvalidConfigurationException or InvalidTraceException)
        {
            error.WriteLine($"bgpv: {e.Message.ReplaceLineEndings(" ")}");
            return ExitStatus.BadInput;
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
