using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Protocols;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace BgpVerified.PropertyTests.Messages;

/// <summary>Random runs message by message, too large to explore: every step keeps the properties, and every fair end is live.</summary>
/// <remarks>
/// The seed is fixed, so that a run of the tests says the same each time. On failure FsCheck prints the seed and the
/// shrunk picks; <see cref="MessageRun.Of"/> with these picks is the run.
/// </remarks>
public sealed class RandomRunTests(ITestOutputHelper output)
{
    private const int Runs = 40;
    private const ulong Seed = 20260101;
    private const ulong Gamma = 9;

    private static readonly Configuration Partial =
        Small.Corrected(4, 1, "a b c u*", "fast classic", learners: 2) with { Conflicts = new(["a-b"]), MaxLength = 2 };

    [Theory]
    [InlineData(Network.Reliable, "")]
    [InlineData(Network.Reliable, "a4")]
    [InlineData(Network.Fifo, "a4")]
    [InlineData(Network.Set, "")]
    public void Every_step_is_safe_and_every_fair_end_is_live(Network network, string byzantine)
    {
        var system = Partial.With([.. byzantine.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Build();
        Assert.Superset(
            new HashSet<string> { "NontrivialityInv", "ConsistencyInv", "IntegrityInv", "StabilityProp", "RefinementProp", "LivenessProp",
                "TotalityProp" },
            system.Properties.Select(property => property.Name).ToHashSet());
        var (steps, unfair, learnedEarly) = (0, 0, 0);

        Prop.ForAll(Picks(), picks =>
        {
            var run = MessageRun.Of(MessageWorld.Initial(system, network), picks);
            steps += run.Choices.Count;
            unfair += run.Choices.Count(choice => !choice.Fair);
            learnedEarly += run.Worlds.Take(picks.Length).Any(world => Learned(world).Any(learned => !learned.IsEmpty)) ? 1 : 0;
            for (var i = 0; i < run.Choices.Count; i++)
            {
                AssertHold(system, PropertyKind.Invariant, run.Worlds[i], run.Worlds[i + 1]);
                AssertHold(system, PropertyKind.Transition, run.Worlds[i], run.Worlds[i + 1]);
            }

            Assert.True(run.Final.IsQuiescent());
            AssertHold(system, PropertyKind.Eventually, run.Final, run.Final);
            Assert.All(Learned(run.Final), learned => Assert.Equal(Partial.Commands.Count, learned.Count));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithReplay(Seed, Gamma));

        output.WriteLine(
            $"{Runs} runs, {steps} steps, {unfair} of the adversary; something learned before the fair finish in {learnedEarly} runs");
        Assert.NotEqual(0, learnedEarly);
        Assert.Equal(byzantine.Length > 0, unfair > 0);
    }

    [Fact]
    public void Equal_picks_give_equal_runs()
    {
        var system = Partial.With("a4").Build();
        int[] picks = [.. Enumerable.Range(1, 30).Select(i => i * i)];
        var once = MessageRun.Of(MessageWorld.Initial(system, Network.Reliable), picks);
        var again = MessageRun.Of(MessageWorld.Initial(system, Network.Reliable), picks);
        Assert.Equal(once.Choices, again.Choices);
        Assert.Equal(once.Worlds, again.Worlds);
        Assert.NotEqual(once.Worlds[0], once.Final);
        Assert.NotEqual(once.Choices, MessageRun.Of(MessageWorld.Initial(system, Network.Reliable), picks.Skip(1)).Choices);
    }

    [Fact]
    public void Under_fifo_a_sender_is_heard_in_order()
    {
        var system = Partial.Build();
        var (later, overtaking) = (0, 0);
        foreach (var network in (Network[])[Network.Fifo, Network.Reliable])
        {
            for (var seed = 1; seed <= 10; seed++)
            {
                var run = MessageRun.Of(MessageWorld.Initial(system, network), Enumerable.Range(seed, 60).Select(i => i * i * seed));
                foreach (var process in Enumerable.Range(0, system.Processes.Count))
                {
                    var opened = run.Choices.Where(c => c.Process == process).Select(c => c.Input).OfType<Phase1A>().Select(p => p.Ballot)
                        .ToList();
                    var inOrder = opened.SequenceEqual(opened.Order());
                    later += opened.Count > 1 ? 1 : 0;
                    overtaking += inOrder ? 0 : 1;
                    Assert.True(inOrder || network == Network.Reliable);
                }
            }
        }

        Assert.NotEqual(0, later);
        Assert.NotEqual(0, overtaking);
    }

    private static IEnumerable<CommandSequence> Learned(MessageWorld world) =>
        world.States.OfType<LearnerState>().Select(learner => learner.Learned);

    private static void AssertHold(ISystem system, PropertyKind kind, MessageWorld before, MessageWorld after) =>
        Assert.DoesNotContain(system.Properties, property => property.Kind == kind && PropertyCheck.IsViolated(property, before, after));

    private static Arbitrary<int[]> Picks() => Arb.From(
        from length in Gen.Choose(0, 120)
        from picks in Gen.Choose(0, 9999).ArrayOf(length)
        select picks,
        ArbMap.Default.ArbFor<int[]>().Shrinker);
}
