using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Bgp;
using BgpVerified.PropertyTests.Messages;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>
/// What a correct leader may choose: "the concatenation of unproven sequences or commands in an arbitrary order", and new
/// proposals "in any order" (section 4.5, "Leader value picking rule").
/// </summary>
public sealed class LeaderOrderTests(LeaderOrderTests.Runs runs) : IClassFixture<LeaderOrderTests.Runs>
{
    private static readonly Scene Corrected = Scene.Corrected;

    private static readonly Phase1BQuorum Reported = Scene.Quorum(2, [
        new Phase1B(Scene.Ballot(2), Corrected.Proven(1, "c"), Corrected.Value("c.b")) { From = Scene.A(0) }, .. Corrected.Answers(2, 3)
            .Skip(1)]);

    // The base is c, a reported vote adds b, a proposer a, and u is universally commutative.
    private static readonly LeaderState Self = Corrected.LeaderIn(2, "a.u");

    [Theory]
    [InlineData(null, "c.b.a")]
    [InlineData("b.a", "c.b.a")]
    [InlineData("a.b", "c.a.b")]
    [InlineData("a", "c.a.b")]
    [InlineData("", "c.b.a")]
    [InlineData("a.c.b", "c.a.b")]
    [InlineData("forged.a.u", "c.a.b")]
    public void An_order_says_what_comes_first_and_neither_adds_nor_leaves_out(string? order, string value)
    {
        var step = Leader.On(Self, Reported with { Order = order is null ? null : Corrected.Value(order) }, Corrected.Config);

        var proposed = new Phase2A(0, Scene.Ballot(2), Corrected.Value(value), Corrected.Justified(2, "c"));
        Outcome.Moves(Self with { HasProposed = true }, step, proposed);
    }

    [Fact]
    public void There_is_one_order_for_each_other_value()
    {
        Assert.Equal([Corrected.Value("a.b")], Leader.Orders(Self, Reported, Corrected.Config));

        var three = Scene.Quorum(2, Corrected.Answers(2, 3));
        Assert.Equal(5, Leader.Orders(Corrected.LeaderIn(2, "a.b.c"), three, Corrected.Config).Distinct().Count());
        Assert.Empty(Leader.Orders(Corrected.LeaderIn(2, "a.u.v"), three, Corrected.Config));

        var commuting = new Scene(Small.Corrected(4, 1, "a b c", "fast classic") with { Conflicts = new(["a-b"]) });
        Assert.Equal(
            [commuting.Value("b.a.c")],
            Leader.Orders(commuting.LeaderIn(2, "a.b.c"), Scene.Quorum(2, commuting.Answers(2, 3)), commuting.Config));
    }

    [Fact]
    public void Along_runs_each_other_value_is_offered_once_and_none_must_come()
    {
        var states = runs.Offered.GroupBy(offered => (offered.State, offered.Step)).ToList();
        foreach (var offers in states)
        {
            var usual = offers.Where(offer => offer.Input.Order is null).Select(offer => Proposed(offer.State, offer.Input)).ToHashSet();
            var ordered = offers.Where(offer => offer.Input.Order is not null).ToList();
            var others = ordered.ConvertAll(offer => Proposed(offer.State, offer.Input));

            Assert.All(ordered, offer => Assert.False(offer.Fair));
            Assert.Equal(others.Count, others.Distinct().Count());
            Assert.Equal(Permuted(usual), usual.Union(others).ToHashSet());
        }

        Assert.Contains(runs.Offered, offer => offer.Input.Order is not null && offer.Input.Reports.Any(report => !report.Value.IsEmpty));
        Assert.Contains(runs.Offered, offer => offer.Fair);
    }

    [Fact]
    public void Without_the_option_nothing_is_ordered_and_nothing_else_changes()
    {
        var without = new BgpModel(Runs.Configuration with { Orders = false });
        foreach (var world in runs.Worlds)
        {
            var processes = world.States.Select((state, i) => (state, world.SentBy(i), world.HasCrashed(i)));
            var plain = World.Of(without, processes).Offers().ToList();

            Assert.DoesNotContain(plain, one => one.Offer.Input is Phase1BQuorum { Order: not null });
            Assert.Equal(plain, world.Offers().Where(one => one.Offer.Input is not Phase1BQuorum { Order: not null }));
        }
    }

    /// <summary>What could be proposed instead: of each proposal the base, and the rest in any order.</summary>
    private static HashSet<Phase2A> Permuted(IEnumerable<Phase2A> usual) =>
        [.. usual.SelectMany(message => Permutations([.. message.Value.Difference(message.Justification.Base)])
            .Select(rest => message with { Value = message.Justification.Base.Merge(rest) }))];

    private static IEnumerable<IReadOnlyList<Command>> Permutations(IReadOnlyList<Command> commands) =>
        commands.Count == 0 ? [[]] :
        from first in commands
        from rest in Permutations([.. commands.Where(command => !command.Equals(first))])
        select (IReadOnlyList<Command>)[first, .. rest];

    private static Phase2A Proposed(LeaderState state, Phase1BQuorum quorum) =>
        Assert.IsType<Phase2A>(Assert.Single(Leader.On(state, quorum, Runs.Config).Sends));

    /// <summary>Runs with a Byzantine acceptor, and the answers that a leader could propose on.</summary>
    public sealed class Runs
    {
        private const int Count = 20;
        private const int Length = 40;

        public Runs()
        {
            var step = 0;
            for (var run = 0; run < Count; run++)
            {
                var random = new Random(run);
                var world = World.Initial(new BgpModel(Configuration));
                for (var i = 0; i < Length; i++, step++)
                {
                    var offers = world.Offers().ToList();
                    Worlds.Add(world);
                    Offered.AddRange(
                        from one in offers
                        where one.Offer.Input is Phase1BQuorum
                        let quorum = (Phase1BQuorum)one.Offer.Input
                        let state = (LeaderState)world.States[one.Process]!
                        where !Leader.On(state, quorum, Config).Sends.IsEmpty
                        select (step, state, quorum, one.Offer.Fair));
                    var nexts = offers.Select(one => world.Take(one.Process, one.Offer.Input));
                    var changing = nexts.Where(next => !next.Equals(world)).ToList();
                    if (changing.Count == 0)
                    {
                        break;
                    }

                    world = changing[random.Next(changing.Count)];
                }
            }
        }

        public static Configuration Configuration { get; } =
            Small.Corrected(3, 1, "a b c", "fast classic").With("a3")
                with
            { Conflicts = new(["a-b", "b-c"]), MaxLength = 2, Orders = true };

        public static BgpConfig Config { get; } = new(Configuration);

        public List<World> Worlds { get; } = [];

        public List<(int Step, LeaderState State, Phase1BQuorum Input, bool Fair)> Offered { get; } = [];
    }
}
