using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Schedules;

/// <summary>Schedules are the same each time, cover the protocol, find what is planted, and find nothing else.</summary>
public sealed class ScheduleTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("random", Network.Set)]
    [InlineData("random", Network.Fifo)]
    [InlineData("pct", Network.Reliable)]
    [InlineData("delay", Network.Reliable)]
    [InlineData("swarm", Network.Set)]
    public void The_same_seed_gives_the_same_run_whatever_was_run_before(string engine, Network network)
    {
        var system = Explorations.Bgp.Build(Explorations.Configuration("byzantine"));
        var seasoned = new ScheduleRunner(system, network);
        var scheduler = Runs.Scheduler(engine, 5);
        var runs = Enumerable.Range(0, 12).Select(run => Run(seasoned, scheduler, run)).ToList();

        Assert.Equal(runs[11], Run(new(system, network), Runs.Scheduler(engine, 5), 11));
        Assert.Equal(runs[3], Run(seasoned, scheduler, 3));
        Assert.NotEqual(runs[11], runs[10]);
        Assert.NotEqual(runs[11], Run(seasoned, Runs.Scheduler(engine, 6), 11));
    }

    [Fact]
    public void Recorded_choices_are_the_run_byte_for_byte()
    {
        var configuration = Explorations.Configuration("published");
        var system = Explorations.Bgp.Build(configuration);
        var found = configuration.Search("random", 10_000).Found!;
        var again = new ScheduleRunner(system, Network.Reliable);
        Assert.Equal(RunEnd.Violation, again.Run(new PickScheduler(found.Picks)));

        Assert.Equal(found.Choices, again.Choices);
        Assert.Equal(Json(found.Choices), Json(again.Choices));

        string Json(IReadOnlyList<Choice> choices) =>
            TraceJson.Write("bgp", RunTrace.ByMessages(system, Network.Reliable, "ConsistencyInv", choices));
    }

    [Theory]
    [InlineData("conflict", "random", Network.Reliable, 300)]
    [InlineData("conflict", "pct", Network.Set, 300)]
    [InlineData("universal", "swarm", Network.Reliable, 300)]
    [InlineData("view-change", "swarm", Network.Fifo, 300)]
    [InlineData("view-change", "delay", Network.Reliable, 1_000)]
    [InlineData("byzantine", "random", Network.Reliable, 1_000)]
    [InlineData("byzantine-proposer", "pct", Network.Reliable, 300)]
    public void The_corrected_protocol_keeps_its_properties_and_every_action_happens(string scenario, string engine, Network network,
        long schedules) =>
        Explorations.Configuration(scenario).AssertHolds(engine, schedules, network, output);

    [Theory]
    [InlineData(Omission.None)]
    [InlineData(Omission.Send)]
    [InlineData(Omission.Receive)]
    [InlineData(Omission.General)]
    public void One_faulty_acceptor_of_four_is_tolerated(Omission omissions) =>
        (Explorations.Configuration("crash") with { Omissions = omissions }).AssertHolds("random", 1_000, Network.Reliable, output);

    [Theory]
    [InlineData(7, 2, "a6,a7", "swarm")]
    [InlineData(10, 3, "a9,a10", "random")]
    public void Larger_clusters_with_five_proposers_and_ten_commands(int acceptors, int faults, string byzantine, string engine)
    {
        var configuration = Explorations.Configuration("conflict") with
        {
            Acceptors = acceptors,
            Faults = faults,
            Byzantine = new(byzantine.Split(',')),
            Commands = new(Enumerable.Range(0, 10).Select(i => $"{(char)('a' + i)}{(i == 9 ? "*" : string.Empty)}@p{(i % 5) + 1}")),
            Conflicts = new(["a-b", "a-c", "d-e"]),
            MaxLength = 1,
        };

        configuration.AssertHolds(engine, 12, Network.Reliable, output);
    }

    [Theory]
    [InlineData("random", 200)]
    [InlineData("pct", 200)]
    [InlineData("delay", 400)]
    [InlineData("swarm", 600)]
    public void Every_engine_finds_that_three_acceptors_cannot_tolerate_one(string engine, long schedules) =>
        Assert.Equal("ConsistencyInv", Explorations.Configuration("lower-bound").Search(engine, schedules).Violated);

    [Theory]
    [InlineData("vote-once", "ConsistencyInv", "pct", 100)]
    [InlineData("deliver-once", "IntegrityInv", "random", 20)]
    [InlineData("signed-commands", "NontrivialityInv", "swarm", 3_000)]
    [InlineData("propose-once", "LivenessProp", "random", 3_000)]
    [InlineData("join-view-change", "LivenessProp", "random", 3_000)]
    public void A_rule_taken_out_is_missed(string rule, string property, string engine, long schedules)
    {
        var entry = Explorations.Bgp.Rules.Single(r => r.Name == rule);

        Assert.Equal(property, Explorations.Configuration(entry.Scenario).Without(rule).Search(engine, schedules).Violated);
    }

    [Fact]
    public void A_failing_schedule_is_shown_with_the_command_that_replays_it()
    {
        var failure = Assert.ThrowsAny<Exception>(() => Explorations.Configuration("lower-bound")
            .AssertHolds("pct", 1_000, Network.Reliable, null));

        Assert.Contains("\nstep", failure.Message, StringComparison.Ordinal);
        var command = failure.Message[failure.Message.IndexOf("replay with: ", StringComparison.Ordinal)..].Trim().Split(" -- ")[1]
            .Split(' ');
        var replayed = Tool.Run(command);
        Assert.Equal(1, replayed.Status);
        Assert.Contains("violated: ConsistencyInv", replayed.Output, StringComparison.Ordinal);
        File.Delete(command[1]);
    }

    [Fact]
    public void An_action_that_never_happens_fails_a_run()
    {
        var failure = Assert.ThrowsAny<Exception>(() => Explorations.Configuration("byzantine")
            .AssertHolds("random", 1, Network.Reliable, null));

        Assert.Contains("never happened", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_more_processes_fail_than_may()
    {
        var configuration = Explorations.Configuration("crash") with { Crashes = 2, Omissions = Omission.General };
        var runner = new ScheduleRunner(Explorations.Bgp.Build(configuration), Network.Reliable);
        var most = 0;
        for (var run = 0; run < 200; run++)
        {
            var scheduler = Runs.Scheduler("random");
            scheduler.Begin(run);
            runner.Run(scheduler);
            var failed = runner.Choices.Where(c => c.Input is Crash or SendOmission or ReceiveOmission).Select(c => c.Process).Distinct()
                .Count();
            most = Math.Max(most, failed);
        }

        Assert.Equal(2, most);
    }

    private static List<Choice> Run(ScheduleRunner runner, IScheduler scheduler, long run)
    {
        scheduler.Begin(run);
        runner.Run(scheduler, 2_000);
        return [.. runner.Choices];
    }

    /// <summary>E28, which only links that deliver once show: with others the newer message comes again, too.</summary>
    [Fact]
    public void A_leader_that_an_old_message_sets_back_stays_there_where_messages_come_once()
    {
        var again = Explorations.Configuration("same-leader") with { Acceptors = 1 };

        Assert.Equal("LivenessProp", again.Without("lead-forward").Search("random", 1_000).Violated);
        Assert.Null(again.Search("random", 1_000).Violated);
        Assert.StartsWith("states of leader0 that come back", Explorations.Explore(again.Without("lead-forward")).StoppedBy,
            StringComparison.Ordinal);
    }
}
