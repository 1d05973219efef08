using System.Reflection;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Kit;

/// <summary>What a rule, a guard that can be taken out, is for. On the member of a protocol's enumeration of its rules.</summary>
/// <param name="location">Where the paper has it, or should have it.</param>
/// <param name="why">What it is for: what happens without it.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class RuleAttribute(string location, string why) : Attribute
{
    /// <summary>Where the paper has it, or should have it.</summary>
    public string Location => location;

    /// <summary>What it is for.</summary>
    public string Why => why;

    /// <summary>The property that fails without it; null when no configuration tried shows that it is needed.</summary>
    public string? Protects { get; init; }

    /// <summary>The scenario that shows it; the protocol's first, if it is left out.</summary>
    public string? Scenario { get; init; }

    /// <summary>Whether the paper has it.</summary>
    public bool Published { get; init; } = true;

    /// <summary>Whether the corrected protocol has it.</summary>
    public bool Corrected { get; init; } = true;
}

/// <summary>The names of rules on the command line: <c>EchoOnce</c> is <c>echo-once</c>.</summary>
public static class RuleNames
{
    /// <summary>The name of a rule.</summary>
    /// <typeparam name="TRule">The protocol's rules.</typeparam>
    /// <param name="rule">The rule.</param>
    /// <returns>The name.</returns>
    public static string Of<TRule>(TRule rule)
        where TRule : struct, Enum =>
        string.Concat($"{rule}".Select((c, i) => i > 0 && char.IsUpper(c)
            ? $"-{char.ToLowerInvariant(c)}"
            : $"{char.ToLowerInvariant(c)}"));

    /// <summary>The rule of a name.</summary>
    /// <typeparam name="TRule">The protocol's rules.</typeparam>
    /// <param name="name">The name.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="InvalidConfigurationException">There is none of that name.</exception>
    public static TRule Parse<TRule>(string name)
        where TRule : struct, Enum =>
        Enum.GetValues<TRule>().Cast<TRule?>().FirstOrDefault(rule => Of(rule!.Value) == name)
        ?? throw new InvalidConfigurationException(
            $"unknown rule '{name}'; the rules are {string.Join(", ", Enum.GetValues<TRule>().Select(Of))}");

    /// <summary>The table of a protocol's rules, as their attributes say.</summary>
    /// <typeparam name="TRule">The protocol's rules.</typeparam>
    /// <param name="scenario">The scenario of a rule that names none.</param>
    /// <returns>The rules, in the order of the enumeration.</returns>
    /// <exception cref="InvalidModelException">A member has no attribute.</exception>
    public static IReadOnlyList<Rule> Table<TRule>(string scenario)
        where TRule : struct, Enum =>
        [.. from rule in Enum.GetValues<TRule>()
            let said = typeof(TRule).GetField($"{rule}")!.GetCustomAttribute<RuleAttribute>()
                ?? throw new InvalidModelException(
                    $"the rule {typeof(TRule).Name}.{rule} does not say what it is for; put [Rule(\"where\", \"why\")] before it")
            select new Rule(Of(rule), said.Published, said.Corrected, said.Location, said.Protects, said.Why, said.Scenario ?? scenario)];
}

/// <summary>A configuration, as handlers read it, with rules that can be taken out.</summary>
/// <typeparam name="TRule">The rules.</typeparam>
public interface IRuled<in TRule>
    where TRule : struct, Enum
{
    /// <summary>Whether a rule is in force.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>True if it is.</returns>
    bool Has(TRule rule);
}

/// <summary>Guards that can be taken out.</summary>
public static class Ruled
{
    /// <summary>A guard that can be taken out: <c>config.Asks(Rule.VoteOnce, self.Voted &lt; m.Ballot)</c>.</summary>
    /// <typeparam name="TRule">The rules.</typeparam>
    /// <param name="config">The configuration.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="guard">What it asks for.</param>
    /// <returns>True if it is fulfilled, or the rule is out.</returns>
    public static bool Asks<TRule>(this IRuled<TRule> config, TRule rule, bool guard)
        where TRule : struct, Enum => guard || !config.Has(rule);
}

