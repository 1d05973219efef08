using BgpVerified.Kit;

namespace BgpVerified.Impl.FabOptimal;

/// <summary>What votes allow a new leader to propose.</summary>
/// <param name="Value">The one value that they allow; null if they allow any, or if there are too few.</param>
/// <param name="NeedsMore">Whether there are too few votes to tell.</param>
public sealed record Choice(string? Value, bool NeedsMore)
{
    /// <summary>Nothing can have been decided: every value is allowed.</summary>
    public static Choice Any { get; } = new(null, false);

    /// <summary>The leader must wait for more votes.</summary>
    public static Choice More { get; } = new(null, true);

    /// <summary>Only one value is allowed: it may have been decided.</summary>
    public static Choice Only(string value) => new(value, false);

    /// <summary>Whether a value is allowed.</summary>
    public bool Allows(string value) => !NeedsMore && (Value is null || Value == value);

    /// <inheritdoc/>
    public override string ToString() => NeedsMore ? "too few" : Value ?? "any value";
}

/// <summary>
/// What a new leader shows with its proposal: what the signed votes for its view allow (the paper's progress certificate).
/// </summary>
/// <remarks>
/// Symbolic: something that runs would show the votes, and everybody would work out <see cref="Selection.Of"/> again. The paper makes it
/// shorter: 2f + 1 processes are asked to do that, and f + 1 of their signatures, one of them a correct process's, stand for the votes.
/// That costs two more message delays in a view change and protects nothing more, so that it is left out here.
/// </remarks>
/// <param name="View">The view that the votes are for.</param>
/// <param name="Choice">What they allow.</param>
public sealed record ProgressCertificate(int View, Choice Choice)
{
    /// <summary>Whether it allows a proposal.</summary>
    public bool Supports(Proposal proposal, OptimalConfig config) =>
        config.Asks(OptimalRule.VotesOfView, View == proposal.View) && Choice.Allows(proposal.Value);

    /// <inheritdoc/>
    public override string ToString() => $"votes {View}: {Choice}";
}

/// <summary>The selection of a value by votes: what may have been decided before is kept.</summary>
/// <remarks>
/// After Kuznetsov, Tonkikh and Zhang, the basic protocol and the general one. This is where 5f + 1 processes become
/// 5f - 1. A value x that was decided in view w was acknowledged by n - t processes. Two values signed by the leader of w prove
/// that it is Byzantine; it is one of the processes, and its vote is left out. Among n - f votes of others at most f - 1 are of
/// Byzantine processes. At least n - f - t of them are of processes that acknowledged x, and n - f - t - (f - 1) >= f + t of these
/// say so; for any other value vote at most t that did not acknowledge x, and f - 1 that lie: fewer than f + t. Where proposers are
/// none of the acceptors, as FaB Paxos has it, no acceptor is proved faulty by what a proposer signs: f votes may lie, and
/// 3f + 2t + 1 processes are needed.
/// </remarks>
public static class Selection
{
    /// <summary>What votes for one view allow, one vote a process.</summary>
    public static Choice Of(IEnumerable<Vote> votes, OptimalConfig config)
    {
        var valid = votes.Where(vote => vote.Claim.IsValid(config)).ToList();
        if (valid.Count < config.VoteSize)
        {
            return Choice.More;
        }

        if (ViewOf(valid, config) is not { } view)
        {
            return Choice.Any;
        }

        if (config.Has(OptimalRule.KeepCommitted) && Committed(valid).FirstOrDefault(p => p.View == view) is { } committed)
        {
            return Choice.Only(committed.Value);
        }

        var values = ValuesOf(valid, view);
        return values.Count == 1 && config.Has(OptimalRule.KeepOnly) ? Choice.Only(values[0]) : Counted(valid, values, view, config);
    }

    /// <summary>Whether valid votes show two values that one leader has signed for the view that counts.</summary>
    public static bool ProvesEquivocation(IEnumerable<Vote> votes, OptimalConfig config)
    {
        var valid = votes.Where(vote => vote.Claim.IsValid(config)).ToList();
        return ViewOf(valid, config) is { } view && ValuesOf(valid, view).Count > 1;
    }

    /// <summary>The leader of the view has equivocated: a value with f + t votes of others may have been decided.</summary>
    private static Choice Counted(List<Vote> valid, List<string> values, int view, OptimalConfig config)
    {
        var leader = config.LeaderOf(view);
        var others = values.Count > 1 && config.Has(OptimalRule.ExcludeEquivocator)
            ? valid.Where(vote => vote.From.Number != leader).ToList()
            : valid;
        if (config.Has(OptimalRule.WaitForOthers) && others.Count < config.VoteSize)
        {
            return Choice.More;
        }

        var enough = config.Has(OptimalRule.KeepCounted)
            ? values.Find(value => others.Count(vote => IsFor(vote, new(view, value))) >= config.CountedSize)
            : null;
        return enough is null ? Choice.Any : Choice.Only(enough);
    }

    /// <summary>The highest view that a valid vote names; null if none names any.</summary>
    private static int? ViewOf(List<Vote> valid, OptimalConfig config)
    {
        var acked = valid.Select(vote => vote.Claim.Acked?.Proposal.View);
        var all = config.Has(OptimalRule.KeepCommitted) ? acked.Concat(Committed(valid).Select(proposal => (int?)proposal.View)) : acked;
        return config.Has(OptimalRule.HighestView) ? all.Max() : all.Min();
    }

    /// <summary>The values that valid votes name for a view, in their own order.</summary>
    private static List<string> ValuesOf(List<Vote> valid, int view) =>
    [
        .. valid.Select(vote => vote.Claim.Acked?.Proposal).OfType<Proposal>().Where(proposal => proposal.View == view)
            .Select(proposal => proposal.Value).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>What valid votes have commit certificates for, in the order of the values: two in a view only if a rule is out.</summary>
    private static IEnumerable<Proposal> Committed(List<Vote> valid) =>
        valid.Select(vote => vote.Claim.Commit?.Proposal).OfType<Proposal>().OrderBy(proposal => proposal.Value, StringComparer.Ordinal);

    private static bool IsFor(Vote vote, Proposal proposal) => vote.Claim.Acked?.Proposal == proposal;
}
