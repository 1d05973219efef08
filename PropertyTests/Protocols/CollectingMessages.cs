using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace BgpVerified.PropertyTests.Protocols;

/// <summary>How single messages become quorums.</summary>
public sealed class CollectingMessages
{
    private const int VoteQuorum = 2;
    private const int SenderQuorum = 3;

    private static readonly QuorumKind[] Kinds =
    [
        new("Vote", m => m is Vote v ? v.Statement : null, m => ((Vote)m).Sender, VoteQuorum, messages => Of("votes", messages), _ => null),
        new("Loud", m => m is Vote { Statement: "a" } ? "loud" : null, m => ((Vote)m).Sender, SenderQuorum,
            messages => Of("loud", messages), _ => null),
    ];

    [Fact]
    public void Every_order_of_the_same_messages_makes_the_same_collector()
    {
        Vote[] messages = [new(2, "b"), new(0, "a"), new(1, "b"), new(2, "a"), new(0, "c"), new(1, "a")];
        var expected = Collect(messages);
        var orders = Orders(messages).ToList();
        Assert.Equal(720, orders.Count);
        foreach (var order in orders)
        {
            var collector = Collect(order);
            Assert.Equal(expected, collector);
            Assert.Equal(expected.GetHashCode(), collector.GetHashCode());
            Assert.Equal(Texts(expected), Texts(collector));
        }

        Assert.Equal(["votes a by 0 1 2", "votes b by 1 2", "loud a by 0 1 2"], Texts(expected));
    }

    [Fact]
    public void A_repeated_message_changes_nothing()
    {
        Properties.Check(Deliveries, delivered =>
        {
            var once = Collect(delivered);
            return delivered.All(message => once.Add(Kinds, message).Equals(once)) && Collect(delivered.Concat(delivered)).Equals(once);
        });
    }

    [Fact]
    public void A_senders_second_message_for_a_statement_is_ignored_though_it_differs()
    {
        var first = Collect([new Vote(0, "a", "first")]);
        var second = first.Add(Kinds, new Vote(0, "a", "second"));
        Assert.Equal(first, second);
        Assert.Empty(second.Complete(Kinds));
        Assert.Contains(new Vote(0, "a", "first"), second.Kept[0].Messages);
        Assert.DoesNotContain(new Vote(0, "a", "second"), second.Kept[0].Messages);

        var full = second.Add(Kinds, new Vote(1, "a", "other"));
        Assert.Equal(["votes a by 0 1"], Texts(full));
    }

    [Fact]
    public void A_sender_who_states_two_things_counts_for_both()
    {
        var collector = Collect([new Vote(0, "a"), new Vote(0, "b"), new Vote(1, "b"), new Vote(2, "a")]);
        Assert.Equal(["votes a by 0 2", "votes b by 0 1"], Texts(collector));
    }

    [Fact]
    public void Statements_that_differ_are_counted_apart_though_they_print_alike()
    {
        QuorumKind[] kinds = [new("Command", m => ((Signed)m).Command, m => ((Signed)m).Sender, 2, _ => new Quorum("complete"), _ => null)];
        var (signed, forged) = (new Command("a", "p1", "p1"), new Command("a", "p1", "nobody"));
        Assert.Equal(signed.ToString(), forged.ToString());
        var collector = Collector.Empty.Add(kinds, new Signed(0, signed)).Add(kinds, new Signed(1, forged));
        Assert.Equal(2, collector.Kept.Count);
        Assert.Empty(collector.Complete(kinds));
        Assert.Single(collector.Add(kinds, new Signed(2, forged)).Complete(kinds));
    }

    [Fact]
    public void A_message_of_another_kind_leaves_the_collector_as_it_is()
    {
        var collector = Collect([new Vote(0, "a")]);
        Assert.Same(collector, collector.Add(Kinds, new Noise()));
        Assert.Same(Collector.Empty, Collector.Empty.Add(Kinds, new Noise()));
        Assert.Empty(Collector.Empty.Complete(Kinds));
    }

