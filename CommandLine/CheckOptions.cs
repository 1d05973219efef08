using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.CommandLine;

/// <summary>The options of <c>check</c>, and what they make of a scenario.</summary>
internal sealed class CheckOptions(BgpvProgram program, Catalogue catalogue)
{
    private const int UsualFurther = 2;
    private const int MostFurther = 8;

    private readonly Option<string?> rules = new("--rules") { Description = "published or corrected (default)" };
    private readonly Option<string[]> without = new("--without") { Description = "take a rule out; repeatable" };
    private readonly Option<string[]> with = new("--with") { Description = "put a rule in; repeatable" };
    private readonly Option<string?> scenario =
        new("--scenario") { Description = $"a named configuration; see '{program.Name} list PROTOCOL'" };
    private readonly Option<string?> acceptors = new("--acceptors") { Description = "N" };
    private readonly Option<string?> faults = new("--faults") { Description = "f" };
    private readonly Option<string?> fastFaults =
        new("--fast-faults") { Description = "t: faulty acceptors despite which learning is still fast" };
    private readonly Option<string?> byzantine =
        new("--byzantine") { Description = "Byzantine processes, such as a3,leader,p1; none for none" };
    private readonly Option<string?> crashes = new("--crashes") { Description = "how many acceptors may crash, or of those named" };
    private readonly Option<string?> faulty =
        new("--faulty")
        {
            Description = "who may crash, such as l1,leader (default: any acceptor); all of them, if --crashes is not "
            + "given"
        };
    private readonly Option<string?> omissions =
        new("--omissions") { Description = "what these may do besides: none (default), send, receive or general omissions" };
    private readonly Option<string?> commands =
        new("--commands") { Description = "commands, such as a,b,u* (* universally commutative) or a@p1,b@p1 (authors)" };
    private readonly Option<string?> conflicts =
        new("--conflicts") { Description = "conflicting pairs, such as a-b,b-c; none for none (default: all but universal ones)" };
    private readonly Option<string?> ballots = new("--ballots") { Description = "kinds of each view's ballots, such as fast,classic" };
    private readonly Option<string?> views = new("--views") { Description = "number of views" };
    private readonly Option<string?> learners = new("--learners") { Description = "number of learners" };
    private readonly Option<string?> maxLength = new("--max-length") { Description = "longest sequence that the adversary proposes" };
    private readonly Option<bool> repeats =
        new("--repeats") { Description = "these sequences may repeat commands and hold universally commutative ones" };
    private readonly Option<bool> orders = new("--orders") { Description = "a correct leader may append commands in any order" };
    private readonly Option<string?> network =
        new("--network")
        {
            Description = "set (default): messages may be delivered any number of times, in any order, or never; "
        + "reliable: once, in any order; fifo: once, in order; once: as reliable, but what is of no use when it comes is gone"
        };
    private readonly Option<string?> search =
        new("--search")
        {
            Description = "bfs (default): every state, breadth first; or schedules, message by message: dfs, random, pct, "
        + "delay, swarm"
        };
    private readonly Option<string?> seed = new("--seed") { Description = "the seed of the schedules (default 1)" };
    private readonly Option<string?> schedules = new("--schedules") { Description = "how many schedules to run (default 10000)" };
    private readonly Option<string?> maxStates = new("--max-states") { Description = "stop after about so many distinct states" };
    private readonly Option<string?> maxDepth =
        new("--max-depth") { Description = "stop after so many steps; of each schedule (default 10000)" };
    private readonly Option<string?> time =
        new("--time") { Description = "stop after a time, such as 60s, 5m or 1h: of the whole command, shared by the scenarios" };
    private readonly Option<string?> memory =
        new("--memory")
        {
            Description = "stop before the process uses so much memory, such as 512m or 4g (default: four fifths of what "
        + "there is)"
        };
    private readonly Option<string?> workers = new("--workers") { Description = "number of threads (default 1)" };
    private readonly Option<bool> symmetry =
        new("--symmetry") { Description = "take states that differ in the names of acceptors for one (the default; see --unreduced)" };
    private readonly Option<bool> unreduced = new("--unreduced") { Description = "no symmetry, every interleaving: the whole state graph" };
    private readonly Option<string?> further =
        new("--further")
        {
            Description = "go on from stuck states with up to so many further ballots, views, timestamps or regencies "
        + "under correct leaders, and call only what stays stuck a violation (default 2); 0: what is stuck is a violation"
        };
    private readonly Option<string?> property = new("--property") { Description = "check only this property" };

