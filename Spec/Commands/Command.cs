namespace BgpVerified.Spec.Commands;

/// <summary>A command: what proposers propose and learners learn (the paper's <c>c</c>).</summary>
/// <remarks>
/// Byzantine Generalized Paxos, section 4.5: "each command is signed by the proposer". The signature is symbolic:
/// <see cref="SignedBy"/> says whose key made it, and nobody can write another's name there (the checker's adversary
/// never does). Something that runs would check bytes instead.
/// </remarks>
/// <param name="Name">The command's name, unique in a run.</param>
/// <param name="Author">The proposer who is said to have proposed it.</param>
/// <param name="SignedBy">The process whose key signed it.</param>
public sealed record Command(string Name, string Author, string SignedBy) : IComparable<Command>
{
    /// <summary>
    /// Its number among its author's commands, from 0; null where nobody asks. With it a <see cref="DigestHistory"/> knows a command
    /// that it no longer has.
    /// </summary>
    public int? Sequence { get; init; }

    /// <summary>Whether the signature is the author's: a command without this is forged.</summary>
    public bool HasValidSignature => Author == SignedBy;

    /// <summary>By its name, which is unique in a run.</summary>
    /// <returns>A hash.</returns>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(Command? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byName = string.CompareOrdinal(Name, other.Name);
        var byAuthor = string.CompareOrdinal(Author, other.Author);
        var bySigner = string.CompareOrdinal(SignedBy, other.SignedBy);
        return byName != 0 ? byName : byAuthor != 0 ? byAuthor : bySigner != 0 ? bySigner : Nullable.Compare(Sequence, other.Sequence);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
