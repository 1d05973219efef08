using BgpVerified.Impl.Registers;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Registers;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabRegister;

/// <summary>Proposer to the leader of a timestamp: it has come there (TIMESTAMP-CHANGE, Figure 6).</summary>
/// <param name="Proposer">Who has, from 0.</param>
/// <param name="Timestamp">myTS.</param>
public sealed record TimestampChange(int Proposer, int Timestamp) : ProposerMessage(Proposer)
{
    /// <inheritdoc/>
    protected override string Describe() => $"TimestampChange {Timestamp} by p{Proposer + 1}";
}

/// <summary>Proposer to acceptors: a read (READ; a query in FaB Paxos).</summary>
/// <param name="Proposer">Who reads, from 0.</param>
/// <param name="Timestamp">estTS.</param>
/// <param name="Proof">How many proposers' signed changes to the timestamp it carries (<c>tsProof</c>); 0 for NULL.</param>
public sealed record Read(int Proposer, int Timestamp, int Proof) : ProposerMessage(Proposer)
{
    /// <inheritdoc/>
    protected override string Describe() => $"Read {Timestamp} by p{Proposer + 1} (proof by {Proof})";
}

/// <summary>Acceptor to the reader: the value of the last legal write that it took (READ-ACK; a reply). No proof: only its testimony.</summary>
/// <param name="Acceptor">Who answers, from 0.</param>
/// <param name="Timestamp">The read's timestamp; Figure 6 writes currTS, which acceptors do not have (R08).</param>
/// <param name="LastLegal">The value; null for ⊥.</param>
public sealed record ReadAck(int Acceptor, int Timestamp, string? LastLegal) : AcceptorMessage(Acceptor)
{
    /// <inheritdoc/>
    protected override string Describe() => $"ReadAck {Timestamp}: {LastLegal ?? "⊥"} by a{Acceptor + 1}";
}

/// <summary>Proposer to acceptors: a write (WRITE; a proposal).</summary>
/// <param name="Proposer">Who writes, from 0.</param>
/// <param name="Written">The value and its timestamp.</param>
/// <param name="Token">The token, a progress certificate; null for a write without one.</param>
public sealed record Write(int Proposer, TimestampedValue Written, ProgressToken? Token) : ProposerMessage(Proposer)
{
    /// <inheritdoc/>
    protected override string Describe() => $"Write {Written} by p{Proposer + 1} ({Token?.ToString() ?? "no token"})";
}

/// <summary>Changes of distinct proposers to one timestamp, at its leader.</summary>
/// <param name="Timestamp">The timestamp.</param>
/// <param name="Signers">Who has come there.</param>
public sealed record TimestampChangeQuorum(int Timestamp, ProcessSet Signers) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"TimestampChange quorum {Timestamp} by {Signers.Names("p")}";
}

/// <summary>Read acknowledgments of distinct acceptors for one timestamp, at the reader.</summary>
/// <param name="Timestamp">The read's timestamp.</param>
/// <param name="Acks">One an acceptor, in the acceptors' order.</param>
public sealed record ReadAckQuorum(int Timestamp, ValueList<ReadAck> Acks) : Input
{
    /// <inheritdoc/>
    protected override string Describe() =>
        $"ReadAck quorum {Timestamp}: {string.Join("; ", Acks.Select(ack => $"a{ack.Acceptor + 1} {ack.LastLegal ?? "⊥"}"))}";
}

/// <summary>A token with the read acknowledgments that it was made of (a progress certificate in FaB Paxos).</summary>
/// <remarks>
/// Figure 6, read: "return ⟨v, estTS, n_a − f_a READ-ACKs⟩". Symbolic: something that runs would send the
/// acknowledgments themselves, and the acceptor would compute <see cref="From"/> again.
/// </remarks>
/// <param name="Token">The value and the timestamp.</param>
/// <param name="Acks">How many distinct acceptors' acknowledgments it carries.</param>
public sealed record ProgressToken(Token Token, int Acks)
{
    /// <summary>The token that read acknowledgments make: the value that a majority reports, or ⊥.</summary>
    /// <param name="timestamp">The read's timestamp, which each of them is for.</param>
    /// <param name="lastLegals">What distinct acceptors report; null for ⊥.</param>
    /// <param name="config">The system.</param>
    /// <returns>The token.</returns>
    public static ProgressToken From(int timestamp, IReadOnlyList<string?> lastLegals, FabRegisterConfig config)
    {
        var frequent = lastLegals.OfType<string>().CountBy(value => value).Where(count => count.Value >= config.MajoritySize).Select(count => count.Key);

        // There is at most one; without the rule majority-value there may be more, and the first is as good as another.
        return new(new(frequent.Order(StringComparer.Ordinal).FirstOrDefault(), timestamp), lastLegals.Count);
    }

    /// <summary>Whether it shows that a write is legal: it vouches for the value at its timestamp.</summary>
    /// <param name="written">The write.</param>
    /// <param name="config">The system.</param>
    /// <returns>True if enough acceptors answered a read at the write's timestamp, and the value read is ⊥ or the one written.</returns>
    public bool Shows(TimestampedValue written, FabRegisterConfig config) =>
        Token.Timestamp == written.Timestamp && Acks >= config.ReadSize && Token.Allows(written.Value);

    /// <inheritdoc/>
    public override string ToString() => $"token {Token} by {Acks}";
}
