using System.Globalization;

namespace BgpVerified.Faults.Plans;

/// <summary>A fault: what is done, when and to whom.</summary>
/// <param name="Number">Which fault of the plan it is, from 1, in the order of their beginnings.</param>
/// <param name="Kind">What is done.</param>
/// <param name="At">When it begins, since the run began.</param>
/// <param name="Length">How long it lasts, more than zero.</param>
/// <param name="Node">The node, from 0; of a link the one that sends.</param>
/// <param name="Peer">Of a link the node that receives; else the same as <paramref name="Node"/>.</param>
/// <param name="Amount">
/// From 0 to 1 where a kind has a measure: how long a delay is, how much a link carries, how much faster or slower timers run.
/// </param>
public sealed record PlannedFault(int Number, FaultKind Kind, TimeSpan At, TimeSpan Length, int Node, int Peer, double Amount)
{
    /// <summary>When it is over.</summary>
    public TimeSpan End => At + Length;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At.TotalSeconds:0.00} s: {Kind.Name()} {Where}, {Length.TotalSeconds:0.00} s, {Amount:0.00}");

    private string Where => Kind.IsOfLink() ? $"node{Node + 1} -> node{Peer + 1}" : $"node{Node + 1}";
}