    public Option<string?> TraceFile { get; } = new("--trace") { Description = "where to write the counterexample" };

    public Option<bool> Json { get; } = new("--json") { Description = "one JSON object on standard output" };

    private IEnumerable<Option> Configuring =>
    [
        acceptors, faults, fastFaults, byzantine, crashes, faulty, omissions, commands, conflicts, ballots, views, learners, maxLength,
        repeats, orders,
    ];

    public void AddTo(Command command)
    {
        foreach (var option in (IEnumerable<Option>)[rules, without, with, scenario, .. Configuring, network, search, seed, schedules,
            maxStates, maxDepth, time, memory, workers, symmetry, unreduced, further, property, TraceFile, Json])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The scenarios to run: those of the protocol's default run, or the one that the options name or make.</summary>
    public IReadOnlyList<Scenario> Scenarios(ParseResult parsed, IProtocol protocol)
    {
        var published = Choice(parsed, rules, "corrected", "published") == "published";
        var removed = List(parsed.GetValue(without)).Select(name => catalogue.Rule(protocol, name)).ToList();
        var added = List(parsed.GetValue(with)).Select(name => catalogue.Rule(protocol, name).Name).ToList();
        if (removed.FirstOrDefault(rule => added.Contains(rule.Name)) is { } both)
        {
            throw new BadInputException($"rule '{both.Name}' is both put in and taken out; give one of {with.Name} and {without.Name}");
        }

        RefuseTwice(removed.Select(rule => rule.Name).Concat(added), "rule");
        var named = parsed.GetValue(scenario);
        if (named is null && !published && removed.Count == 0 && added.Count == 0 && !Configuring.Any(option => IsGiven(parsed, option)))
        {
            return [.. protocol.DefaultScenarios.Select(name => catalogue.Scenario(protocol, name))];
        }

        var found = catalogue.Scenario(protocol, named
            ?? (published ? protocol.PublishedScenario : removed is [var rule, ..] ? rule.Scenario : protocol.Scenarios[0].Name));
        var inForce = parsed.GetResult(rules) is null ? found.Configuration.Rules : published ? protocol.Published() : protocol.Corrected();
        if (removed.FirstOrDefault(r => !inForce.Contains(r.Name)) is { } absent)
        {
            throw new BadInputException(
                $"rule '{absent.Name}' is not in force there, so it cannot be taken out; the rules in force "
                + $"are {string.Join(", ", inForce)}");
        }

        if (added.FirstOrDefault(inForce.Contains) is { } present)
        {
            throw new BadInputException($"rule '{present}' is in force there, so it cannot be put in");
        }

        var configuration = Override(parsed, found.Configuration) with
        {
            Rules = new(inForce.Except(removed.Select(r => r.Name)).Concat(added)),
        };
        return [configuration.Equals(found.Configuration)
            ? found
            : found with { Configuration = configuration, Description = "changed by " + Given(parsed) }];
    }

    /// <summary>The protocol in a scenario. What is impossible is said with where it comes from.</summary>
    public ISystem Build(ParseResult parsed, IProtocol protocol, Scenario scenario)
    {
        try
        {
            return protocol.Build(scenario.Configuration);
        }
        catch (InvalidConfigurationException e) when (Configuring.Any(option => IsGiven(parsed, option)))
        {
            var subject = e.Message.Split(':', ';')[0];
            var named = Configuring.Where(option =>
                Regex.IsMatch(subject, $@"(?<![\w-]){option.Name[2..]}(?![\w-])", RegexOptions.IgnoreCase)).ToList();
            var message = named.FirstOrDefault(option => IsGiven(parsed, option)) is { } given
                ? Regex.Replace(e.Message, $@"^impossible {given.Name[2..]}: (\S+);", $"impossible {given.Name} '$1';")
                : e.Message;
            var inherited = named.Where(option => !IsGiven(parsed, option)).Select(option => option.Name).ToList();
            throw new BadInputException(inherited.Count == 0
                ? message
                : $"{message}; {string.Join(" and ", inherited)} {(inherited.Count == 1 ? "is" : "are")} as in scenario "
                + $"'{scenario.Name}', since not given");
        }
    }

    /// <summary>Which engine explores: <c>bfs</c>, or one that runs schedules.</summary>
    public string Search(ParseResult parsed)
    {
        if (parsed.GetValue(search) == "coyote")
        {
            throw new BadInputException(
                "Microsoft Coyote explores in the tests, where its packages are found: run 'dotnet test CoyoteTests' and read "
                + "docs/COYOTE.md; here --search is " + string.Join(" or ", Engines.Names));
        }

        var chosen = Choice(parsed, search, [.. Engines.Names]);
        var over = Choice(parsed, network, "set", "reliable", "fifo", "once");
        var (foreign, reason) = chosen == Engines.BreadthFirst
            ? ((Option[])[seed, schedules], "for schedules: choose --search " + string.Join(" or ", Engines.Names.Skip(1)))
            : ([maxStates, workers, symmetry, unreduced, further], "for --search " + Engines.BreadthFirst);
        if (parsed.GetValue(symmetry) && parsed.GetValue(unreduced))
        {
            throw new BadInputException($"{symmetry.Name} and {unreduced.Name} contradict each other; give one of them");
        }

        if (foreign.FirstOrDefault(option => IsGiven(parsed, option)) is { } given)
        {
            throw new BadInputException($"{given.Name} does nothing with --search {chosen}; it is {reason}");
        }

        return chosen == Engines.BreadthFirst && over != "set"
            ? throw new BadInputException(
                $"--search {chosen} explores the network set; for --network {over} choose "
                + $"--search {string.Join(" or ", Engines.Names.Skip(1))}")
            : chosen;
    }

    /// <summary>The seed of the schedules.</summary>
    public ulong Seed(ParseResult parsed) => (ulong)(Number(parsed, seed, 0) ?? 1);

    /// <summary>What to run, if schedules are run.</summary>
    public ScheduleOptions Schedules(ParseResult parsed, Action<ScheduleProgress> progress, CancellationToken interrupt) => new()
    {
        Network = Enum.Parse<Network>(Choice(parsed, network, "set", "reliable", "fifo", "once"), ignoreCase: true),
        Schedules = Number(parsed, schedules, 1)
            ?? (parsed.GetValue(time) is null && Search(parsed) != Engines.DepthFirst ? 10_000 : long.MaxValue),
        MaxSteps = (int)(Number(parsed, maxDepth, 1, int.MaxValue) ?? 10_000),
        MaxTime = Time(parsed),
        MaxMemory = Memory(parsed),
        Property = parsed.GetValue(property),
        Progress = progress,
        Cancellation = interrupt,
    };

    public ExplorationOptions Exploration(ParseResult parsed, Action<ExplorationProgress> progress, CancellationToken interrupt) => new()
    {
        MaxStates = Number(parsed, maxStates, 1) ?? long.MaxValue,
        MaxDepth = (int)(Number(parsed, maxDepth, 1, int.MaxValue) ?? int.MaxValue),
        MaxTime = Time(parsed),
        MaxMemory = Memory(parsed),
        Workers = (int)(Number(parsed, workers, 1, 64) ?? 1),
        Symmetry = IsGiven(parsed, symmetry) ? parsed.GetValue(symmetry) : !parsed.GetValue(unreduced),
        Further = (int)(Number(parsed, further, 0, MostFurther) ?? UsualFurther),
        ObserversLast = !parsed.GetValue(unreduced),
        Property = parsed.GetValue(property),
        Progress = progress,
        Cancellation = interrupt,
    };

    private Configuration Override(ParseResult parsed, Configuration scenario)
    {
        var result = scenario with
        {
            Acceptors = Size(parsed, acceptors, scenario.Acceptors),
            Faults = Size(parsed, faults, scenario.Faults),
            FastFaults = parsed.GetResult(fastFaults) is null ? scenario.FastFaults : Size(parsed, fastFaults, scenario.FastFaults ?? 0),
            Crashes = Size(parsed, crashes, List(parsed, faulty) is { Count: > 0 and var named } ? named : scenario.Crashes),
            Faulty = List(parsed, faulty) is { } failing ? new(failing) : scenario.Faulty,
            Omissions = parsed.GetResult(omissions) is null
                ? scenario.Omissions
                : Enum.Parse<Omission>(Choice(parsed, omissions, "none", "send", "receive", "general"), ignoreCase: true),
            Commands = List(parsed, commands) ?? scenario.Commands,
            Conflicts = parsed.GetResult(conflicts) is null && parsed.GetResult(commands) is not null ? null : List(parsed, conflicts)
                ?? scenario.Conflicts,
            Ballots = List(parsed, ballots) ?? scenario.Ballots,
            Views = Size(parsed, views, scenario.Views),
            Learners = Size(parsed, learners, scenario.Learners),
            MaxLength = parsed.GetResult(maxLength) is null ? scenario.MaxLength : Size(parsed, maxLength, scenario.Commands.Count),
            Repeats = scenario.Repeats || parsed.GetValue(repeats),
            Orders = scenario.Orders || parsed.GetValue(orders),
        };
        if (parsed.GetResult(omissions) is not null && result is { Omissions: not Omission.None, Crashes: 0 })
        {
            throw new BadInputException(
                $"{omissions.Name} does nothing without {crashes.Name}; it says what those that may crash may do besides");
        }

        if (parsed.GetValue(faulty) is "")
        {
            throw new BadInputException($"{faulty.Name} '' names nobody; name who may fail, such as l1,leader, or say none");
        }

        RefuseTwice(List(parsed, faulty) ?? ValueList<string>.Empty, "process");
        RefuseTwice((List(parsed, conflicts) ?? ValueList<string>.Empty)
            .Select(pair => string.Join('-', pair.Split('-').Order(StringComparer.Ordinal))), "conflict");
        if (List(parsed, byzantine) is { } names)
        {
            RefuseTwice(names, "process");
            if (names.Contains("leader") && names.FirstOrDefault(name => name.StartsWith("leader", StringComparison.Ordinal)
                && name.Length > "leader".Length) is { } one)
            {
                throw new BadInputException($"process '{one}' is given twice: 'leader' stands for the leaders of all views");
            }

            return result with { Byzantine = new(names) };
        }

        // The scenario's Byzantine acceptors are as many as the faults: the first ones if they lead, or the last ones. Impossible sizes are
        // refused later.
        var hasByzantineAcceptors = scenario.Byzantine.Any(IsAcceptor);
        var resized = result.Acceptors != scenario.Acceptors || result.Faults != scenario.Faults;
        var leads = scenario.Byzantine.Contains("a1");
        return resized && hasByzantineAcceptors
            ? result with
            {
                Byzantine = new(scenario.Byzantine.Where(name => !IsAcceptor(name))
                .Concat(Enumerable.Range(0, Math.Clamp(Math.Min(result.Faults, result.Acceptors), 0, 1000))
                .Select(i => leads ? $"a{i + 1}" : $"a{result.Acceptors - i}")))
            }
            : result;
    }

    /// <summary>Whether a name is an acceptor's.</summary>
    internal static bool IsAcceptor(string name) => name.Length > 1 && name[0] == 'a' && char.IsAsciiDigit(name[1]);

    private static void RefuseTwice(IEnumerable<string> names, string what)
    {
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new BadInputException($"{what} '{twice.Key}' is given twice; give it once");
        }
    }

