using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <summary>The quorums of votes for different values that a process could hear, with the rule prefix-quorums.</summary>
/// <remarks>
/// A handler sees of such a quorum its greatest common prefix, who is in it, and whether they are enough. So of all quorums with one
/// prefix the one of all who have voted for an extension of it stands for all: it has that prefix, too, if of each of them the shortest
/// such vote is taken. Votes of a correct acceptor in a ballot extend each other; should they not, since a rule is out, the first in
/// their order is taken, and what its other votes have in common with the others' is another prefix.
/// </remarks>
internal static class PrefixOffers
{
    /// <summary>The quorums of correct acceptors' votes, and with Byzantine ones, who vote for any prefix of others' votes.</summary>
    /// <typeparam name="TMessage">The votes.</typeparam>
    /// <param name="votes">What correct acceptors voted for in a ballot.</param>
    /// <param name="role">The acceptors.</param>
    /// <param name="vote">The vote for a value.</param>
    /// <returns>At most two offers for each prefix, shorter prefixes first.</returns>
    public static IEnumerable<Offer> Of<TMessage>(
        ValueList<Signed<CommandSequence>> votes, IRole role, Func<CommandSequence, TMessage> vote)
        where TMessage : SignedMessage
    {
        foreach (var prefix in Meets(votes).Order())
        {
            yield return new(Quorum(votes, prefix, [], role, vote), Fair: true);
        }

        if (role.Byzantine.Count > 0)
        {
            foreach (var prefix in Prefixes(votes))
            {
                yield return new(Quorum(votes, prefix, role.Byzantine, role, vote), Fair: false);
            }
        }
    }

    /// <summary>What Byzantine acceptors sign by themselves: one value.</summary>
    public static IEnumerable<Offer> Alone<TMessage>(CommandSequence value, IRole role, Func<CommandSequence, TMessage> vote)
        where TMessage : SignedMessage =>
        role.Byzantine.Count == 0 ? [] : [new(new Reports<TMessage>(new(role.Byzantine.Select(own => vote(value).By(own)))), Fair: false)];

    /// <summary>What Byzantine processes vote for, message by message, so that offered quorums come together.</summary>
    public static IEnumerable<TMessage> Signatures<TMessage>(IEnumerable<Offer> offers, int size, IRole role)
        where TMessage : SignedMessage =>
        from offer in offers
        where !offer.Fair
        let quorum = (Reports<TMessage>)offer.Input
        where quorum.All.Count >= size
        from vote in quorum.All
        where role.Byzantine.Contains(vote.From)
        select vote;

    /// <summary>Every prefix of what was voted for, shorter ones first.</summary>
    public static IEnumerable<CommandSequence> Prefixes(ValueList<Signed<CommandSequence>> votes) =>
        votes.SelectMany(voted => voted.Statement.Prefixes()).Distinct().Order();

    /// <summary>The correct acceptors that voted for an extension of a value.</summary>
    public static ProcessSet Voters(ValueList<Signed<CommandSequence>> votes, CommandSequence value) => votes
        .Where(voted => value.IsPrefixOf(voted.Statement)).Aggregate(ProcessSet.None, (all, voted) => all.Union(voted.Signers));

    /// <summary>The greatest common prefixes of any votes.</summary>
    private static HashSet<CommandSequence> Meets(ValueList<Signed<CommandSequence>> votes)
    {
        var meets = new HashSet<CommandSequence>();
        foreach (var voted in votes.Select(voted => voted.Statement))
        {
            meets.UnionWith([voted, .. meets.Select(voted.GreatestLowerBound)]);
        }

        return meets;
    }

    private static Reports<TMessage> Quorum<TMessage>(
        ValueList<Signed<CommandSequence>> votes, CommandSequence prefix, IEnumerable<ProcessId> byzantine, IRole role,
        Func<CommandSequence, TMessage> vote)
        where TMessage : SignedMessage
    {
        var correct = from own in Voters(votes, prefix).Named(role.Letter)
                      select vote(votes.First(voted =>
                          voted.Signers.Contains(own.Number) && prefix.IsPrefixOf(voted.Statement)).Statement).By(own);
        return new(new(correct.Concat(byzantine.Select(own => vote(prefix).By(own))).OrderBy(message => message.From)));
    }
}
