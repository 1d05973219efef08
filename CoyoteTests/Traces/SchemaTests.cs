using System.Text.Json;
using System.Text.Json.Nodes;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.Documents;
using Xunit;

namespace BgpVerified.CoyoteTests.Traces;

/// <summary>
/// The schema says what traces are: those that are written satisfy it, and it refuses what the reader refuses for its form.
/// </summary>
public sealed class SchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(TraceSchema.Write())!.AsObject();

    [Fact]
    public void TheCommittedSchemaIsWhatTheTypesSay() => Golden.AssertCurrent(TraceSchema.Write(), "docs", "trace.schema.json");

    [Fact]
    public void TheSchemaNamesTheFormatAndTheVersion()
    {
        Assert.Equal(TraceDocument.FormatName, (string?)Schema["properties"]!["format"]!["const"]);
        Assert.Equal(TraceDocument.CurrentVersion, (int)Schema["properties"]!["version"]!["const"]!);
        Assert.Equal($"{TraceDocument.FormatName}, version {TraceDocument.CurrentVersion}", (string?)Schema["title"]);
        Assert.Superset(
            new HashSet<string?> { "format", "version", "protocol", "delivery", "property", "config", "steps" },
            Schema["required"]!.AsArray().Select(name => (string?)name).ToHashSet());
    }

    [Fact]
    public void EveryTraceThatIsWrittenSatisfiesIt()
    {
        foreach (var sample in (Sample[])[SampleTraces.LowerBound, SampleTraces.Faults(),
            SampleTraces.Messages(SampleTraces.Ten, 3, 20, 300)])
        {
            Assert.Null(Fault(JsonNode.Parse(sample.Write("json")), Schema, "$"));
        }
    }

    [Theory]
    [InlineData("format", "\"other\"")]
    [InlineData("version", "3")]
    [InlineData("version", "null")]
    [InlineData("protocol", null)]
    [InlineData("protocol", "1")]
    [InlineData("delivery", "\"mail\"")]
    [InlineData("delivery", "0")]
    [InlineData("extra", "1")]
    [InlineData("config", "[]")]
    [InlineData("config.acceptors", null)]
    [InlineData("config.acceptors", "\"3\"")]
    [InlineData("config.omissions", "\"all\"")]
    [InlineData("config.faulty", "\"a1\"")]
    [InlineData("config.faulty", "[1]")]
    [InlineData("config.lastBallotWaits", "1")]
    [InlineData("config.commands", "null")]
    [InlineData("config.commands", "[null]")]
    [InlineData("config.extra", "1")]
    [InlineData("steps", "{}")]
    [InlineData("steps.0", "[]")]
    [InlineData("steps.0.process", null)]
    [InlineData("steps.0.process", "null")]
    [InlineData("steps.0.sends", "[1]")]
    [InlineData("steps.0.changes", "{\"val\":1}")]
    [InlineData("steps.0.extra", "1")]
    public void SchemaAndReaderRefuseAnEdit(string path, string? value)
    {
        var trace = JsonNode.Parse(SampleTraces.LowerBound.Write("json"))!;
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(trace, (node, name) => node is JsonArray items ? items[int.Parse(name)]! : node[name]!);
        if (value is null)
        {
            parent.AsObject().Remove(names[^1]);
        }
        else if (parent is JsonArray items)
        {
            items[int.Parse(names[^1])] = JsonNode.Parse(value);
        }
        else
        {
            parent[names[^1]] = JsonNode.Parse(value);
        }

        Assert.NotNull(Fault(trace, Schema, "$"));
        Assert.Throws<InvalidTraceException>(() => TraceJson.Read(trace.ToJsonString()).Steps.ToList());
    }

    /// <summary>Who wrote a trace by hand is told what to add, not where a reader of JSON gave up.</summary>
    [Theory]
    [InlineData("protocol")]
    [InlineData("config.acceptors")]
    [InlineData("steps.0.process")]
    public void AMissingMemberIsNamed(string path)
    {
        var trace = JsonNode.Parse(SampleTraces.LowerBound.Write("json"))!;
        var names = path.Split('.');
        names[..^1].Aggregate(trace, (node, name) => node is JsonArray items ? items[int.Parse(name)]! : node[name]!).AsObject()
            .Remove(names[^1]);

        var refusal = Assert.Throws<InvalidTraceException>(() => TraceJson.Read(trace.ToJsonString()).Steps.ToList());

        Assert.Contains("it has no ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"{names[^1]};", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheDocumentExplainsEveryMember()
    {
        var document = File.ReadAllText(Path.Combine(DocumentTests.Root, "docs", "TRACES.md"));
        var step = Schema["properties"]!["steps"]!["items"]!;
        foreach (var part in (JsonNode[])[Schema, Schema["properties"]!["config"]!, step])
        {
            Assert.All(part["properties"]!.AsObject(), member => Assert.Contains($"`{member.Key}`", document));
        }

        Assert.All(TraceFormats.Names, name => Assert.Contains($"`{name}`", document));
    }

    /// <summary>
    /// The first place where a value does not satisfy a schema; null if it does. Knows the keywords that the schema uses, and no other.
    /// </summary>
    private static string? Fault(JsonNode? value, JsonObject schema, string path)
    {
        var faults = schema.Select(keyword => keyword.Key switch
        {
            "$schema" or "title" or "description" or "properties" => null,
            "const" => JsonNode.DeepEquals(value, keyword.Value) ? null : path,
            "enum" => keyword.Value!.AsArray().Any(allowed => JsonNode.DeepEquals(value, allowed)) ? null : path,
            "type" => Types(keyword.Value!).Any(type => IsOf(value, type)) ? null : path,
            "required" => value is JsonObject o ? keyword.Value!.AsArray().Select(name => (string)name!)
                .FirstOrDefault(name => !o.ContainsKey(name)) : null,
            "items" => value is JsonArray items ? items.Select((item, i) => Fault(item, keyword.Value!.AsObject(), $"{path}[{i}]"))
                .FirstOrDefault(fault => fault is not null) : null,
            "additionalProperties" => value is JsonObject o ? Others(o, schema).Select(member => Other(member, keyword.Value!, path))
                .FirstOrDefault(fault => fault is not null) : null,
            _ => throw new NotSupportedException($"the schema has {keyword.Key} at {path}"),
        });
        var inside = value is JsonObject members && schema["properties"] is JsonObject properties
            ? properties.Where(property => members.ContainsKey(property.Key))
                .Select(property => Fault(members[property.Key], property.Value!.AsObject(), $"{path}.{property.Key}"))
            : [];
        return faults.Concat(inside).FirstOrDefault(fault => fault is not null);
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Others(JsonObject value, JsonObject schema) =>
        value.Where(member => schema["properties"] is not JsonObject properties || !properties.ContainsKey(member.Key));

    private static string? Other(KeyValuePair<string, JsonNode?> member, JsonNode allowed, string path) =>
        allowed is JsonObject schema ? Fault(member.Value, schema, $"{path}.{member.Key}") : (bool)allowed ? null : $"{path}.{member.Key}";

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray types ? types.Select(t => (string)t!) : [(string)type!];

    private static bool IsOf(JsonNode? value, string type) => (value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && value!.AsValue().TryGetValue<int>(out _)),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => type == "null",
    };
}
