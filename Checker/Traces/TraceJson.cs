using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
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
    public const int CurrentVersion = 1;

    /// <summary>Always <see cref="FormatName"/>.</summary>
    public string Format { get; init; } = FormatName;

    /// <summary>The version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The protocol's name.</summary>
    public string Protocol { get; init; } = string.Empty;

    /// <summary>The property violated at the end.</summary>
    public string Property { get; init; } = string.Empty;

    /// <summary>What was explored.</summary>
    public ConfigurationDocument Config { get; init; } = new();

    /// <summary>The steps from the initial state.</summary>
    public IReadOnlyList<StepDocument> Steps { get; init; } = [];

    /// <summary>One step.</summary>
    /// <param name="Process">The process's name.</param>
    /// <param name="Input">The text of the input that it takes.</param>
    /// <param name="Sends">The texts of the messages that it sends.</param>
    /// <param name="Changes">The fields of its state that change, with their new values.</param>
    public sealed record StepDocument(string Process, string Input, IReadOnlyList<string> Sends, IReadOnlyDictionary<string, string> Changes);
}

/// <summary>A configuration as it stands in a file or a report.</summary>
public sealed record ConfigurationDocument
{
    /// <inheritdoc cref="Configuration.Acceptors"/>
    public int Acceptors { get; init; }

    /// <inheritdoc cref="Configuration.Faults"/>
    public int Faults { get; init; }

    /// <inheritdoc cref="Configuration.Byzantine"/>
    public IReadOnlyList<string> Byzantine { get; init; } = [];

    /// <inheritdoc cref="Configuration.Crashes"/>
    public int Crashes { get; init; }

    /// <inheritdoc cref="Configuration.Commands"/>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <inheritdoc cref="Configuration.Conflicts"/>
    public IReadOnlyList<string>? Conflicts { get; init; }

    /// <inheritdoc cref="Configuration.Ballots"/>
    public IReadOnlyList<string> Ballots { get; init; } = [];

    /// <inheritdoc cref="Configuration.Views"/>
    public int Views { get; init; }

    /// <inheritdoc cref="Configuration.Learners"/>
    public int Learners { get; init; }

    /// <inheritdoc cref="Configuration.MaxLength"/>
    public int? MaxLength { get; init; }

    /// <inheritdoc cref="Configuration.LastBallotWaits"/>
    public bool LastBallotWaits { get; init; }

    /// <inheritdoc cref="Configuration.Rules"/>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>The document of a configuration.</summary>
    /// <param name="source">The configuration.</param>
    /// <returns>The same, as it is written.</returns>
    public static ConfigurationDocument Of(Configuration source) => new()
    {
        Acceptors = source.Acceptors,
        Faults = source.Faults,
        Byzantine = [.. source.Byzantine],
        Crashes = source.Crashes,
        Commands = [.. source.Commands],
        Conflicts = source.Conflicts is { } conflicts ? [.. conflicts] : null,
        Ballots = [.. source.Ballots],
        Views = source.Views,
        Learners = source.Learners,
        MaxLength = source.MaxLength,
        LastBallotWaits = source.LastBallotWaits,
        Rules = [.. source.Rules],
    };

    /// <summary>The configuration of a document.</summary>
    /// <returns>The same, as protocols read it.</returns>
    public Configuration ToConfiguration() => new()
    {
        Acceptors = Acceptors,
        Faults = Faults,
        Byzantine = new(Byzantine),
        Crashes = Crashes,
        Commands = new(Commands),
        Conflicts = Conflicts is null ? null : new ValueList<string>(Conflicts),
        Ballots = new(Ballots),
        Views = Views,
        Learners = Learners,
        MaxLength = MaxLength,
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
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

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
        Property = trace.Property,
        Config = ConfigurationDocument.Of(trace.Configuration),
        Steps = [.. trace.Steps.Select(step => Document(trace, step))],
    };

    /// <summary>Reads a trace.</summary>
    /// <param name="text">JSON text.</param>
    /// <returns>The document.</returns>
    /// <exception cref="InvalidTraceException">It is not a trace of this format and version.</exception>
    public static TraceDocument Read(string text)
    {
        try
        {
            using (var parsed = JsonDocument.Parse(text))
            {
                if (parsed.RootElement.ValueKind != JsonValueKind.Object
                    || !parsed.RootElement.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String || format.GetString() != TraceDocument.FormatName)
                {
                    throw new InvalidTraceException($"this is not a trace: it has no \"format\": \"{TraceDocument.FormatName}\"; give a file that 'bgpv check --trace' wrote");
                }

                var isVersion = parsed.RootElement.TryGetProperty("version", out var version) & version.ValueKind == JsonValueKind.Number;
                if (!isVersion || !version.TryGetInt32(out var number) || number != TraceDocument.CurrentVersion)
                {
                    throw new InvalidTraceException($"the trace has version {(isVersion ? version : "none")}; this program reads version {TraceDocument.CurrentVersion}");
                }
            }

            return JsonSerializer.Deserialize<TraceDocument>(text, Options)!;
        }
        catch (JsonException e)
        {
            throw new InvalidTraceException($"the trace is not whole: line {(e.LineNumber ?? 0) + 1} is not what the format has there; write it again with 'bgpv check --trace'");
        }
    }

    private static TraceDocument.StepDocument Document(Trace trace, TraceStep step) => new(
        trace.Processes[step.Process].Name,
        step.Input.Text,
        [.. step.Sends.Select(message => message.Text)],
        step.Before is IDescribed before && step.After is IDescribed after
            ? before.Fields.Zip(after.Fields).Where(pair => pair.First.Value != pair.Second.Value).ToDictionary(pair => pair.Second.Name, pair => pair.Second.Value)
            : new Dictionary<string, string>());
}
