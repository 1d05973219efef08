using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Fab;

/// <summary>A value with the number of the proposal that it was proposed or accepted in.</summary>
/// <remarks>The paper's pair <c>(value, pnumber)</c>. Ordered by number, then by value.</remarks>
/// <param name="Number">The proposal number: the regency of the leader who proposed it, from 0.</param>
/// <param name="Value">The value.</param>
public sealed record Proposal(int Number, string Value) : IComparable<Proposal>
{
    /// <inheritdoc/>
    public int CompareTo(Proposal? other) =>
        other is null ? 1 : Number != other.Number ? Number.CompareTo(other.Number) : string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => $"{Value}@{Number}";
}

/// <summary>That enough acceptors signed to have accepted a value in a proposal (the paper's <c>commit_proof</c>).</summary>
/// <remarks>
/// Section V; figure 5, lines 284-290 (<c>valid</c>). Symbolic: what was signed, and how many distinct acceptors'
/// signatures it carries. A Byzantine process can show fewer, never more than were made.
/// </remarks>
/// <param name="Proposal">The value, with its proposal's number.</param>
/// <param name="Signatures">How many acceptors' signatures it carries.</param>
public sealed record CommitProof(Proposal Proposal, int Signatures)
{
    /// <summary>Whether it shows that no other value can be chosen in its proposal.</summary>
    public bool IsValid(FabConfig config) => Signatures >= config.CommitProofSize;

    /// <inheritdoc/>
    public override string ToString() => $"{Proposal}/{Signatures}";
}

/// <summary>What a progress certificate allows to be proposed.</summary>
/// <param name="Value">The one value that it vouches for; null if it vouches for any value, or for none.</param>
/// <param name="None">Whether it vouches for no value at all.</param>
public sealed record Vouching(string? Value, bool None)
{
    /// <summary>Every value is allowed: nothing can have been chosen.</summary>
    public static Vouching Any { get; } = new(null, false);

    /// <summary>No value is allowed.</summary>
    public static Vouching Nothing { get; } = new(null, true);

    /// <summary>Only one value is allowed.</summary>
    public static Vouching Only(string value) => new(value, false);

    /// <summary>Whether it vouches for a value (the paper's <c>vouches-for</c>).</summary>
    public bool Allows(string value) => !None && (Value is null || Value == value);

    /// <inheritdoc/>
    public override string ToString() => None ? "no value" : Value ?? "any value";
}

/// <summary>What an acceptor told a leader, without its name: what it accepted last, and the commit proof that it holds.</summary>
/// <param name="Accepted">What it accepted last; null if nothing.</param>
/// <param name="Proof">The commit proof; null if it has none.</param>
public sealed record Answer(Proposal? Accepted, CommitProof? Proof) : IComparable<Answer>
{
    /// <summary>The answer of an acceptor to which nothing has happened.</summary>
    public static Answer Nothing { get; } = new(null, null);

    /// <inheritdoc/>
    public int CompareTo(Answer? other) => string.CompareOrdinal(ToString(), other?.ToString());

    /// <inheritdoc/>
    public override string ToString() => $"{Accepted?.ToString() ?? "⊥"}{(Proof is null ? string.Empty : $" proof {Proof}")}";
}
