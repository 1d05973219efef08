using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Registers;

/// <summary>Reads the text of a register's configuration and refuses impossible ones, each in one line that says what would be right.</summary>
internal static class RegisterConfigReader
{
    // No user's value has such a name: names are letters and digits.
    public const string ForgedValue = "forged!";

    private const int Most = 8;

    public static void Check(Configuration source, string ballotKind)
    {
        Check("acceptors", source.Acceptors, 1, 16);
        Check("faults", source.Faults, 0, source.Acceptors - 1);
        Check("crashes", source.Crashes, 0, source.Acceptors);
        Check("learners", source.Learners, 1, Most);
        Check("number of commands (one value a proposer)", source.Commands.Count, 1, Most);
        Check("number of ballots (timestamps)", source.Ballots.Count, 1, Most);
        if (source.Commands.FirstOrDefault(text => text.Length == 0 || !text.All(char.IsAsciiLetterOrDigit)) is { } unreadable)
        {
            throw Invalid($"unreadable value '{unreadable}'; a proposer's value is a name of letters and digits");
        }

        if (source.Ballots.FirstOrDefault(kind => kind != ballotKind) is { } unknown)
        {
            throw Invalid($"unknown kind of timestamp '{unknown}'; each timestamp of this register is '{ballotKind}'");
        }

        if (source.Conflicts is not null)
        {
            throw Invalid("a register has no conflicts: it holds one value; leave --conflicts out");
        }

        if (source.Views != 1)
        {
            throw Invalid($"impossible views: {source.Views}; a register has timestamps in their place, such as --ballots {ballotKind},{ballotKind}");
        }

        if (source.MaxLength is { } length)
        {
            throw Invalid($"impossible max-length: {length}; a register holds one value, leave --max-length out");
        }
    }

    public static (ProcessSet Acceptors, ProcessSet Proposers) ReadByzantine(Configuration source, bool mayBeByzantine)
    {
        var acceptors = ProcessSet.None;
        var proposers = ProcessSet.None;
        foreach (var name in source.Byzantine)
        {
            if (!mayBeByzantine)
            {
                throw Invalid($"no process '{name}' can be Byzantine; this register is for crashes, such as --crashes 1");
            }

            if (name == "leader")
            {
                proposers = ProcessSet.First(source.Commands.Count);
            }
            else if (Indexed(name, "p", source.Commands.Count) is { } proposer)
            {
                proposers = proposers.Add(proposer - 1);
            }
            else if (Indexed(name, "a", source.Acceptors) is { } acceptor)
            {
                acceptors = acceptors.Add(acceptor - 1);
            }
            else
            {
                throw Invalid($"no process '{name}' can be Byzantine; here are a1 to a{source.Acceptors}, p1 to p{source.Commands.Count}, leader (all proposers)");
            }
        }

        return (acceptors, proposers);
    }

    private static int? Indexed(string name, string prefix, int most) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && int.TryParse(name.AsSpan(prefix.Length), out var index)
        && index >= 1 && index <= most && name == prefix + index
            ? index
            : null;

    private static void Check(string what, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw Invalid($"impossible {what}: {value}; it must be from {least} to {most}");
        }
    }

    private static InvalidConfigurationException Invalid(string message) => new(message);
}