    [Fact]
    public void A_message_that_two_kinds_count_counts_in_both()
    {
        var collector = Collect([new Vote(0, "a"), new Vote(1, "b")]);
        Assert.Equal(["0 a", "0 b", "1 loud"], collector.Kept.Select(tally => $"{tally.Kind} {tally.Statement}"));
    }

    [Fact]
    public void Adding_leaves_the_earlier_collector_alone()
    {
        var before = Collect([new Vote(0, "a")]);
        var copy = Collect([new Vote(0, "a")]);
        var after = before.Add(Kinds, new Vote(1, "a"));
        Assert.Equal(copy, before);
        Assert.NotEqual(before, after);
        Assert.Empty(before.Complete(Kinds));
        Assert.Single(after.Complete(Kinds));
    }

    [Fact]
    public void Exactly_the_statements_with_enough_distinct_senders_are_complete()
    {
        Properties.Check(Deliveries, delivered =>
        {
            var votes =
                from message in delivered
                group message.Sender by message.Statement into senders
                where senders.Distinct().Count() >= VoteQuorum
                select Formed("votes", senders.Key, senders);
            var loud =
                from message in delivered
                where message.Statement == "a"
                group message.Sender by message.Statement into senders
                where senders.Distinct().Count() >= SenderQuorum
                select Formed("loud", senders.Key, senders);
            return Texts(Collect(delivered)).ToHashSet().SetEquals(votes.Concat(loud))
                && Texts(Collect(delivered)).Count() == votes.Concat(loud).Count();
        });
    }

    [Fact]
    public void Random_deliveries_in_any_order_make_the_same_collector()
    {
        Properties.Check(Deliveries, delivered => Collect(delivered.Reverse()).Equals(Collect(delivered))
            && Collect(delivered.OrderBy(m => m.Statement, StringComparer.Ordinal)).Equals(Collect(delivered)));
    }

    private static Arbitrary<Vote[]> Deliveries { get; } = Arb.From(
        Gen.Choose(0, 12).SelectMany(n =>
            Gen.Choose(0, 4).SelectMany(sender => Gen.Elements("a", "b", "c").Select(statement => new Vote(sender, statement))).ArrayOf(n)),
        delivered => delivered.Select((_, at) => delivered.Where((_, i) => i != at).ToArray()));

    private static Collector Collect(IEnumerable<Message> messages) =>
        messages.Aggregate(Collector.Empty, (collector, message) => collector.Add(Kinds, message));

    private static IEnumerable<string> Texts(Collector collector) => collector.Complete(Kinds).Select(input => input.Text);

    private static Quorum Of(string kind, IReadOnlyList<Message> messages)
    {
        var votes = messages.Cast<Vote>().ToList();
        return new($"{kind} {votes[0].Statement} by {string.Join(' ', votes.Select(v => v.Sender))}");
    }

    private static string Formed(string kind, string statement, IEnumerable<int> senders) =>
        $"{kind} {statement} by {string.Join(' ', senders.Distinct().Order())}";

    private static IEnumerable<IReadOnlyList<Vote>> Orders(IReadOnlyList<Vote> messages) =>
        messages.Count == 0
            ? [[]]
            : messages.SelectMany(first => Orders([.. messages.Where(m => m != first)])
                .Select(rest => (IReadOnlyList<Vote>)[first, .. rest]));

    private sealed record Vote(int Sender, string Statement, string Body = "") : Message
    {
        protected override string Describe() => $"Vote {Statement} by {Sender}: {Body}";
    }

    private sealed record Signed(int Sender, Command Command) : Message
    {
        protected override string Describe() => $"Signed {Command} by {Sender}";
    }

    private sealed record Noise : Message
    {
        protected override string Describe() => "Noise";
    }

    private sealed record Quorum(string Content) : Input
    {
        protected override string Describe() => Content;
    }
}
