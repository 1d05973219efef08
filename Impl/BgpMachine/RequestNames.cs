using System.Globalization;
using System.Runtime.CompilerServices;
using BgpVerified.Spec.Machines;
using Request = BgpVerified.Impl.Machines.Command;

namespace BgpVerified.Impl.BgpMachine;

/// <summary>
/// What commands of BGP ask for, read from their names, which are <c>deposit:x:1@p2.3</c>, and <c>~2</c> after that if they are signed
/// again. What has been read is remembered as long as the command is in memory.
/// </summary>
/// <param name="application">The application.</param>
internal sealed class RequestNames(IApplication application)
{
    public const string AgainMark = "~2";

    private readonly ConditionalWeakTable<Spec.Commands.Command, Result> read = [];

    /// <summary>What a command asks for; null if its author is no client, or not the one that its name says.</summary>
    public Request? Read(Spec.Commands.Command command) => read.GetValue(command, own => new(Parse(own))).Request;

    private Request? Parse(Spec.Commands.Command command)
    {
        var name = command.Name.EndsWith(AgainMark, StringComparison.Ordinal) ? command.Name[..^AgainMark.Length] : command.Name;
        var (at, dot) = (name.LastIndexOf('@'), name.LastIndexOf('.'));
        if (at < 0 || dot < at || name[(at + 1)..dot] != command.Author || !command.Author.StartsWith('p')
            || Number(command.Author[1..]) is not { } client || Number(name[(dot + 1)..]) is not { } number)
        {
            return null;
        }

        var does = name[..at];
        return application.IsCommand(does) ? new(new('p', client - 1), number, does) : null;
    }

    /// <summary>A number of at least 1 in its only form, so that no two names are the same request.</summary>
    private static int? Number(string text) =>
        text is [>= '1' and <= '9', ..] && text.All(char.IsAsciiDigit)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Result(Request? Request);
}
