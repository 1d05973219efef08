namespace BgpVerified.Spec.Histories;

/// <summary>An operation as its client saw it, with the times at which it was asked for and answered.</summary>
/// <param name="Client">The client, for reports; one client's operations may overlap.</param>
/// <param name="Command">The command, as the application reads it.</param>
/// <param name="Start">When it was asked for, on any clock that all operations share.</param>
/// <param name="End">When it was answered, not before <paramref name="Start"/>; null if it was not, and may or may not have taken effect.
/// What ends when another begins is concurrent with it.</param>
/// <param name="Reply">What it was answered; null if it was not.</param>
public sealed record TimedOperation(string Client, string Command, long Start, long? End, string? Reply)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Client} {Command} [{Start}, {(End is { } end ? $"{end}] = {Reply}" : "...")}";
}

/// <summary>What a check of a history comes to.</summary>
public enum HistoryOutcome
{
    /// <summary>There is an order that explains all answers.</summary>
    Linearizable,

    /// <summary>There is none.</summary>
    NotLinearizable,

    /// <summary>The search was given up after so many steps.</summary>
    Unknown,
}

/// <summary>What a check of a history comes to, and why.</summary>
/// <param name="Outcome">What it comes to.</param>
/// <param name="Part">The part of the state that is not linearizable, or unknown; null if none is, or the state is checked whole.</param>
/// <param name="Order">An order that explains all answers, part by part; if there is none, the longest that was found in the part.</param>
/// <param name="Unexplained">The operation whose answer comes first of those that this order leaves out; null if there is none.</param>
/// <param name="Steps">How many operations were tried in some place.</param>
public sealed record HistoryVerdict(
    HistoryOutcome Outcome, string? Part, IReadOnlyList<TimedOperation> Order, TimedOperation? Unexplained, long Steps)
{
    /// <summary>Whether it is linearizable.</summary>
    public bool IsLinearizable => Outcome == HistoryOutcome.Linearizable;

    /// <inheritdoc/>
    public override string ToString() => Outcome switch
    {
        HistoryOutcome.Linearizable => $"linearizable: {Order.Count} operations, {Steps} steps",
        HistoryOutcome.Unknown => $"unknown after {Steps} steps{Where}",
        _ => $"not linearizable{Where}: no order explains {Unexplained}; at best: {string.Join("; ", Order)}",
    };

    private string Where => Part is null ? string.Empty : $" ({Part})";
}
