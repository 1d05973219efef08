using BgpVerified.Kit;
using BgpVerified.Spec.Commands;

namespace BgpVerified.Impl.Bgp;

/// <summary>That a quorum of acceptors signed Verify for a value, up to commutation, in a ballot (the paper's <c>proofs</c>).</summary>
/// <remarks>
/// Symbolic: it says what was signed and how many distinct acceptors' signatures it carries. A Byzantine process can
/// show fewer signatures than a quorum, never more than were made. Something that runs would count valid signatures over bytes.
/// </remarks>
/// <param name="Ballot">The ballot in which the value was voted for (the paper's <c>bal_a</c>).</param>
/// <param name="Value">The value, up to commutation (the paper's <c>proven</c>).</param>
/// <param name="Signatures">How many acceptors' signatures it carries.</param>
public sealed record Certificate(Ballot Ballot, CommandSequence Value, int Signatures)
{
    /// <summary>
    /// How many acceptors' phase 1b messages of its ballot it carries, from which a base follows that the value extends; 0 for none, and
    /// without the rule prefix-base.
    /// </summary>
    public int Reports { get; init; }

    /// <summary>What an acceptor has before it has proven anything: the empty sequence, before every ballot.</summary>
    /// <remarks>The paper starts with <c>proven = ⊥</c>, for which no proof can ever exist; here none is asked. Erratum E02.</remarks>
    public static Certificate Initial(CommandSequence empty) => new(Ballot.Zero, empty, 0);

    /// <summary>Whether it vouches for its value: enough acceptors signed, or nothing is claimed.</summary>
    public bool IsValid(BgpConfig config) =>
        (Ballot == Ballot.Zero && Value.IsEmpty) || IsShown(config);

    /// <summary>Whether what it carries is enough for a claim.</summary>
    internal bool IsShown(BgpConfig config) => Signatures >= config.CertificateSize && HasBase(config);

    /// <summary>Whether its value extends what reports to its ballot obliged a leader to extend.</summary>
    /// <remarks>
    /// N - f equal votes need no such reports: one of them is a correct acceptor's, who has seen them. The common prefix of different
    /// votes may be shorter than what that acceptor has seen, if a Byzantine one votes for less.
    /// </remarks>
    internal bool HasBase(BgpConfig config) => config.Asks(BgpRule.PrefixBase, Reports >= config.Phase1Size);

    /// <inheritdoc/>
    public override string ToString() => Reports == 0 ? $"{Value}@{Ballot}/{Signatures}" : $"{Value}@{Ballot}/{Signatures}+{Reports}";
}
