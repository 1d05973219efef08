using BgpVerified.Impl.Consensus;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Consensus;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>What must hold of BGP, and what must happen in a run, in terms of its states.</summary>
internal sealed class BgpProperties(BgpConfig config, IRole proposers, IRole acceptors, IRole learners)
{
    private readonly GeneralizedClaims claims = new(proposers, learners, state => Read(state, config), config.SignedByByzantine);

    /// <summary>
    /// Liveness is claimed under the paper's assumptions only: at most f faulty acceptors, and a correct leader in the end.
    /// </summary>
    private bool ClaimsLiveness =>
        config.Source.LastBallotWaits
        && !config.MayLeaderFail(config.Views - 1)
        && config.Faulty.Count + ConfigurationText.CrashingAcceptors(config.Source) <= config.Quorums.Faults;

    public IReadOnlyList<Property> Properties()
    {
        List<Property> properties = [.. claims.Safety()];
        properties.AddRange(new BgpPromises(config, acceptors).Properties());
        if (config.HasCheckpoints)
        {
            properties.AddRange(new BgpCheckpoints(config, acceptors, learners).Properties());
        }

        if (config.Views > 1)
        {
            properties.Add(new("ViewChangeInv", PropertyKind.Invariant, acceptors.Places,
                (_, state) => OfView((AcceptorState)state), (seen, _) => ViewsAreLeftForAReason([.. seen.Cast<ViewOf>()]),
                "a correct acceptor gives up a view only if a correct acceptor suspects its leader"));
        }

        if (ClaimsLiveness)
        {
            properties.AddRange(claims.Liveness(config.Source.Faulty, [.. config.Commands.Where(config.IsFromCorrect)],
                "every command of a correct proposer is learned by every learner in the end"));
        }

        return properties;
    }

    public IReadOnlyList<Goal> Goals()
    {
        var goals = new List<Goal>();
        var sequenced = config.Commands.Where(command => !config.IsUniversal(command)).ToList();
        var kinds = Enumerable.Range(1, config.BallotsPerView).Select(config.KindOf).ToList();
        if (sequenced.Count > 0 && kinds.Contains(BallotKind.Fast))
        {
            goals.Add(LearnStep("ReachLearnedFast", (ballot, _) => config.IsFast(ballot), "a command is learned in a fast ballot"));
        }

        if (sequenced.Count > 0 && kinds.Contains(BallotKind.Classic))
        {
            goals.Add(LearnStep(
                "ReachLearnedClassic", (ballot, _) => !config.IsFast(ballot), "a command is learned in a classic ballot"));
        }

        if (kinds.IndexOf(BallotKind.Fast) is var fast and >= 0 && kinds.LastIndexOf(BallotKind.Classic) > fast && HasConflict(sequenced)
            && config.Quorums.Quorum < config.Quorums.Acceptors)
        {
            goals.Add(new("ReachConflictRecovered", IsConflictLearned, IsRecovery,
                "two conflicting commands, voted for in another order in a fast ballot, are learned in a classic one"));
        }

        if (config.Has(BgpRule.PrefixQuorums) && AppendsCommuting(sequenced))
        {
            goals.Add(Step("ReachPrefixProven",
                (before, input, after) => input is Reports<Verify> { All: var votes } && config.IsFast(votes[0].Ballot)
                    && !before.Equals(after)
                    && votes.Count(vote => vote.Value.Equals(((AcceptorState)after).Proven.Value)) < config.VerifySize,
                "in a fast ballot an acceptor proves what fewer than N - f acceptors have voted for; others have voted for more"));
        }

        if (sequenced.Count < config.Commands.Count)
        {
            goals.Add(Step("ReachUniversalLearned", (before, input, after) => input is Quorum<UniversalPhase2B> && !before.Equals(after),
                "a universally commutative command is learned"));
        }

        if (config.HasCheckpoints)
        {
            goals.AddRange(new BgpCheckpoints(config, acceptors, learners).Goals());
        }

        if (config.Views > 1)
        {
            goals.Add(Step("ReachViewChanged",
                (_, input, after) => input is Quorum<ViewChange> { Statement.View: var view } && view == config.Views - 1
                    && after is AcceptorState entered && entered.View == view,
                "an acceptor enters the last view"));
            if (config.Views > config.Quorums.Acceptors)
            {
                goals.Add(Step("ReachLeadsAgain",
                    (_, input, after) =>
                        input is NewLeader && after is LeaderState { IsActive: true } l && l.View >= config.Quorums.Acceptors,
                    "an acceptor leads again, N views after"));
            }

            goals.Add(LearnStep("ReachLearnedAfterViewChange",
                (_, states) => acceptors.Places.Any(a => states[a] is AcceptorState { View: var view } && view == config.Views - 1),
                "a command is learned after a view change"));
        }

        return goals;
    }

