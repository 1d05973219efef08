using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Checker.Traces;

/// <summary>A trace file that cannot be used. The message is one line: what is wrong, and what would be right.</summary>
/// <param name="message">That line.</param>
public sealed class InvalidTraceException(string message) : Exception(message);

/// <summary>A trace as it stands in a file: enough to run it again, and what it showed.</summary>
public sealed record TraceDocument
{
    /// <summary>The name of the format.</summary>
    public const string FormatName = "bgpverified-trace";

    /// <summary>The version of the format that this program writes and reads.</summary>
    public const int CurrentVersion = 2;

    /// <summary>Always <see cref="FormatName"/>.</summary>
    public string Format { get; init; } = FormatName;

    /// <summary>The version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The protocol's name.</summary>
    public required string Protocol { get; init; }

    /// <summary>How messages reach processes.</summary>
    public required Delivery Delivery { get; init; }

    /// <summary>The property violated at the end.</summary>
    public required string Property { get; init; }

    /// <summary>What was explored.</summary>
    public required ConfigurationDocument Config { get; init; }

    /// <summary>The steps from the initial state.</summary>
    public required IReadOnlyList<StepDocument> Steps { get; init; }

    /// <summary>One step.</summary>
    /// <param name="Process">The process's name.</param>
    /// <param name="Input">The text of the input that it takes.</param>
    /// <param name="Sends">The texts of the messages that it sends.</param>
    /// <param name="Changes">The fields of its state that change, with their new values.</param>
    public sealed record StepDocument(string Process, string Input, IReadOnlyList<string> Sends,
        IReadOnlyDictionary<string, string> Changes);
}

/// <summary>A configuration as it stands in a file or a report.</summary>
public sealed record ConfigurationDocument
{
    /// <inheritdoc cref="Configuration.Acceptors"/>
    public required int Acceptors { get; init; }

    /// <inheritdoc cref="Configuration.Faults"/>
    public required int Faults { get; init; }

    /// <inheritdoc cref="Configuration.FastFaults"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? FastFaults { get; init; }

    /// <inheritdoc cref="Configuration.Byzantine"/>
    public required IReadOnlyList<string> Byzantine { get; init; }

    /// <inheritdoc cref="Configuration.Crashes"/>
    public required int Crashes { get; init; }

    /// <inheritdoc cref="Configuration.Faulty"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Faulty { get; init; }

    /// <inheritdoc cref="Configuration.Omissions"/>
    public required Omission Omissions { get; init; }

    /// <inheritdoc cref="Configuration.Commands"/>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <inheritdoc cref="Configuration.Conflicts"/>
    public required IReadOnlyList<string>? Conflicts { get; init; }

    /// <inheritdoc cref="Configuration.Ballots"/>
    public required IReadOnlyList<string> Ballots { get; init; }

    /// <inheritdoc cref="Configuration.Views"/>
    public required int Views { get; init; }

    /// <inheritdoc cref="Configuration.Learners"/>
    public required int Learners { get; init; }

    /// <inheritdoc cref="Configuration.MaxLength"/>
    public required int? MaxLength { get; init; }

    /// <inheritdoc cref="Configuration.Repeats"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Repeats { get; init; }

    /// <inheritdoc cref="Configuration.Orders"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Orders { get; init; }

    /// <inheritdoc cref="Configuration.LastBallotWaits"/>
    public required bool LastBallotWaits { get; init; }

    /// <inheritdoc cref="Configuration.Rules"/>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>The document of a configuration.</summary>
    /// <param name="source">The configuration.</param>
    /// <returns>The same, as it is written.</returns>
    public static ConfigurationDocument Of(Configuration source) => new()
    {
        Acceptors = source.Acceptors,
        Faults = source.Faults,
        FastFaults = source.FastFaults,
        Byzantine = [.. source.Byzantine],
        Crashes = source.Crashes,
        Faulty = source.Faulty.Count > 0 ? [.. source.Faulty] : null,
        Omissions = source.Omissions,
        Commands = [.. source.Commands],
        Conflicts = source.Conflicts is { } conflicts ? [.. conflicts] : null,
        Ballots = [.. source.Ballots],
        Views = source.Views,
        Learners = source.Learners,
        MaxLength = source.MaxLength,
        Repeats = source.Repeats,
        Orders = source.Orders,
        LastBallotWaits = source.LastBallotWaits,
        Rules = [.. source.Rules],
    };

    /// <summary>The configuration of a document.</summary>
    /// <returns>The same, as protocols read it.</returns>
    public Configuration ToConfiguration() => new()
    {
        Acceptors = Acceptors,
        Faults = Faults,
        FastFaults = FastFaults,
        Byzantine = new(Byzantine),
        Crashes = Crashes,
        Faulty = new(Faulty ?? []),
        Omissions = Omissions,
        Commands = new(Commands),
        Conflicts = Conflicts is null ? null : new ValueList<string>(Conflicts),
        Ballots = new(Ballots),
        Views = Views,
        Learners = Learners,
        MaxLength = MaxLength,
        Repeats = Repeats,
        Orders = Orders,
        LastBallotWaits = LastBallotWaits,
        Rules = new(Rules),
    };
}

