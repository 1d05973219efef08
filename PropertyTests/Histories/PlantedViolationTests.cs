using BgpVerified.Impl.Machines;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Machines;
using Xunit;

namespace BgpVerified.PropertyTests.Histories;

/// <summary>
/// What a wrong replicated machine does to its clients: each kind is found, by itself and among hundreds of correct operations. Beside each
/// stands the nearest history that a correct one could give, so that no test passes because everything is refused.
/// </summary>
public sealed class PlantedViolationTests
{
    private static readonly IApplication Bank = new Bank();
    private static readonly IApplication Store = new KeyValueStore();

    [Fact]
    public void Stale_read() => Differ(
        Bank,
        ["c1 deposit:x:1 1-2 ok", "c2 balance:x 3-4 0"],
        ["c1 deposit:x:1 1-3 ok", "c2 balance:x 3-4 0"]);

    [Fact]
    public void Lost_command() => Differ(
        Bank,
        ["c1 deposit:x:1 1-3 ok", "c2 deposit:x:1 2-4 ok", "c3 balance:x 5-6 1"],
        ["c1 deposit:x:1 1-3 ok", "c2 deposit:x:1 2-5 ok", "c3 balance:x 5-6 1"]);

    [Fact]
    public void Double_execution() => Differ(
        Bank,
        ["c1 deposit:x:1 1-2 ok", "c2 balance:x 1-4 2"],
        ["c1 deposit:x:1 1-2 ok", "c3 deposit:x:1 1-", "c2 balance:x 1-4 2"]);

    [Fact]
    public void Wrong_order_of_conflicting_withdrawals() => Differ(
        Bank,
        ["c1 deposit:x:1 1-2 ok", "c2 withdraw:x:1 3-4 refused", "c3 withdraw:x:1 5-6 ok"],
        ["c1 deposit:x:1 1-2 ok", "c2 withdraw:x:1 3-5 refused", "c3 withdraw:x:1 5-6 ok"]);

    [Fact]
    public void Money_withdrawn_twice() => Differ(
        Bank,
        ["c1 deposit:x:1 1-2 ok", "c2 withdraw:x:1 3-6 ok", "c3 withdraw:x:1 4-5 ok"],
        ["c1 deposit:x:2 1-2 ok", "c2 withdraw:x:1 3-6 ok", "c3 withdraw:x:1 4-5 ok"]);

    [Fact]
    public void Reply_from_a_state_that_never_was() => Differ(
        Bank,
        ["c1 deposit:x:2 1-9 ok", "c2 deposit:x:3 1-9 ok", "c3 balance:x 1-9 4"],
        ["c1 deposit:x:2 1-9 ok", "c2 deposit:x:3 1-9 ok", "c3 balance:x 1-9 5"]);

    [Fact]
    public void Read_that_goes_back_in_time() => Differ(
        Bank,
        ["c1 deposit:x:1 1-9 ok", "c2 balance:x 2-3 1", "c3 balance:x 4-5 0"],
        ["c1 deposit:x:1 1-9 ok", "c2 balance:x 2-4 1", "c3 balance:x 4-5 0"]);

    [Fact]
    public void Readers_that_see_two_orders() => Differ(
        Store,
        ["c1 put:k:1 1-20 ok", "c2 put:k:2 1-20 ok", "c3 get:k 2-3 1", "c3 get:k 4-5 2", "c4 get:k 6-7 1"],
        ["c1 put:k:1 1-20 ok", "c2 put:k:2 1-20 ok", "c3 get:k 2-3 1", "c3 get:k 4-5 2", "c4 get:k 6-7 2"]);

    [Fact]
    public void Read_from_the_future() => Differ(
        Bank,
        ["c2 balance:x 1-2 1", "c1 deposit:x:1 3-4 ok"],
        ["c2 balance:x 1-3 1", "c1 deposit:x:1 3-4 ok"]);

    [Fact]
    public void Refusal_without_a_reason() => Differ(
        Bank,
        ["c1 deposit:x:2 1-2 ok", "c2 withdraw:x:2 3-6 refused"],
        ["c1 deposit:x:2 1-2 ok", "c2 withdraw:x:2 3-6 refused", "c3 withdraw:x:1 4-5 ok"]);

    [Fact]
    public void Two_compare_and_swaps_that_both_win() => Differ(
        Store,
        ["c1 cas:k:0:1 1-9 ok", "c2 cas:k:0:2 1-9 ok"],
        ["c1 cas:k:0:1 1-9 ok", "c2 cas:k:1:2 1-9 ok"]);

    [Fact]
    public void Unanswered_command_that_is_undone() => Differ(
        Store,
        ["c1 put:k:1 1-", "c2 get:k 2-3 1", "c2 get:k 4-5 0"],
        ["c1 put:k:1 1-", "c2 get:k 2-3 0", "c2 get:k 4-5 1"]);

    private static void Differ(IApplication application, string[] wrong, string[] right)
    {
        var others = application == Bank
            ? SimulatedHistory.Of(Bank, ["deposit:other:1", "withdraw:other:2", "balance:other", "donate:1"], 5, 200, 20, 3)
            : SimulatedHistory.Of(Store, ["put:other:1", "get:other", "cas:other:1:2", "put:other:0", "ping:1"], 5, 200, 20, 3);
        foreach (var more in (IReadOnlyList<TimedOperation>[])[[], others])
        {
            var found = HistoryChecker.Check([.. more, .. Read(wrong)], application);
            Assert.Equal(HistoryOutcome.NotLinearizable, found.Outcome);
            Assert.Contains(found.Unexplained, Read(wrong));
            Assert.Equal(HistoryOutcome.Linearizable, HistoryChecker.Check([.. more, .. Read(right)], application).Outcome);
        }
    }

    private static IReadOnlyList<TimedOperation> Read(string[] lines) =>
    [
        .. from line in lines
           let words = line.Split(' ')
           let times = words[2].Split('-')
           select new TimedOperation(words[0], words[1], long.Parse(times[0]), times[1] == string.Empty ? null : long.Parse(times[1]),
               words.Length > 3 ? words[3] : null),
    ];
}
