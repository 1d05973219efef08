using BgpVerified.Kit;
using BgpVerified.PropertyTests.Values;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace BgpVerified.PropertyTests.Kit;

/// <summary>What processes are offered, against what is meant by it: who is sure to be heard, and who may be.</summary>
public sealed class OffersTests
{
    private static readonly Configuration Four = new() { Acceptors = 4, Faults = 1, Ballots = ValueList<string>.Empty, Learners = 1 };

    /// <summary>Pings of a few senders, one a pair of sender and number.</summary>
    private static Arbitrary<Ping[]> Pings => (
        from senders in Gen.Choose(0, 3).ArrayOf()
        select senders.Take(6).Select((sender, i) => new Ping(i, "x") { From = new('p', sender) }).ToArray()).ToArbitrary();

    [Fact]
    public void A_quorum_is_all_who_are_sure_and_all_who_may_be()
    {
        Properties.Check(Numbers.Processes, two =>
        {
            var (sure, others) = (ProcessSet.Of(two.X), ProcessSet.Of(two.Y));
            var heard = Offers.Quorums(sure, others, signers => new Quorum<Pong>(new(), signers)).ToList();
            ProcessSet Signers(Offer offer) => ((Quorum<Pong>)offer.Input).Signers;

            return heard.Count(offer => offer.Fair) == (sure.Count > 0 ? 1 : 0)
                && heard.Where(offer => offer.Fair).All(offer => Signers(offer) == sure)
                && heard.Count(offer => !offer.Fair) == (others.Except(sure).Count > 0 ? 1 : 0)
                && heard.Where(offer => !offer.Fair).All(offer => Signers(offer) == sure.Union(others));
        });
    }

    [Fact]
    public void What_need_not_happen_is_not_fair()
    {
        var sure = ProcessSet.First(2);

        Assert.Equal([false], Offers.Quorums(sure, sure, signers => new Quorum<Pong>(new(), signers), fair: false)
            .Select(offer => offer.Fair));
        Assert.Equal([true], Offers.Fair([new Start(1)]).Select(offer => offer.Fair));
        Assert.Equal([false], Offers.Unfair([new Start(1)]).Select(offer => offer.Fair));
    }

    [Fact]
    public void There_are_as_many_choices_of_items_as_there_should_be_each_in_order()
    {
        Properties.Check(Gen.Choose(0, 6).ToArbitrary(), count =>
        {
            var choices = Offers.Subsets([.. Enumerable.Range(0, count)]).ToList();

            return choices.Count == 1 << count
                && choices[0].Count == 0
                && choices.Select(choice => string.Join(' ', choice)).Distinct().Count() == choices.Count
                && choices.All(choice => choice.SequenceEqual(choice.Order().Distinct()));
        });
    }

    /// <summary>By brute force: of all sets of the messages those with at most one of each sender, and few enough.</summary>
    [Fact]
    public void One_message_of_each_of_so_many_senders_is_every_such_choice()
    {
        Properties.Check(Pings, pings =>
            Enumerable.Range(0, 5).All(most =>
            {
                var choices = Offers.UpTo(pings, most).ToList();
                var all = Offers.Subsets(pings).Where(choice =>
                    choice.Count <= most && choice.Select(m => m.From).Distinct().Count() == choice.Count);

                return choices.Select(Text).Order().SequenceEqual(all.Select(Text).Order())
                    && choices.All(choice => choice.Select(m => m.From).SequenceEqual(choice.Select(m => m.From).Order()))
                    && choices.Select(choice => choice.Count).SequenceEqual(choices.Select(choice => choice.Count).Order());
            }));

        static string Text(IReadOnlyList<Ping> choice) => string.Join(' ', choice.Select(m => m.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Byzantine_processes_sign_quorums_that_are_large_enough_and_not_sure()
    {
        var role = new OfParts(Four with { Byzantine = new(["p4"]) }).Pingers;
        var offers = Offers.Quorums(new Pong(), ProcessSet.First(2), role).ToList();

        Assert.Equal(["Pong quorum  by p1 p2 True", "Pong quorum  by p1 p2 p4 False"],
            offers.Select(offer => $"{offer.Input} {offer.Fair}"));
        Assert.Equal(["Pong by p4"], Offers.Signatures<Pong>(offers, 3, role).Select(m => m.Text));
        Assert.Empty(Offers.Signatures<Pong>(offers, 4, role));
        Assert.Empty(Offers.Signatures<Pong>(offers.Take(1), 1, role));
    }

    [Fact]
    public void Processes_are_named_by_their_numbers_and_messages_by_their_signers()
    {
        Properties.Check(Numbers.Processes, two =>
        {
            var named = ProcessSet.Of(two.X).Named('p').ToList();
            return named.Select(process => process.Number).SequenceEqual(two.X.Distinct().Order())
                && named.All(process => process.Letter == 'p')
                && named.Select(process => new Pong().By(process)).Signers() == ProcessSet.Of(two.X);
        });
    }
}
