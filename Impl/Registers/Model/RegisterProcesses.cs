using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Registers;

/// <summary>The processes of a configured register, by index: proposers, acceptors, learners. The lists hold those that are not Byzantine.</summary>
internal sealed class RegisterProcesses
{
    private readonly List<Process> all = [];
    private readonly List<int> ordinals = [];

    public RegisterProcesses(RegisterConfig config)
    {
        Proposers = Add(config.Proposers, "proposer", "p", config.ByzantineProposers.Contains, Fault.None);
        Acceptors = Add(config.Acceptors, "acceptor", "a", config.ByzantineAcceptors.Contains, config.Source.Crashes > 0 ? Fault.Crash : Fault.None);
        Learners = Add(config.Source.Learners, "learner", "l", _ => false, Fault.None);
    }

    public IReadOnlyList<Process> All => all;

    public IReadOnlyList<int> Proposers { get; }

    public IReadOnlyList<int> Acceptors { get; }

    public IReadOnlyList<int> Learners { get; }

    /// <summary>The number of a process in its role, from 0.</summary>
    public int OrdinalOf(int process) => ordinals[process];

    /// <summary>The process that a message is from.</summary>
    public int SenderOf(Message message) => message switch
    {
        ProposerMessage m => IndexOf("proposer", m.Proposer),
        AcceptorMessage m => IndexOf("acceptor", m.Acceptor),
        _ => throw new ArgumentException($"no role sends {message.GetType().Name}", nameof(message)),
    };

    /// <summary>A proposer by its number, from 0; nobody if it is Byzantine.</summary>
    public IEnumerable<int> Proposer(int number) => Proposers.Where(process => OrdinalOf(process) == number);

    private int IndexOf(string role, int ordinal) => all.FindIndex(process => process.Role == role) + ordinal;

    private List<int> Add(int count, string role, string letter, Func<int, bool> isByzantine, Fault otherwise)
    {
        var correct = new List<int>();
        for (var i = 0; i < count; i++)
        {
            if (!isByzantine(i))
            {
                correct.Add(all.Count);
            }

            all.Add(new($"{letter}{i + 1}", role, isByzantine(i) ? Fault.Byzantine : otherwise));
            ordinals.Add(i);
        }

        return correct;
    }
}

/// <summary>The correct acceptors of a register are interchangeable: they are only counted, never told apart.</summary>
internal sealed class RegisterSymmetry(RegisterProcesses processes) : ISymmetry
{
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; } = [processes.Acceptors];

    public object RenameState(object state, int to) =>
        state is RegisterAcceptorState acceptor ? acceptor with { Id = processes.OrdinalOf(to) } : state;

    public Message RenameMessage(Message message, int to) =>
        message is AcceptorMessage m ? m with { Acceptor = processes.OrdinalOf(to) } : message;
}
