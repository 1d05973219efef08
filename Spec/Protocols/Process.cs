namespace BgpVerified.Spec.Protocols;

/// <summary>What may go wrong at a process.</summary>
public enum Fault
{
    /// <summary>It follows the protocol.</summary>
    None,

    /// <summary>It follows the protocol and may stop at any time, for good; how many do is bounded by the configuration.</summary>
    Crash,

    /// <summary>It may send anything that it can sign or repeat; it has no state.</summary>
    Byzantine,
}

/// <summary>A process of a configured protocol.</summary>
/// <param name="Name">Its name on the command line and in traces: <c>a1</c>, <c>leader</c>, <c>l2</c>, <c>p1</c>.</param>
/// <param name="Role">Its role: proposer, leader, acceptor, learner.</param>
/// <param name="Fault">What may go wrong at it.</param>
public sealed record Process(string Name, string Role, Fault Fault);
