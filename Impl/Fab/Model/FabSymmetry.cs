using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Fab;

/// <summary>The correct acceptors are interchangeable, and so are the correct learners: they are only counted.</summary>
internal sealed class FabSymmetry(FabProcesses processes) : ISymmetry
{
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; } = [processes.Acceptors, processes.Learners];

    public object RenameState(object state, int to) => state switch
    {
        AcceptorState acceptor => acceptor with { Id = processes.OrdinalOf(to) },
        LearnerState learner => learner with { Id = processes.OrdinalOf(to) },
        _ => state,
    };

    public Message RenameMessage(Message message, int to)
    {
        var id = processes.OrdinalOf(to);
        return message switch
        {
            Report m => m with { Acceptor = id },
            Accepted m => m with { Acceptor = id },
            Committed m => m with { Acceptor = id },
            Learned m => m with { Learner = id },
            Decided m => m with { Learner = id },
            Pull m => m with { Learner = id },
            Told m => m with { Learner = id },
            Acknowledgment m => m with { Learner = id },
            _ => message,
        };
    }
}
