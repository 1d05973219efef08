using BgpVerified.Runtime.Evidence;

namespace BgpVerified.Runtime.Simulation;

/// <summary>A simulated protocol whose machines can write logs.</summary>
public interface ISimulatedEvidence : IEvidenceProtocol
{
    /// <summary>The name of the simulated protocol.</summary>
    string Simulated { get; }

    /// <summary>What the logs of a run say of what is simulated: all that the handlers depend on.</summary>
    /// <param name="options">What is simulated.</param>
    /// <returns>The options of the logs.</returns>
    IReadOnlyDictionary<string, string> Describe(SimulationOptions options);

    /// <summary>The protocol as it is simulated.</summary>
    /// <param name="options">What is simulated.</param>
    /// <returns>The protocol.</returns>
    EvidenceSubject Open(SimulationOptions options);

    /// <summary>Whether a machine does nothing but what the handlers say: only those have logs.</summary>
    /// <param name="options">What is simulated.</param>
    /// <param name="machine">The machine.</param>
    /// <returns>False for one that is Byzantine.</returns>
    bool IsCorrect(SimulationOptions options, int machine);
}

/// <summary>The logs of a simulated run.</summary>
/// <param name="protocol">The protocol whose logs they are.</param>
/// <param name="run">The run's name.</param>
/// <param name="write">Writes a line of a node's log: the node's name, and the line.</param>
public sealed class SimulatedLogs(ISimulatedEvidence protocol, string run, Action<string, string> write)
{
    private readonly List<EvidenceRecorder> recorders = [];
    private EvidenceSubject? subject;

    /// <summary>How many lines were written.</summary>
    internal long Lines { get; private set; }

    internal EvidenceRecorder? Begin(SimulatedCluster cluster, int machine, IEnumerable<int> processes)
    {
        var options = cluster.Options;
        if (!protocol.IsCorrect(options, machine))
        {
            return null;
        }

        var node = machine < options.Acceptors ? $"n{machine + 1}" : $"c{machine - options.Acceptors + 1}";
        var header = new EvidenceHeader(
            run, protocol.Name, protocol.Describe(options), node, [.. processes.Select(place => cluster.System.Processes[place].Name)],
            HasReceived: true);
        var recorder = EvidenceRecorder.Begin(header, cluster.System, (subject ??= protocol.Open(options)).Format, line =>
        {
            Lines++;
            write(node, line);
        });
        recorders.Add(recorder);
        return recorder;
    }

    internal void End(bool isQuiet) => recorders.ForEach(recorder => recorder.End(isQuiet));
}
