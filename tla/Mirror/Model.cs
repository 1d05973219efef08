using System.Text.Json;
using System.Text.Json.Serialization;
using BgpVerified.Checker.Traces;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Mirror;

/// <summary>A configuration that stands in TLA+ as well, with what is expected of it.</summary>
public sealed record Model
{
    /// <summary>Its name: a scenario's, with letters and hyphens, or one of its own. The TLA+ module has it without the hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>The protocol, by its name on the command line.</summary>
    public string Protocol { get; init; } = "bgp";

    /// <summary>What it is, in one line.</summary>
    public required string Says { get; init; }

    /// <summary>The scenario that it varies; null for the corrected protocol with the default sizes.</summary>
    public string? Scenario { get; init; }

    /// <inheritdoc cref="Configuration.Acceptors"/>
    public int? Acceptors { get; init; }

    /// <inheritdoc cref="Configuration.Faults"/>
    public int? Faults { get; init; }

    /// <inheritdoc cref="Configuration.FastFaults"/>
    public int? FastFaults { get; init; }

    /// <inheritdoc cref="Configuration.Byzantine"/>
    public IReadOnlyList<string>? Byzantine { get; init; }

    /// <inheritdoc cref="Configuration.Crashes"/>
    public int? Crashes { get; init; }

    /// <inheritdoc cref="Configuration.Commands"/>
    public IReadOnlyList<string>? Commands { get; init; }

    /// <inheritdoc cref="Configuration.Conflicts"/>
    public IReadOnlyList<string>? Conflicts { get; init; }

    /// <inheritdoc cref="Configuration.Ballots"/>
    public IReadOnlyList<string>? Ballots { get; init; }

    /// <inheritdoc cref="Configuration.Views"/>
    public int? Views { get; init; }

    /// <inheritdoc cref="Configuration.Learners"/>
    public int? Learners { get; init; }

    /// <inheritdoc cref="Configuration.MaxLength"/>
    public int? MaxLength { get; init; }

    /// <inheritdoc cref="Configuration.Repeats"/>
    public bool? Repeats { get; init; }

    /// <inheritdoc cref="Configuration.Orders"/>
    public bool? Orders { get; init; }

    /// <inheritdoc cref="Configuration.LastBallotWaits"/>
    public bool? LastBallotWaits { get; init; }

    /// <summary>The rules taken out.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>The rules put in.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>How many distinct states there are; 0 if nobody has counted them.</summary>
    public long States { get; init; }

    /// <summary>How many steps there are from a state to another one; 0 if nobody has counted them.</summary>
    public long Transitions { get; init; }

    /// <summary>The safety properties that fail, in the order of their names.</summary>
    public IReadOnlyList<string> Violates { get; init; } = [];

    /// <summary>
    /// When the graphs are compared: <c>tests</c>, at every test run; <c>all</c>, with CROSSCHECK=all; <c>tlc</c>, too large for the npm
    /// tool.
    /// </summary>
    public required string RunBy { get; init; }

    /// <summary>The name of its TLA+ module.</summary>
    [JsonIgnore]
    public string Module => string.Concat(Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>The mirror of its protocol.</summary>
    [JsonIgnore]
    public ProtocolMirror Mirror => Mirrors.Of(Protocol)
        ?? throw new InvalidConfigurationException(
            $"model {Name} names no protocol with a mirror; these are {string.Join(", ", Mirrors.All.Select(m => m.Protocol.Name))}");

    /// <summary>The configuration.</summary>
    /// <returns>The scenario's, with what the model says otherwise.</returns>
    /// <exception cref="InvalidConfigurationException">There is no such scenario or rule.</exception>
    public Configuration Configuration()
    {
        var protocol = Mirror.Protocol;
        var start = protocol.Scenarios.FirstOrDefault(scenario => scenario.Name == Scenario)?.Configuration
            ?? (Scenario is null
                ? new Configuration { Rules = protocol.Corrected() }
                : throw new InvalidConfigurationException(
                    $"model {Name} names no scenario '{Scenario}'; the scenarios "
                    + $"are {string.Join(", ", protocol.Scenarios.Select(s => s.Name))}"));
        foreach (var rule in Without.Concat(With).Where(rule => protocol.Rules.All(known => known.Name != rule)))
        {
            throw new InvalidConfigurationException(
                $"model {Name} names no rule '{rule}'; the rules are {string.Join(", ", protocol.Rules.Select(known => known.Name))}");
        }

        return start with
        {
            Acceptors = Acceptors ?? start.Acceptors,
            Faults = Faults ?? start.Faults,
            FastFaults = FastFaults ?? start.FastFaults,
            Byzantine = Byzantine is { } byzantine ? new(byzantine) : start.Byzantine,
            Crashes = Crashes ?? start.Crashes,
            Commands = Commands is { } commands ? new(commands) : start.Commands,
            Conflicts = Conflicts is { } conflicts ? new(conflicts) : start.Conflicts,
            Ballots = Ballots is { } ballots ? new(ballots) : start.Ballots,
            Views = Views ?? start.Views,
            Learners = Learners ?? start.Learners,
            MaxLength = MaxLength ?? start.MaxLength,
            Repeats = Repeats ?? start.Repeats,
            Orders = Orders ?? start.Orders,
            LastBallotWaits = LastBallotWaits ?? start.LastBallotWaits,
            Rules = new ValueSet<string>(start.Rules.Where(rule => !Without.Contains(rule))).Union(With),
        };
    }
}

/// <summary>The list of models, <c>tla/models.json</c>.</summary>
public static class ModelList
{
    /// <summary>Every model, in the order of the list.</summary>
    public static IReadOnlyList<Model> All { get; } =
        JsonSerializer.Deserialize<List<Model>>(Source.Text("models.json"),
            new JsonSerializerOptions(TraceJson.Options) { ReadCommentHandling = JsonCommentHandling.Skip })!;

    /// <summary>A model by its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidConfigurationException">There is none of that name.</exception>
    public static Model Named(string name) =>
        All.FirstOrDefault(model => model.Name == name)
        ?? throw new InvalidConfigurationException(
            $"unknown model '{name}'; the models are {string.Join(", ", All.Select(model => model.Name))}");
}
