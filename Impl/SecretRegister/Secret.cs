using BgpVerified.Spec.Registers;

namespace BgpVerified.Impl.SecretRegister;

/// <summary>
/// A secret of the dealer's: S_ts^v, that v is visible at ts; S_ts^⊥, that nothing is or will be total there (section 8); and one that
/// the paper does not have, that it is the timestamp's turn (R11).
/// </summary>
/// <remarks>
/// Symbolic: an atom. A process has it if it was told, or has as many shares of it as the dealer asks for; every acceptor holds one
/// share of each. Nobody guesses one, however much it computes. Whoever is shown a secret or a share can tell whether it is right: the
/// dealer gives every process something to check it by that tells nothing of the secret. Section 8 leaves that to its reference [2];
/// so a wrong one counts as none, and is none here.
/// </remarks>
/// <param name="Timestamp">The timestamp.</param>
/// <param name="Of">The value; <see cref="Bottom"/> or <see cref="Turn"/>.</param>
public sealed record Secret(int Timestamp, string Of) : IComparable<Secret>
{
    /// <summary>What a secret is of that shows that nothing was written.</summary>
    public const string Bottom = "⊥";

    /// <summary>What a secret is of that shows that the timestamp has begun; no value has such a name.</summary>
    public const string Turn = "turn!";

    /// <summary>S_ts^⊥.</summary>
    public static Secret OfBottom(int timestamp) => new(timestamp, Bottom);

    /// <summary>The secret of a timestamp's turn.</summary>
    public static Secret OfTurn(int timestamp) => new(timestamp, Turn);

    /// <summary>S_ts^v.</summary>
    public static Secret OfValue(TimestampedValue written) => new(written.Timestamp, written.Value);

    /// <summary>Whether it is the secret of a value.</summary>
    public bool IsOfValue => Of is not (Bottom or Turn);

    /// <inheritdoc/>
    public int CompareTo(Secret? other) =>
        other is null ? 1
        : Timestamp != other.Timestamp ? Timestamp.CompareTo(other.Timestamp)
        : string.CompareOrdinal(Of, other.Of);

    /// <inheritdoc/>
    public override string ToString() => $"S{Timestamp}^{Of}";
}
