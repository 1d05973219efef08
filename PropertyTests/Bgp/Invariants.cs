using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Commands;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>The invariants of <c>docs/BGP.md</c>, by their names there. Nothing here asks which rules are in force.</summary>
internal static class Invariants
{
    /// <summary>Each, of a step: of the history before it and after it. All but one look at the latter only.</summary>
    public static IReadOnlyDictionary<string, Func<History, History, bool>> All { get; } =
        new Dictionary<string, Func<History, History, bool>>
        {
            ["Chain"] = (_, now) => Chain(now),
            ["Quorum"] = (_, now) => Quorum(now),
            ["Zero"] = (_, now) => Zero(now),
            ["Left"] = Left,
            ["Told"] = (_, now) => Told(now),
            ["Justified"] = (_, now) => Justified(now),
            ["Carried"] = (_, now) => Carried(now),
            ["Learnable"] = (_, now) => Learnable(now),
        };

    /// <summary>I1. The votes of a correct acceptor in a ballot are prefixes of one another.</summary>
    private static bool Chain(History history) =>
        history.Votes.GroupBy(vote => (vote.Acceptor, vote.Ballot)).All(votes =>
            votes.All(v => votes.All(w => AreInLine(v.Value, w.Value))));

    /// <summary>I2. What a correct acceptor proves, or reports as proven, a quorum has voted for.</summary>
    private static bool Quorum(History history) =>
        history.Proofs.All(proof => history.HasQuorum(proof.Ballot, proof.Value))
        && history.Answers.All(answer => IsNothing(answer.Proven) || history.HasQuorum(answer.Proven.Ballot, answer.Proven.Value));

    /// <summary>I3. Nothing happens in ballot zero.</summary>
    private static bool Zero(History history) =>
        history.Votes.All(vote => vote.Ballot > Ballot.Zero)
        && history.Answers.All(answer => answer.Ballot > Ballot.Zero)
        && history.Proofs.All(proof => proof.Ballot > Ballot.Zero && !proof.Value.IsEmpty);

    /// <summary>I4. A correct acceptor never comes back to a ballot that it has left: no answer, no vote, no proof.</summary>
    private static bool Left(History before, History now) =>
        before.Acceptors.Zip(now.Acceptors).All(acceptor => acceptor.First.Promised <= acceptor.Second.Promised)
        && now.Answers.Except(before.Answers).All(answer => !HasLeft(before, answer.From, answer.Ballot))
        && now.Votes.Except(before.Votes).All(vote => !HasLeft(before, vote.Acceptor, vote.Ballot))
        && now.Proofs.Except(before.Proofs).All(proof => !HasLeft(before, proof.From, proof.Ballot));

    /// <summary>
    /// I5. What a correct acceptor answers to phase 1 covers all that it has proven, and will ever prove, below that ballot.
    /// </summary>
    private static bool Told(History history) =>
        history.Answers.All(answer => history.Proofs
            .Where(proof => proof.From == answer.From && proof.Ballot < answer.Ballot)
            .All(proof => answer.Proven.Ballot > proof.Ballot
                || (answer.Proven.Ballot == proof.Ballot && proof.Value.IsPrefixOf(answer.Proven.Value))));

    /// <summary>I6. What a correct acceptor votes for extends the base to which the answers of a quorum to that ballot oblige.</summary>
    private static bool Justified(History history) =>
        history.Votes.All(vote => history.AnswersOfQuorums(vote.Ballot).Any(answers => ByzantineClaims(history).Any(claim =>
            Base([.. answers.Select(answer => (answer.Proven.Ballot, answer.Proven.Value)), .. claim]).IsPrefixOf(vote.Value))));

    /// <summary>
    /// I7. If a correct acceptor votes for w in a ballot, then of every lower ballot but zero, every value v and every quorum: v is a
    /// prefix of w, or some correct member of the quorum has left the lower ballot without proving v.
    /// </summary>
    private static bool Carried(History history) =>
        history.Votes.All(vote => history.Ballots.Where(lower => lower < vote.Ballot).All(lower =>
            history.Proofs.Where(proof => proof.Ballot == lower).Select(proof => proof.Value).Append(history.Unheard).Distinct().All(v =>
                v.IsPrefixOf(vote.Value)
                || history.Quorums()
                    .All(quorum => quorum.Any(member => member.Promised > lower && !history.HasProven(member, lower, v))))));

    /// <summary>I8. Whatever a learner can learn is in line with whatever else it can, and is a prefix of every later vote.</summary>
    private static bool Learnable(History history)
    {
        var learnable = history.Proofs
            .GroupBy(proof => (proof.Ballot, proof.Value))
            .Where(proofs => proofs.Select(proof => proof.From).Distinct().Count() + history.Byzantine >= history.Quorum)
            .Select(proofs => proofs.Key)
            .ToList();
        return learnable.All(v => learnable.All(w => AreInLine(v.Value, w.Value)))
            && learnable.All(v => history.Votes.Where(vote => vote.Ballot > v.Ballot).All(vote => v.Value.IsPrefixOf(vote.Value)));
    }

    private static bool AreInLine(CommandSequence v, CommandSequence w) => v.IsPrefixOf(w) || w.IsPrefixOf(v);

    private static bool IsNothing(Certificate certificate) => certificate.Ballot == Ballot.Zero && certificate.Value.IsEmpty;

    private static bool HasLeft(History history, ProcessId acceptor, Ballot ballot) =>
        history.Acceptors.Single(a => a.Id == acceptor).Promised > ballot;

    /// <summary>
    /// What Byzantine acceptors can report besides: nothing, or a certificate that exists. One is enough, as only the highest counts.
    /// </summary>
    private static IEnumerable<IReadOnlyList<(Ballot Ballot, CommandSequence Value)>> ByzantineClaims(History history) =>
        history.Byzantine == 0 ? [[]] : history.Certified.Select(claim => new[] { claim }).Prepend([]);

    /// <summary>The longest value of the highest ballot.</summary>
    private static CommandSequence Base(IReadOnlyList<(Ballot Ballot, CommandSequence Value)> proven) =>
        proven.Where(p => p.Ballot == proven.Max(other => other.Ballot)).MaxBy(p => p.Value.Count).Value;
}
