using System.Globalization;
using System.Text;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>Writes a trace as a graph for Graphviz: a space-time diagram, processes side by side, time downwards.</summary>
/// <remarks>
/// Every node has its place (in inches), and the graph asks for the engine that leaves it there: a layout of Graphviz's
/// own would bend the lanes, and takes minutes for hundreds of steps. Along a process, edges say what happened before
/// what.
/// </remarks>
public static class TraceDot
{
    private const double Column = 1.9;
    private const double Row = 0.62;
    private const int LineLength = 26;
    private const int MostLines = 3;
    private const string Danger = "\"#b3261e\"";

    /// <summary>The trace as a graph.</summary>
    /// <param name="protocol">The protocol's name.</param>
    /// <param name="graph">The trace.</param>
    /// <returns>The text, each line ended by a line feed.</returns>
    public static string Write(string protocol, TraceGraph graph)
    {
        var text = new StringBuilder();
        text.Append("digraph trace {\n");
        text.Append("    graph [layout=neato, splines=line, outputorder=edgesfirst, labelloc=t, fontname=\"sans-serif\", "
            + $"label={Quote($"{protocol}: {graph.Trace.Property} violated in {graph.Trace.Steps.Count} steps")}];\n");
        text.Append("    node [shape=box, style=filled, fillcolor=white, fontname=\"sans-serif\", fontsize=10, margin=\"0.06,0.03\", "
            + "height=0.2];\n");
        text.Append("    edge [color=\"#0b57d0\", arrowsize=0.6];\n");
        foreach (var (i, lane) in graph.Lanes.Index())
        {
            AppendLane(text, graph.Trace, i, lane);
        }

        foreach (var (i, arrow) in graph.Arrows.Index())
        {
            AppendArrow(text, i, arrow);
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>A process: its name, its steps in their order, and the end of its lane.</summary>
    private static void AppendLane(StringBuilder text, Trace trace, int process, TraceLane lane)
    {
        var isByzantine = lane.Process.Fault == Fault.Byzantine;
        var label = lane.Process.Name + (isByzantine ? "\nByzantine" : lane.CrashedAt is null ? string.Empty : "\ncrashes");
        text.Append($"\n    p{process} [{At(process, -1)}, shape=plaintext, style=solid, fontsize=12, "
            + $"label={Quote(label)}{(isByzantine ? $", fontcolor={Danger}" : string.Empty)}];\n");
        var places = new List<string> { $"p{process}" };
        foreach (var (at, step) in trace.Steps.Index().Where(step => step.Item.Process == process))
        {
            places.Add($"s{at + 1}");
            text.Append($"    s{at + 1} [{At(process, at)}, label={Quote(Short($"{at + 1}  {step.Input.Text}"))}, "
                + $"tooltip={Quote(step.Input.Text)}{(lane.CrashedAt == at ? $", color={Danger}" : string.Empty)}];\n");
        }

        if (lane.CrashedAt is null)
        {
            places.Add($"e{process}");
            text.Append($"    e{process} [{At(process, trace.Steps.Count)}, shape=point, style=invis, width=0];\n");
        }

        text.Append($"    {string.Join(" -> ", places)} "
            + $"[arrowhead=none, {(isByzantine ? $"style=dotted, color={Danger}" : "color=\"#8c959f\"")}];\n");
    }

    /// <summary>A message, and where it starts if no step sent it, or ends if it is lost on its way.</summary>
    private static void AppendArrow(StringBuilder text, int index, TraceArrow arrow)
    {
        var start = arrow.SentAt is { } sentAt ? (Node: $"s{sentAt + 1}", Row: (double)sentAt) : (Node: $"b{index}", Row: arrow.At - 0.3);
        if (arrow.SentAt is null)
        {
            text.Append($"    {start.Node} [{At(arrow.From, start.Row)}, shape=diamond, label=\"\", width=0.12, height=0.12, "
                + $"color={Danger}, fillcolor={Danger}];\n");
        }

        var end = $"s{arrow.At + 1}";
        if (arrow.Kind != ArrowKind.Received)
        {
            var way = arrow.Kind == ArrowKind.SendOmitted ? 0.4 : 0.7;
            end = $"x{index}";
            text.Append($"    {end} [{At(arrow.From + ((arrow.To - arrow.From) * way), start.Row + ((arrow.At - start.Row) * way))}, "
                + $"shape=plaintext, style=solid, label=\"✕\", width=0.15, margin=0, fontcolor={Danger}];\n");
        }

        // What a process sends to itself runs beside its lane, not on it.
        var attributes = new List<string> { $"tooltip={Quote(arrow.Message.Text)}" };
        attributes.AddRange(arrow.SentAt is null || arrow.Kind != ArrowKind.Received ? [$"color={Danger}", "style=dashed"] : []);
        attributes.AddRange(arrow.From == arrow.To ? ["tailport=e", "headport=e"] : []);
        text.Append($"    {start.Node} -> {end} [{string.Join(", ", attributes)}];\n");
    }

    private static string At(double column, double row) =>
        string.Create(CultureInfo.InvariantCulture, $"pos=\"{column * Column:0.###},{0 - (row * Row):0.###}!\"");

    /// <summary>A text in a few short lines; what does not fit is left out.</summary>
    private static string Short(string text)
    {
        var lines = new List<string> { string.Empty };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > LineLength)
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] += lines[^1].Length > 0 ? " " + word : word;
            }
        }

        return string.Join('\n', lines.Count <= MostLines ? lines : [.. lines.Take(MostLines - 1), lines[MostLines - 1] + " …"]);
    }

    /// <summary>A string of the language: within quotes only the quote and the backslash mean something.</summary>
    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
