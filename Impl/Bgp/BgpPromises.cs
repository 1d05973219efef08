using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Impl.Bgp;

/// <summary>What the paper's text says of acceptors and leaders, beside the properties of section 3.</summary>
/// <remarks>
/// They are weaker claims than they look: no property of section 3 fails where only one of them does, in what was explored. What
/// an acceptor voted for and what it was asked for is compared where it votes once a ballot; as printed it may vote again (E21).
/// </remarks>
internal sealed class BgpPromises(BgpConfig config, IRole acceptors)
{
    public IEnumerable<Property> Properties()
    {
        var classic = config.Ballots.Where(ballot => !config.IsFast(ballot)).ToList();
        if (classic.Count > 0 && config.Has(BgpRule.VoteOnce))
        {
            yield return OfSteps("ClassicProp", OfClassicVote, AreSameVotes,
                "in a classic ballot only the leader proposes (section 4.5): what an acceptor has voted for there stays as it is");
        }

        if (classic.Any(ballot => ballot > config.Ballots[0] && !config.ByzantineLeaders.Contains(ballot.View)))
        {
            yield return OfSteps("RecoveryProp", OfVote, Recovers,
                "a command that f + 1 correct acceptors have reported to a correct leader of a classic ballot "
                + "is in what they vote for there (section 4.4)");
        }

        if (config.Has(BgpRule.VoteOnce))
        {
            yield return new("VotedInv", PropertyKind.Invariant, acceptors.Places,
                (_, state) => HasVotedForProven((AcceptorState)state), (seen, _) => seen.All(hasVoted => (bool)hasVoted),
                "an acceptor tells the learners its own vote (section 4.4): it has voted for what it has proven");
        }

        if (config.Views > 1)
        {
            yield return new("EnteredInv", PropertyKind.Invariant, acceptors.Places,
                (_, state) => OfView((AcceptorState)state), (seen, _) => AreEnteredTogether([.. seen.Cast<InView>()]),
                "an acceptor takes part in a view only if N - f acceptors, Byzantine ones included, have committed to it (section 4.2)");
        }
    }

    private Property OfSteps(
        string name, Func<AcceptorState, Vote> read, Func<IReadOnlyList<Vote>, IReadOnlyList<Vote>, bool> holds, string meaning) =>
        new(name, PropertyKind.Transition, acceptors.Places, (_, state) => read((AcceptorState)state),
            (before, after) => holds([.. before.Cast<Vote>()], [.. after.Cast<Vote>()]), meaning);

    private static Vote OfVote(AcceptorState state) => new(state.Promised, state.Voted, state.Value.Whole);

    private Vote OfClassicVote(AcceptorState state) =>
        config.IsFast(state.Voted) ? new(Ballot.Zero, Ballot.Zero, config.Empty) : new(Ballot.Zero, state.Voted, state.Value.Whole);

    private static bool AreSameVotes(IReadOnlyList<Vote> before, IReadOnlyList<Vote> after) =>
        before.Zip(after).All(vote => vote.First.Ballot != vote.Second.Ballot || vote.First.Value.Equals(vote.Second.Value));

    /// <summary>
    /// "If non-commutative commands are concurrently proposed in a fast ballot, they will be included in the subsequent
    /// classic ballot." Of f + 1 acceptors that have answered phase 1 one is in every quorum of answers.
    /// </summary>
    private bool Recovers(IReadOnlyList<Vote> before, IReadOnlyList<Vote> after) =>
        before.Zip(after).All(vote =>
            vote.First.Ballot == vote.Second.Ballot
            || !IsCorrectClassic(vote.Second.Ballot)
            || ReportedTo(vote.Second.Ballot, before).All(vote.Second.Value.Contains));

    private bool IsCorrectClassic(Ballot ballot) =>
        ballot != Ballot.Zero && !config.IsFast(ballot) && !config.ByzantineLeaders.Contains(ballot.View);

    /// <summary>The commands of enough votes before the ballot, by acceptors that have answered its phase 1 and not voted since.</summary>
    private IEnumerable<Command> ReportedTo(Ballot ballot, IReadOnlyList<Vote> votes) =>
        from vote in votes
        where vote.Ballot < ballot && vote.Promised >= ballot
        from command in vote.Value
        where !config.IsUniversal(command)
        group vote by command into reported
        where reported.Count() >= config.Quorums.WeakQuorum
        select reported.Key;

    private static bool HasVotedForProven(AcceptorState state) =>
        state.Proven.Ballot < state.Voted || (state.Proven.Ballot == state.Voted && state.Proven.Value.IsPrefixOf(state.Value));

    private static InView OfView(AcceptorState state) => new(state.View, state.Committed);

    private bool AreEnteredTogether(IReadOnlyList<InView> all) => all.All(a =>
        a.View == 0 || all.Count(other => other.Committed >= a.View) + config.ByzantineAcceptors.Count >= config.Quorums.Quorum);

    private sealed record Vote(Ballot Promised, Ballot Ballot, CommandSequence Value);

    private sealed record InView(int View, int Committed);
}
