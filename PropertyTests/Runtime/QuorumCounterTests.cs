using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Runtime.Hosting;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace BgpVerified.PropertyTests.Runtime;

/// <summary>A host's counting of messages against the checker's collector, on the quorum kinds of BGP.</summary>
public sealed class QuorumCounterTests
{
    private static readonly ISystem System = new BgpModel(new() { Rules = new BgpProtocol().Corrected(), Views = 3 });

    private static readonly CommandSequence[] Values =
        [.. CommandSequence.All(ConflictRelation.Total, [new("a", "p1", "p1"), new("b", "p2", "p2")], 2)];

    private static Arbitrary<List<(int Kind, int Sender, int Ballot, int Value)>> Deliveries => Arb.From(Gen.ListOf(
        from kind in Gen.Choose(0, 4)
        from sender in Gen.Choose(0, 3)
        from ballot in Gen.Choose(1, 2)
        from value in Gen.Choose(0, Values.Length - 1)
        select (kind, sender, ballot, value)).Select(list => list.ToList()));

    [Fact]
    public void The_same_messages_complete_the_same_quorums()
    {
        var complete = 0;
        Properties.Check(Deliveries, deliveries =>
        {
            var (collector, counter) = (Collector.Empty, new QuorumCounter(System.Quorums));
            foreach (var message in deliveries.Select(Of))
            {
                collector = collector.Add(System.Quorums, message);
                counter.Add(new(message, 1), []);
                if (!Same(collector.Complete(System.Quorums), counter.Complete))
                {
                    return false;
                }
            }

            complete += counter.Complete.Count();
            return counter.Count == collector.Kept.Count && counter.Messages == collector.Kept.Sum(tally => tally.Messages.Count);
        });
        Assert.InRange(complete, 1000, int.MaxValue);
    }

    [Fact]
    public void What_is_not_stale_is_not_forgotten()
    {
        var forgotten = 0;
        Properties.Check(Deliveries, deliveries =>
        {
            var (collector, counter) = (Collector.Empty, new QuorumCounter(System.Quorums));
            foreach (var (i, message) in deliveries.Select(Of).Index())
            {
                collector = collector.Add(System.Quorums, message);
                counter.Add(new(message, 1), []);
                forgotten += i % 7 == 6 ? counter.Forget(tally => IsOld(tally.First)) : 0;
            }

            forgotten += counter.Forget(tally => IsOld(tally.First));
            return Same(
                collector.Kept.Where(tally => !IsOld(tally.Messages[0]) && tally.Messages.Count >= System.Quorums[tally.Kind].Size)
                    .Select(tally => System.Quorums[tally.Kind].Form(tally.Messages)),
                counter.Complete);
        });
        Assert.InRange(forgotten, 1000, int.MaxValue);
    }

    [Fact]
    public void Only_a_new_sender_of_a_statement_makes_it_grow()
    {
        var counter = new QuorumCounter(System.Quorums);
        var grown = new List<QuorumCounter.Tally>();
        foreach (var (sender, expected) in new[] { (0, 1), (0, 1), (2, 2), (1, 3), (2, 3) })
        {
            counter.Add(new(Of((0, sender, 1, 1)), 1), grown);
            Assert.Equal(expected, grown.Count);
        }

        Assert.True(grown[0].IsComplete);
        Assert.Equal(3, ((Quorum<Verify>)grown[0].Form()).Signers.Count);
    }

    private static bool IsOld(Message message) => message is Verify { Ballot.Number: 1 } or Phase2B { Ballot.Number: 1 };

    private static bool Same(IEnumerable<Input> expected, IEnumerable<Input> actual) =>
        expected.Select(input => input.Text).Order(StringComparer.Ordinal)
            .SequenceEqual(actual.Select(input => input.Text).Order(StringComparer.Ordinal));

    private static Message Of((int Kind, int Sender, int Ballot, int Value) one)
    {
        var (ballot, value, from) = (new Ballot(0, one.Ballot), Values[one.Value], new ProcessId('a', one.Sender));
        SignedMessage message = one.Kind switch
        {
            0 => new Verify(ballot, value),
            1 => new Phase2B(ballot, value),
            2 => new Phase1B(ballot, Certificate.Initial(Values[0]), value),
            3 => new Suspicion(one.Ballot),
            _ => new ViewChange(one.Ballot, one.Value),
        };
        return message.By(from);
    }
}
