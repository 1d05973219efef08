using BgpVerified.Spec.Protocols;

namespace BgpVerified.Runtime.Hosting;

/// <summary>A message on its way: with its signature, and what is worked out of it once.</summary>
/// <param name="message">The message.</param>
/// <param name="size">Its length in bytes on the wire, signatures included.</param>
public sealed class Envelope(Message message, int size)
{
    private Statement?[]? statements;

    /// <summary>The message.</summary>
    public Message Message { get; } = message;

    /// <summary>Its length in bytes on the wire, signatures included.</summary>
    public int Size { get; } = size;

    /// <summary>The signature's bytes; empty where signatures are symbolic.</summary>
    public ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>Whether some quorum kind counts the message.</summary>
    /// <param name="kinds">The protocol's quorum kinds, always the same list.</param>
    /// <returns>True if it does.</returns>
    public bool IsCounted(IReadOnlyList<QuorumKind> kinds)
    {
        foreach (var statement in Statements(kinds))
        {
            if (statement is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the message states, by quorum kind; null for kinds that do not count it.</summary>
    internal ReadOnlySpan<Statement?> Statements(IReadOnlyList<QuorumKind> kinds)
    {
        if (statements is null)
        {
            statements = new Statement?[kinds.Count];
            for (var kind = 0; kind < statements.Length; kind++)
            {
                statements[kind] = kinds[kind].Statement(Message) is { } value ? new(kind, value) : null;
            }
        }

        return statements;
    }
}

/// <summary>What is counted, with its hash: it is looked up once for each message that comes.</summary>
internal sealed class Statement(int kind, object value) : IEquatable<Statement>
{
    private readonly int hash = HashCode.Combine(kind, value);

    public int Kind => kind;

    public object Value => value;

    public bool Equals(Statement? other) =>
        ReferenceEquals(this, other) || (other is not null && hash == other.hash && kind == other.Kind && value.Equals(other.Value));

    public override bool Equals(object? obj) => Equals(obj as Statement);

    public override int GetHashCode() => hash;
}
