using BgpVerified.Checker.Schedules;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.SelfChecks;

/// <summary>A check that nobody chose: a protocol in a random configuration, and which property is asked for.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Scenario">The scenario that the configuration began from.</param>
/// <param name="Configuration">What is explored.</param>
/// <param name="Property">The one property to check; null for all.</param>
public sealed record DrawnCheck(IProtocol Protocol, Scenario Scenario, Configuration Configuration, string? Property)
{
    /// <summary>The arguments of <c>bgpv check</c> that make the same run.</summary>
    public string Command
    {
        get
        {
            var (from, to) = (Scenario.Configuration, Configuration);
            List<string> words = ["check", Protocol.Name, "--scenario", Scenario.Name];
            words.AddRange(from.Rules.Except(to.Rules).SelectMany(rule => (string[])["--without", rule]));
            words.AddRange(to.Rules.Except(from.Rules).SelectMany(rule => (string[])["--with", rule]));
            Add("--acceptors", from.Acceptors, to.Acceptors);
            Add("--faults", from.Faults, to.Faults);
            Add("--fast-faults", from.FastFaults, to.FastFaults);
            words.AddRange(["--byzantine", Joined(to.Byzantine)]);
            Add("--faulty", Joined(from.Faulty), Joined(to.Faulty));
            Add("--crashes", to.Faulty.Count > 0 ? to.Faulty.Count : from.Crashes, to.Crashes);
            Add("--omissions", from.Omissions, to.Omissions);
            Add("--commands", Joined(from.Commands), Joined(to.Commands));
            Add("--conflicts", from.Conflicts is null ? null : Joined(from.Conflicts), to.Conflicts is null ? null : Joined(to.Conflicts));
            Add("--ballots", Joined(from.Ballots), Joined(to.Ballots));
            Add("--views", from.Views, to.Views);
            Add("--learners", from.Learners, to.Learners);
            Add("--max-length", from.MaxLength, to.MaxLength);
            if (to.Repeats && !from.Repeats)
            {
                words.Add("--repeats");
            }

            if (to.Orders && !from.Orders)
            {
                words.Add("--orders");
            }

            Add("--property", null, Property);
            return string.Join(' ', words);

            void Add(string option, object? usual, object? value)
            {
                if (value is not null && !value.Equals(usual))
                {
                    words.AddRange([option, value is Omission ? $"{value}".ToLowerInvariant() : $"{value}"]);
                }
            }
        }
    }

    /// <summary>Draws a check.</summary>
    /// <param name="protocols">The protocols to draw from.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="number">Which check of that seed.</param>
    /// <returns>The check; null if what was drawn is no possible configuration.</returns>
    public static DrawnCheck? Draw(IReadOnlyList<IProtocol> protocols, ulong seed, long number)
    {
        var random = RandomNumbers.ForRun(seed, number);
        var protocol = protocols[random.Next(protocols.Count)];
        var scenario = protocol.Scenarios[random.Next(protocol.Scenarios.Count)];
        var ruled = Ruled(random, protocol, scenario.Configuration);
        var configuration = ruled.Ballots.Count > 0 ? Sized(random, ruled) : Peopled(random, protocol, ruled);
        try
        {
            var system = protocol.Build(configuration);
            var property = random.OneIn(3) && system.Properties.Count > 0 ? system.Properties[random.Next(system.Properties.Count)].Name
                : null;
            var ordered = random.OneIn(3) ? WithOrders(protocol, configuration) : configuration;
            var faulty = random.OneIn(3) ? WithFaulty(random, protocol, ordered, property) : ordered;
            return new(protocol, scenario, random.OneIn(6) ? WithOthersRules(random, protocol, faulty, property) : faulty, property);
        }
        catch (InvalidConfigurationException)
        {
            return null;
        }
    }

    /// <summary>With any order, where leaders put commands in an order; drawn late, as it then changes nothing else.</summary>
    private static Configuration WithOrders(IProtocol protocol, Configuration configuration) =>
        IfPossible(protocol, configuration, configuration with { Orders = true }, null);

    /// <summary>With one process or two of any role that may crash, or acceptors, and with omissions; drawn last.</summary>
    private static Configuration WithFaulty(RandomNumbers random, IProtocol protocol, Configuration c, string? property)
    {
        string[] names = [.. protocol.Build(c).Processes.Where(process => process.Fault != Fault.Byzantine)
            .Select(process => process.Name)];
        var faulty = new ValueSet<string>(Enumerable.Range(0, names.Length == 0 ? 0 : random.Next(3)).Select(_ => Pick(random, names)));
        var changed = c with
        {
            Faulty = faulty,
            Crashes = faulty.Count > 0 ? 1 + random.Next(faulty.Count) : 1,
            Omissions = (Omission)random.Next(4),
        };
        return IfPossible(protocol, c, changed, property);
    }

