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
public class ReductionTests
{
    private static readonly ExplorationOptions Reduced = new() { Symmetry = true, ObserversLast = true, ObserversLastAfter = 0 };

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

    [Fact]
    public void Those_that_only_look_on_go_last()
    {
        var system = new ToySystem(Walker("a1"), Walker("a2"), ToyProcess.Listener("l1"), ToyProcess.Listener("l2"))
        {
            Properties = [ToySystem.Words("AgreeInv", PropertyKind.Invariant, [2, 3], (_, words) => !words.Contains("x"))],
        };

        var found = Same(system, Verdict.Holds);

        Assert.Equal(["l1", "l2"], found.Reductions.Observers);
        Assert.True(found.DistinctStates < PlainExplorer.Explore(system).States / 2);
    }

    /// <summary>
    /// With observers last the others come to their end first, so that what is seen at a near end is found before what is seen early on a
    /// long way.
    /// </summary>
    [Fact]
    public void A_counterexample_found_with_observers_last_is_replaced_by_a_shorter_one()
    {
        var forks = new ToyProcess(
            "a1", "a", (word, _) => word switch
            {
                "a" => [new("b"), new("u")],
                "b" => [new("c")],
                "c" => [new("d")],
                "d" => [new("e")],
                "u" => [new("x")],
                _ => []
            }, (_, what) => (what, [what]), Listens: false);
        var system = new ToySystem(forks, ToyProcess.Listener("l1"))
        {
            Properties = [ToySystem.Words("NeverInv", PropertyKind.Invariant, [1], (_, words) => words[0] is not ("b" or "x"))],
        };

        Assert.Equal(2, Same(system, Verdict.Violated).Trace!.Steps.Count); // b, l1 takes it; not u, x, l1 takes that
    }

    [Fact]
    public void What_observers_say_of_each_other_is_found_with_the_fewest_steps()
    {
        var system = new ToySystem(Walker("a1"), ToyProcess.Listener("l1"), ToyProcess.Listener("l2"))
        {
            Properties = [ToySystem.Words("AgreeInv", PropertyKind.Invariant, [1, 2], (_, words) => words.Contains("?")
                || words[0] == words[1])],
        };

        Assert.Equal(4, Same(system, Verdict.Violated).Trace!.Steps.Count); // b, l1 takes it, c, l2 takes that
    }

    [Fact]
    public void An_observer_that_can_lose_what_it_could_do_does_not_go_last()
    {
        // l1 takes b only while nobody has said c.
        var fussy = ToyProcess.Listener("l1") with
        {
            Offers = (word, heard) => word == "?" && heard.Contains("b") && !heard.Contains("c")
            ? [new("b")]
            : []
        };
        var system = new ToySystem(Walker("a1"), fussy) { Properties = [Never("b", 1)] };

        var found = Same(system, Verdict.Violated);

        Assert.Empty(found.Reductions.Observers);
        Assert.Contains("leaves l1 with less to do", Refusal(system), StringComparison.Ordinal);
    }

    [Fact]
    public void An_observer_that_speaks_up_late_was_none()
    {
        // After 60 x 60 states, when the first probe is long over, l1 says something that makes a3 go wrong.
        var numbers = Enumerable.Range(0, 60).Select(i => $"{i}").ToArray();
        var late = ToyProcess.Listener("l1") with
        {
            Offers = (word, heard) => word == "?" && heard.Contains("59") ? [new("now")] : [],
            Take = (_, what) => (what, [what]),
        };
        var waits = ToyProcess.Listener("a3") with
        {
            Offers = (word, heard) => word == "?" ? [new("hello")] : word == "hello" && heard.Contains("now") ? [new("wrong")] : [],
            Take = (_, what) => (what, [what]),
        };
        var system = new ToySystem(ToyProcess.Walker("a1", numbers), ToyProcess.Walker("a2", [.. numbers.Take(59)]), late,
            waits)
        { Properties = [Never("wrong", 3)] };

        var found = Same(system, Verdict.Violated);

        Assert.DoesNotContain("l1", found.Reductions.Observers);
    }

    [Fact]
    public void A_step_that_others_take_after_an_observer_moved_is_looked_at()
    {
        // a1 must not come to c once l1 has taken b.
        var system = new ToySystem(Walker("a1"), ToyProcess.Listener("l1"))
        {
            Properties = [ToySystem.Words("LateProp", PropertyKind.Transition, [0, 1], (before, after) =>
                !(before[1] == "b" && before[0] == "b" && after[0] == "c"))],
        };

        Assert.Equal(3, Same(system, Verdict.Violated).Trace!.Steps.Count);
    }

