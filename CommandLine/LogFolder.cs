using BgpVerified.Runtime.Simulation;

namespace BgpVerified.CommandLine;

/// <summary>The folder of a simulated run's logs.</summary>
internal sealed class LogFolder : IDisposable
{
    private readonly string path;
    private readonly ISimulatedEvidence protocol;
    private readonly Dictionary<string, StreamWriter> files = [];

    private LogFolder(string path, ISimulatedEvidence protocol)
    {
        (this.path, this.protocol) = (path, protocol);
    }

    public static LogFolder Create(string path, string simulated, BgpvProgram program)
    {
        var protocol = program.Evidence.OfType<ISimulatedEvidence>().FirstOrDefault(known => known.Simulated == simulated)
            ?? throw new BadInputException($"--logs cannot be written by {simulated}; "
                + $"{string.Join(", ", program.Evidence.OfType<ISimulatedEvidence>().Select(known => known.Simulated))} can");
        try
        {
            Directory.CreateDirectory(path);
            return Directory.EnumerateFiles(path, "*.ndjson").Any()
                ? throw new BadInputException($"there are logs in --logs '{path}' already; name another folder")
                : new(path, protocol);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"cannot write --logs '{path}': {e.Message}");
        }
    }

    public SimulatedLogs Logs(string run) => new(protocol, run, Write);

    public void Dispose()
    {
        foreach (var file in files.Values)
        {
            file.Dispose();
        }
    }

    private void Write(string node, string line)
    {
        if (!files.TryGetValue(node, out var file))
        {
            files.Add(node, file = new(Path.Combine(path, $"{node}.ndjson")) { NewLine = "\n" });
        }

        file.WriteLine(line);
    }
}
