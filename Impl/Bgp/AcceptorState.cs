using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>The state of an acceptor (Algorithms 3 and 4, local variables).</summary>
/// <param name="Id">Which acceptor (the paper's <c>a</c>).</param>
/// <param name="View">The view that it takes part in (<c>view</c>).</param>
/// <param name="Suspects">Whether it has suspected the leader of its view.</param>
/// <param name="Committed">The highest view that it has sent a view-change message for (<c>new_view[·][a]</c>).</param>
/// <param name="Promised">The highest ballot that it has answered or voted in (<c>bal_a</c>).</param>
/// <param name="Voted">The ballot of its last vote.</param>
/// <param name="Value">What it voted for last (<c>val_a</c>).</param>
/// <param name="Proven">What it has proven, with the certificate (<c>proven, proofs</c>).</param>
/// <param name="Universals">The universally commutative commands that it has accepted.</param>
public sealed record AcceptorState(
    ProcessId Id,
    int View,
    bool Suspects,
    int Committed,
    Ballot Promised,
    Ballot Voted,
    CommandSequence Value,
    Certificate Proven,
    ValueSet<Command> Universals) : ProcessState(Id)
{
    /// <summary>The highest checkpoint that it knows to be stable, and what shows that; what came before it is discarded.</summary>
    public Checkpoint Stable { get; init; } = Checkpoint.None;

    /// <summary>What the leader showed for its last vote for a leader's value; kept only with the rule prefix-base.</summary>
    public Justification? Shown { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, string Value)> Fields =>
    [
        ("view", $"{View}"),
        ("suspects", Suspects ? "yes" : "no"),
        ("commits", $"{Committed}"),
        ("bal", $"{Promised}"),
        ("vbal", $"{Voted}"),
        ("val", $"{Value}"),
        ("proven", $"{Proven.Value}@{Proven.Ballot}"),
        ("universal", Universals.ToString()),
        .. Stable.History.Number == 0 ? Array.Empty<(string, string)>() : [("stable", $"{Stable.History}")],
        .. Shown is null ? Array.Empty<(string, string)>() : [("base", $"{Shown.Base}@{Shown.Ballot}")],
    ];

    /// <summary>An acceptor before anything has happened.</summary>
    public static AcceptorState Initial(ProcessId id, CommandSequence empty) =>
        new(id, 0, false, 0, Ballot.Zero, Ballot.Zero, empty, Certificate.Initial(empty), ValueSet<Command>.Empty);
}
