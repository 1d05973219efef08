using System.Diagnostics;
using BgpVerified.Host.Nodes;
using BgpVerified.Runtime.Hosting;

namespace BgpVerified.Host.Storage;

/// <summary>
/// Saves states in groups: while one group is written and synced, the next one comes together, in which each process has its last state
/// only. What must not survive is not written; what waits for it is let go at once.
/// </summary>
/// <param name="machine">What must survive, and its bytes.</param>
/// <param name="envelopes">Has the signatures that are saved with states.</param>
/// <param name="storage">Stable storage.</param>
/// <param name="loop">The node's loop.</param>
/// <param name="bug">A fault put in, which tests must find.</param>
/// <param name="failed">What is done when it cannot be written: nothing that depends on it leaves any more.</param>
public sealed class GroupCommit(
    HostedMachine machine, IEnvelopes envelopes, IStableStorage storage, EventLoop loop, PlantedBug bug, Action<Exception> failed)
    : IStorage
{
    private const int FirstOfSignatures = 1 << 16;
    private readonly Dictionary<int, object> last = [];
    private Dictionary<int, object> changed = [];
    private List<Action> waiting = [];
    private bool isWriting;

    /// <summary>The key of the signatures that are saved with a process's state.</summary>
    /// <param name="process">The process's place.</param>
    /// <returns>The key.</returns>
    public static int SignaturesOf(int process) => process + FirstOfSignatures;

    /// <summary>How many groups were synced.</summary>
    public long Groups { get; private set; }

    /// <summary>How long syncing took, all together.</summary>
    public TimeSpan Time { get; private set; }

    /// <inheritdoc/>
    public void Save(int process, object state, Action saved)
    {
        var durable = storage is NoStorage ? null : machine.Durable(process, state);
        if (durable is null || (last.TryGetValue(process, out var before) && before.Equals(durable) && !changed.ContainsKey(process)
            && !isWriting))
        {
            saved();
            return;
        }

        last[process] = changed[process] = durable;
        waiting.Add(bug == PlantedBug.SendBeforeSync ? () => { } : saved);
        if (bug == PlantedBug.SendBeforeSync)
        {
            saved();
        }
    }

    /// <summary>Writes what has come together, unless a group is being written.</summary>
    public void Flush()
    {
        if (isWriting || waiting.Count == 0)
        {
            return;
        }

        isWriting = true;
        var (states, group) = (changed, waiting);
        (changed, waiting) = ([], []);
        Task.Run(() => Write(states, group));
    }

    private void Write(Dictionary<int, object> states, List<Action> group)
    {
        try
        {
            var watch = Stopwatch.StartNew();
            storage.Save([.. states.SelectMany(pair => (IEnumerable<(int, byte[])>)
                [(pair.Key, machine.Write(pair.Value)), (SignaturesOf(pair.Key), envelopes.HeldBy(pair.Value))])]);
            loop.Post(() =>
            {
                isWriting = false;
                Groups++;
                Time += watch.Elapsed;
                group.ForEach(saved => saved());
            });
        }
        catch (Exception e)
        {
            // Whatever it is: what waits stays back, and the node ends.
            failed(e);
        }
    }
}
