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

/// <summary>
/// What a process that may crash may do besides, so often as it likes. General contains the others; all are weaker than Byzantine.
/// </summary>
public enum Omission
{
    /// <summary>It only stops.</summary>
    None,

    /// <summary>Some of what it sends does not reach some recipients.</summary>
    Send,

    /// <summary>Some of what is sent to it does not reach it.</summary>
    Receive,

    /// <summary>Both.</summary>
    General,
}

/// <summary>A kind of step: a process of a role takes an input of a kind, with effect.</summary>
/// <param name="Role">The role, as in <see cref="Process.Role"/>.</param>
/// <param name="Input">The kind of the input: the name of its type.</param>
public sealed record ProtocolAction(string Role, string Input)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Role} {Input}";
}

/// <summary>A process of a configured protocol.</summary>
/// <param name="Name">Its name on the command line and in traces: <c>a1</c>, <c>leader</c>, <c>l2</c>, <c>p1</c>.</param>
/// <param name="Role">Its role: proposer, leader, acceptor, learner.</param>
/// <param name="Fault">What may go wrong at it.</param>
public sealed record Process(string Name, string Role, Fault Fault);
