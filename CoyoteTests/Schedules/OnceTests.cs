using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.CoyoteTests.Documents;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Traces;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Schedules;

/// <summary>
/// The network <c>once</c>: what a process does not use when it comes is gone, as in the paper's pseudocode (E26). Each run
/// is compared with the same deliveries over <c>reliable</c>, where the host keeps what came too early.
/// </summary>
public sealed class OnceTests
{
    /// <summary>A4 is Byzantine; a1, a2 and a3 go on to view 1, and its leader hears of a1, a2 and a4 before a3 enters the view.</summary>
    private const string AnsweredWithoutA3 =
        """
        p1 <- CommandRequest a
        leader1 <- Proposal a
        a1 a2 <- SuspectLeader of view 0
        a1 a2 a3 <- Suspicion of view 0 by a1 | Suspicion of view 0 by a2
        a1 a2 <- ViewChange to 1 by a1 | ViewChange to 1 by a2 | ViewChange to 1 by a3
        leader1 <- Leader of view 1, says a1
        leader1 <- TriggerNextBallot Classic
        a1 a2 <- Phase1A 1.1
        leader1 <- Phase1B 1.1 by a1 | Phase1B 1.1 by a2 | Phase1B 1.1 by a4

        """;

    private const string A3Enters = "a3 <- ViewChange to 1 by a1 | ViewChange to 1 by a2 | ViewChange to 1 by a3";

    /// <summary>Corrected rules: what is dropped by which line of Algorithm 4, and is missing in the end.</summary>
    public static TheoryData<string, string> Dropped => new()
    {
        { "line 23", $"a3 <- Phase2A 1.1: a (\n{A3Enters}" },
        { "line 12", $"a1 a2 <- Phase2A 1.1: a (\na3 <- Verify 1.1: a by a1 | Verify 1.1: a by a2\n{A3Enters}" },
    };

    /// <summary>Every run of the errata that was written for the links of the paper.</summary>
    public static TheoryData<string> Others =>
        new(Script.All.Where(script => script.Network != Network.Once).Select(script => script.Name));

    [Theory]
    [InlineData("bgp-E26")]
    [InlineData("bgp-E26-universal")]
    public void A_run_of_the_published_rules_loses_a_command_to_what_comes_too_early(string name)
    {
        var script = Named(name);
        Assert.Equal(Explorations.Bgp.Published(), script.Configuration.Rules);
        Assert.Empty(script.Configuration.Byzantine);
        Golden.AssertCurrent(script.Json(), "docs", "counterexamples", $"{name}.trace.json");
    }

    [Theory]
    [InlineData("bgp-E26")]
    [InlineData("bgp-E26-universal")]
    public void The_same_deliveries_have_it_learned_where_the_host_keeps_what_comes_too_early(string name)
    {
        Assert.False(IsStuck(Named(name), Network.Reliable));
        Assert.True(IsStuck(Named(name), Network.Once));
    }

    /// <summary>
    /// An ordinary command is late: one further ballot is enough. A universally commutative one is lost: the leader does not keep
    /// it, and nobody sends it again.
    /// </summary>
    [Theory]
    [InlineData("bgp-E26", 2, false)]
    [InlineData("bgp-E26-universal", 2, true)]
    [InlineData("bgp-E26-universal", 4, true)]
    public void Further_ballots_help_an_ordinary_command_only(string name, int ballots, bool isStuck)
    {
        var script = Named(name);
        var further = script with { Configuration = script.Configuration with { Ballots = new(Enumerable.Repeat("classic", ballots)) } };

        Assert.Equal(isStuck, IsStuck(further, Network.Once));
    }

    [Theory]
    [MemberData(nameof(Dropped))]
    public void What_algorithm_4_drops_is_missing_in_the_end(string line, string lines)
    {
        var script = new Script(line, "LivenessProp", Explorations.Configuration("good-leader"), AnsweredWithoutA3 + lines);

        Assert.True(IsStuck(script, Network.Once));
        Assert.False(IsStuck(script, Network.Reliable));
    }

    /// <summary>Algorithm 3, lines 8-9. What a process's surroundings do later does not bring back what was dropped, either.</summary>
    [Theory]
    [InlineData(Network.Once, 1, "0.0")]
    [InlineData(Network.Reliable, 2, "1.1")]
    public void A_suspicion_of_a_view_not_entered_is_not_counted(Network network, int committed, string promised)
    {
        var lines =
            """
            p1 <- CommandRequest a
            leader1 <- Proposal a
            a1 a2 <- SuspectLeader of view 0
            a1 a2 a3 <- Suspicion of view 0 by a1 | Suspicion of view 0 by a2
            a1 <- ViewChange to 1 by a1 | ViewChange to 1 by a2 | ViewChange to 1 by a3
            leader1 <- Leader of view 1, says a1
            leader1 <- TriggerNextBallot Classic
            a1 <- SuspectLeader of view 1
            a2 <- Suspicion of view 1 by a1 | Phase1A 1.1
            a2 <- ViewChange to 1 by a1 | ViewChange to 1 by a2 | ViewChange to 1 by a3
            a2 <- SuspectLeader of view 1
            a2 <- Suspicion of view 1 by a2
            """;
        var configuration = Explorations.Configuration("good-leader") with { Byzantine = new([]), Views = 3 };

        var a2 = StateOf<AcceptorState>(new("lines 8-9", "LivenessProp", configuration, lines), network,
            acceptor => acceptor.Id.Number == 1);

        Assert.Equal((1, committed, promised), (a2.View, a2.Committed, a2.Promised.ToString()));
    }

