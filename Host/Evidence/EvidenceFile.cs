using BgpVerified.Host.Nodes;
using BgpVerified.Host.Settings;
using BgpVerified.Runtime.Evidence;

namespace BgpVerified.Host.Evidence;

/// <summary>
/// A node's log: one file that goes on over restarts. Each line is with the operating system before anything follows from it, so that it
/// survives the process being killed.
/// </summary>
public sealed class EvidenceFile : IDisposable
{
    /// <summary>Its name in a node's folder.</summary>
    public const string Name = "evidence.ndjson";

    private readonly StreamWriter writer;
    private readonly bool isNew;
    private EvidenceRecorder? recorder;

    /// <summary>Opens it.</summary>
    /// <param name="folder">The node's folder.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public EvidenceFile(string folder)
    {
        var file = new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        isNew = file.Length == 0;
        var isTorn = false;
        if (!isNew)
        {
            file.Seek(-1, SeekOrigin.End);
            isTorn = file.ReadByte() != '\n';
        }

        writer = new(file) { AutoFlush = true, NewLine = "\n" };
        if (isTorn)
        {
            writer.WriteLine();
        }
    }

    /// <summary>Begins the log, or goes on with it.</summary>
    /// <param name="settings">Which node of which cluster it is.</param>
    /// <param name="machine">The protocol.</param>
    /// <param name="states">The states in which the node's processes start, by their places.</param>
    /// <returns>Who writes it.</returns>
    public EvidenceRecorder Begin(NodeSettings settings, HostedMachine machine, IReadOnlyDictionary<int, object> states)
    {
        var header = new EvidenceHeader(
            settings.Cluster.Id,
            machine.Evidence.Protocol,
            machine.Evidence.Options,
            settings.Cluster.Nodes[settings.Node].Name,
            [.. states.Keys.Order().Select(place => machine.System.Processes[place].Name)],
            HasReceived: true);
        return recorder = isNew
            ? EvidenceRecorder.Begin(header, machine.System, machine.Format, writer.WriteLine)
            : EvidenceRecorder.Resume(header, states, machine.System, machine.Format, writer.WriteLine);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            recorder?.End(isQuiet: false);
            writer.Dispose();
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException or UnauthorizedAccessException)
        {
            // The node ends since it cannot write, or would end now: the log is then cut off, as after a kill. A file that is longer than
            // the system allows is an ArgumentOutOfRangeException.
        }
    }
}
