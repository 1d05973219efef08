using BgpVerified.Impl.Machines;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Machines;
using BgpVerified.Spec.Values;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace BgpVerified.PropertyTests.Histories;

/// <summary>The history checker says what the definition says, of small histories, and is quick enough for large ones.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly IReadOnlyList<string> OfAccounts =
        ["deposit:x:1", "deposit:x:2", "withdraw:x:1", "withdraw:x:2", "balance:x", "deposit:y:1", "withdraw:y:1", "balance:y", "donate:1"];

    private static readonly IReadOnlyList<string> OfOneKey = ["put:k:1", "put:k:2", "put:k:3", "get:k", "get:k", "cas:k:1:2", "cas:k:2:3"];

    [Fact]
    public void It_agrees_with_brute_force_on_small_random_histories_and_both_verdicts_come()
    {
        var verdicts = new Dictionary<bool, int> { [true] = 0, [false] = 0 };
        string[] commands = ["deposit:x:1", "withdraw:x:1", "balance:x", "deposit:y:1", "balance:y"];
        Properties.Check(Small(commands, ["ok", "refused", "0", "1"]), history =>
        {
            var expected = ByBruteForce(history, new Bank());
            verdicts[expected]++;
            return HistoryChecker.Check(history, new Bank()).IsLinearizable == expected
                && HistoryChecker.Check(history, new Whole(new Bank())).IsLinearizable == expected;
        });

        Assert.All(verdicts.Values, count => Assert.True(count > 100));
    }

    [Fact]
    public void It_agrees_with_brute_force_on_what_correct_objects_do_and_on_one_changed_reply()
    {
        var store = new KeyValueStore();
        var changed = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var history = SimulatedHistory.Of(store, OfOneKey, 3, 6, unanswered: 5, seed);
            Assert.True(HistoryChecker.Check(history, store).IsLinearizable);
            Assert.True(ByBruteForce(history, store));
            var place = seed % history.Count;
            List<TimedOperation> other = [.. history];
            other[place] = other[place] with { Reply = other[place].Reply is null ? null : other[place].Reply == "2" ? "3" : "2" };
            var expected = ByBruteForce(other, store);
            changed += expected ? 0 : 1;
            Assert.Equal(expected, HistoryChecker.Check(other, store).IsLinearizable);
        }

        Assert.InRange(changed, 100, 299);
    }

    /// <summary>Protocols say what had been answered before; both ways of saying it come to the same.</summary>
    [Fact]
    public void Operations_that_say_what_came_before_come_to_what_brute_force_says()
    {
        Properties.Check(Small(["deposit:x:1", "withdraw:x:1", "balance:x"], ["ok", "refused", "0", "1"]), history =>
            HistoryChecker.IsLinearizable(Named(history), new Bank()) == ByBruteForce(history, new Bank()));
    }

    [Fact]
    public void An_order_that_it_gives_explains_every_answer()
    {
        IApplication bank = new Bank();
        for (var seed = 0; seed < 20; seed++)
        {
            var history = SimulatedHistory.Of(bank, OfAccounts, 4, 60, unanswered: 10, seed);
            var verdict = HistoryChecker.Check(history, bank);
            var state = bank.Initial;
            foreach (var operation in verdict.Order)
            {
                (state, var reply) = bank.Apply(state, operation.Command);
                Assert.Equal(operation.Reply ?? reply, reply);
            }

            Assert.True(verdict.IsLinearizable);
            Assert.All(history.Where(operation => operation.End is not null), operation => Assert.Contains(operation, verdict.Order));
            Assert.All(verdict.Order.Index(), later => Assert.DoesNotContain(verdict.Order.Take(later.Index), earlier =>
                later.Item.End < earlier.Start && bank.PartOf(later.Item.Command) == bank.PartOf(earlier.Command)));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void Hundreds_of_operations_take_few_steps(int clients)
    {
        foreach (var seed in Enumerable.Range(0, 5))
        {
            var bank = HistoryChecker.Check(SimulatedHistory.Of(new Bank(), OfAccounts, clients, 800, 0, seed), new Bank());
            Assert.True(bank.IsLinearizable && bank.Steps < 100_000, $"{bank}");
            var ofOneKey = SimulatedHistory.Of(new KeyValueStore(), OfOneKey, clients, 400, 0, seed);
            var store = HistoryChecker.Check(ofOneKey, new KeyValueStore());
            Assert.True(store.IsLinearizable && store.Steps < 400_000, $"{store}");
        }
    }

    [Fact]
    public void A_wrong_reply_among_hundreds_is_found_and_named()
    {
        foreach (var seed in Enumerable.Range(0, 10))
        {
            List<TimedOperation> history = [.. SimulatedHistory.Of(new Bank(), OfAccounts, 5, 400, 0, seed)];
            var place = history.FindIndex(operation => operation.Command == "balance:x" && operation.Start > 1000);
            history[place] = history[place] with { Reply = "1000" };
            var verdict = HistoryChecker.Check(history, new Bank());

            Assert.Equal((HistoryOutcome.NotLinearizable, "account x"), (verdict.Outcome, verdict.Part));
            Assert.Equal(history[place], verdict.Unexplained);
            Assert.Contains("= 1000", $"{verdict}");
        }
    }

    /// <summary>The example of docs/MACHINE.md.</summary>
    [Fact]
    public void A_verdict_says_what_cannot_be_explained()
    {
        var verdict = HistoryChecker.Check(
            [new("c1", "deposit:x:1", 1, 2, "ok"), new("c2", "balance:x", 3, 4, "0"), new("c3", "donate:1", 2, null, null)], new Bank());

        Assert.Equal(
            "not linearizable (account x): no order explains c2 balance:x [3, 4] = 0; at best: c1 deposit:x:1 [1, 2] = ok", $"{verdict}");
    }

    [Fact]
    public void It_gives_up_when_it_is_told_to()
    {
        var history = SimulatedHistory.Of(new Bank(), OfAccounts, 5, 50, 0, 1);
        Assert.Equal(HistoryOutcome.Unknown, HistoryChecker.Check(history, new Bank(), mostSteps: 10).Outcome);
    }

    [Fact]
    public void What_ends_when_another_begins_is_concurrent_with_it()
    {
        TimedOperation read = new("c1", "balance:x", 1, 5, "1");
        Assert.True(HistoryChecker.Check([read, new("c2", "deposit:x:1", 5, 6, "ok")], new Bank()).IsLinearizable);
        Assert.False(HistoryChecker.Check([read, new("c2", "deposit:x:1", 6, 7, "ok")], new Bank()).IsLinearizable);
    }

    [Theory]
    [InlineData(5L, 4L, "ok", "deposit:x:1", "ends before it starts")]
    [InlineData(5L, null, "ok", "deposit:x:1", "both an end and a reply")]
    [InlineData(5L, 6L, null, "deposit:x:1", "both an end and a reply")]
    [InlineData(5L, 6L, "ok", "put:x:1", "no command of a bank")]
    public void An_impossible_operation_is_refused(long start, long? end, string? reply, string command, string why) =>
        Assert.Contains(why, Assert.Throws<ArgumentException>(() =>
            HistoryChecker.Check([new("c1", command, start, end, reply)], new Bank())).Message);

    private static bool ByBruteForce(IReadOnlyList<TimedOperation> history, IApplication application) =>
        Linearizability.IsLinearizable(Named(history), application.Initial, application.Apply);

    private static IReadOnlyList<Operation> Named(IReadOnlyList<TimedOperation> history) =>
    [
        .. history.Index().Select(one => new Operation($"{one.Index}", one.Item.Command,
            new(history.Index().Where(other => other.Item.End < one.Item.Start).Select(other => $"{other.Index}")), one.Item.Reply)),
    ];

    private static Arbitrary<TimedOperation[]> Small(string[] commands, string[] replies)
    {
        var operation =
            from command in Gen.Elements(commands)
            from start in Gen.Choose(0, 20)
            from length in Gen.Choose(0, 8)
            from isAnswered in Gen.Choose(0, 5)
            from reply in Gen.Elements([.. replies.Where(reply => char.IsDigit(reply[0]) == command.StartsWith("balance")
                && (reply != "refused" || command.StartsWith("withdraw")))])
            select new TimedOperation("c", command, start, isAnswered > 0 ? start + length : null, isAnswered > 0 ? reply : null);
        return Arb.From(from count in Gen.Choose(1, 5) from history in Gen.ArrayOf(operation, count) select history);
    }

    /// <summary>An application that says nothing of independent parts.</summary>
    private sealed class Whole(IApplication inner) : IApplication
    {
        public string Name => inner.Name;

        public MachineState Initial => inner.Initial;

        public string Usage => inner.Usage;

        public bool IsCommand(string command) => inner.IsCommand(command);

        public (MachineState State, string Reply) Apply(MachineState state, string command) => inner.Apply(state, command);

        public bool Conflicts(string one, string other) => inner.Conflicts(one, other);

        public bool IsUniversal(string command) => inner.IsUniversal(command);

        public string? PartOf(string command) => null;
    }
}
