using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CoyoteTests.Coyote;

/// <summary>A planted fault, and the same configuration without it.</summary>
/// <param name="Faulty">The configuration with the fault.</param>
/// <param name="Sound">The configuration without it.</param>
/// <param name="Violates">The property that fails with it.</param>
internal sealed record CoyoteCase(Configuration Faulty, Configuration Sound, string Violates)
{
    private static readonly Configuration OneBallot = new()
    {
        Ballots = new(["classic"]),
        Rules = Explorations.Bgp.Corrected(),
    };

    private static readonly Configuration LowerBound = OneBallot with { Acceptors = 3, Byzantine = new(["a3", "leader"]) };

    private static readonly Configuration ByzantineLeader = OneBallot with { Acceptors = 3, Faults = 0, Byzantine = new(["leader"]) };

    private static readonly Configuration TwoBallots = OneBallot with
    {
        Acceptors = 3,
        Faults = 0,
        Commands = new(["a"]),
        Ballots = new(["classic", "classic"])
    };

    private static readonly Configuration NoBallotWaits = OneBallot with { LastBallotWaits = false };

    /// <summary>The cases by name.</summary>
    public static IReadOnlyDictionary<string, CoyoteCase> All { get; } = new Dictionary<string, CoyoteCase>
    {
        ["published"] = new(NoBallotWaits with { Rules = Explorations.Bgp.Published() }, NoBallotWaits, "ConsistencyInv"),
        ["three acceptors"] = new(LowerBound, LowerBound with { Acceptors = 4, Byzantine = new(["a4", "leader"]) }, "ConsistencyInv"),
        ["without vote-once"] = new(ByzantineLeader.Without("vote-once"), ByzantineLeader, "ConsistencyInv"),
        ["without keep-proposals"] = new(TwoBallots.Without("keep-proposals"), TwoBallots, "LivenessProp"),
    };
}
