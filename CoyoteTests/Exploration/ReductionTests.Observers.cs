using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.SelfChecks;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <content>Observers last, and steps and states that only their order shows.</content>
public partial class ReductionTests
{
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

    /// <summary>Why the observers of a system may not go last.</summary>
    private static string Refusal(ToySystem system)
    {
        var observers = Enumerable.Range(0, system.Processes.Count).Where(i => system.Processes[i].Name.StartsWith('l')).ToList();
        var harmless = new ToySystem([.. system.Toys]) { Properties = [Never("no such word", [.. observers])] };
        return Assert.Throws<ReductionRefusedException>(() => new BreadthFirst(harmless, Explorations.Whole, observers).Run()).Message;
    }
}