    /// <summary>
    /// Algorithm 2, lines 25-26. Published rules, in which ballots of two leaders have one name (E13): a1 answers the first
    /// leader's, and the second hears of it before it has one.
    /// </summary>
    [Theory]
    [InlineData(Network.Once, false)]
    [InlineData(Network.Reliable, true)]
    public void An_answer_to_a_ballot_not_open_is_not_counted(Network network, bool proposes)
    {
        var lines =
            """
            p1 <- CommandRequest a
            leader0 leader1 <- Proposal a
            leader0 <- TriggerNextBallot Classic
            a1 <- Phase1A 0.1
            leader1 <- Phase1B 0.1 by a1
            a2 a3 <- SuspectLeader of view 0
            a2 a3 a4 <- Suspicion of view 0 by a2 | Suspicion of view 0 by a3
            a2 a3 a4 <- ViewChange to 1 by a2 | ViewChange to 1 by a3 | ViewChange to 1 by a4
            leader1 <- Leader of view 1, says a2
            leader1 <- TriggerNextBallot Classic
            a2 a3 <- Phase1A 0.1 in view 1
            leader1 <- Phase1B 0.1 by a2 | Phase1B 0.1 by a3
            """;

        var script = new Script("lines 25-26", "LivenessProp", Named("bgp-E26").Configuration, lines);
        var leader = StateOf<LeaderState>(script, network, leader => leader.View == 1);

        Assert.Equal((1, proposes), (leader.Number, leader.HasProposed));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void The_runs_of_the_other_errata_violate_as_much_where_nothing_is_kept(string name)
    {
        var script = Script.All.Single(one => one.Name == name);
        var (system, world) = script.Over(Network.Once);

        Assert.True(PropertyCheck.IsViolated(system.Properties.Single(property => property.Name == script.Property), world, world));
    }

    /// <summary>The corrected protocol, too, relies on the host to keep what comes too early: an engine finds that by itself.</summary>
    [Fact]
    public void Schedules_find_a_view_change_after_which_nothing_is_learned()
    {
        var system = Explorations.Bgp.Build(Explorations.Configuration("good-leader"));

        Assert.Equal("LivenessProp", Search(Network.Once).Violated);
        Assert.Null(Search(Network.Reliable).Violated);

        ScheduleResult Search(Network network) => ScheduleSearch.Run(
            system, Runs.Scheduler("random"), new() { Network = network, Schedules = 300 });
    }

    /// <summary>Within one view nothing depends on what is kept, in the schedules that are run.</summary>
    [Theory]
    [InlineData("conflict", "random")]
    [InlineData("universal", "swarm")]
    [InlineData("byzantine", "random")]
    [InlineData("byzantine-proposer", "pct")]
    public void Within_one_view_the_corrected_protocol_holds(string scenario, string engine) =>
        Explorations.Configuration(scenario).AssertHolds(engine, 500, Network.Once, null);

    [Fact]
    public void A_trace_says_that_nothing_was_kept_and_is_replayed_so()
    {
        var run = Named("bgp-E26").Run();
        var document = TraceJson.Read(TraceJson.Write("bgp", run));
        var system = Explorations.Bgp.Build(run.Configuration);

        Assert.Equal(Delivery.Once, document.Delivery);
        Assert.Equal(TraceText.Write(run), TraceText.Write(TraceReplay.Replay(system, document)));
        Assert.Same(run, RunTrace.Told(system, Network.Once, run)); // by whole quorums the network delivers again, so that nothing is stuck
        Assert.Throws<InvalidTraceException>(() => TraceReplay.Replay(system, document with { Delivery = Delivery.Reliable }));
    }

    private static Script Named(string name) => Script.TooEarly.Single(script => script.Name == name);

    private static bool IsStuck(Script script, Network network)
    {
        var (system, world) = script.Over(network);
        return PropertyCheck.IsViolated(system.Properties.Single(property => property.Name == "LivenessProp"), world, world);
    }

    private static TState StateOf<TState>(Script script, Network network, Func<TState, bool>? which = null) =>
        script.Lead(network).States.OfType<TState>().Single(which ?? (_ => true));
}
