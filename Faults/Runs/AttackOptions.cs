using BgpVerified.Faults.Plans;
using BgpVerified.Host.Nodes;

namespace BgpVerified.Faults.Runs;

/// <summary>What is attacked, and how.</summary>
/// <param name="Plan">The faults.</param>
/// <param name="Application">The application: <c>bank</c> or <c>store</c>.</param>
/// <param name="Program">The program and the first arguments of <c>bgpv</c>, by which nodes are started.</param>
public sealed record AttackOptions(PlanOptions Plan, string Application, IReadOnlyList<string> Program)
{
    /// <summary>The folder of the cluster; null for a new one, which is deleted if nothing is found.</summary>
    public string? Folder { get; init; }

    /// <summary>A fault put into the nodes' host, which is to be found.</summary>
    public PlantedBug Bug { get; init; }

    /// <summary>Whether nodes log what their processes do, so that it can be verified.</summary>
    public bool Evidence { get; init; } = true;

    /// <summary>How many clients there are.</summary>
    public int Clients { get; init; } = 6;

    /// <summary>How long each waits from an answer to its next request.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>How long the cluster may take to answer everything once nothing is wrong with it any more.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
