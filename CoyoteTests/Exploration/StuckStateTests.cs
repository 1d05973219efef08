using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Worlds;
using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.Fab;
using BgpVerified.Impl.FabRegister;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>
/// Late or never: toy systems of which it is known, and small configurations, each held against the definition worked out on
/// plain worlds; with reductions and without.
/// </summary>
public class StuckStateTests
{
    private const int Further = 3;
    private static readonly ExplorationOptions Options = new() { Further = Further };

    [Fact]
    public void What_is_done_with_one_further_try_is_late()
    {
        var found = Same(Walks(until: "c"));

        Assert.Equal("Holds", found.Outcome());
        Assert.Equal((1, 0), (found.Stuck!.Late, found.Stuck.Unsettled));
        Assert.Equal(["1 of way 0"], found.Stuck.Needed);
    }

    [Fact]
    public void As_many_further_tries_are_made_as_are_needed()
    {
        Assert.Equal(["3 of way 0"], Same(Walks(until: "e")).Stuck!.Needed);
        Assert.Equal(Verdict.Violated, Same(Walks(until: "f")).Verdict);
    }

    [Fact]
    public void What_is_not_continued_is_violated_as_it_is()
    {
        Assert.Equal("Violated EndProp in 1", new Explorer(Walks(until: "c"), new()).Run().Outcome());

        var found = new Explorer(new ToySystem(ToyProcess.Walker("a1", "a", "b")) { Properties = [End("c", 0)] }, Options).Run();

        Assert.Equal("Violated EndProp in 1", found.Outcome());
        Assert.Empty(found.Stuck!.Never!.Tried);
    }

    [Fact]
    public void What_stays_stuck_is_violated_and_says_what_was_tried()
    {
        var found = Same(Walks(until: "z"));

        Assert.Equal("Violated EndProp in 1", found.Outcome());
        Assert.Equal(["1 of way 0", "2 of way 0", "3 of way 0"], found.Stuck!.Never!.Tried);
        Assert.Equal(3, found.Stuck.Never.Ending!.Steps.Count);
    }

    [Fact]
    public void A_way_that_is_enough_is_found_after_one_that_is_not()
    {
        var found = Same(new ToySystem(ToyProcess.Walker("a1", "a", "b"))
        {
            Properties = [End("d", 0)],
            Ways = [_ => new(ToyProcess.Walker("a1", "a", "b", "z")) { Properties = [End("d", 0)] }, k => Longer(k, "d")],
        });

        Assert.Equal("Holds", found.Outcome());
        Assert.Equal(["2 of way 1"], found.Stuck!.Needed);
    }

    [Fact]
    public void An_adversary_that_can_hinder_every_further_try_makes_it_never()
    {
        // Further on a1 is fairly told c; before that it may be told x, and stays there.
        var found = Same(Hindered("c", "x"));

        Assert.Equal("Violated EndProp in 1", found.Outcome());
        Assert.Equal("x", Assert.Single(found.Stuck!.Never!.Ending!.Steps).Input.Text);
    }

    [Fact]
    public void An_adversary_that_can_only_delay_does_not()
    {
        // From x it goes on to c by itself.
        Assert.Equal("Holds", Same(Hindered("c", "x", "x")).Outcome());
    }

    [Fact]
    public void The_search_goes_on_after_states_that_are_late_to_one_that_is_not()
    {
        // Left is stuck after one step and only late; right is stuck after two, for ever.
        ToySystem System(bool continued) => new(Branching(continued))
        {
            Properties = [End("done", 0)],
            Ways = continued ? [] : [_ => System(continued: true)],
        };

        var found = Same(System(continued: false));

        Assert.Equal("Violated EndProp in 2", found.Outcome());
        Assert.Equal(1, found.Stuck!.Late);
        Assert.Equal("Violated EndProp in 1", new Explorer(System(continued: false), new()).Run().Outcome());
    }

