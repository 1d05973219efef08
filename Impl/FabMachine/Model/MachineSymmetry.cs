using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.FabMachine;

/// <summary>The correct acceptors that keep their state are interchangeable, and so are the learners: they are only counted.</summary>
internal sealed class MachineSymmetry(MachineConfig config, MachineProcesses processes) : ISymmetry
{
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; } =
    [
        [.. processes.Acceptors.Where(a => !config.LosingAcceptors.Contains(processes.OrdinalOf(a)))],
        [.. processes.Learners.Where(l => !config.LosingLearners.Contains(processes.OrdinalOf(l)))],
    ];

    public object RenameState(object state, int to)
    {
        var id = processes.OrdinalOf(to);
        return state switch
        {
            AcceptorState acceptor => acceptor with { Id = id },
            LearnerState learner => learner with { Id = id },
            _ => state,
        };
    }

    public Message RenameMessage(Message message, int to)
    {
        var id = processes.OrdinalOf(to);
        return message switch
        {
            SlotAccepted m => m with { Accepted = m.Accepted.By(new('a', id)) },
            LastReport m => m with { Acceptor = id },
            SlotLearned m => m with { Learner = id },
            Reply m => m with { Learner = id },
            ReadReply m => m with { Learner = id },
            ListTold m => m with { Learner = id },
            _ => message,
        };
    }
}
