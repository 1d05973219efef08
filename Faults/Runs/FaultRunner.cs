using System.Diagnostics;
using BgpVerified.Faults.Plans;

namespace BgpVerified.Faults.Runs;

/// <summary>Something to which faults can be done.</summary>
public interface IFaultTarget
{
    /// <summary>Does a fault and undoes it: returns when the node runs again. Faults of links may overlap.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="cancellation">Ends it early; it is undone all the same.</param>
    /// <returns>Whether it took effect: a link without a connection cannot be reset.</returns>
    Task<bool> DoAsync(PlannedFault fault, CancellationToken cancellation);
}

/// <summary>What was done of a plan.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Began">When it began.</param>
/// <param name="Ended">When it was undone, and the node ran again.</param>
/// <param name="TookEffect">Whether it took effect.</param>
public sealed record DoneFault(PlannedFault Fault, TimeSpan Began, TimeSpan Ended, bool TookEffect);

/// <summary>
/// Does the faults of a plan when they are due. A fault of a node waits until the one before it in its lane is over, whatever the plan
/// says of when that would be: so never are more nodes faulty than the plan has lanes.
/// </summary>
/// <param name="target">What they are done to.</param>
/// <param name="lanes">How many nodes may be faulty at a time.</param>
public sealed class FaultRunner(IFaultTarget target, int lanes)
{
    private readonly Stopwatch watch = new();
    private readonly Lock changes = new();
    private readonly List<DoneFault> done = [];

    /// <summary>How many faults have been done.</summary>
    public int Done
    {
        get
        {
            lock (changes)
            {
                return done.Count;
            }
        }
    }

    /// <summary>Does them.</summary>
    /// <param name="plan">The faults.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What was done, in the order in which it began.</returns>
    public async Task<IReadOnlyList<DoneFault>> RunAsync(IReadOnlyList<PlannedFault> plan, CancellationToken cancellation)
    {
        watch.Start();
        var ofNodes = plan.Where(fault => fault.Kind.IsOfNode()).GroupBy(fault => fault.Node % lanes)
            .Select(lane => InTurn([.. lane.OrderBy(fault => fault.At)], cancellation));
        var others = plan.Where(fault => !fault.Kind.IsOfNode()).Select(fault => InTurn([fault], cancellation));
        await Task.WhenAll(ofNodes.Concat(others).ToList());
        lock (changes)
        {
            return [.. done.OrderBy(fault => fault.Began)];
        }
    }

    private async Task InTurn(IReadOnlyList<PlannedFault> faults, CancellationToken cancellation)
    {
        try
        {
            foreach (var fault in faults)
            {
                // A timer may be a little early.
                for (var early = fault.At - watch.Elapsed; early > TimeSpan.Zero; early = fault.At - watch.Elapsed)
                {
                    await Task.Delay(early + TimeSpan.FromMilliseconds(1), cancellation);
                }

                cancellation.ThrowIfCancellationRequested();
                var began = watch.Elapsed;
                var tookEffect = await target.DoAsync(fault, cancellation);
                lock (changes)
                {
                    done.Add(new(fault, began, watch.Elapsed, tookEffect));
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What was not done is not in the report.
        }
    }
}
