using BgpVerified.Kit;
using BgpVerified.Spec.Commands;

namespace BgpVerified.Impl.Bgp;

// What only the protocol as published sends. A Byzantine leader can send it to correct acceptors all the same.

/// <summary>Leader to proposers: which kind of ballot is open (BALLOT, Algorithm 2 line 12).</summary>
/// <param name="View">The leader's view.</param>
/// <param name="Ballot">The ballot; the paper sends only its kind (E11).</param>
/// <param name="Kind">The kind of the ballot.</param>
public sealed record BallotOpened(int View, Ballot Ballot, BallotKind Kind) : SignedMessage
{
    /// <inheritdoc/>
    protected override string Describe() => $"BallotOpened {Ballot} {Kind} in view {View}";
}

/// <summary>Leader to acceptors: a fast ballot is open (FAST, Algorithm 2 line 14); only without the rule open-by-phase1.</summary>
public sealed record Fast(int View, Ballot Ballot) : LeaderMessage(View)
{
    /// <inheritdoc/>
    protected override string Describe() => $"Fast {Ballot.In(View)}";
}

/// <summary>
/// Leader to acceptors: accept a universally commutative command in this ballot (Algorithm 2 line 20); only without
/// the rule universal-any-ballot.
/// </summary>
/// <param name="View">The leader's view.</param>
/// <param name="Ballot">The leader's ballot when it heard of the command.</param>
/// <param name="Command">The command.</param>
public sealed record UniversalPhase2A(int View, Ballot Ballot, Command Command) : LeaderMessage(View)
{
    /// <inheritdoc/>
    protected override string Describe() => $"Phase2A {Ballot.In(View)}: {Command}, universal";
}
