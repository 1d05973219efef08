namespace BgpVerified.Spec.Registers;

/// <summary>A value with the timestamp of the write that wrote it: what <c>acknowledged</c> returns (O5).</summary>
/// <param name="Value">The value; never ⊥, which cannot be written.</param>
/// <param name="Timestamp">The write's timestamp, from 0.</param>
public sealed record TimestampedValue(string Value, int Timestamp) : IComparable<TimestampedValue>
{
    /// <summary>Ordered by timestamp (C1), then by value, so that sets have one form.</summary>
    /// <param name="other">The other pair.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(TimestampedValue? other) =>
        other is null ? 1 : (Timestamp, Value, 0).CompareTo((other.Timestamp, other.Value, 0));

    /// <inheritdoc/>
    public override string ToString() => $"{Value}@{Timestamp}";
}

/// <summary>
/// What a read returns: the value read and the read's timestamp. It is the proof of which value is safe to write next,
/// and so the guard of that write.
/// </summary>
/// <remarks>The Paxos Register, sections 3 and 4.1.</remarks>
/// <param name="Value">The value read; null for ⊥, which leaves the writer free.</param>
/// <param name="Timestamp">The read's timestamp, from 0.</param>
public sealed record Token(string? Value, int Timestamp)
{
    /// <summary>Whether a value may be written with this token.</summary>
    /// <remarks>O3: "a write is legal if the token's value is ⊥ or v, where v is the value trying to be written".</remarks>
    /// <param name="value">The value to write.</param>
    /// <returns>True if it may.</returns>
    public bool Allows(string value) => Value is null || Value == value;

    /// <inheritdoc/>
    public override string ToString() => $"{Value ?? "⊥"}@{Timestamp}";
}

/// <summary>A read: it was issued at a timestamp and has returned a token, or an error, or nothing yet.</summary>
/// <param name="Timestamp">The timestamp that it was issued at.</param>
/// <param name="Token">What it returned; null for an error, or while it runs: its timestamp is then undefined (O1).</param>
public sealed record ReadOperation(int Timestamp, Token? Token)
{
    /// <inheritdoc/>
    public override string ToString() => $"read@{Timestamp}={(Token is null ? "?" : Token.Value ?? "⊥")}";
}

/// <summary>A write: a value, a timestamp, and the token that guards it.</summary>
/// <param name="Written">The value and the timestamp that it is sent with.</param>
/// <param name="Token">The token; null for a write without one, which the optimized registers allow at timestamp 0.</param>
public sealed record WriteOperation(TimestampedValue Written, Token? Token) : IComparable<WriteOperation>
{
    /// <summary>
    /// Whether the token allows the value (O3). A write without a token is legal at timestamp 0: nothing can have been written before.
    /// </summary>
    public bool IsLegal => Token is null ? Written.Timestamp == 0 : Token.Allows(Written.Value);

    /// <summary>Ordered by what is written, then by the token.</summary>
    /// <param name="other">The other write.</param>
    /// <returns>Negative, zero or positive.</returns>
    public int CompareTo(WriteOperation? other)
    {
        if (other is null)
        {
            return 1;
        }

        var written = Written.CompareTo(other.Written);
        return written != 0 ? written : string.CompareOrdinal(Token?.ToString(), other.Token?.ToString());
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Written} by {(Token is null ? "no token" : Token.ToString())}";
}
