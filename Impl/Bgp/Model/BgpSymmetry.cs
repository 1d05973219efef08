using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>The correct acceptors are interchangeable, and so are the learners: they are only counted, never told apart.</summary>
internal sealed class BgpSymmetry(BgpProcesses processes) : ISymmetry
{
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; } = [processes.Acceptors, processes.Learners];

    public object RenameState(object state, int to) =>
        state is AcceptorState acceptor ? acceptor with { Id = processes.OrdinalOf(to) } : state;

    public Message RenameMessage(Message message, int to)
    {
        var acceptor = processes.OrdinalOf(to);
        return message switch
        {
            Phase1B m => m with { Acceptor = acceptor },
            Verify m => m with { Acceptor = acceptor },
            Phase2B m => m with { Acceptor = acceptor },
            UniversalPhase2B m => m with { Acceptor = acceptor },
            Forward m => m with { Acceptor = acceptor },
            Suspicion m => m with { Acceptor = acceptor },
            ViewChange m => m with { Acceptor = acceptor },
            NewLeader m => m with { Acceptor = acceptor },
            _ => message,
        };
    }
}
