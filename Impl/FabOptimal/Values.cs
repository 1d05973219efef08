using BgpVerified.Kit;

namespace BgpVerified.Impl.FabOptimal;

/// <summary>A value with the view that it was proposed in.</summary>
/// <param name="View">The view, from 0.</param>
/// <param name="Value">The value.</param>
public sealed record Proposal(int View, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Value}@{View}";
}

/// <summary>That enough processes signed to have acknowledged a value in a view (the paper's commit certificate).</summary>
/// <remarks>Symbolic: what was signed, and how many distinct processes' signatures there are.</remarks>
/// <param name="Proposal">The value, with its view.</param>
/// <param name="Signatures">How many signatures it carries.</param>
public sealed record CommitCertificate(Proposal Proposal, int Signatures)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Proposal}/{Signatures}";
}

/// <summary>A leader's proposal as somebody else shows it.</summary>
/// <remarks>
/// Symbolic: something that runs would show the proposal itself, and who reads it would check the leader's signature and the progress
/// certificate. Here these are said to be there, and Byzantine processes cannot say so where it is not true.
/// </remarks>
/// <param name="Proposal">The value, with its view.</param>
/// <param name="IsSigned">Whether the leader of that view has signed it.</param>
/// <param name="IsCertified">Whether there is a progress certificate that allows it; view 0 needs none.</param>
public sealed record Shown(Proposal Proposal, bool IsSigned, bool IsCertified)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Proposal}{(IsSigned ? string.Empty : " unsigned")}{(IsCertified ? string.Empty : " uncertified")}";
}

/// <summary>What a vote says: the proposal that was acknowledged last, and the newest commit certificate.</summary>
/// <param name="Acked">The proposal; null if nothing was acknowledged (the paper's nil).</param>
/// <param name="Commit">The commit certificate; null if there is none.</param>
public sealed record Claim(Shown? Acked, CommitCertificate? Commit)
{
    /// <summary>Whether the vote counts: what it shows can be checked by everybody.</summary>
    public bool IsValid(OptimalConfig config) =>
        (Acked is null || config.Asks(OptimalRule.SignedVote, Acked.IsSigned))
        && (Acked is null || config.Asks(OptimalRule.CertifiedVote, Acked.IsCertified))
        && (Commit is null || config.Asks(OptimalRule.SignedCommit, Commit.Signatures >= config.CertificateSize));

    /// <inheritdoc/>
    public override string ToString() => $"{Acked?.ToString() ?? "nil"}{(Commit is null ? string.Empty : $" commit {Commit}")}";
}