    /// <summary>
    /// With the rules that some scenario has and the corrected protocol has not, such as mean something only together; drawn last.
    /// </summary>
    private static Configuration WithOthersRules(RandomNumbers random, IProtocol protocol, Configuration c, string? property)
    {
        var corrected = protocol.Corrected();
        var optional = protocol.Scenarios.Select(scenario => new ValueSet<string>(scenario.Configuration.Rules.Except(corrected)))
            .Where(rules => rules.Count > 1).Distinct().ToList();
        return optional.Count == 0
            ? c
            : IfPossible(protocol, c, c with { Rules = c.Rules.Union(optional[random.Next(optional.Count)]) }, property);
    }

    private static Configuration IfPossible(IProtocol protocol, Configuration configuration, Configuration changed, string? property)
    {
        try
        {
            var system = protocol.Build(changed);
            return property is null || system.Properties.Any(p => p.Name == property) ? changed : configuration;
        }
        catch (InvalidConfigurationException)
        {
            return configuration;
        }
    }

    private static Configuration Ruled(RandomNumbers random, IProtocol protocol, Configuration configuration)
    {
        var rules = configuration.Rules.ToList();
        for (var left = random.Next(4); left > 0 && rules.Count > 0; left--)
        {
            rules.RemoveAt(random.Next(rules.Count));
        }

        if (random.OneIn(6))
        {
            rules.Add(protocol.Rules[random.Next(protocol.Rules.Count)].Name);
        }

        return configuration with { Rules = new(rules) };
    }

    /// <summary>Small sizes, so that the whole graph can be explored; every field is drawn by itself.</summary>
    private static Configuration Sized(RandomNumbers random, Configuration c)
    {
        c = random.OneIn(4) ? c : c with { Acceptors = 1 + random.Next(5), Faults = random.Next(2) };
        c = random.OneIn(2)
            ? c
            : c with
            {
                Byzantine = new(Pick(random, "", "leader", $"a{c.Acceptors}", $"a{c.Acceptors},leader", "p1", "l1",
            $"a{c.Acceptors},p1", "a1", "a1", "leader0", "p2", $"l{c.Learners}", $"a{c.Acceptors},l1,leader")
            .Split(',', StringSplitOptions.RemoveEmptyEntries))
            };
        c = random.OneIn(3) ? c : c with { Learners = 1 + random.Next(3) };
        c = random.OneIn(2) ? c : c with
        {
            Commands = new(Pick(random, "a", "a,b", "a@p1,b@p1", "a,u*", "u*", "a@p2", "a,b,c", "a,c!", "u*,c!").Split(',')),
            Conflicts = null
        };
        c = random.OneIn(3) || c.Commands.Count < 2 ? c with { Conflicts = c.Commands.Count < 2 ? null : c.Conflicts }
            : c with { Conflicts = random.OneIn(2) ? null : ValueList<string>.Empty };
        c = random.OneIn(2)
            ? c
            : c with { Ballots = new(Pick(random, "classic", "fast", "fast,classic", "classic,classic", "fast,fast").Split(',')) };
        c = random.OneIn(2) ? c : c with { Views = 1 + random.Next(3) };
        c = random.OneIn(5) ? c with { Crashes = random.Next(2) } : c;
        c = random.OneIn(4) ? c with { Repeats = true } : c;
        c = random.OneIn(3) ? c with { FastFaults = c.FastFaults is null ? null : random.Next(2) } : c;
        return random.OneIn(2) ? c with { MaxLength = c.MaxLength is null && !random.OneIn(3) ? null : 1 } : c;
    }

    /// <summary>Of a protocol without ballots: other numbers, and other processes that are Byzantine, by the names that it has.</summary>
    private static Configuration Peopled(RandomNumbers random, IProtocol protocol, Configuration c)
    {
        string[] names = [.. protocol.Build(c).Processes.Select(process => process.Name)];
        c = random.OneIn(3) ? c : c with { Acceptors = 1 + random.Next(5), Faults = random.Next(3) };
        c = random.OneIn(3) ? c : c with { Byzantine = new(Enumerable.Range(0, random.Next(3)).Select(_ => Pick(random, names))) };
        c = random.OneIn(2) ? c : c with { Commands = new(Pick(random, "a", "a,b", "a,b,c").Split(',')) };
        return random.OneIn(3) ? c with { Crashes = random.Next(2) } : c;
    }

    private static string Pick(RandomNumbers random, params string[] options) => options[random.Next(options.Length)];

    private static string Joined(IEnumerable<string> items) => string.Join(',', items) is { Length: > 0 } text ? text : "none";
}