    private static Goal Step(string name, Func<object, Input, object, bool> step, string meaning) =>
        new(name, (_, before, input, after) => step(before, input, after), (_, _) => true, meaning);

    private static Goal LearnStep(string name, Func<Ballot, IReadOnlyList<object?>, bool> context, string meaning) => new(
        name, (_, before, input, after) => Proven(input) is not null && !before.Equals(after),
        (states, input) => context(Proven(input)!.Ballot, states), meaning);

    /// <summary>What a learner learns of an input; null if it is not of phase 2b messages.</summary>
    private static Phase2B? Proven(Input input) => input switch
    {
        Quorum<Phase2B> same => same.Statement,
        Reports<Phase2B> different => new(different.All[0].Ballot, CommandSequence.GreatestLowerBound(different.All.Select(m => m.Value))),
        _ => null,
    };

    /// <summary>Whether acceptors can append commands of which two commute, in a fast ballot that does not wait for all of them.</summary>
    private bool AppendsCommuting(List<Command> commands) =>
        config.VerifySize > 1
        && config.Quorums.Acceptors - config.ByzantineAcceptors.Count > 1
        && Enumerable.Range(1, config.BallotsPerView).Any(number => config.KindOf(number) == BallotKind.Fast
            && (!config.Source.LastBallotWaits || number < config.BallotsPerView))
        && commands.Any(x => commands.Any(y => !config.Conflicts.Conflicts(x, y)));

    private bool HasConflict(List<Command> commands) =>
        commands.Any(x => commands.Any(y => !x.Equals(y) && config.Conflicts.Conflicts(x, y)));

    private bool IsConflictLearned(int process, object before, Input input, object after) =>
        Proven(input) is { } proof && !config.IsFast(proof.Ballot)
        && before is LearnerState { Learned.IsEmpty: true } && HasConflict([.. proof.Value]);

    /// <summary>Nobody has learned yet, and some acceptor's vote in a fast ballot, not yet replaced, is in another order.</summary>
    private bool IsRecovery(IReadOnlyList<object?> states, Input input) =>
        learners.Places.All(l => states[l] is LearnerState { Learned.IsEmpty: true })
        && acceptors.Places.Any(a => states[a] is AcceptorState voter
            && config.IsFast(voter.Voted)
            && !voter.Value.IsCompatibleWith(Proven(input)!.Value));

    private static object Read(object state, BgpConfig config) => state switch
    {
        ProposerState proposer => proposer.Proposed,
        LearnerState learner => BgpCheckpoints.Whole(learner.Learned, config),
        _ => throw new ArgumentException($"{state} is neither a proposer's state nor a learner's"),
    };

    private static ViewOf OfView(AcceptorState state) => new(state.View, state.Suspects, state.Committed);

    private bool ViewsAreLeftForAReason(IReadOnlyList<ViewOf> all) => Enumerable.Range(0, config.Views - 1).All(view =>
        all.All(a => a.Committed <= view) || all.Any(a => a.View > view || (a.View == view && a.Suspects)));

    private sealed record ViewOf(int View, bool Suspects, int Committed);
}
