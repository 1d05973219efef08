using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.BgpMachine;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Runtime.Wire;
using BgpVerified.Spec.Commands;

namespace BgpVerified.Cli.Hosted;

/// <summary>The types of BGP and of the machine on it that have a form in bytes, by numbers that stay as they are.</summary>
public static class BgpWire
{
    /// <summary>Those of BGP. A number is given once and never to another type; those below 16 have tags of one byte.</summary>
    public static IReadOnlyList<WireType> OfBgp { get; } =
    [
        new(1, typeof(FastProposal)),
        new(2, typeof(Proposal)),
        new(3, typeof(Phase1A)),
        new(4, typeof(Phase1B)),
        new(5, typeof(Phase2A)),
        new(6, typeof(Verify)),
        new(7, typeof(Phase2B)),
        new(8, typeof(Checkpointed)),
        new(9, typeof(UniversalPhase2B)),
        new(10, typeof(Forward)),
        new(11, typeof(Suspicion)),
        new(12, typeof(ViewChange)),
        new(13, typeof(NewLeader)),
        new(20, typeof(CommandRequest)),
        new(21, typeof(TriggerNextBallot)),
        new(23, typeof(SuspectLeader)),
        new(30, typeof(Phase1BQuorum)),
        new(31, typeof(Quorum<Verify>)),
        new(32, typeof(Quorum<Phase2B>)),
        new(33, typeof(Quorum<UniversalPhase2B>)),
        new(34, typeof(Quorum<Suspicion>)),
        new(35, typeof(Quorum<ViewChange>)),
        new(36, typeof(Quorum<Checkpointed>)),
        new(37, typeof(Reports<Verify>)),
        new(38, typeof(Reports<Phase2B>)),
        new(40, typeof(ProposerState)),
        new(41, typeof(LeaderState)),
        new(42, typeof(AcceptorState)),
        new(43, typeof(LearnerState)),
        new(50, typeof(BallotOpened)),
        new(51, typeof(Fast)),
        new(52, typeof(UniversalPhase2A)),
    ];

    /// <summary>Those of the machine on it besides.</summary>
    public static IReadOnlyList<WireType> OfMachine { get; } =
    [
        new(60, typeof(Reply)),
        new(61, typeof(Completed)),
        new(62, typeof(Begin)),
        new(63, typeof(SignAgain)),
        new(64, typeof(Quorum<Reply>)),
        new(65, typeof(ClientState)),
        new(66, typeof(ReplicaState)),
        new(67, typeof(Balances)),
        new(68, typeof(Entries)),
        new(70, typeof(Snapshot)),
        new(71, typeof(Quorum<Snapshot>)),
        new(72, typeof(StableState)),
    ];

    /// <summary>The form of BGP's values in a configuration.</summary>
    /// <param name="config">The configuration: it says which commands conflict.</param>
    /// <param name="others">Types that a host has besides.</param>
    /// <returns>The form.</returns>
    public static WireFormat Of(BgpConfig config, params IEnumerable<WireType> others) =>
        new([.. OfBgp, .. others], owner => Conflicts(owner, config));

    /// <summary>The form of the machine's values in a configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="others">Types that a host has besides.</param>
    /// <returns>The form.</returns>
    public static WireFormat Of(BgpMachineConfig config, params IEnumerable<WireType> others) => Of(config.Bgp, [.. OfMachine, .. others]);

    /// <summary>What is learned has conflicts of its own: a checkpoint has none there.</summary>
    private static ConflictRelation Conflicts(Type owner, BgpConfig config) =>
        typeof(LearnerState).IsAssignableFrom(owner) ? config.LearnedConflicts : config.Conflicts;
}
