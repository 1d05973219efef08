using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Runtime.Signing;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Host.Nodes;

/// <summary>A client's request.</summary>
/// <param name="Client">The client's number, unique in the cluster.</param>
/// <param name="Number">Which of the client's requests it is.</param>
/// <param name="Does">What it does, as the application writes it.</param>
public readonly record struct ClientRequest(int Client, int Number, string Does);

/// <summary>What a replica says to a client.</summary>
/// <param name="Client">The client's number.</param>
/// <param name="Number">Which of its requests is answered.</param>
/// <param name="Result">The application's reply.</param>
public readonly record struct ClientReply(int Client, int Number, string Result);

/// <summary>
/// A replicated machine as a host runs it, one of each role on each node: what the host must know beside the handlers.
/// </summary>
/// <param name="system">The handlers.</param>
public abstract class HostedMachine(ISystem system) : HostedProtocol(system)
{
    /// <summary>f.</summary>
    public abstract int Faults { get; }

    /// <summary>The place to which replies to clients are sent; it is on every node.</summary>
    public abstract int ClientsPlace { get; }

    /// <summary>The place of a node's replica.</summary>
    /// <param name="machine">The node's number, from 0.</param>
    /// <returns>The place.</returns>
    public abstract int ReplicaOf(int machine);

    /// <summary>Whether a message names as its sender a process of a node.</summary>
    /// <param name="message">The message.</param>
    /// <param name="machine">The node's number, from 0.</param>
    /// <returns>True if it does.</returns>
    public abstract bool Sends(SignedMessage message, int machine);

    /// <summary>What is wrong with a request.</summary>
    /// <param name="does">The request, as the application writes it.</param>
    /// <returns>What is wrong and what would be right, in one line; null if nothing is.</returns>
    public abstract string? Refuse(string does);

    /// <summary>A batch of requests: the gateway's local input.</summary>
    /// <param name="machine">The node's number.</param>
    /// <param name="author">A name that the gateway has since it started, and has never had before.</param>
    /// <param name="sequence">Which of its batches since then it is, from 0.</param>
    /// <param name="requests">The requests.</param>
    /// <returns>The gateway's place and its input.</returns>
    public abstract (int Process, Input Input) Propose(int machine, string author, int sequence, IReadOnlyList<ClientRequest> requests);

    /// <summary>Whether a replica has executed what was proposed.</summary>
    /// <param name="replica">The replica's state.</param>
    /// <param name="proposal">What <see cref="Propose"/> returned.</param>
    /// <returns>True if it has.</returns>
    public abstract bool HasExecuted(object replica, Input proposal);

    /// <summary>A replica's reply to a request that it has executed.</summary>
    /// <param name="replica">The replica's state.</param>
    /// <param name="client">The client.</param>
    /// <param name="number">Which of its requests.</param>
    /// <returns>The reply; null if it has not executed it, or no longer knows.</returns>
    public abstract string? ReplyTo(object replica, int client, int number);

    /// <summary>What a message to <see cref="ClientsPlace"/> says.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The reply.</returns>
    public abstract ClientReply ReplyIn(Message message);

    /// <summary>The part of a process's state that must survive a crash; null if none.</summary>
    /// <param name="process">The process's place.</param>
    /// <param name="state">Its state.</param>
    /// <returns>A value with equality, from which <see cref="Recovered"/> makes a state.</returns>
    public abstract object? Durable(int process, object state);

    /// <summary>The state of a process that starts again.</summary>
    /// <param name="process">The process's place.</param>
    /// <param name="durable">What was saved.</param>
    /// <returns>The state.</returns>
    public abstract object Recovered(int process, object durable);

    /// <summary>
    /// Messages that a process which starts again sends again, as it may have been stopped before they left: exactly those that it has
    /// sent, as its state tells them. Of others there is another one soon.
    /// </summary>
    /// <param name="process">The process's place.</param>
    /// <param name="state">Its state.</param>
    /// <returns>The messages.</returns>
    public abstract IEnumerable<Message> Latest(int process, object state);

    /// <summary>What logs are of: the protocol's name, and the options that it is built with.</summary>
    public abstract (string Protocol, IReadOnlyDictionary<string, string> Options) Evidence { get; }

    /// <summary>The form of messages and states in bytes.</summary>
    public abstract WireFormat Format { get; }

    /// <summary>What messages say that others have signed.</summary>
    public abstract IVouching Vouching { get; }

    /// <summary>The bytes of a message, or of what is saved.</summary>
    /// <param name="value">The message or value.</param>
    /// <returns>Canonical bytes.</returns>
    public byte[] Write(object value) => Format.Write(value);

    /// <summary>Reads what <see cref="Write"/> writes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The value; null if they are no canonical bytes of one.</returns>
    public object? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Format.Read(bytes);
        }
        catch (WireException)
        {
            return null;
        }
    }

    /// <summary>A process's state in words, for the status page.</summary>
    /// <param name="process">The process's place.</param>
    /// <param name="state">Its state.</param>
    /// <returns>Names and values.</returns>
    public abstract IEnumerable<(string Name, string Value)> Describe(int process, object state);
}
