using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.Consensus;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Consensus;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Gpaxos;

/// <summary>What must hold of Generalized Paxos, and what must happen in a run: generalized consensus, as of BGP.</summary>
internal sealed class GpaxosProperties(GpaxosConfig config, IRole proposers, IRole acceptors, IRole learners)
{
    private readonly GeneralizedClaims claims = new(proposers, learners, Read, []);

    /// <summary>
    /// Liveness is claimed if at most f acceptors may crash: after a last classic ballot that waits for the proposals, and of a last fast
    /// ballot if no two commands conflict. The latter is false if more than e may crash.
    /// </summary>
    private bool ClaimsLiveness =>
        ConfigurationText.CrashingAcceptors(config.Source) <= config.F && !config.Source.Faulty.Contains("leader")
        && (config.IsFast(config.LastBallot) ? !config.HasConflict : config.Source.LastBallotWaits);

    public IReadOnlyList<Property> Properties()
    {
        List<Property> properties =
        [
            .. claims.Safety(),
            new("RecoveryProp", PropertyKind.Transition, acceptors.Places, (_, state) => (AcceptorState)state,
                (before, after) => Recovers([.. before.Cast<AcceptorState>()], [.. after.Cast<AcceptorState>()]),
                "a command that f + 1 acceptors have reported to the leader of a classic ballot is in what they vote for there "
                + "(section 4.4)"),
        ];
        if (ClaimsLiveness)
        {
            properties.AddRange(claims.Liveness(
                config.Source.Faulty, [.. config.Owed], "every command is learned by every learner in the end"));
        }

        return properties;
    }

    public IReadOnlyList<Goal> Goals()
    {
        var goals = new List<Goal>();
        var kinds = Enumerable.Range(1, config.LastBallot).Select(config.KindOf).ToList();
        if (kinds.Contains(BallotKind.Fast))
        {
            goals.Add(LearnStep("ReachLearnedFast", config.IsFast, "a command is learned in a fast ballot"));
        }

        if (kinds.Contains(BallotKind.Classic))
        {
            goals.Add(LearnStep("ReachLearnedClassic", ballot => !config.IsFast(ballot), "a command is learned in a classic ballot"));
        }

        if (kinds.IndexOf(BallotKind.Fast) is var fast and >= 0 && kinds.LastIndexOf(BallotKind.Classic) > fast && config.HasConflict
            && config.Phase1Size < config.N)
        {
            goals.Add(new("ReachConflictRecovered", IsConflictLearned, IsRecovery,
                "two conflicting commands, voted for in another order in a fast ballot, are learned in a classic one"));
        }

        return goals;
    }

    /// <summary>
    /// "If non-commutative commands are concurrently proposed in a fast ballot, they will be included in the subsequent classic ballot."
    /// Of f + 1 acceptors that have answered phase 1 one is in every quorum of answers.
    /// </summary>
    private bool Recovers(IReadOnlyList<AcceptorState> before, IReadOnlyList<AcceptorState> after) =>
        before.Zip(after).All(vote => vote.First.Voted == vote.Second.Voted || config.IsFast(vote.Second.Voted)
            || ReportedTo(vote.Second.Voted, before).All(vote.Second.Value.Contains));

    /// <summary>The commands of enough votes before the ballot, by acceptors that have answered its phase 1 and not voted since.</summary>
    private IEnumerable<Command> ReportedTo(int ballot, IReadOnlyList<AcceptorState> states) =>
        from state in states
        where state.Voted < ballot && state.Promised >= ballot
        from command in state.Value
        group state by command into reported
        where reported.Count() > config.F
        select reported.Key;

    private static Goal LearnStep(string name, Func<int, bool> ballot, string meaning) => new(
        name, (_, before, input, after) => input is Quorum<Phase2B> m && !before.Equals(after) && ballot(m.Statement.Ballot),
        (_, _) => true, meaning);

    private bool IsConflictLearned(int process, object before, Input input, object after) =>
        input is Quorum<Phase2B> { Statement: var vote } && !config.IsFast(vote.Ballot) && !before.Equals(after)
        && before is LearnerState { Learned.IsEmpty: true }
        && vote.Value.Any(x => vote.Value.Any(y => !x.Equals(y) && config.Conflicts.Conflicts(x, y)));

    /// <summary>Some acceptor's vote in a fast ballot, not yet replaced, is in another order.</summary>
    private bool IsRecovery(IReadOnlyList<object?> states, Input input) =>
        acceptors.Places.Any(a => states[a] is AcceptorState voter
            && config.IsFast(voter.Voted)
            && !voter.Value.IsCompatibleWith(((Quorum<Phase2B>)input).Statement.Value));

    private static object Read(object state) => state switch
    {
        ProposerState proposer => proposer.Proposed,
        LearnerState learner => learner.Learned,
        _ => throw new ArgumentException($"{state} is neither a proposer's state nor a learner's"),
    };
}