    [Fact]
    public void A_process_that_is_new_begins_and_hears_what_was_said_before()
    {
        // The new leader goes on only because b was said before it came; a1 waits for it.
        var follower = ToyProcess.Walker("a1", "a", "b") with
        {
            Offers = (word, heard) => word == "a" ? [new("b")] : word == "b" && heard.Contains("lead") ? [new("c")] : [],
            Listens = true,
        };
        var leader = ToyProcess.Listener("new") with
        {
            Offers = (word, heard) => word == "?" && heard.Contains("b") ? [new("lead")] : [],
            Take = (_, what) => (what, [what])
        };

        // The new process comes first, so that the others' indices differ.
        var found = Same(new ToySystem(follower)
        {
            Properties = [End("c", 0)],
            Ways = [_ => new(leader, follower) { Properties = [End("c", 1)] }]
        });

        Assert.Equal("Holds", found.Outcome());
        Assert.Equal(1, found.Stuck!.Late);
    }

    [Fact]
    public void Names_that_only_the_continuation_tells_apart_end_symmetry()
    {
        // Each ends at b or at d. Further on only a1 can go from b to c; so it is late if a1 is at b, and else never.
        ToyProcess Choice(string name) => new(name, "a", (word, _) => word == "a" ? [new("b"), new("d")] : [], (_, what) => (what, [what]),
            Listens: false);
        ToyProcess Favoured() => Choice("a1") with
        {
            Offers = (word, _) => word == "a" ? [new("b"), new("d")]
                : word == "b" ? [new("c")]
                : [],
        };
        var property = ToySystem.Words("EndProp", PropertyKind.Eventually, [0, 1], (_, words) => words.Contains("c")
            || !words.Contains("b"));
        ToySystem System(ISymmetry? later) => new(Choice("a1"), Choice("a2"))
        {
            Symmetry = new ToySymmetry([0, 1]),
            Properties = [property],
            Ways = [_ => new(Favoured(), Choice("a2")) { Symmetry = later, Properties = [property] }],
        };

        foreach (var symmetry in (ISymmetry?[])[null, new ToySymmetry([0, 1])])
        {
            var found = Same(System(symmetry));

            Assert.Equal("Violated EndProp in 2", found.Outcome());
            Assert.Empty(found.Reductions.Symmetry);
        }
    }

    [Fact]
    public void Interchangeable_processes_that_stand_differently_are_continued_as_one_state()
    {
        ToyProcess Choice(string name, bool later) => new(
            name,
            "a",
            (word, _) => word == "a" ? [new("b"), new("d")] : later && word == "b" ? [new("c")] : [],
            (_, what) => (what, [what]),
            Listens: false);
        var property = ToySystem.Words("EndProp", PropertyKind.Eventually, [0, 1, 2], (_, words) => words.Contains("c")
            || !words.Contains("b"));
        ToySystem System(bool later) => new(Choice("a1", later), Choice("a2", later), Choice("a3", later))
        {
            Symmetry = new ToySymmetry([0, 1, 2]),
            Properties = [property],
            Ways = later ? [] : [_ => System(later: true)],
        };

        var found = Same(System(later: false));

        Assert.Equal("Holds", found.Outcome());
        Assert.Equal(3, found.Stuck!.Late); // one, two or three of them at b
        Assert.Equal(["a1 a2 a3"], found.Reductions.Symmetry);
    }

    [Fact]
    public void Observers_go_last_in_a_continuation_too()
    {
        // l1 is done when it has heard c, but not if it has heard b first; a2 may never say b.
        var lazy = ToyProcess.Walker("a2", "a", "b") with { Offers = (word, _) => word == "a" ? [new("b", Fair: false)] : [] };
        var listener = ToyProcess.Listener("l1");
        ToySystem System(params string[] words) => new(ToyProcess.Walker("a1", words), lazy, listener)
        {
            Properties = [ToySystem.Words("EndProp", PropertyKind.Eventually, [2], (_, seen) => seen[0] == "c")],
            Ways = [_ => System("a", "s", "c")],
        };

        Assert.Equal(Verdict.Violated, Same(System("a", "s")).Verdict);
    }

