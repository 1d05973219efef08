using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabMachine;

/// <summary>
/// The processes of a configured system, by index: clients, the leader, acceptors, learners. The lists hold those that are not Byzantine,
/// and clients that have a request.
/// </summary>
internal sealed class MachineProcesses
{
    private readonly List<Process> all = [];
    private readonly List<int> ordinals = [];

    public MachineProcesses(MachineConfig config)
    {
        Clients = [.. Add(config.Requests.Count, "client", "c", ProcessSet.None).Where(c => config.Requests[c] != Register.None)];
        Leader = Add(1, "proposer", "p", config.Fab.ByzantineProposers);
        Acceptors = Add(config.Source.Acceptors, "acceptor", "a", config.ByzantineAcceptors);
        Learners = Add(config.Source.Learners, "learner", "l", config.ByzantineLearners);
    }

    public IReadOnlyList<Process> All => all;

    public IReadOnlyList<int> Clients { get; }

    /// <summary>The leader; none if it is Byzantine.</summary>
    public IReadOnlyList<int> Leader { get; }

    public IReadOnlyList<int> Acceptors { get; }

    public IReadOnlyList<int> Learners { get; }

    /// <summary>The number of a process within its role, from 0.</summary>
    public int OrdinalOf(int process) => ordinals[process];

    /// <summary>A process by its role and its number there, from 0.</summary>
    public int IndexOf(string role, int ordinal) => all.FindIndex(process => process.Role == role) + ordinal;

    private List<int> Add(int count, string role, string letter, ProcessSet byzantine)
    {
        var correct = new List<int>();
        for (var i = 0; i < count; i++)
        {
            if (!byzantine.Contains(i))
            {
                correct.Add(all.Count);
            }

            all.Add(new($"{letter}{i + 1}", role, byzantine.Contains(i) ? Fault.Byzantine : Fault.None));
            ordinals.Add(i);
        }

        return correct;
    }
}
