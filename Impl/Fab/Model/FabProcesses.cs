using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>The processes of a configured system, by index: proposers, the election, acceptors, learners, the witness. The lists hold those that are not Byzantine.</summary>
internal sealed class FabProcesses
{
    private readonly List<Process> all = [];
    private readonly List<int> ordinals = [];

    public FabProcesses(FabConfig config)
    {
        Proposers = Add(config.Proposers, "proposer", i => $"p{i + 1}", config.ByzantineProposers, Fault.None);
        Election = Add(1, "election", _ => "election", ProcessSet.None, Fault.None)[0];
        Acceptors = Add(config.Acceptors, "acceptor", i => $"a{i + 1}", config.ByzantineAcceptors, config.Source.Crashes > 0 ? Fault.Crash : Fault.None);
        Learners = Add(config.Learners, "learner", i => $"l{i + 1}", config.ByzantineLearners, Fault.None);
        Witness = Add(1, "witness", _ => "witness", ProcessSet.None, Fault.None)[0];
    }

    public IReadOnlyList<Process> All => all;

    public IReadOnlyList<int> Proposers { get; }

    public int Election { get; }

    public IReadOnlyList<int> Acceptors { get; }

    public IReadOnlyList<int> Learners { get; }

    public int Witness { get; }

    /// <summary>The number of a process within its role, from 0.</summary>
    public int OrdinalOf(int process) => ordinals[process];

    /// <summary>A process by its role and its number there, from 0.</summary>
    public int IndexOf(string role, int ordinal) => all.FindIndex(process => process.Role == role) + ordinal;

    private List<int> Add(int count, string role, Func<int, string> name, ProcessSet byzantine, Fault otherwise)
    {
        var correct = new List<int>();
        for (var i = 0; i < count; i++)
        {
            if (!byzantine.Contains(i))
            {
                correct.Add(all.Count);
            }

            all.Add(new(name(i), role, byzantine.Contains(i) ? Fault.Byzantine : otherwise));
            ordinals.Add(i);
        }

        return correct;
    }
}
