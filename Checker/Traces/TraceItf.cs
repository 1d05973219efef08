using System.Text.Json.Nodes;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>Writes a trace in the Informal Trace Format, which Apalache and Quint read (Apalache's ADR-015).</summary>
/// <remarks>
/// Three variables: <c>state</c>, a map from the names of the processes that have one to the fields of their states;
/// <c>sent</c>, the messages sent so far, those of Byzantine processes from when they are first received; and
/// <c>step</c>, the step that led to this state. All values are strings, as in the other formats.
/// </remarks>
public static class TraceItf
{
    private const string State = "state";
    private const string Sent = "sent";
    private const string LastStep = "step";

    /// <summary>The trace in the Informal Trace Format: one state more than steps.</summary>
    /// <param name="protocol">The protocol's name.</param>
    /// <param name="graph">The trace.</param>
    /// <returns>JSON text, ended by a line feed.</returns>
    public static string Write(string protocol, TraceGraph graph)
    {
        var trace = graph.Trace;
        var states = graph.Lanes.Select(lane => lane.Initial).ToList();
        var sent = new SortedSet<string>(StringComparer.Ordinal);
        var written = new JsonArray(Snapshot(0, string.Empty, string.Empty));
        foreach (var (i, step) in trace.Steps.Index())
        {
            states[step.Process] = step.After;
            sent.UnionWith(step.Sends.Concat(graph.Arrows.Where(arrow => arrow.At == i).Select(arrow => arrow.Message))
                .Select(message => message.Text));
            written.Add((JsonNode)Snapshot(i + 1, trace.Processes[step.Process].Name, step.Input.Text));
        }

        var document = new JsonObject
        {
            ["#meta"] = new JsonObject
            {
                ["format"] = "ITF",
                ["format-description"] = "https://apalache-mc.org/docs/adr/015adr-trace.html",
                ["source"] = protocol,
                ["status"] = "violation",
                ["description"] = $"a run that violates {trace.Property}",
            },
            ["vars"] = new JsonArray(State, Sent, LastStep),
            ["states"] = written,
        };
        return document.ToJsonString(TraceJson.Options) + "\n";

        JsonObject Snapshot(int index, string process, string input) => new()
        {
            ["#meta"] = new JsonObject { ["index"] = index },
            [State] = Map(graph.Lanes.Zip(states).Where(lane => lane.First.Process.Fault != Fault.Byzantine)
                .Select(lane => (lane.First.Process.Name, (JsonNode)Record(StateFields.Of(lane.Second))))),
            [Sent] = new JsonObject { ["#set"] = new JsonArray([.. sent.Select(text => (JsonNode)text)]) },
            [LastStep] = Record([("process", process), ("input", input)]),
        };
    }

    private static JsonObject Map(IEnumerable<(string Key, JsonNode Value)> pairs) =>
        new() { ["#map"] = new JsonArray([.. pairs.Select(pair => new JsonArray(pair.Key, pair.Value))]) };

    private static JsonObject Record(IEnumerable<(string Name, string Value)> fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Value)));
}