    private static IEnumerable<string> List(string[]? values) => (values ?? []).SelectMany(value => value.Split(','));

    /// <summary>Whether an option stands on the command line; one that is on or off has a result in any case.</summary>
    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>The options given that make a configuration of a scenario, as they were written.</summary>
    private string Given(ParseResult parsed) => string.Join(' ', ((IEnumerable<Option>)[rules, without, with, .. Configuring])
        .Where(option => IsGiven(parsed, option))
        .SelectMany(option => parsed.GetResult(option)!.Tokens is { Count: > 0 } tokens
            ? tokens.Select(token => $"{option.Name} {token.Value}")
            : [option.Name]));

    private static ValueList<string>? List(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) switch
    {
        null => null,
        "none" or "" => ValueList<string>.Empty,
        var text => new(text.Split(',')),
    };

    private static string Choice(ParseResult parsed, Option<string?> option, params string[] choices)
    {
        var given = parsed.GetValue(option) ?? choices[0];
        return choices.Contains(given)
            ? given
            : throw new BadInputException($"unknown {option.Name} '{given}'; it is {string.Join(" or ", choices)}");
    }

    /// <summary>A size of the protocol, which itself says what sizes are possible.</summary>
    private static int Size(ParseResult parsed, Option<string?> option, int usual) => parsed.GetValue(option) switch
    {
        null => usual,
        var text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new BadInputException($"impossible {option.Name} '{text}'; it is a whole number such as {usual}"),
    };

    private static long? Number(ParseResult parsed, Option<string?> option, long least, long most = long.MaxValue) =>
        OptionText.Number(option.Name, parsed.GetValue(option), least, most);

    /// <summary>The time that the command may take.</summary>
    public TimeSpan Time(ParseResult parsed) => OptionText.Time(time.Name, parsed.GetValue(time));

    /// <summary>The memory that the process may use, in bytes.</summary>
    private long Memory(ParseResult parsed) => OptionText.Memory(memory.Name, parsed.GetValue(memory)) ?? MemoryLimit.Usual;
}