/// <summary>Writes and reads traces as JSON.</summary>
public static class TraceJson
{
    /// <summary>How everything that this project writes as JSON is written.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>What is read comes from elsewhere: nothing may be missing, given twice, or null where the format has a value.</summary>
    internal static JsonSerializerOptions Strict { get; } = new(Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The same, for all of a trace but its steps.</summary>
    private static JsonSerializerOptions WithoutSteps { get; } = new(Strict) { Converters = { new TraceSteps.Skipping() } };

    /// <summary>The trace as JSON text.</summary>
    /// <param name="protocol">The protocol's name.</param>
    /// <param name="trace">The trace.</param>
    /// <returns>The text, ended by a line feed.</returns>
    public static string Write(string protocol, Trace trace) => JsonSerializer.Serialize(Document(protocol, trace), Options) + "\n";

    /// <summary>The trace as a document.</summary>
    /// <param name="protocol">The protocol's name.</param>
    /// <param name="trace">The trace.</param>
    /// <returns>The document.</returns>
    public static TraceDocument Document(string protocol, Trace trace) => new()
    {
        Protocol = protocol,
        Delivery = trace.Delivery,
        Property = trace.Property,
        Config = ConfigurationDocument.Of(trace.Configuration),
        Steps = [.. trace.Steps.Select(step => Document(trace, step))],
    };

    /// <summary>Reads a trace. Its steps are read when they are asked for.</summary>
    /// <param name="text">JSON text.</param>
    /// <returns>The document.</returns>
    /// <exception cref="InvalidTraceException">It is not a trace of this format and version; asking for a step may say so too.</exception>
    public static TraceDocument Read(string text)
    {
        try
        {
            var parsed = JsonDocument.Parse(text);
            if (parsed.RootElement.ValueKind != JsonValueKind.Object
                || !parsed.RootElement.TryGetProperty("format", out var format) || format.GetRawText() != $"\"{TraceDocument.FormatName}\"")
            {
                throw new InvalidTraceException(
                    $"this is not a trace: it has no \"format\": \"{TraceDocument.FormatName}\"; give a file that 'check --trace' wrote");
            }

            var hasVersion = parsed.RootElement.TryGetProperty("version", out var version);
            if (!hasVersion || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number)
                || number != TraceDocument.CurrentVersion)
            {
                throw new InvalidTraceException(
                    $"the trace has version {(hasVersion ? version.GetRawText() : "none")}; this program reads "
                    + $"version {TraceDocument.CurrentVersion}, written so");
            }

            RefuseMissing<TraceDocument>(parsed.RootElement, string.Empty);
            RefuseMissing<ConfigurationDocument>(parsed.RootElement.GetProperty("config"), "config.");
            var steps = parsed.RootElement.GetProperty("steps");
            var document = JsonSerializer.Deserialize<TraceDocument>(text, WithoutSteps)!;
            RefuseNullItems(parsed.RootElement.GetProperty("config"), "config");
            return steps.ValueKind == JsonValueKind.Array
                ? document with { Steps = new TraceSteps(steps) }
                : throw NotWhole("steps is not what the format has there");
        }
        catch (JsonException e)
        {
            var member = e.Path is { } path && path.StartsWith("$.", StringComparison.Ordinal) ? $", {path[2..]}," : string.Empty;
            throw NotWhole($"line {(e.LineNumber ?? 0) + 1}{member} is not what the format has there");
        }
    }

    /// <summary>The fields of the process's state that a step changes, with their new values.</summary>
    /// <param name="step">The step.</param>
    /// <returns>The changes.</returns>
    internal static IReadOnlyDictionary<string, string> Changes(TraceStep step) =>
        step.Before is IDescribed before && step.After is IDescribed after
            ? before.Fields.Zip(after.Fields).Where(pair => pair.First.Value != pair.Second.Value)
                .ToDictionary(pair => pair.Second.Name, pair => pair.Second.Value)
            : new Dictionary<string, string>();

    /// <summary>Refuses an object that lacks a member.</summary>
    /// <typeparam name="T">What it is read as.</typeparam>
    /// <param name="element">The object.</param>
    /// <param name="path">Where it is, up to its members' names.</param>
    internal static void RefuseMissing<T>(JsonElement element, string path)
    {
        var missing = element.ValueKind != JsonValueKind.Object
            ? null
            : Strict.GetTypeInfo(typeof(T)).Properties.FirstOrDefault(member => member.IsRequired
                && !element.TryGetProperty(member.Name, out _));
        if (missing is not null)
        {
            throw NotWhole($"it has no {path}{missing.Name}");
        }
    }

    /// <summary>No list of the format has null in it; the serializer does not look there.</summary>
    /// <param name="element">What is read.</param>
    /// <param name="path">Where it is.</param>
    internal static void RefuseNullItems(JsonElement element, string path)
    {
        var isList = element.ValueKind == JsonValueKind.Array;
        var inside = isList
            ? element.EnumerateArray().Select((item, i) => (Path: $"{path}[{i}]", Value: item))
            : element.ValueKind == JsonValueKind.Object ? element.EnumerateObject()
                .Select(member => (Path: $"{path}.{member.Name}", member.Value)) : [];
        foreach (var (name, value) in inside)
        {
            if (isList && value.ValueKind == JsonValueKind.Null)
            {
                throw NotWhole($"{name} is null");
            }

            RefuseNullItems(value, name);
        }
    }

    /// <summary>The refusal of a trace that lacks something, or has something else in its place.</summary>
    /// <param name="what">What is wrong.</param>
    /// <returns>The exception.</returns>
    internal static InvalidTraceException NotWhole(string what) =>
        new($"the trace is not whole: {what}; write it again with 'check --trace'");

    private static TraceDocument.StepDocument Document(Trace trace, TraceStep step) => new(
        trace.Processes[step.Process].Name,
        step.Input.Text,
        [.. step.Sends.Select(message => message.Text)],
        Changes(step));
}
