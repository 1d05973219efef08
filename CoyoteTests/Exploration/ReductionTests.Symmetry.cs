using BgpVerified.Checker.Exploration;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <content>Processes taken for one another.</content>
public partial class ReductionTests
{
    [Fact]
    public void Interchangeable_processes_are_not_told_apart()
    {
        var system = new ToySystem(Walker("a1"), Walker("a2"), Walker("a3"))
        {
            Symmetry = new ToySymmetry([0, 1, 2]),
            Properties = [Never("x", 0, 1, 2)]
        };

        var found = Same(system, Verdict.Holds);

        Assert.Equal(["a1 a2 a3"], found.Reductions.Symmetry);
        Assert.Equal(10, found.DistinctStates); // multisets of 3 of 3 words, where the whole graph has 27 states
        Assert.True(found.Reductions.Comparisons > 0);
    }

    [Fact]
    public void A_property_that_tells_two_processes_apart_ends_symmetry()
    {
        // Only a2 must not be at c while a1 is at a: up to names, a1 at c and a2 at a looks the same.
        var system = new ToySystem(Walker("a1"), Walker("a2"))
        {
            Symmetry = new ToySymmetry([0, 1]),
            Properties = [ToySystem.Words("OrderInv", PropertyKind.Invariant, [0, 1], (_, words) => !(words[0] == "a" && words[1] == "c"))],
        };

        var found = Same(system, Verdict.Violated);

        Assert.Empty(found.Reductions.Symmetry);
        Assert.Contains("whether OrderInv holds", Assert.Single(found.Reductions.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_that_looks_at_one_process_of_a_group_ends_symmetry()
    {
        var system = new ToySystem(Walker("a1"), Walker("a2")) { Symmetry = new ToySymmetry([0, 1]), Properties = [Never("c", 1)] };

        var found = Same(system, Verdict.Violated);

        Assert.Contains("whether NeverInv looks at them", Assert.Single(found.Reductions.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_property_reads_must_be_renamed_with_the_process()
    {
        var named = new Property("NamesInv", PropertyKind.Invariant, [0, 1], (process, state) => process == 1
            && ((ToyState)state).Word == "c" ? "bad" : "good", (after, _) => !after.Contains("bad"), "a2 is never at c");
        var system = new ToySystem(Walker("a1"), Walker("a2")) { Symmetry = new ToySymmetry([0, 1]), Properties = [named] };

        var found = Same(system, Verdict.Violated);

        Assert.Empty(found.Reductions.Symmetry);
        Assert.NotEmpty(found.Reductions.Notes);
    }

    [Fact]
    public void A_handler_that_knows_its_name_ends_symmetry()
    {
        var shy = Walker("a2") with { Offers = (word, _) => word == "a" ? [new("b")] : [] };
        var system = new ToySystem(Walker("a1"), shy) { Symmetry = new ToySymmetry([0, 1]), Properties = [Never("x", 0, 1)] };

        var found = Same(system, Verdict.Holds);

        Assert.Contains("a1 and a2 are not interchangeable: they differ in what a", Assert.Single(found.Reductions.Notes),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_beside_the_group_that_remembers_a_name_ends_symmetry()
    {
        // p hears who said c, not only that somebody did.
        var gossip = new ToyProcess("p", "?", (word, _) => word == "?" ? [new("a1 did"), new("a2 did")] : [], (_, what) => (what, []));
        var system = new ToySystem(Walker("a1"), Walker("a2"), gossip)
        {
            Symmetry = new ToySymmetry([0, 1]),
            Properties = [ToySystem.Words("GossipInv", PropertyKind.Invariant, [0, 1, 2],
                (_, words) => !(words[1] == "a" && words[0] == "c" && words[2] == "a2 did"))],
        };

        Assert.Empty(Same(system, Verdict.Violated).Reductions.Symmetry);
    }

    [Fact]
    public void Processes_that_start_differently_are_not_interchangeable()
    {
        var system = new ToySystem(Walker("a1"), Walker("a2") with { Word = "b" })
        {
            Symmetry = new ToySymmetry([0, 1]),
            Properties = [Never("x", 0, 1)]
        };

        Assert.Contains("how they start", Assert.Single(Same(system, Verdict.Holds).Reductions.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Processes_that_may_not_crash_alike_are_not_interchangeable()
    {
        var system = new ToySystem(Walker("a1"), Walker("a2") with { Fault = Fault.Crash })
        {
            Configuration = new() { Crashes = 1 },
            Symmetry = new ToySymmetry([0, 1]),
            Properties = [ToySystem.Words("EndProp", PropertyKind.Eventually, [0, 1], (_, words) => words[1] == "c")],
        };

        Assert.Contains("what may become of them", Assert.Single(Same(system, Verdict.Violated).Reductions.Notes),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Processes_that_look_at_different_things_are_not_interchangeable()
    {
        var system = new ToySystem(Walker("a1"), Walker("a2") with { Listens = true })
        {
            Symmetry = new ToySymmetry([0, 1]),
            Properties = [Never("x", 0, 1)]
        };

        Assert.Contains("which parts of the world they read", Assert.Single(Same(system, Verdict.Holds).Reductions.Notes),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Renaming_that_forgets_something_ends_symmetry()
    {
        var system = new ToySystem(Walker("a1"), Walker("a2"))
        {
            Symmetry = new ToySymmetry([0, 1])
            {
                Word = word => word == "c"
            ? "b"
            : word
            },
            Properties = [Never("c", 0, 1)]
        };

        var found = Same(system, Verdict.Violated);

        Assert.Contains("renamed to", Assert.Single(found.Reductions.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_goal_that_hangs_on_a_name_is_looked_for_in_the_whole_graph()
    {
        var system = new ToySystem(Walker("a1"), Walker("a2"))
        {
            Symmetry = new ToySymmetry([0, 1]),
            Goals = [new("ReachFirstFirst", (_, _, input, _) => input is Told { What: "c" },
                (states, _) => ((ToyState)states[0]!).Word == "b" && ((ToyState)states[1]!).Word == "a", "a1 comes to c while a2 is at a")],
        };

        Assert.Equal(["ReachFirstFirst"], Same(system, Verdict.Holds).Reached.Keys);
    }
}
