using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Host.Nodes;

/// <summary>Makes messages into bytes for other nodes, and reads theirs. May be used by several threads.</summary>
public interface IEnvelopes
{
    /// <summary>The bytes of a message of this node's, with the signatures that it needs.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The bytes; null if what it vouches for cannot be shown.</returns>
    byte[]? Seal(SignedMessage message);

    /// <summary>The message in bytes that a node has sent.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="machine">The node that sent them.</param>
    /// <returns>The message; null if it is none, is not of a process of that node, or a signature in it is wrong.</returns>
    SignedMessage? Open(byte[] bytes, int machine);

    /// <summary>The signatures that a process in a state may have to show later: saved with the state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>Their bytes; none if it needs none.</returns>
    byte[] HeldBy(object state);

    /// <summary>Takes the signatures that were saved.</summary>
    /// <param name="saved">Their bytes.</param>
    void Restore(byte[] saved);
}

/// <summary>
/// Messages without signatures: their senders are known by their connections, and taken at their word for what others said.
/// </summary>
/// <param name="machine">The protocol.</param>
public sealed class PlainEnvelopes(HostedMachine machine) : IEnvelopes
{
    /// <inheritdoc/>
    public byte[] Seal(SignedMessage message) => machine.Write(message);

    /// <inheritdoc/>
    public SignedMessage? Open(byte[] bytes, int from) =>
        machine.Read(bytes) is SignedMessage message && machine.Sends(message, from) ? message : null;

    /// <inheritdoc/>
    public byte[] HeldBy(object state) => [];

    /// <inheritdoc/>
    public void Restore(byte[] saved)
    {
    }
}
