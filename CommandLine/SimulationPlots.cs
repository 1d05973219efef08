using BgpVerified.Runtime.Simulation;

namespace BgpVerified.CommandLine;

/// <summary>The plots of a run.</summary>
internal static class SimulationPlots
{
    public static void Write(string file, SimulationReport report)
    {
        var latencies = report.History.Where(e => e.End is not null).Select((e, i) =>
            ((double)i, (e.End!.Value - e.Start).TotalMilliseconds)).ToList();
        var sizes = new LinePlot($"{report.Protocol}: largest state and message", "commands learned", "bytes",
        [
            new("state", [.. report.Samples.Select(sample => ((double)sample.Learned, (double)sample.State))]),
            new("message", [.. report.Samples.Select(sample => ((double)sample.Learned, (double)sample.Message))]),
        ]);
        var times = new LinePlot($"{report.Protocol}: learn latency", "commands asked", "ms", [new("latency", latencies)]);
        try
        {
            File.WriteAllText(file, LinePlot.Stack(times, sizes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"cannot write --svg '{file}': {Message.Reason(e)}");
        }
    }
}
