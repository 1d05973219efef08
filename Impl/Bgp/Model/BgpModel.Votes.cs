using BgpVerified.Kit;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Bgp;

/// <content>How votes come together, of equal values or with the rule prefix-quorums.</content>
public partial class BgpModel
{
    private bool HasPrefixes => Config.Has(BgpRule.PrefixQuorums);

    /// <summary>Votes are counted by their values, or, where one is a vote for its prefixes, together in their ballot.</summary>
    private void CountVotes<TVote>(
        int size, Func<TVote, (Ballot Ballot, CommandSequence Value)> read, Func<object, TVote, bool>? heard = null)
        where TVote : SignedMessage
    {
        if (HasPrefixes)
        {
            CollectLatest(size, vote => read(vote).Ballot, (kept, next) => !read(next).Value.IsPrefixOf(read(kept).Value), heard);
        }
        else
        {
            Count(size, heard);
        }
    }

    /// <summary>Values that acceptors sign: quorums of them, and what Byzantine ones sign where it is enough.</summary>
    private void Counted<TState, TMessage>(
        RoleModel<TState, BgpConfig> to, Part<ValueList<Signed<CommandSequence>>> part, Func<CommandSequence, TMessage> statement, int size)
        where TState : class
        where TMessage : SignedMessage
    {
        to.Reads(part, (_, _, values) => Quorums(values));
        Forge(part, values => Signatures<TMessage>(Quorums(values), size));

        IEnumerable<Offer> Quorums(ValueList<Signed<CommandSequence>> values) => HasPrefixes
            ? PrefixOffers.Of(values, acceptors, statement)
            : values.SelectMany(value => Offers.Quorums(statement(value.Statement), value.Signers, acceptors));
    }

    private IEnumerable<TMessage> Signatures<TMessage>(IEnumerable<Offer> offers, int size)
        where TMessage : SignedMessage => HasPrefixes
        ? PrefixOffers.Signatures<TMessage>(offers, size, acceptors)
        : Offers.Signatures<TMessage>(offers, size, acceptors);

    private IEnumerable<Offer> Accepted(ValueSet<Message> sent) => sent.Cast<UniversalPhase2B>().GroupBy(m => m.Command)
        .SelectMany(same => Offers.Quorums(new UniversalPhase2B(same.Key), same.Signers(), acceptors));

    private IEnumerable<Offer> VotesAlone(ValueSet<Command> commands) =>
        Alone(Config.VerifySize, commands, (ballot, value) => new Verify(ballot, value));

    private IEnumerable<Offer> ProofsAlone(ValueSet<Command> commands) =>
        Alone(Config.LearnSize, commands, (ballot, value) => new Phase2B(ballot, value));

    /// <summary>What Byzantine acceptors sign by themselves.</summary>
    private IEnumerable<Offer> Alone<TMessage>(int size, ValueSet<Command> commands, Func<Ballot, CommandSequence, TMessage> statement)
        where TMessage : SignedMessage =>
        from ballot in Config.Ballots
        from value in adversary.SignedAlone(size, commands)
        from offer in HasPrefixes
            ? PrefixOffers.Alone(value, acceptors, own => statement(ballot, own))
            : Offers.Quorums(statement(ballot, value), ProcessSet.None, acceptors)
        select offer;

    private IEnumerable<Offer> AcceptedAlone(IEnumerable<Command> commands) =>
        commands.SelectMany(command => Offers.Quorums(new UniversalPhase2B(command), ProcessSet.None, acceptors));
}
