using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>Reads the text of a configuration and refuses impossible ones, each in one line that says what would be right.</summary>
internal static class BgpConfigReader
{
    // No user's command has such a name: names are letters and digits.
    public const string ForgedName = "forged!";
    public const string ForgedUniversalName = "forged!*";
    public const char TwinMark = '\'';

    private const int MostCommands = 16;
    private const int MostBallots = 15;
    private const int MostSequences = 120_000;
    private const int MostOrdered = 8;

    public static void CheckSizes(Configuration source)
    {
        ConfigurationText.CheckRange("acceptors", source.Acceptors, 1, 16);
        ConfigurationText.CheckRange("faults", source.Faults, 0, source.Acceptors - 1);
        Refuse(source.FastFaults is not null,
            "fast-faults means nothing here: fast and classic ballots have the same quorums, of N - f acceptors; leave --fast-faults out");
        ConfigurationText.CheckCrashes(source);
        ConfigurationText.CheckRange("views", source.Views, 1, 8);
        ConfigurationText.CheckRange("learners", source.Learners, 1, 8);
        if (source.MaxLength is { } length)
        {
            ConfigurationText.CheckRange("max-length", length, 1, MostCommands);
        }

        if (source.Commands.Count <= MostCommands && source.Byzantine.Count > 0)
        {
            CheckSequences(source);
        }
    }

    /// <summary>Rules that change what another one does mean nothing without it.</summary>
    public static void CheckRules(IReadOnlySet<BgpRule> rules)
    {
        foreach (var rule in (BgpRule[])[BgpRule.PrefixBase, BgpRule.PrefixBound, BgpRule.PrefixExtends])
        {
            var (name, needed) = (RuleNames.Of(rule), RuleNames.Of(BgpRule.PrefixQuorums));
            Refuse(rules.Contains(rule) && !rules.Contains(BgpRule.PrefixQuorums),
                $"rule '{name}' means nothing without '{needed}'; put that in as well (--with {needed}), or take both out");
        }
    }

    /// <summary>What a quorum of different votes says of a checkpoint is not worked out.</summary>
    public static void CheckTogether(bool hasCheckpoints, IReadOnlySet<BgpRule> rules) =>
        Refuse(hasCheckpoints && rules.Contains(BgpRule.PrefixQuorums),
            "checkpoints with prefix quorums are not supported; leave out the commands with '!' or the rule 'prefix-quorums'");

    /// <summary>What a Byzantine process may propose is worked out as a whole: all sequences of commands up to a length.</summary>
    private static void CheckSequences(Configuration source)
    {
        var commands = source.Commands.Count;
        var longest = source.Repeats ? source.MaxLength ?? commands : Math.Min(source.MaxLength ?? commands, commands);
        var (possible, sequences, ofLength) = (0, 1L, 1L);
        for (var length = 1; length <= longest && sequences <= MostSequences; length++)
        {
            possible = length - 1;
            ofLength *= source.Repeats ? commands : commands - length + 1;
            sequences += ofLength;
            possible = sequences <= MostSequences ? length : possible;
        }

        Refuse(longest > possible,
            $"impossible max-length: {longest} of {commands} commands; with Byzantine processes it must be at most {possible}, "
            + "or the sequences that they could propose are too many");
    }

    /// <summary>What a correct leader may propose is worked out as a whole, too: all orders of what it may append.</summary>
    public static void CheckOrders(Configuration source, int commands) =>
        Refuse(source.Orders && commands > MostOrdered,
            $"orders of {commands} commands are too many: without universally commutative ones, "
            + $"and with the second ones of Byzantine proposers, there may be {MostOrdered}");

    public static IReadOnlyList<BallotKind> ReadBallots(Configuration source)
    {
        ConfigurationText.CheckRange("number of ballots", source.Ballots.Count, 1, MostBallots);
        return [.. source.Ballots.Select(text => text switch
        {
            "fast" => BallotKind.Fast,
            "classic" => BallotKind.Classic,
            _ => throw new InvalidConfigurationException($"unknown kind of ballot '{text}'; a ballot is 'fast' or 'classic'"),
        })];
    }

