using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>Impossible configurations: each is refused in one line that says what would be right.</summary>
public sealed class BgpConfigRefusalTests
{
    private static readonly Configuration Source = Scene.Corrected.Config.Source;

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void Acceptors(int count) =>
        IsRefused(Source with { Acceptors = count }, $"impossible acceptors: {count}; it must be from 1 to 16");

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void Faults(int count) =>
        IsRefused(Source with { Faults = count }, $"impossible faults: {count}; it must be from 0 to 3");

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void Crashes(int count) =>
        IsRefused(Source with { Crashes = count }, $"impossible crashes: {count}; it must be from 0 to 4");

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Views(int count) =>
        IsRefused(Source with { Views = count }, $"impossible views: {count}; it must be from 1 to 8");

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Learners(int count) =>
        IsRefused(Source with { Learners = count }, $"impossible learners: {count}; it must be from 1 to 8");

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void Max_length(int length) =>
        IsRefused(Source with { MaxLength = length }, $"impossible max-length: {length}; it must be from 1 to 16");

    /// <summary>
    /// What Byzantine processes could propose grows with the factorial of the commands; without such processes nothing does.
    /// </summary>
    [Fact]
    public void Many_commands_are_too_many_with_byzantine_processes_only()
    {
        var many = Source with { Commands = new(Enumerable.Range(1, 16).Select(i => $"c{i}")), Conflicts = null, Byzantine = new([]) };

        Assert.Equal(16, new BgpConfig(many).Commands.Count);
        IsRefused(many with { Byzantine = new(["a4"]) },
            "impossible max-length: 16 of 16 commands; with Byzantine processes it must be at most 4, or the sequences that they could "
            + "propose are too many");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public void Number_of_ballots(int count) =>
        IsRefused(Source with { Ballots = new(Enumerable.Repeat("fast", count)) },
            $"impossible number of ballots: {count}; it must be from 1 to 15");

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void Number_of_commands(int count) =>
        IsRefused(
            Source with { Commands = new(Enumerable.Range(0, count).Select(i => $"c{i}@p1")) },
            $"impossible number of commands: {count}; it must be from 1 to 16");

    [Theory]
    [InlineData("slow")]
    [InlineData("Fast")]
    [InlineData("")]
    public void Kind_of_ballot(string kind) =>
        IsRefused(Source with { Ballots = new(["fast", kind]) }, $"unknown kind of ballot '{kind}'; a ballot is 'fast' or 'classic'");

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("a-b")]
    [InlineData("a**")]
    [InlineData("a!*")]
    [InlineData("!")]
    [InlineData("a'")]
    [InlineData("é")]
    [InlineData("a@")]
    [InlineData("a@p")]
    [InlineData("a@q1")]
    [InlineData("a@p0")]
    [InlineData("a@p17")]
    [InlineData("a@px")]
    [InlineData("a@p1@p2")]
    public void Unreadable_command(string text) =>
        IsRefused(
            Source with { Commands = new([text]) },
            $"unreadable command '{text}'; a command is a name of letters and digits, then '*' if it is universally commutative "
                + "or '!' if it is a checkpoint, then '@p2' to name its author");

    // All orders are worked out: a leader's of the commands that it appends, and those are not universally commutative.
    [Fact]
    public void Orders_of_too_many_commands()
    {
        static Configuration Ordered(int commands) =>
            Source with { Orders = true, Commands = new(Enumerable.Range(1, commands).Select(i => $"c{i}")) };
        const string Refusal = "orders of 9 commands are too many: without universally commutative ones, "
            + "and with the second ones of Byzantine proposers, there may be 8";

        IsRefused(Ordered(9), Refusal);
        IsRefused(Ordered(8) with { Byzantine = new(["p1"]), MaxLength = 1 }, Refusal);
        Assert.True(new BgpConfig(Ordered(8)).Source.Orders);
        Assert.True(new BgpConfig(Ordered(8) with { Commands = new([.. Ordered(8).Commands, "u*"]) }).Source.Orders);
        Assert.False(new BgpConfig(Ordered(9) with { Orders = false }).Source.Orders);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a*")]
    [InlineData("a@p1")]
    public void Command_given_twice(string again) =>
        IsRefused(Source with { Commands = new(["a", again]) }, "command 'a' is given twice; names are unique");

    [Theory]
    [InlineData("a")]
    [InlineData("a-b-c")]
    [InlineData("")]
    public void Unreadable_conflict(string text) =>
        IsRefused(Source with { Conflicts = new([text]) }, $"unreadable conflict '{text}'; a conflict is a pair of commands, such as a-v");

    [Theory]
    [InlineData("a-x", "x")]
    [InlineData("x-a", "x")]
    [InlineData("a-", "")]
    public void Conflict_of_an_unknown_command(string text, string name) =>
        IsRefused(Source with { Conflicts = new([text]) }, $"conflict '{text}' names no command '{name}'; the commands are a, b, c, u, v");

    [Theory]
    [InlineData("a-u")]
    [InlineData("u-a")]
    public void Conflict_of_a_universally_commutative_command(string text) =>
        IsRefused(
            Source with { Conflicts = new([text]) },
            $"conflict '{text}' names 'u', which is universally commutative; such a command conflicts with none");

    [Theory]
    [InlineData("a0")]
    [InlineData("a5")]
    [InlineData("a01")]
    [InlineData("a-1")]
    [InlineData("a")]
    [InlineData("leader3")]
    [InlineData("leader-1")]
    [InlineData("l1")]
    [InlineData("p6")]
    [InlineData("")]
    public void Byzantine_process_that_is_none(string name) =>
        IsRefused(
            Source with { Byzantine = new([name]) },
            $"no process '{name}' can be Byzantine; here are a1 to a4, p1, p2, p3, p4, p5, leader (of all views), leader0 to leader2");

    [Fact]
    public void Byzantine_process_that_is_none_in_a_system_of_one_view() =>
        IsRefused(
            Source with { Views = 1, Byzantine = new(["leader1"]) },
            "no process 'leader1' can be Byzantine; here are a1 to a4, p1, p2, p3, p4, p5, leader");

    [Fact]
    public void Unknown_rule() =>
        IsRefused(
            Source with { Rules = new(["vote-twice"]) },
            $"unknown rule 'vote-twice'; the rules are {string.Join(", ", new BgpProtocol().Rules.Select(rule => rule.Name))}");

    // The bounds themselves are possible.
    [Fact]
    public void The_least_and_the_most_are_not_refused()
    {
        Configuration[] possible =
        [
            Source with { Acceptors = 1, Faults = 0, Crashes = 0, Views = 1, Learners = 1, MaxLength = 1 },
            Source with { Acceptors = 16, Faults = 15, Crashes = 16, Views = 8, Learners = 8, MaxLength = 8 },
            Source with { Ballots = new(["fast"]), Commands = new(["a"]) },
            Source with { Ballots = new(Enumerable.Repeat("classic", 15)), Commands = new(Enumerable.Range(1, 8).Select(i => $"c{i}")) },
            Source with { Commands = new(["a@p8", "B2*@p1"]), Conflicts = new([]),
                Byzantine = new(["a1", "a4", "leader", "leader0", "leader1", "p8"]) },
        ];
        Assert.All(possible, source => Assert.Same(source, new BgpConfig(source).Source));
    }

    private static void IsRefused(Configuration source, string message)
    {
        var refusal = Assert.Throws<InvalidConfigurationException>(() => new BgpConfig(source));
        Assert.Equal(message, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
