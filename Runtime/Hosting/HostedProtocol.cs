using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Hosting;

/// <summary>A configured protocol as hosts run it: the handlers, and what a host must know that handlers do not say.</summary>
/// <param name="system">The handlers: processes, dispatch, recipients, quorum kinds.</param>
public abstract class HostedProtocol(ISystem system)
{
    /// <summary>The handlers: processes, dispatch, recipients, quorum kinds.</summary>
    public ISystem System { get; } = system;

    /// <summary>How many machines there are; a machine runs one process or several.</summary>
    public abstract int Machines { get; }

    /// <summary>
    /// Whether a quorum that had an effect is of no further use: then it is not offered again when more messages come. So where every
    /// handler asks for as many signers as the quorum kind does.
    /// </summary>
    public virtual bool OffersQuorumsOnce => false;

    /// <summary>The machine of a process.</summary>
    /// <param name="process">The process's place.</param>
    /// <returns>The machine's number, from 0.</returns>
    public abstract int MachineOf(int process);

    /// <summary>What a machine does by itself: when local inputs come.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="host">What it can do.</param>
    /// <returns>The policy.</returns>
    public abstract IPolicy Policy(int machine, IPolicyHost host);

    /// <summary>Whether a message can be of no use to a process any more, whatever comes. It is then dropped.</summary>
    /// <param name="state">The process's state.</param>
    /// <param name="message">The message.</param>
    /// <returns>False if it is not sure.</returns>
    public virtual bool IsStale(object state, Message message) => false;

    /// <summary>The same, asked rarely, of what has been kept: it may take longer.</summary>
    /// <param name="state">The process's state.</param>
    /// <param name="message">The message.</param>
    /// <returns>False if it is not sure.</returns>
    public virtual bool IsSpent(object state, Message message) => IsStale(state, message);

    /// <summary>
    /// The part of a state on which it depends whether a message that the process ignored is of use now; only when it changes are such
    /// messages looked at again.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <returns>A value with equality.</returns>
    public virtual object Epoch(object state) => state;

    /// <summary>
    /// Which messages of a statement a process is offered as a quorum, where any that are enough make one (<see
    /// cref="QuorumKind.TakesAny"/>). No safety depends on it.
    /// </summary>
    /// <param name="state">The process's state.</param>
    /// <param name="messages">The messages, one of each sender, in the order of the senders.</param>
    /// <param name="size">How many are enough.</param>
    /// <returns>Some of them, in the same order; fewer than are enough for no quorum.</returns>
    public virtual IReadOnlyList<Message> Choose(object state, IReadOnlyList<Message> messages, int size) => messages;

    /// <summary>The length in bytes of a message on the wire, or of a state in memory, signatures included.</summary>
    /// <param name="value">The message or state.</param>
    /// <returns>The length.</returns>
    public abstract int SizeOf(object value);

    /// <summary>How many signatures a recipient of the message checks: the sender's, and those that it carries.</summary>
    /// <param name="message">The message.</param>
    /// <returns>At least 1.</returns>
    public virtual int SignaturesIn(Message message) => 1;
}

/// <summary>
/// What a machine does by itself, by what it sees of its own processes: when a leader opens a ballot, when an acceptor loses patience. No
/// safety depends on it.
/// </summary>
public interface IPolicy
{
    /// <summary>The machine begins.</summary>
    void Begin();

    /// <summary>A message has come to one of its processes.</summary>
    /// <param name="process">The process's place.</param>
    /// <param name="message">The message.</param>
    void Received(int process, Message message);

    /// <summary>One of its processes has taken a step.</summary>
    /// <param name="process">The process's place.</param>
    /// <param name="before">Its state before.</param>
    /// <param name="input">What it took.</param>
    /// <param name="after">Its state after.</param>
    void Stepped(int process, object before, Input input, object after);
}

/// <summary>What a policy can do.</summary>
public interface IPolicyHost
{
    /// <summary>The time.</summary>
    IClock Clock { get; }

    /// <summary>The state of one of the machine's processes.</summary>
    /// <param name="process">The process's place.</param>
    /// <returns>The state.</returns>
    object StateOf(int process);

    /// <summary>Gives one of the machine's processes a local input.</summary>
    /// <param name="process">The process's place.</param>
    /// <param name="input">The input.</param>
    void Do(int process, Input input);
}
