using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BgpVerified.Runtime.Wire;

namespace BgpVerified.Runtime.Evidence;

/// <summary>What a log is of.</summary>
/// <param name="Run">The run: logs of one run have it in common, and no others.</param>
/// <param name="Protocol">The protocol, by the name that its options are read under.</param>
/// <param name="Options">The options.</param>
/// <param name="Node">The node.</param>
/// <param name="Processes">The node's processes.</param>
/// <param name="HasReceived">Whether it says which messages were received.</param>
public sealed record EvidenceHeader(
    string Run, string Protocol, IReadOnlyDictionary<string, string> Options, string Node, IReadOnlyList<string> Processes,
    bool HasReceived);

/// <summary>A line of a log, after the first.</summary>
/// <param name="Number">Its number, from 1; again from 1 where the node has started again.</param>
internal abstract record EvidenceLine(long Number);

/// <summary>The node has started again, its processes in states that they had saved.</summary>
internal sealed record StartLine(long Number, IReadOnlyDictionary<string, WireDigest> States) : EvidenceLine(Number);

/// <summary>A process has received a message with a valid signature.</summary>
internal sealed record ReceivedLine(long Number, string Process, string From, WireDigest Message) : EvidenceLine(Number);

/// <summary>A process has taken an input.</summary>
internal sealed record StepLine(long Number, string Process, byte[] Input, WireDigest State, IReadOnlyList<WireDigest> Sent)
    : EvidenceLine(Number);

/// <summary>The node has stopped; quietly if nothing was left to happen.</summary>
internal sealed record EndLine(long Number, bool IsQuiet) : EvidenceLine(Number);

/// <summary>The lines of a log as text.</summary>
internal static class EvidenceText
{
    public const int Version = 1;

    public static string Of(EvidenceHeader header)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("evidence", Version);
            json.WriteString("run", header.Run);
            json.WriteString("protocol", header.Protocol);
            json.WriteStartObject("options");
            foreach (var (name, value) in header.Options.OrderBy(option => option.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteString("node", header.Node);
            json.WriteStartArray("processes");
            foreach (var process in header.Processes)
            {
                json.WriteStringValue(process);
            }

            json.WriteEndArray();
            json.WriteBoolean("received", header.HasReceived);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A line. Names of processes, digests and base64 have nothing that JSON would write otherwise.</summary>
    public static string Of(EvidenceLine line) => line switch
    {
        StartLine start => $"{{\"n\":{start.Number},\"start\":{{"
            + $"{string.Join(',', start.States.Select(state => $"\"{state.Key}\":\"{state.Value}\""))}}}}}",
        ReceivedLine received => $"{{\"n\":{received.Number},\"process\":\"{received.Process}\",\"received\":\"{received.Message}\","
            + $"\"from\":\"{received.From}\"}}",
        StepLine step => $"{{\"n\":{step.Number},\"process\":\"{step.Process}\",\"input\":\"{Convert.ToBase64String(step.Input)}\","
            + $"\"state\":\"{step.State}\",\"sent\":[{string.Join(',', step.Sent.Select(sent => $"\"{sent}\""))}]}}",
        EndLine end => $"{{\"n\":{end.Number},\"end\":\"{(end.IsQuiet ? "quiet" : "stopped")}\"}}",
        _ => throw new ArgumentException($"{line} is no line", nameof(line)),
    };

    /// <summary>The first line; null if it is none.</summary>
    public static EvidenceHeader? Header(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            return root.GetProperty("evidence").GetInt32() != Version ? null : new(
                Text(root, "run"),
                Text(root, "protocol"),
                root.GetProperty("options").EnumerateObject().ToDictionary(option => option.Name, option => option.Value.GetString()!),
                Text(root, "node"),
                [.. root.GetProperty("processes").EnumerateArray().Select(process => process.GetString()!)],
                root.GetProperty("received").GetBoolean());
        }
        catch (Exception e) when (IsMalformed(e))
        {
            return null;
        }
    }

    /// <summary>Another line; null if it is none.</summary>
    public static EvidenceLine? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var number = root.GetProperty("n").GetInt64();
            return root.TryGetProperty("input", out var input)
                ? new StepLine(number, Text(root, "process"), input.GetBytesFromBase64(), Digest(root.GetProperty("state")),
                    [.. root.GetProperty("sent").EnumerateArray().Select(Digest)])
                : root.TryGetProperty("received", out var received)
                ? new ReceivedLine(number, Text(root, "process"), Text(root, "from"), Digest(received))
                : root.TryGetProperty("start", out var start)
                ? new StartLine(number, start.EnumerateObject().ToDictionary(state => state.Name, state => Digest(state.Value)))
                : Text(root, "end") switch
                {
                    "quiet" => new EndLine(number, true),
                    "stopped" => new EndLine(number, false),
                    _ => null,
                };
        }
        catch (Exception e) when (IsMalformed(e))
        {
            return null;
        }
    }

    private static bool IsMalformed(Exception e) => e is JsonException or KeyNotFoundException or InvalidOperationException
        or FormatException or ArgumentException or OverflowException;

    private static string Text(JsonElement of, string name) =>
        of.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static WireDigest Digest(JsonElement text) =>
        text.GetString() is { Length: 32 } digits
            ? new(UInt128.Parse(digits, NumberStyles.AllowHexSpecifier, null))
            : throw new FormatException("a digest has 32 hexadecimal digits");
}