    [Fact]
    public void What_could_not_be_gone_through_is_not_called_anything()
    {
        // With fair steps it always ends well; the states after x, which the adversary could bring about, are too many.
        var found = new Explorer(Hindered("c", ["x", "x", .. Enumerable.Range(0, 50).Select(i => $"{i}")]),
            Options with { FurtherStates = 20 }).Run();

        Assert.Equal(Verdict.Incomplete, found.Verdict);
        Assert.Equal("max-states 20, before it was known what becomes of 1 stuck state", found.StoppedBy);
        Assert.Equal((0, 1), (found.Stuck!.Late, found.Stuck.Unsettled));
    }

    [Fact]
    public void Where_runs_need_not_end_nothing_is_called_late()
    {
        // Beyond the configuration a1 goes to c, or in circles before that.
        var circling = ToyProcess.Walker("a1", "a", "b") with
        {
            Offers = (word, _) => word switch { "a" => [new("b")], "b" => [new("c"), new("b'")], "b'" => [new("b")], _ => [] },
        };
        var system = new ToySystem(ToyProcess.Walker("a1", "a", "b"))
        {
            Properties = [End("c", 0)],
            Ways = [_ => new(circling) { Properties = [End("c", 0)] }]
        };

        var found = new Explorer(system, Options).Run();

        Assert.Equal(Verdict.Incomplete, found.Verdict);
        Assert.Contains("states of a1 that come back beyond the configuration", found.StoppedBy, StringComparison.Ordinal);
    }

    [Fact]
    public void Small_registers_agree_with_the_definition()
    {
        var byzantine = new ByzantineRegisterProtocol();
        var optimized = byzantine.Configuration("optimized")
            .Without("first-change") with
        { Learners = 1, Acceptors = 2, Faults = 0, Byzantine = new(["p1"]) };
        Assert.Equal(Verdict.Holds, Agrees(byzantine.Build(optimized), "TerminationProp").Verdict);

        var crash = new CrashRegisterProtocol();
        var short1 = crash.Configuration("two-proposers") with
        {
            Ballots = new(["classic"]),
            Crashes = 0,
            Acceptors = 2,
            Faults = 0,
            Learners = 1
        };
        Assert.Equal(Verdict.Holds, Agrees(crash.Build(short1), "TerminationProp").Verdict);
        Assert.Equal(Verdict.Violated, Agrees(crash.Build(short1 with { Crashes = 1, Ballots = new(["classic", "classic"]), Faults = 1 }),
            "TerminationProp").Verdict);
    }

    [Theory]
    [InlineData("bgp", "view-change")]
    [InlineData("bgp", "conflict")]
    [InlineData("bgp", "universal-byzantine")]
    [InlineData("crash-register", "two-proposers")]
    [InlineData("byzantine-register", "optimized")]
    [InlineData("fab-register", "byzantine")]
    [InlineData("fab", "lossy")]
    [InlineData("fab", "recovery")]
    [InlineData("pfab", "stuck")]
    public void What_is_possible_in_a_configuration_is_possible_in_its_continuations(string name, string scenario)
    {
        IProtocol protocol = ((IProtocol[])[Explorations.Bgp, new CrashRegisterProtocol(), new ByzantineRegisterProtocol(),
            new FabRegisterProtocol(), new FabProtocol(), new PfabProtocol()]).Single(p => p.Name == name);
        var system = protocol.Build(protocol.Configuration(scenario));
        var worlds = StuckOracle.Reachable(system, World.Initial(system)).Select(found => found.World).Take(3000)
            .Where((_, i) => i % 150 == 0).ToList();
        foreach (var way in ((IContinuable)system).Continued(1).Concat(((IContinuable)system).Continued(2)))
        {
            foreach (var world in worlds)
            {
                var possible = StuckOracle.Moved(system, world, way) is var moved
                    ? moved.Offers().Select(offer => moved.Take(offer.Process, offer.Offer.Input)).ToHashSet()
                    : [];
                foreach (var offer in world.Offers())
                {
                    var after = world.Take(offer.Process, offer.Offer.Input);
                    Assert.True(after.Equals(world) || possible.Contains(StuckOracle.Moved(system, after, way)),
                        $"{way.Further}: {system.Processes[offer.Process].Name} cannot take {offer.Offer.Input}");
                }
            }
        }
    }

