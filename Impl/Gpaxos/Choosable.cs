using BgpVerified.Kit;
using BgpVerified.Spec.Commands;

namespace BgpVerified.Impl.Gpaxos;

/// <summary>
/// What the answers of a quorum leave possible: the shortest sequence that extends every one that has been chosen, or still can be, in an
/// earlier ballot. BGP has the longest proven sequence in its place, and the proofs that go with it.
/// </summary>
/// <remarks>
/// Section 4.5 says of the crash-fault protocol: "the leader could determine if some value had been chosen by a majority of acceptors
/// by looking for f + 1 identical votes in the quorum of phase 1b messages". With N = 3f + 1 and e = f that is N - e - f of N - f
/// answers, which is the number here. That the votes be identical is too much to ask in a fast ballot, where a vote goes on growing:
/// see <see cref="GpaxosRule.CountPrefixes"/>. What is done instead is after Lamport, "Generalized Consensus and Paxos" (2005), ProvedSafe.
/// </remarks>
public static class Choosable
{
    /// <summary>The sequence that the leader must extend.</summary>
    /// <remarks>TLA+: Choosable.</remarks>
    /// <param name="answers">The answers to phase 1, one an acceptor.</param>
    /// <param name="config">The configuration.</param>
    /// <returns>The sequence; empty if nothing can have been chosen.</returns>
    public static CommandSequence Of(IReadOnlyList<Phase1B> answers, GpaxosConfig config)
    {
        var highest = answers.Max(answer => answer.Voted);
        if (highest == 0)
        {
            return config.Empty;
        }

        // Votes of the highest ballot extend whatever was chosen before it.
        var votes = answers.Where(answer => answer.Voted > 0 && config.Asks(GpaxosRule.HighestBallot, answer.Voted == highest))
            .Select(answer => answer.Value).Order().ToList();
        return config.IsFast(highest) ? InFast(votes, answers.Count, config) : votes[0];
    }

    /// <summary>
    /// In a fast ballot: of each set of answers that a fast quorum may have in common with these, what all its votes have in common.
    /// All these can be extended to one sequence, as two fast quorums and one of answers have an acceptor in common: N > 2e + f.
    /// </summary>
    private static CommandSequence InFast(IReadOnlyList<CommandSequence> votes, int answers, GpaxosConfig config)
    {
        // At most e acceptors are not in a fast quorum, and all e may be among those that have answered.
        var least = config.Has(GpaxosRule.CountPossible) ? answers - config.E : config.N - config.E;
        var choosable = config.Has(GpaxosRule.CountPrefixes)
            ? Offers.Subsets(votes).Where(common => common.Count >= Math.Max(1, least)).Select(common => Common(common, config))
            : votes.Where(vote => votes.Count(vote.Equals) >= least);
        var known = choosable.Distinct().Order().ToList();

        // Nothing has been chosen in the ballot: its votes still extend what was chosen before.
        return known.Count > 0 ? known.Aggregate((all, next) => all.LeastUpperBound(next) ?? all) : votes[0];
    }

    /// <summary>The longest sequence that all the votes extend.</summary>
    private static CommandSequence Common(IReadOnlyList<CommandSequence> votes, GpaxosConfig config)
    {
        var common = config.Empty;
        while (votes[0].Select(command => common.AppendNew(command))
            .FirstOrDefault(longer => !longer.Equals(common) && votes.All(longer.IsPrefixOf)) is { } next)
        {
            common = next;
        }

        return common;
    }
}
