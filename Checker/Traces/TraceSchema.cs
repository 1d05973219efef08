using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace BgpVerified.Checker.Traces;

/// <summary>Writes the JSON schema of the trace format, made from the types that traces are written from and read into.</summary>
public static class TraceSchema
{
    /// <summary>The schema (draft 2020-12) of the version that this program writes.</summary>
    /// <returns>JSON text, ended by a line feed.</returns>
    public static string Write()
    {
        var members = TraceJson.Strict.GetJsonSchemaAsNode(typeof(TraceDocument), new() { TreatNullObliviousAsNonNullable = true })
            .AsObject();

        // What every trace says of itself has one right value, which the types do not know.
        var properties = members["properties"]!.AsObject();
        properties["format"] = new JsonObject { ["const"] = TraceDocument.FormatName };
        properties["version"] = new JsonObject { ["const"] = TraceDocument.CurrentVersion };
        var required = members["required"]!.AsArray();
        required.Insert(0, "format");
        required.Insert(1, "version");

        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"{TraceDocument.FormatName}, version {TraceDocument.CurrentVersion}",
            ["description"] = "A run of a configured protocol that violates a property. docs/TRACES.md says what the members mean.",
        };
        foreach (var (name, value) in members)
        {
            schema[name] = value?.DeepClone();
        }

        return schema.ToJsonString(TraceJson.Options) + "\n";
    }
}
