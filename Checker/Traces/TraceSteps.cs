using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BgpVerified.Checker.Traces;

/// <summary>
/// The steps of a trace that is being read: each is read when it is asked for, so that a replay ends at the first wrong one.
/// </summary>
/// <param name="array">The steps, as JSON.</param>
internal sealed class TraceSteps(JsonElement array) : IReadOnlyList<TraceDocument.StepDocument>
{
    /// <inheritdoc/>
    public int Count => array.GetArrayLength();

    /// <inheritdoc/>
    public TraceDocument.StepDocument this[int index] => Read(array[index], index);

    /// <inheritdoc/>
    public IEnumerator<TraceDocument.StepDocument> GetEnumerator() => array.EnumerateArray().Select(Read).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static TraceDocument.StepDocument Read(JsonElement step, int index)
    {
        var path = $"steps[{index}]";
        if (step.ValueKind != JsonValueKind.Object)
        {
            throw TraceJson.NotWhole($"{path} is not what the format has there");
        }

        TraceJson.RefuseMissing<TraceDocument.StepDocument>(step, path + ".");
        try
        {
            var read = step.Deserialize<TraceDocument.StepDocument>(TraceJson.Strict)!;
            TraceJson.RefuseNullItems(step, path);
            return read;
        }
        catch (JsonException e)
        {
            throw TraceJson.NotWhole($"{path}{e.Path?[1..]} is not what the format has there");
        }
    }

    /// <summary>Passes over the steps where the rest of a trace is read.</summary>
    internal sealed class Skipping : JsonConverter<IReadOnlyList<TraceDocument.StepDocument>>
    {
        /// <inheritdoc/>
        public override IReadOnlyList<TraceDocument.StepDocument> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            reader.Skip();
            return [];
        }

        /// <inheritdoc/>
        public override void Write(Utf8JsonWriter writer, IReadOnlyList<TraceDocument.StepDocument> value,
            JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
