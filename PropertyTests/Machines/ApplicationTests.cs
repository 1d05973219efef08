using BgpVerified.Impl.Machines;
using BgpVerified.Spec.Machines;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace BgpVerified.PropertyTests.Machines;

/// <summary>What the applications say of their commands' conflicts is so: neither too little, nor more than is needed.</summary>
public sealed class ApplicationTests
{
    private static readonly IReadOnlyList<string> OfBank =
    [
        "deposit:x:1", "deposit:x:2", "withdraw:x:1", "withdraw:x:2", "balance:x", "deposit:y:1", "withdraw:y:1", "balance:y", "donate:1",
        "donate:2",
    ];

    private static readonly IReadOnlyList<string> OfStore =
    [
        "put:k:1", "put:k:2", "put:k:0", "get:k", "cas:k:0:1", "cas:k:1:2", "cas:k:2:0", "cas:k:2:1", "put:j:1", "get:j", "cas:j:0:1",
        "ping:1", "ping:2",
    ];

    public static TheoryData<string> Names => [.. All.Select(one => one.Application.Name)];

    private static IReadOnlyList<(IApplication Application, IReadOnlyList<string> Commands)> All { get; } =
        [(new Bank(), OfBank), (new KeyValueStore(), OfStore)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Commands_that_do_not_conflict_make_one_state_and_get_the_same_replies_in_either_order(string name)
    {
        var (application, commands) = Named(name);
        Properties.Check(Cases(application, commands), c => !application.Refutes(c.State, c.One, c.Other));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Universally_commutative_commands_commute_with_all_and_there_are_some(string name)
    {
        var (application, commands) = Named(name);
        var universal = commands.Where(application.IsUniversal).ToList();
        Assert.NotEmpty(universal);
        Assert.NotEqual(commands.Count, universal.Count);
        Properties.Check(Cases(application, commands), c =>
            !application.IsUniversal(c.One) || (!application.Conflicts(c.One, c.Other) && application.Commute(c.State, c.One, c.Other)));
    }

    /// <summary>Conflicts are not declared for safety's sake: each has a state in which the order matters.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Commands_that_conflict_do_not_commute_in_some_state(string name)
    {
        var (application, commands) = Named(name);
        var states = Reachable(application, commands, 3);
        var pairs = (from one in commands from other in commands where application.Conflicts(one, other) select (one, other)).ToList();

        Assert.NotEmpty(pairs);
        Assert.DoesNotContain(pairs, pair => states.All(state => application.Commute(state, pair.one, pair.other)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Conflicts_are_symmetric_and_there_are_pairs_without(string name)
    {
        var (application, commands) = Named(name);
        var pairs = (from one in commands from other in commands select (one, other)).ToList();

        Assert.All(pairs, pair => Assert.Equal(application.Conflicts(pair.one, pair.other), application.Conflicts(pair.other, pair.one)));
        Assert.Contains(pairs, pair => pair.one != pair.other && !application.Conflicts(pair.one, pair.other)
            && application.PartOf(pair.one) == application.PartOf(pair.other) && !application.IsUniversal(pair.one));
    }

    /// <summary>What is checked part by part is independent: no command of another part changes a reply or what comes of one.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Commands_on_different_parts_do_not_conflict(string name)
    {
        var (application, commands) = Named(name);
        Assert.All(
            from one in commands from other in commands where application.PartOf(one) != application.PartOf(other) select (one, other),
            pair => Assert.False(application.Conflicts(pair.one, pair.other)));
    }

    [Theory]
    [InlineData("deposit:x:1", "withdraw:x:2", "does not say that a deposit matters to a withdrawal")]
    [InlineData("deposit:x:1", "balance:x", "does not say that a deposit matters to an enquiry")]
    [InlineData("withdraw:x:1", "withdraw:x:2", "does not say that withdrawals matter to each other")]
    public void A_wrong_relation_of_conflicts_is_found(string one, string other, string why)
    {
        var planted = new Planted(one.Split(':')[0], other.Split(':')[0]);
        IApplication asApplication = planted;
        var found = Reachable(asApplication, OfBank, 3).Any(state => asApplication.Refutes(state, one, other));

        Assert.True(found, why);
        Assert.ThrowsAny<Exception>(() =>
            Properties.Check(Cases(asApplication, OfBank), c => !asApplication.Refutes(c.State, c.One, c.Other)));
    }

    [Theory]
    [InlineData("deposit:x")]
    [InlineData("deposit:x:0")]
    [InlineData("withdraw::1")]
    [InlineData("deposit:x:99999999999999999999")]
    [InlineData("balance:x:1")]
    [InlineData("donate")]
    [InlineData("")]
    public void What_is_no_command_of_a_bank_is_refused(string text)
    {
        IApplication bank = new Bank();
        Assert.False(bank.IsCommand(text));
        Assert.Contains("deposit:x:2", Assert.Throws<ArgumentException>(() => bank.Apply(bank.Initial, text)).Message);
    }

    [Fact]
    public void A_compare_and_swap_that_stores_what_it_expects_is_no_command() => Assert.False(new KeyValueStore().IsCommand("cas:k:1:1"));

    private static (IApplication Application, IReadOnlyList<string> Commands) Named(string name) =>
        All.Single(one => one.Application.Name == name);

    private static HashSet<MachineState> Reachable(IApplication application, IReadOnlyList<string> commands, int steps)
    {
        var states = new HashSet<MachineState> { application.Initial };
        for (var step = 0; step < steps; step++)
        {
            states.UnionWith([.. states.SelectMany(state => commands.Select(command => application.Apply(state, command).State))]);
        }

        return states;
    }

    private static Arbitrary<Case> Cases(IApplication application, IReadOnlyList<string> commands)
    {
        var command = Gen.Elements<string>([.. commands]);
        return Arb.From(
            from before in Gen.ListOf(command)
            from one in command
            from other in command
            select new Case(before.Aggregate(application.Initial, (state, next) => application.Apply(state, next).State), one, other));
    }

    private sealed record Case(MachineState State, string One, string Other);

    /// <summary>A bank whose author forgot that two kinds of commands conflict.</summary>
    private sealed class Planted(string one, string other) : Application<Balances, BankCommand>
    {
        private readonly Bank bank = new();

        public override string Name => "a bank with too few conflicts";

        public override string Usage => bank.Usage;

        public override Balances First => bank.First;

        public override BankCommand? Read(string text) => bank.Read(text);

        public override (Balances State, string Reply) Apply(Balances state, BankCommand command) => bank.Apply(state, command);

        public override bool IsUniversal(BankCommand command) => bank.IsUniversal(command);

        public override bool Conflicts(BankCommand x, BankCommand y) =>
            bank.Conflicts(x, y) && (Verb(x), Verb(y)) != (one, other) && (Verb(y), Verb(x)) != (one, other);

        private static string Verb(BankCommand command) => $"{command}".Split(':')[0];
    }
}