    private static ExplorationResult Agrees(ISystem system, string property)
    {
        var oracle = StuckOracle.Of(system, property, further: 1);
        ExplorationResult? found = null;
        foreach (var (symmetry, last) in ((bool, bool)[])[(false, false), (true, false), (false, true), (true, true)])
        {
            found = new Explorer(system, new()
            {
                Further = 1,
                Property = property,
                WithoutGoals = true,
                Symmetry = symmetry,
                ObserversLast = last,
                ObserversLastAfter = 0
            }).Run();
            Assert.Equal(oracle.NeverAfter is null ? Verdict.Holds : Verdict.Violated, found.Verdict);
            Assert.Equal(oracle.NeverAfter, found.Trace?.Steps.Count);
            if (!symmetry && oracle.NeverAfter is null)
            {
                Assert.Equal(oracle.Late, found.Stuck?.Late ?? 0);
            }
        }

        return found!;
    }

    private static ToySystem Walks(string until) => new(ToyProcess.Walker("a1", "a", "b"))
    {
        Properties = [End(until, 0)],
        Ways = [k => Longer(k, until)]
    };

    private static ToySystem Longer(int further, string until) =>
        new(ToyProcess.Walker("a1", [.. "abcdef"[..(2 + further)].Select(letter => $"{letter}")])) { Properties = [End(until, 0)] };

    /// <summary>
    /// A process that is stuck at b; further on it fairly goes to an end, and the adversary may send it another way first.
    /// </summary>
    private static ToySystem Hindered(string end, params string[] detour)
    {
        var going = ToyProcess.Walker("a1", "a", "b") with
        {
            Offers = (word, _) => word switch
            {
                "a" => [new("b")],
                "b" => [new(end), new(detour[0], Fair: false)],
                _ when word == end || detour.Length == 1 => [],
                _ when Array.LastIndexOf(detour, word) + 1 is var next && next > 0 && next < detour.Length => [new(detour[next])],
                _ => [new(end)],
            },
        };
        return new(ToyProcess.Walker("a1", "a", "b"))
        {
            Properties = [End(end, 0)],
            Ways = [_ => new(going) { Properties = [End(end, 0)] }]
        };
    }

    private static ToyProcess Branching(bool continued) => new(
        "a1",
        "start",
        (word, _) => word switch
        {
            "start" => [new("left"), new("right")],
            "right" => [new("far right")],
            "left" when continued => [new("done")],
            _ => [],
        },
        (_, what) => (what, [what]),
        Listens: false);

    private static Property End(string word, int process) =>
        ToySystem.Words("EndProp", PropertyKind.Eventually, [process], (_, words) => words[0] == word);

    /// <summary>What is found, which is what the definition says, and the same with each reduction.</summary>
    private static ExplorationResult Same(ToySystem system)
    {
        var oracle = StuckOracle.Of(system, "EndProp", Further);
        var whole = new Explorer(system, Options).Run();
        var reduced = new Explorer(system, Options with { Symmetry = true, ObserversLast = true, ObserversLastAfter = 0 }).Run();
        foreach (var found in (ExplorationResult[])[whole, reduced, new Explorer(system, Options with { Symmetry = true }).Run(),
            new Explorer(system, Options with { Workers = 3 }).Run()])
        {
            Assert.Equal(oracle.NeverAfter is null ? Verdict.Holds : Verdict.Violated, found.Verdict);
            Assert.Equal(oracle.NeverAfter, found.Trace?.Steps.Count);
        }

        if (oracle.NeverAfter is null)
        {
            Assert.Equal(oracle.Late, whole.Stuck?.Late ?? 0);
        }

        return reduced;
    }
}
