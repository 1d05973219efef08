using BgpVerified.Spec.Commands;

namespace BgpVerified.Impl.Bgp;

/// <summary>That a quorum of acceptors has proven values which begin with a history: the history is stable, and may be discarded.</summary>
/// <remarks>
/// Not the paper's, which names checkpoints and has none (E33). Symbolic, like a certificate: something that runs shows the signed
/// phase 2b messages, whose values begin with the history.
/// </remarks>
/// <param name="History">The beginning, up to a checkpoint command.</param>
/// <param name="Signatures">How many acceptors' signatures it carries.</param>
public sealed record Checkpoint(History History, int Signatures)
{
    /// <summary>Nothing is stable, for which nothing is to be shown.</summary>
    public static Checkpoint None { get; } = new(KeptHistory.None, 0);

    /// <summary>Whether it vouches for its history: enough acceptors signed, or nothing is claimed.</summary>
    public bool IsValid(BgpConfig config) => History.Number == 0 || Signatures >= config.StableSize;

    /// <inheritdoc/>
    public override string ToString() => $"{History}/{Signatures}";
}
