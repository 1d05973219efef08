using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Traces;

/// <summary>The formats that a trace can be written in, by the names that the command line gives them.</summary>
public static class TraceFormats
{
    /// <summary>The format in which a trace is shown if nobody says which.</summary>
    public const string Default = "text";

    private static readonly (string Name, Func<string, ISystem, Trace, string> Write)[] Formats =
    [
        (Default, (_, system, trace) => TraceText.Write(trace,
            system.Properties.FirstOrDefault(property => property.Name == trace.Property))),
        ("json", (protocol, _, trace) => TraceJson.Write(protocol, trace)),
        ("itf", (protocol, system, trace) => TraceItf.Write(protocol, TraceGraph.Of(system, trace))),
        ("html", (protocol, system, trace) => TraceHtml.Write(protocol, system, trace)),
        ("dot", (protocol, system, trace) => TraceDot.Write(protocol, TraceGraph.Of(system, trace))),
    ];

    /// <summary>The names of the formats, the default first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Formats.Select(format => format.Name)];

    /// <summary>Writes a trace.</summary>
    /// <param name="format">One of <see cref="Names"/>.</param>
    /// <param name="protocol">The protocol's name.</param>
    /// <param name="system">The protocol, built in the trace's configuration.</param>
    /// <param name="trace">The trace.</param>
    /// <returns>The text, ended by a line feed.</returns>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public static string Write(string format, string protocol, ISystem system, Trace trace) =>
        Formats.FirstOrDefault(known => known.Name == format).Write is { } write
            ? write(protocol, system, trace)
            : throw new ArgumentException($"unknown format '{format}'; it is one of {string.Join(", ", Names)}", nameof(format));
}