/// <summary>A configuration as handlers read it: the sizes, and which rules are in force.</summary>
/// <typeparam name="TRule">The protocol's rules.</typeparam>
public abstract class RuledConfig<TRule> : IRuled<TRule>
    where TRule : struct, Enum
{
    private readonly HashSet<TRule> rules;

    /// <summary>Reads a configuration.</summary>
    /// <param name="source">The configuration.</param>
    /// <param name="uses">The options that mean something to the protocol, as the command line has them, such as <c>views</c>; acceptors,
    /// faults, byzantine, crashes, commands and rules mean something to all.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    protected RuledConfig(Configuration source, params IReadOnlyList<string> uses)
    {
        ConfigurationText.CheckRange("acceptors", source.Acceptors, 1, 16);
        ConfigurationText.CheckRange("faults", source.Faults, 0, source.Acceptors - 1);
        ConfigurationText.CheckCrashes(source);
        RefuseMeaningless(source, uses);
        Source = source;
        rules = [.. source.Rules.Select(RuleNames.Parse<TRule>)];
    }

    /// <summary>Reads a configuration of something that runs: the bounds of what is explored do not concern it.</summary>
    /// <param name="source">The configuration: acceptors, faults, and what the protocol makes of the rest.</param>
    /// <param name="inForce">The rules in force.</param>
    protected RuledConfig(Configuration source, IEnumerable<TRule> inForce) => (Source, rules) = (source, [.. inForce]);

    /// <summary>The configuration that it was read from.</summary>
    public Configuration Source { get; }

    /// <summary>N: how many processes quorums are made of.</summary>
    public int N => Source.Acceptors;

    /// <summary>f: how many faulty ones they tolerate.</summary>
    public int F => Source.Faults;

    /// <summary>The values that clients propose, as text.</summary>
    public IReadOnlyList<string> Values => Source.Commands;

    /// <summary>Whether a rule is in force.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>True if it is.</returns>
    public bool Has(TRule rule) => rules.Contains(rule);

    /// <summary>Other protocols' bounds: a model has none of them, and does as if nothing were said only where nothing is.</summary>
    private static void RefuseMeaningless(Configuration source, IReadOnlyList<string> uses)
    {
        (string Option, bool IsSaid)[] options =
        [
            ("ballots", source.Ballots.Count > 0), ("views", source.Views != 1), ("learners", source.Learners != 1),
                ("conflicts", source.Conflicts is not null),
            ("fast-faults", source.FastFaults is not null), ("max-length", source.MaxLength is not null), ("repeats", source.Repeats),
                ("orders", source.Orders),
        ];
        if (options.FirstOrDefault(option => option.IsSaid && !uses.Contains(option.Option)).Option is { } meaningless)
        {
            throw new InvalidConfigurationException($"{meaningless} means nothing here; leave --{meaningless} out");
        }
    }
}

/// <summary>A protocol with a model.</summary>
/// <typeparam name="TRule">Its rules.</typeparam>
/// <param name="name">Its name on the command line.</param>
/// <param name="summary">What it is, in one line.</param>
/// <param name="build">Builds the model of a configuration.</param>
public abstract class Protocol<TRule>(string name, string summary, Func<Configuration, ISystem> build) : IProtocol
    where TRule : struct, Enum
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Summary => summary;

    /// <inheritdoc/>
    public IReadOnlyList<Rule> Rules => RuleNames.Table<TRule>(FirstScenario);

    /// <inheritdoc/>
    public virtual IReadOnlyList<Erratum> Errata => [];

    /// <inheritdoc/>
    public abstract IReadOnlyList<Scenario> Scenarios { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> DefaultScenarios => [FirstScenario];

    /// <inheritdoc/>
    public virtual string PublishedScenario => FirstScenario;

    /// <summary>The name of the first scenario.</summary>
    protected abstract string FirstScenario { get; }

    /// <summary>Where the protocol's configurations begin: the corrected rules, and nothing that it has no use for.</summary>
    protected Configuration Start => new()
    {
        Commands = new(["a"]),
        Ballots = ValueList<string>.Empty,
        Learners = 1,
        Rules = new(RuleNames.Table<TRule>(string.Empty).Where(rule => rule.Corrected).Select(rule => rule.Name)),
    };

    /// <inheritdoc/>
    public ISystem Build(Configuration configuration)
    {
        var system = build(configuration);

        // A model is declared when it is first asked for something: now, so that what is impossible is refused here.
        return system.Processes.Count > 0 ? system : throw new InvalidModelException($"{name} has no processes; declare a Role");
    }
}
