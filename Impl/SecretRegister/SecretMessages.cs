using BgpVerified.Impl.Registers;
using BgpVerified.Kit;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.SecretRegister;

// Nothing is signed here. That a message is from whom it says, the channel tells its receiver, who cannot show it to a third.

/// <summary>
/// Acceptor to the leader of its new timestamp (TIMESTAMP-CHANGE, with what a READ-ACK says: section 6.2, second optimization).
/// </summary>
/// <param name="Timestamp">currTS; with the acceptor's share of the secret of its turn (R11).</param>
/// <param name="Revealed">The secret of the last visible write that it has seen; null for none.</param>
/// <param name="Released">The timestamps whose secret of ⊥ it gives its share of.</param>
public sealed record TimestampChange(int Timestamp, Secret? Revealed, ValueList<int> Released) : Report(Timestamp)
{
    /// <inheritdoc/>
    protected override string Remembered =>
        string.Join(" and ", new[] { Revealed?.ToString() ?? string.Empty, string.Join(' ', Released.Select(at => $"a share of S{at}^⊥")) }
            .Where(said => said.Length > 0).DefaultIfEmpty("nothing"));
}

/// <summary>Proposer to acceptors: a write that is not visible yet (PRE-WRITE).</summary>
/// <param name="Written">The value and its timestamp.</param>
/// <param name="Token">The token.</param>
public sealed record PreWrite(TimestampedValue Written, SecretToken Token) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"PreWrite {Written} by {From} ({Token})";
}

/// <summary>Acceptor to acceptors: it has taken the pre-write (WRITE), with its share of the value's secret at the timestamp.</summary>
public sealed record Write(TimestampedValue Written) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => Written.ToString();
}
