using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>What must hold of discarded beginnings, and what must happen with them.</summary>
internal sealed class BgpCheckpoints(BgpConfig config, IRole acceptors, IRole learners)
{
    /// <summary>
    /// All that a learner has learned: what it discarded was learned once each, whatever was agreed on, and then what it keeps.
    /// </summary>
    public static CommandSequence Whole(CommandSequence learned, BgpConfig config) => learned.Discarded.Number == 0
        ? learned
        : CommandSequence.Of(config.LearnedConflicts, Executed(learned.Discarded).Concat(learned));

    public IEnumerable<Property> Properties() =>
    [
        new("CheckpointInv", PropertyKind.Invariant, [.. acceptors.Places, .. learners.Places], (_, state) => Read(state),
            (seen, _) => AreInLine([.. seen.Cast<Known>()]),
            "what correct processes discard is one beginning for each checkpoint, each goes on from those before it, and all of it is "
            + "compatible with what is learned"),
    ];

    public IEnumerable<Goal> Goals()
    {
        yield return Step("ReachDiscarded",
            (before, input, after) => input is Quorum<Phase2B> && before is AcceptorState && IsLater(before, after),
            "an acceptor discards what comes before a checkpoint");
        yield return Step("ReachCaughtUp", (before, input, after) => input is Quorum<Checkpointed> && !before.Equals(after),
            "a learner goes on from a beginning that others have discarded");
        if (config.Ballots.Count > 1)
        {
            yield return Step("ReachShownStable", (before, input, after) => input is Phase2A && IsLater(before, after),
                "an acceptor is shown that a checkpoint is stable");
        }

        if (config.Commands.Any(config.IsUniversal))
        {
            yield return Step("ReachUniversalDiscarded",
                (before, _, after) => before is AcceptorState { Universals.Count: var had } && after is AcceptorState later
                    && later.Universals.Count < had,
                "an acceptor discards a universally commutative command");
        }
    }

    private static Goal Step(string name, Func<object, Input, object, bool> step, string meaning) =>
        new(name, (_, before, input, after) => step(before, input, after), (_, _) => true, meaning);

    private static bool IsLater(object before, object after) =>
        ((AcceptorState)after).Stable.History.Number > ((AcceptorState)before).Stable.History.Number;

    private static IEnumerable<Command> Executed(History history) => ((KeptHistory)history).Commands.Distinct();

    private Known Read(object state) => state is LearnerState learner
        ? new(learner.Learned.Discarded, Whole(learner.Learned, config))
        : new(((AcceptorState)state).Stable.History, null);

    private bool AreInLine(IReadOnlyList<Known> all)
    {
        var histories = all.Select(known => (KeptHistory)known.History).Where(history => history.Number > 0).Distinct()
            .OrderBy(history => history.Number).ToList();
        return histories.Zip(histories.Skip(1)).All(pair => pair.First.Number < pair.Second.Number && pair.First.IsBeginningOf(pair.Second))
            && histories.All(history => CommandSequence.Of(config.LearnedConflicts, Executed(history)) is var discarded
                && all.All(known => known.Learned is null || known.Learned.IsCompatibleWith(discarded)));
    }

    private sealed record Known(History History, CommandSequence? Learned);
}
