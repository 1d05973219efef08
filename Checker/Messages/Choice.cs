using BgpVerified.Spec.Protocols;

namespace BgpVerified.Checker.Messages;

/// <summary>What a network does with a message once it is sent.</summary>
public enum Network
{
    /// <summary>It may be delivered to each recipient any number of times, in any order, or never.</summary>
    Set,

    /// <summary>It is delivered to each recipient once, in any order.</summary>
    Reliable,

    /// <summary>It is delivered to each recipient once; what one sender sends to one recipient, in the order of sending.</summary>
    Fifo,

    /// <summary>
    /// It is delivered to each recipient once, in any order, and what the recipient does not use then is gone. It keeps what it counts
    /// (<see cref="QuorumKind.Counts"/>); it looks at a quorum again only when one more message of it comes.
    /// </summary>
    Once,
}

/// <summary>One step of a message-by-message run: a process takes a message, a client's command or a timeout.</summary>
/// <param name="Process">The process, by index.</param>
/// <param name="Input">The message delivered to it, or the local input.</param>
/// <param name="Fair">Whether it must happen in the end: a correct process's message, or a local input that says so.</param>
public sealed record Choice(int Process, Input Input, bool Fair)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Process} takes {Input}{(Fair ? string.Empty : " (unfair)")}";
}
