using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Hosting;

/// <summary>A message on its way: with its signature, and what is worked out of it once.</summary>
/// <param name="message">The message.</param>
/// <param name="size">Its length in bytes on the wire, signatures included.</param>
public sealed class Envelope(Message message, int size)
{
    private object?[]? statements;

    /// <summary>The message.</summary>
    public Message Message { get; } = message;

    /// <summary>Its length in bytes on the wire, signatures included.</summary>
    public int Size { get; } = size;

    /// <summary>The signature's bytes; empty where signatures are symbolic.</summary>
    public ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>What the message states, by quorum kind; null for kinds that do not count it.</summary>
    /// <param name="kinds">The protocol's quorum kinds, always the same list.</param>
    /// <returns>One statement a kind.</returns>
    public IReadOnlyList<object?> Statements(IReadOnlyList<QuorumKind> kinds)
    {
        if (statements is null)
        {
            statements = new object?[kinds.Count];
            for (var kind = 0; kind < statements.Length; kind++)
            {
                statements[kind] = kinds[kind].Statement(Message);
            }
        }

        return statements;
    }
}
