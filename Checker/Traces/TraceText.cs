using System.Text;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>Writes a trace as text: one line a step, one column a process, and in it only what changed.</summary>
public static class TraceText
{
    private const string Gap = "  ";
    private const string Unshown = "*";

    /// <summary>The trace as text, each line ended by a line feed.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="property">
    /// The property that it violates, if it is known: where that is something that never happens, the text says that nothing
    /// is left to happen, and shows also the processes that it looks at and that took no step.
    /// </param>
    /// <returns>The text.</returns>
    public static string Write(Trace trace, Property? property = null)
    {
        var isEventual = property?.Kind == PropertyKind.Eventually;
        var rows = trace.Steps.Select(step => (step.Process, Cell: Changes(step), What: What(trace, step))).ToList();
        var widest = rows.GroupBy(row => row.Process).ToDictionary(group => group.Key, group => group.Max(row => row.Cell.Length));
        var shown = Enumerable.Range(0, trace.Processes.Count)
            .Where(p => trace.Processes[p].Fault == Fault.Byzantine || widest.ContainsKey(p) || (isEventual && property!.Reads.Contains(p)))
            .ToList();
        var heads = shown.ToDictionary(p => p, p => trace.Processes[p].Name + (trace.Processes[p].Fault == Fault.Byzantine
            ? "!"
            : string.Empty));
        var widths = shown.ToDictionary(p => p, p => Math.Max(widest.GetValueOrDefault(p), heads[p].Length));
        var text = new StringBuilder();
        AppendLine(text, $"step{Gap}{string.Join(Gap, shown.Select(p => heads[p].PadRight(widths[p])))}{Gap}input -> messages sent");
        for (var i = 0; i < rows.Count; i++)
        {
            var cells = shown.Select(p => (p == rows[i].Process ? rows[i].Cell : "·").PadRight(widths[p]));
            AppendLine(text, $"{i + 1,4}{Gap}{string.Join(Gap, cells)}{Gap}{rows[i].What}");
        }

        if (shown.Any(p => trace.Processes[p].Fault == Fault.Byzantine))
        {
            AppendLine(text, "! Byzantine: it has no state; what it signs counts wherever others use it.");
        }

        if (rows.Any(row => row.Cell == Unshown))
        {
            AppendLine(text, $"{Unshown} nothing that is shown of the process changes.");
        }

        if (isEventual)
        {
            AppendLine(text,
                $"Nothing fair is left to happen: no message has to arrive any more, and what {trace.Property} asks for has not happened.");
        }

        AppendLine(text, $"violated: {trace.Property}, after {Counted(rows.Count)}");
        return text.ToString();
    }

    /// <summary>A number of steps.</summary>
    /// <param name="steps">The number.</param>
    /// <returns>The text.</returns>
    public static string Counted(int steps) => steps == 1 ? "1 step" : $"{steps} steps";

    /// <summary>The fields of the process's state that a step changed, with their new values.</summary>
    private static string Changes(TraceStep step)
    {
        if (step.Before is not IDescribed before || step.After is not IDescribed after)
        {
            return step.Before.Equals(step.After) ? Unshown : $"{step.After}";
        }

        var changed = before.Fields.Zip(after.Fields).Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => $"{pair.Second.Name}={pair.Second.Value}");
        var cell = string.Join(' ', changed);
        return cell.Length > 0 ? cell : Unshown;
    }

    private static string What(Trace trace, TraceStep step)
    {
        var sends = step.Sends.Length > 0 ? $" -> {string.Join("; ", step.Sends.Select(message => message.Text))}" : string.Empty;
        return $"{trace.Processes[step.Process].Name}: {step.Input.Text}{sends}";
    }

    private static void AppendLine(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');
}
