using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>The processes of a configured system, by index: proposers, leaders, acceptors, learners. The lists hold those that are not Byzantine.</summary>
internal sealed class BgpProcesses
{
    private readonly BgpConfig config;
    private readonly List<Process> all = [];
    private readonly List<int> ordinals = [];

    public BgpProcesses(BgpConfig config)
    {
        this.config = config;
        Proposers = Add(config.Proposers.Count, "proposer", i => config.Proposers[i], i => config.ByzantineProposers.Contains(config.Proposers[i]), Fault.None);
        Leaders = Add(config.Leaders, "leader", i => config.Views == 1 ? "leader" : $"leader{i}", config.ByzantineLeaders.Contains, Fault.None);
        Acceptors = Add(config.Quorums.Acceptors, "acceptor", i => $"a{i + 1}", config.ByzantineAcceptors.Contains, config.Source.Crashes > 0 ? Fault.Crash : Fault.None);
        Learners = Add(config.Source.Learners, "learner", i => $"l{i + 1}", _ => false, Fault.None);
    }

    public IReadOnlyList<Process> All => all;

    public IReadOnlyList<int> Proposers { get; }

    public IReadOnlyList<int> Leaders { get; }

    public IReadOnlyList<int> Acceptors { get; }

    public IReadOnlyList<int> Learners { get; }

    public string NameOf(int process) => all[process].Name;

    /// <summary>The number of an acceptor, from 0; of a leader that of the acceptor that it is, which is its first view.</summary>
    public int OrdinalOf(int process) => ordinals[process];

    /// <summary>The proposer that a command is from; any Byzantine process for a command that nobody signed.</summary>
    public int Proposer(Command command) =>
        all.FindIndex(process => command.HasValidSignature ? process.Name == command.Author : process.Fault == Fault.Byzantine);

    /// <summary>The leader of a view; of one that the run does not come to, the acceptor that would lead it.</summary>
    public int Leader(int view) => config.LeaderOf(view) < config.Leaders ? IndexOf("leader", config.LeaderOf(view)) : Acceptor(config.LeaderOf(view));

    /// <summary>An acceptor by its number, from 0.</summary>
    public int Acceptor(int number) => IndexOf("acceptor", number);

    private int IndexOf(string role, int ordinal) => all.FindIndex(process => process.Role == role) + ordinal;

    private List<int> Add(int count, string role, Func<int, string> name, Func<int, bool> isByzantine, Fault otherwise)
    {
        var correct = new List<int>();
        for (var i = 0; i < count; i++)
        {
            if (!isByzantine(i))
            {
                correct.Add(all.Count);
            }

            all.Add(new(name(i), role, isByzantine(i) ? Fault.Byzantine : otherwise));
            ordinals.Add(i);
        }

        return correct;
    }
}
