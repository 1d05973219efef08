using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>Writes a trace as one HTML page: a space-time diagram to step through. The page needs no other file and no network.</summary>
/// <remarks>
/// The page is put together from the files in <c>Html</c>. What comes from the trace goes into it in two ways: as HTML
/// text, encoded, and as JSON in which every character that HTML knows is escaped; the script makes text of it, never
/// markup.
/// </remarks>
public static partial class TraceHtml
{
    private static readonly JsonSerializerOptions Embedded = new(TraceJson.Options)
    {
        WriteIndented = false,
        Encoder = JavaScriptEncoder.Default
    };

    /// <summary>The trace as a page.</summary>
    /// <param name="protocol">The protocol's name.</param>
    /// <param name="system">The protocol, built in the trace's configuration.</param>
    /// <param name="trace">The trace.</param>
    /// <returns>The page, ended by a line feed.</returns>
    public static string Write(string protocol, ISystem system, Trace trace)
    {
        var graph = TraceGraph.Of(system, trace);
        var steps = $"{trace.Steps.Count} {(trace.Steps.Count == 1 ? "step" : "steps")}";
        var parts = new Dictionary<string, string>
        {
            ["title"] = WebUtility.HtmlEncode($"{protocol}: {trace.Property} violated in {steps}"),
            ["protocol"] = WebUtility.HtmlEncode(protocol),
            ["property"] = WebUtility.HtmlEncode(trace.Property),
            ["steps"] = WebUtility.HtmlEncode(steps),
            ["meaning"] = WebUtility.HtmlEncode(system.Properties.FirstOrDefault(property => property.Name == trace.Property)?.Meaning
                ?? string.Empty),
            ["configuration"] = Configuration(trace),
            ["text"] = WebUtility.HtmlEncode(TraceText.Write(trace)),
            ["style"] = Resource("diagram.css"),
            ["script"] = Resource("diagram.js"),
            ["trace"] = Data(graph).ToJsonString(Embedded),
        };

        // In one pass, so that what stands in a part is never taken for a place to fill.
        return Place().Replace(Resource("page.html"), place => parts[place.Groups[1].Value]);
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();

    private static string Resource(string name)
    {
        using var stream = typeof(TraceHtml).Assembly.GetManifestResourceStream($"{typeof(TraceHtml).Namespace}.Html.{name}")
            ?? throw new InvalidOperationException($"the assembly has no resource {name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Every member of the configuration, as a list of terms; the rules, of which there are many, folded away.</summary>
    private static string Configuration(Trace trace)
    {
        var members = JsonSerializer.SerializeToNode(ConfigurationDocument.Of(trace.Configuration), TraceJson.Options)!.AsObject();
        var html = new StringBuilder();
        Append("delivery", JsonSerializer.SerializeToNode(trace.Delivery, TraceJson.Options)!.ToString(), string.Empty);
        foreach (var (name, value) in members)
        {
            var items = value as JsonArray;
            var text = value switch
            {
                null => "default",
                JsonArray { Count: 0 } => "none",
                JsonArray => string.Join(", ", items!.Select(item => $"{item}")),
                JsonValue number when number.GetValueKind() is JsonValueKind.True => "yes",
                JsonValue number when number.GetValueKind() is JsonValueKind.False => "no",
                _ => value.ToString(),
            };
            Append(Words(name), text, items is { Count: > 8 } ? $"{items.Count}" : string.Empty);
        }

        return html.ToString();

        void Append(string name, string text, string folded)
        {
            var encoded = WebUtility.HtmlEncode(text);
            var shown = folded.Length > 0 ? $"<details><summary>{folded}</summary>{encoded}</details>" : encoded;
            html.Append($"<div><dt>{WebUtility.HtmlEncode(name)}</dt><dd>{shown}</dd></div>");
        }
    }

    /// <summary>A member's name as words: <c>maxLength</c> is "max length".</summary>
    private static string Words(string member) =>
        string.Concat(member.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));

    private static JsonObject Data(TraceGraph graph) => new()
    {
        ["property"] = graph.Trace.Property,
        ["lanes"] = Array(graph.Lanes, lane => new()
        {
            ["name"] = lane.Process.Name,
            ["role"] = lane.Process.Role,
            ["byzantine"] = lane.Process.Fault == Fault.Byzantine,
            ["crashedAt"] = lane.CrashedAt + 1,
            ["fields"] = Fields(lane.Initial),
        }),
        ["steps"] = Array(graph.Trace.Steps, step => new()
        {
            ["process"] = step.Process,
            ["input"] = step.Input.Text,
            ["sends"] = new JsonArray([.. step.Sends.Select(message => (JsonNode)message.Text)]),
            ["fields"] = Fields(step.After),
        }),
        ["arrows"] = Array(graph.Arrows, arrow => new()
        {
            ["message"] = arrow.Message.Text,
            ["from"] = arrow.From,
            ["sentAt"] = arrow.SentAt + 1,
            ["to"] = arrow.To,
            ["at"] = arrow.At + 1,
            ["kind"] = JsonSerializer.SerializeToNode(arrow.Kind, TraceJson.Options),
        }),
    };

    private static JsonArray Fields(object? state) =>
        new([.. StateFields.Of(state).Select(field => new JsonArray(field.Name, field.Value))]);

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonObject> write) => new([.. items.Select(write)]);
}
