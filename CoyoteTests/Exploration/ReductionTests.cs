using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.SelfChecks;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>
/// Each assumption that a reduction rests on, in a toy system in which it fails: the verdict is the plain oracle's, and the
/// reduction says that it is not used, and why. And toy systems in which it holds, and is used.
/// </summary>
public partial class ReductionTests
{
    private static readonly ExplorationOptions Reduced = new() { Symmetry = true, ObserversLast = true, ObserversLastAfter = 0 };

    [Fact]
    public void Two_messages_with_one_text_are_refused()
    {
        var set = new ValueSet<Message>([new Ambiguous(1)]);

        var refused = Assert.Throws<InvalidOperationException>(() => set.Add(new Ambiguous(2)));

        Assert.Equal("two different values of Message are ordered as one, as 'ambiguous'; let its text, or its order, tell them apart",
            refused.Message);
        Assert.Throws<InvalidOperationException>(() => new ValueSet<Message>([new Ambiguous(1), new Ambiguous(2)]));
        Assert.Same(set, set.Add(new Ambiguous(1)));
    }

    [Fact]
    public void More_goals_than_there_is_room_for_are_refused()
    {
        Goal[] goals = [.. Enumerable.Range(0, Machine.MostGoals + 1)
            .Select(i => new Goal($"Reach{i}", (_, _, _, _) => true, (_, _) => true, "anything"))];

        Assert.Throws<InvalidOperationException>(() => new Explorer(new ToySystem(Walker("a1")) { Goals = goals }, Reduced).Run());
        Assert.Equal(Machine.MostGoals, new Explorer(new ToySystem(Walker("a1")) { Goals = [.. goals.Skip(1)] }, Reduced)
            .Run().Reached.Count);
    }

    [Theory]
    [InlineData(16, 1000)]
    [InlineData(100000, 2)]
    public void Where_numbers_would_not_fit_the_run_is_incomplete(long mostStates, int mostNodes)
    {
        var system = new ToySystem(Walker("a1"), Walker("a2"), Walker("a3")) { Properties = [Never("x", 0, 1, 2)] };

        var found = new Explorer(system, new() { MostStates = mostStates, MostNodes = mostNodes }).Run();

        Assert.Equal("Incomplete  the room that the checker has for numbers of states", found.Outcome());
    }

    private static ToyProcess Walker(string name) => ToyProcess.Walker(name, "a", "b", "c");

    private static Property Never(string word, params int[] reads) =>
        ToySystem.Words("NeverInv", PropertyKind.Invariant, reads, (_, words) => !words.Contains(word));

    /// <summary>What is found with reductions; it is what the plain oracle finds, and what the whole graph says.</summary>
    private static ExplorationResult Same(ToySystem system, Verdict expected)
    {
        var plain = PlainExplorer.Explore(system);
        var whole = new Explorer(system, Explorations.Whole).Run();
        var reduced = new Explorer(system, Reduced).Run();

        var near = new Explorer(system, Reduced with { ObserversLastAfter = long.MaxValue }).Run();
        Assert.Equal(expected, whole.Verdict);
        Assert.Equal(expected, reduced.Verdict);
        Assert.Equal((expected, whole.Property, whole.Trace?.Steps.Count), (near.Verdict, near.Property, near.Trace?.Steps.Count));
        Assert.Equal(whole.Trace?.Steps.Count, reduced.Trace?.Steps.Count);
        Assert.Equal(whole.Property, reduced.Property);
        Assert.Equal(plain.Reached, reduced.Reached.Keys.Order());
        Assert.Equal(expected == Verdict.Violated ? [whole.Property!] : [], plain.Violated);
        if (expected == Verdict.Holds)
        {
            Assert.Equal((plain.States, plain.Depth), (whole.DistinctStates, whole.Depth));
        }

        return reduced;
    }

    private sealed record Ambiguous(int Content) : Message
    {
        protected override string Describe() => "ambiguous";
    }
}