    public static (IReadOnlyList<Command> Commands, ConflictRelation Learned, ConflictRelation Agreed) ReadCommands(
        Configuration source, bool mayCheckpoint = false)
    {
        ConfigurationText.CheckRange("number of commands", source.Commands.Count, 1, MostCommands);
        var commands = new List<Command>();
        var universal = new List<string>();
        var checkpoints = new List<string>();
        foreach (var text in source.Commands)
        {
            var (name, author) = text.Split('@') is [var before, var after] ? (before, after) : (text, $"p{commands.Count + 1}");
            if (name.EndsWith('*'))
            {
                name = name[..^1];
                universal.Add(name);
            }
            else if (mayCheckpoint && name.EndsWith('!'))
            {
                name = name[..^1];
                checkpoints.Add(name);
            }

            var isReadable = name.Length > 0 && name.All(char.IsAsciiLetterOrDigit);
            Refuse(!isReadable || ConfigurationText.Numbered(author, "p", MostCommands) is null or 0,
                $"unreadable command '{text}'; a command is a name of letters and digits, then '*' if it is universally commutative"
                + (mayCheckpoint ? " or '!' if it is a checkpoint, then " : ", then ")
                + "'@p2' to name its author");
            Refuse(commands.Any(command => command.Name == name), $"command '{name}' is given twice; names are unique");
            commands.Add(new(name, author, author));
        }

        var conflicts = ReadConflicts(source, commands, universal);
        return checkpoints.Count == 0 ? (commands, conflicts, conflicts) : (commands, With(false), With(true));

        ConflictRelation With(bool ordersUniversals) =>
            conflicts.WithCheckpoints(command => checkpoints.Contains(Original(command)), KeptHistory.None, ordersUniversals);
    }

    /// <summary>The Byzantine acceptors, the views that Byzantine processes lead, and the Byzantine proposers.</summary>
    public static (ProcessSet Acceptors, ProcessSet Leaders, IReadOnlySet<string> Proposers) ReadByzantine(
        Configuration source, IReadOnlyList<string> proposers)
    {
        var (acceptors, leading, byzantineProposers) = (ProcessSet.None, ProcessSet.None, new HashSet<string>());
        var leaders = Math.Min(source.Views, source.Acceptors);
        foreach (var name in source.Byzantine)
        {
            if (name == "leader")
            {
                leading = ProcessSet.First(leaders);
            }
            else if (ConfigurationText.Numbered(name, "leader", leaders - 1) is { } first)
            {
                leading = leading.Add(first);
            }
            else if (ConfigurationText.Numbered(name, "a", source.Acceptors) is { } acceptor and > 0)
            {
                acceptors = acceptors.Add(acceptor - 1);
                leading = leading.Add(acceptor - 1);
            }
            else
            {
                Refuse(!proposers.Contains(name),
                    $"no process '{name}' can be Byzantine; here are a1 to a{source.Acceptors}, {string.Join(", ", proposers)}, leader"
                    + (source.Views > 1 ? $" (of all views), leader0 to leader{leaders - 1}" : string.Empty));
                byzantineProposers.Add(name);
            }
        }

        var views = Enumerable.Range(0, source.Views).Where(view => leading.Contains(view % source.Acceptors));
        return (acceptors, ProcessSet.Of(views), byzantineProposers);
    }

    private static ConflictRelation ReadConflicts(Configuration source, List<Command> commands, List<string> universal)
    {
        bool IsUniversal(Command command) => command.Name == ForgedUniversalName || universal.Contains(Original(command));
        if (source.Conflicts is null)
        {
            return new((_, _) => true, IsUniversal);
        }

        var pairs = new HashSet<(string, string)>();
        foreach (var text in source.Conflicts)
        {
            var names = text.Split('-');
            Refuse(names.Length != 2,
                $"unreadable conflict '{text}'; a conflict is a pair of commands, such as {commands[0]}-{commands[^1]}");
            foreach (var name in names)
            {
                Refuse(commands.All(command => command.Name != name),
                    $"conflict '{text}' names no command '{name}'; the commands are {string.Join(", ", commands)}");
                Refuse(universal.Contains(name),
                    $"conflict '{text}' names '{name}', which is universally commutative; such a command conflicts with none");
            }

            Refuse(names[0] == names[1], $"conflict '{text}' pairs a command with itself; a conflict is between two different commands");
            pairs.Add((names[0], names[1]));
        }

        return new((x, y) => Original(x) == Original(y) || pairs.Contains((Original(x), Original(y))), IsUniversal);
    }

    private static string Original(Command command) => command.Name.TrimEnd(TwinMark);

    private static void Refuse(bool isImpossible, string message)
    {
        if (isImpossible)
        {
            throw new InvalidConfigurationException(message);
        }
    }
}