    /// <summary>
    /// Both ends of the step have been seen before, and so has what the process does; that the one follows the other has not,
    /// and nothing remembered says whether it may.
    /// </summary>
    [Fact]
    public void A_step_between_known_states_is_looked_at()
    {
        var system = new ToySystem(
            new ToyProcess("a1", "a", (word, _) => word switch { "a" => [new("b"), new("c")], "b" => [new("c")], _ => [] },
                (_, what) => (what, []), Listens: false),
            ToyProcess.Walker("a2", "p", "q"))
        {
            Properties = [ToySystem.Words("StepProp", PropertyKind.Transition, [0, 1], (before, after) =>
                !(before.SequenceEqual(["b", "q"]) && after.SequenceEqual(["c", "q"])))],
        };

        Assert.Equal(3, Same(system, Verdict.Violated).Trace!.Steps.Count);
    }

    [Fact]
    public void A_state_of_both_that_passes_is_looked_at()
    {
        // l1 takes b while a1 is at b still; later a1 is at c.
        var system = new ToySystem(Walker("a1"), ToyProcess.Listener("l1"))
        {
            Properties = [ToySystem.Words("BothInv", PropertyKind.Invariant, [0, 1], (_, words) => !(words[0] == "b" && words[1] == "b"))],
        };

        Assert.Equal(2, Same(system, Verdict.Violated).Trace!.Steps.Count);
    }

    [Fact]
    public void Where_nothing_fair_is_left_observers_move_although_something_unfair_is()
    {
        // a1 says b; a2 may say c, or never. l1 is done where it has heard both, and a2 need not speak.
        var lazy = Walker("a2") with { Offers = (word, _) => word == "a" ? [new("c", Fair: false)] : [] };
        var listener = ToyProcess.Listener("l1") with
        {
            Offers = (word, heard) => word == "?" && heard.Contains("b") ? [new("b")] : word == "b" && heard.Contains("c")
                ? [new("done")]
                : [],
        };
        var system = new ToySystem(ToyProcess.Walker("a1", "a", "b"), lazy, listener)
        {
            Properties = [ToySystem.Words("EndProp", PropertyKind.Eventually, [2], (_, words) => words[0] == "done")],
        };

        Assert.Equal(2, Same(system, Verdict.Violated).Trace!.Steps.Count);
    }

    [Fact]
    public void Others_that_go_in_circles_leave_the_observers_no_last_moment()
    {
        var circle = new ToyProcess("a1", "a", (word, _) => [new(word == "a" ? "b" : "a")], (_, what) => (what, ["round"]), Listens: false);
        var system = new ToySystem(circle, ToyProcess.Listener("l1")) { Properties = [Never("round", 1)] };

        var found = Same(system, Verdict.Violated);

        Assert.Contains("states of a1 come back", Refusal(system), StringComparison.Ordinal);
        Assert.Equal(2, found.Trace!.Steps.Count);
    }

    [Fact]
    public void One_that_may_crash_does_not_go_last()
    {
        var system = new ToySystem(Walker("a1"), ToyProcess.Listener("l1") with { Fault = Fault.Crash })
        {
            Configuration = new() { Crashes = 1 },
            Properties = [ToySystem.Words("EndProp", PropertyKind.Eventually, [1], (_, words) => words[0] != "?")],
        };

        Assert.Empty(Same(system, Verdict.Violated).Reductions.Observers);
    }

    [Fact]
    public void A_goal_of_an_observer_is_reached_where_it_would_wait()
    {
        var system = new ToySystem(Walker("a1"), ToyProcess.Listener("l1"))
        {
            Properties = [Never("x", 1)],
            Goals = [new("ReachEarly", (_, _, input, after) => input is Told { What: "b" } && after is ToyState { Id: 1 },
                (states, _) => ((ToyState)states[0]!).Word == "b", "l1 takes b while a1 is at b")],
        };

        Assert.Equal(["ReachEarly"], Same(system, Verdict.Holds).Reached.Keys);
    }

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

    /// <summary>Why the observers of a system may not go last.</summary>
    private static string Refusal(ToySystem system)
    {
        var observers = Enumerable.Range(0, system.Processes.Count).Where(i => system.Processes[i].Name.StartsWith('l')).ToList();
        var harmless = new ToySystem([.. system.Toys]) { Properties = [Never("no such word", [.. observers])] };
        return Assert.Throws<ReductionRefusedException>(() => new BreadthFirst(harmless, Explorations.Whole, observers).Run()).Message;
    }

    private sealed record Ambiguous(int Content) : Message
    {
        protected override string Describe() => "ambiguous";
    }
}
