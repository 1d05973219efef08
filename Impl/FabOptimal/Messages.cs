using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.FabOptimal;

// All messages are signed.

/// <summary>Leader of a view to all: its value (PROPOSE), after view 0 with the progress certificate that allows it.</summary>
public sealed record Propose(int View, string Value, ProgressCertificate? Certificate) : SignedMessage
{
    /// <summary>What is proposed.</summary>
    public Proposal Proposal => new(View, Value);

    /// <inheritdoc/>
    protected override string Body => $"{Proposal}{(Certificate is null ? string.Empty : $" ({Certificate})")}";
}

/// <summary>A process to all: it takes the leader's value in this view (ACK).</summary>
/// <remarks>
/// After the paper, which sends a plain acknowledgment for the fast path and beside it a signature for commit certificates: one signed
/// message is both here.
/// </remarks>
public sealed record Ack(int View, string Value) : SignedMessage
{
    /// <summary>What is acknowledged.</summary>
    public Proposal Proposal => new(View, Value);

    /// <inheritdoc/>
    protected override string Body => $"{Proposal}";
}

/// <summary>A process to all: it has a commit certificate for this value in this view (COMMIT). Only where there is a slow path.</summary>
public sealed record Commit(int View, string Value) : SignedMessage
{
    /// <summary>What is committed.</summary>
    public Proposal Proposal => new(View, Value);

    /// <inheritdoc/>
    protected override string Body => $"{Proposal}";
}

/// <summary>A process to the leader of the view that it enters: what it has acknowledged last (VOTE).</summary>
public sealed record Vote(int View, Claim Claim) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Body => $"{View}: {Claim}";
}

/// <summary>Votes of distinct processes for one view, at its leader, in the order of the processes; as many as it has.</summary>
public sealed record Votes(int View, ValueList<Vote> All) : Input
{
    /// <inheritdoc/>
    protected override string Describe() => $"Votes {View}: {string.Join("; ", All.Select(vote => $"{vote.From} {vote.Claim}"))}";
}

/// <summary>The leader of view 0 proposes its own value.</summary>
public sealed record Start : LocalInput;

/// <summary>A process's patience with the leader of its view ran out: it enters the next view.</summary>
public sealed record EnterView(int View) : LocalInput;
