using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Mirror.Bgp;

/// <summary>Says what a handler's step is in <c>Bgp.tla</c>.</summary>
internal static class BgpActionUses
{
    /// <summary>The actions that a step can be.</summary>
    /// <param name="process">The name of the process that steps.</param>
    /// <param name="before">Its state before.</param>
    /// <param name="input">The input that it takes: a message, a whole quorum, a local input, or a crash.</param>
    /// <param name="config">The system.</param>
    /// <returns>The actions, the likeliest first; none if the module has no such step.</returns>
    public static IReadOnlyList<ActionUse> Of(string process, object before, Input input, BgpConfig config)
    {
        var self = before is LeaderState leader ? TlaText.Of(config.LeaderOf(leader.View)) : TlaText.Of(process);
        return input switch
        {
            CommandRequest m => [new("Propose", [self, BgpMirror.Of(m.Command)], $"{BgpMirror.Of(m.Command)} \\in CommandsOf[{self}]")],
            BallotOpened m => [Taking("HearBallot", self, m, "BallotsOpened")],
            NewLeader m => [Taking("BecomeLeader", self, m, "NewLeaders")],
            TriggerNextBallot => [new("OpenBallot", [self], "TRUE")],
            Proposal m => [new("HearProposal", [self, BgpMirror.Of(m.Command)], $"{BgpMirror.Of(m.Command)} \\in Proposed")],
            Phase1BQuorum m => Answers(self, TlaText.Set(m.Reports.Select(BgpMirror.Of))),
            Quorum<Checkpointed> { Statement: var m } when before is LeaderState =>
                [Taking("Forget", self, BgpMirror.Of(m.History))],
            _ => OfAcceptorOrLearner(self, before, input, config.IsUniversal),
        };
    }

    private static IReadOnlyList<ActionUse> OfAcceptorOrLearner(
        string self, object before, Input input, Func<Command, bool> isUniversal) => input switch
        {
            Phase1A m => [Taking("Promise", self, m, "Phase1As")],
            Fast m => [Taking("OpenFast", self, m, "Fasts")],
            Phase2A m => [Taking("Vote", self, m, "Phase2As")],
            FastProposal m => [new(isUniversal(m.Command) ? "AcceptUniversal" : "AppendFast", [self, BgpMirror.Of(m.Command)],
            $"{BgpMirror.Of(m.Command)} \\in ProposedToAcceptors")],
            Forward m => [new("AcceptForwarded", [self, BgpMirror.Of(m)], $"\\E f \\in Forwards : f.command = {BgpMirror.Of(m.Command)}")],
            UniversalPhase2A m => [Taking("AcceptFromLeader", self, m, "Universal2As")],
            Quorum<Verify> { Statement: var m } => [Counting("Prove", self, "\"verify\", VerifySize", m.Ballot, m.Value)],
            SuspectLeader => [new("Suspect", [self], "TRUE")],
            Quorum<Suspicion> { Statement: var m } => [new("Commit", [self, TlaText.Of(m.View)], $"{TlaText.Of(m.View)} \\in Suspectable")],
            ViewChange m => [new("Join", [self, BgpMirror.Of(m)], $"\\E n \\in ViewChanges : n.view = {TlaText.Of(m.View)}")],
            Quorum<ViewChange> { Statement: var m } =>
                [new("EnterView", [self, TlaText.Of(m.View)], $"{TlaText.Of(m.View)} \\in Enterable")],
            Reports<Verify> m => [Common("ProvePrefix", self, "\"verify\", VerifySize", m.All[0].Ballot, m.All.Select(vote => vote.Value))],
            Reports<Phase2B> m => [Common("LearnPrefix", self, "\"2b\", LearnSize", m.All[0].Ballot, m.All.Select(proof => proof.Value))],
            Quorum<Phase2B> { Statement: var m } when before is AcceptorState =>
                [Counting("Stabilize", self, "\"2b\", CheckpointSize", m.Ballot, m.Value)],
            Quorum<Checkpointed> { Statement: var m } => [Taking("CatchUp", self, BgpMirror.Of(m.History))],
            Quorum<Phase2B> { Statement: var m } => [Counting("Learn", self, "\"2b\", LearnSize", m.Ballot, m.Value)],
            Quorum<UniversalPhase2B> { Statement: var m } => [Delivering(self, m.Command)],
            Crash => [new("Crash", [self], "TRUE")],
            _ => [],
        };

    private static ActionUse Taking(string action, string self, Message message, string among) =>
        new(action, [self, BgpMirror.Of(message)], $"{BgpMirror.Of(message)} \\in {among}");

    /// <summary>
    /// The quorum itself, or, where Byzantine reports are in it, one of those that the module has for all that come to the same.
    /// </summary>
    private static IReadOnlyList<ActionUse> Answers(string self, string reports) =>
    [
        new("Propose2A", [self, reports], $"{reports} \\in QuorumsFor({self})"),
        new("Propose2A", [self, reports], "TRUE", $"QuorumsFor({self})"),
    ];

    private static ActionUse Counting(string action, string self, string counted, Ballot ballot, CommandSequence value) =>
        new(action, [self, BgpMirror.Of(ballot), BgpMirror.Of(value), BgpMirror.Cut(value)],
            $"<<{BgpMirror.Of(ballot)}, {BgpMirror.Of(value)}, {BgpMirror.Cut(value)}>> \\in Stated({counted})");

    /// <summary>An action that takes a beginning that was stated.</summary>
    private static ActionUse Taking(string action, string self, string history) =>
        new(action, [self, history], $"{history} \\in StatedHistories");

    private static ActionUse Common(string action, string self, string counted, Ballot ballot, IEnumerable<CommandSequence> values)
    {
        var prefix = BgpMirror.Of(CommandSequence.GreatestLowerBound(values));
        return new(action, [self, BgpMirror.Of(ballot), prefix], $"<<{BgpMirror.Of(ballot)}, {prefix}>> \\in PrefixStated({counted})");
    }

    private static ActionUse Delivering(string self, Command command) =>
        new("LearnUniversal", [self, BgpMirror.Of(command)], $"{BgpMirror.Of(command)} \\in Learnable");
}
