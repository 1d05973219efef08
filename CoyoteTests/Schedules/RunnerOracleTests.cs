using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Checker.Worlds;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Schedules;

/// <summary>The compiled runner against the plain message world: the same steps possible, the same ends, the same verdicts.</summary>
public sealed class RunnerOracleTests
{
    private static readonly Configuration Small = Explorations.Configuration("no-fault") with { Acceptors = 1, Faults = 0, Learners = 2 };

    public static TheoryData<string, Network, string> Cases =>
        new(from scenario in (string[])["classic", "one-ballot", "universal-byzantine", "view-change", "crash", "any-order"]
            from network in Enum.GetValues<Network>()
            from omissions in scenario == "crash" ? (string[])["None", "Send", "Receive", "General"] : ["None"]
            select (scenario, network, omissions));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_step_of_a_run_is_one_of_the_plain_world(string scenario, Network network, string omissions)
    {
        var configuration = Explorations.Configuration(scenario) with { Omissions = Enum.Parse<Omission>(omissions) };
        var system = Explorations.Bgp.Build(configuration);
        var runner = new ScheduleRunner(system, network);
        var (forged, faults) = (0, 0);
        for (var run = 0; run < 3; run++)
        {
            var watcher = new Watcher(new SwarmScheduler(7));
            Assert.True(watcher.Begin(run));
            Assert.Equal(RunEnd.Quiescent, runner.Run(watcher, 2_000));
            var world = MessageWorld.Initial(system, network);
            foreach (var (choice, seen) in runner.Choices.Zip(watcher.Seen))
            {
                var possible = world.Choices().ToList();
                Assert.Contains(possible, c => c.Process == choice.Process && c.Input.Equals(choice.Input));
                Assert.Equal(possible.Count(c => c.Fair), seen.Fair);
                Assert.True(seen.Forged <= possible.Count(c => !c.Fair && c.Input is Message),
                    "the runner forges what the plain world does not");
                Assert.Equal(possible.Count(c => c.Input is Crash or SendOmission or ReceiveOmission), seen.Faults);
                forged += choice.Input is Message && !choice.Fair ? 1 : 0;
                faults += choice.Input is Crash or SendOmission or ReceiveOmission ? 1 : 0;
                var next = world.Take(choice);
                Assert.DoesNotContain(system.Properties, p => p.Kind != PropertyKind.Eventually
                    && PropertyCheck.IsViolated(p, world, next));
                world = next;
            }

            Assert.True(world.IsQuiescent());
        }

        Assert.Equal(configuration.Byzantine.Count > 0, forged > 0);
        Assert.Equal(configuration.Crashes > 0, faults > 0);
    }

    [Theory]
    [InlineData(Network.Reliable, false)]
    [InlineData(Network.Fifo, false)]
    [InlineData(Network.Once, false)]
    [InlineData(Network.Set, false)]
    [InlineData(Network.Reliable, true)]
    [InlineData(Network.Fifo, true)]
    public void Depth_first_comes_to_every_world_that_the_plain_explorer_finds(Network network, bool orders)
    {
        var configuration = orders ? Small with { Orders = true, Commands = new(["a@p1", "b@p1"]), Learners = 1 } : Small;
        var system = Explorations.Bgp.Build(configuration);
        var scheduler = new DepthFirstScheduler();
        var runner = new ScheduleRunner(system, network);
        HashSet<MessageWorld> worlds = [];
        HashSet<string> schedules = [];
        var run = 0;
        for (; scheduler.Begin(run); run++)
        {
            var end = runner.Run(scheduler);
            var world = MessageWorld.Initial(system, network);
            worlds.Add(world);
            foreach (var choice in runner.Choices)
            {
                worlds.Add(world = world.Take(choice));
            }

            Assert.True(schedules.Add(string.Join(' ', runner.Picks)) || end == RunEnd.Abandoned, "the same schedule twice");
        }

        var explored = MessageExplorer.Explore(system, network, 50_000);
        Assert.True(explored.IsComplete);
        Assert.Equal(explored.Worlds, worlds.Count);
        Assert.InRange(run, 2, 100_000);
    }

    [Fact]
    public void A_property_that_only_some_schedules_violate_is_found_by_depth_first()
    {
        var sound = Explorations.Configuration("one-ballot") with { Acceptors = 1, Faults = 0, Byzantine = new(["leader"]) };

        Assert.Equal("ConsistencyInv", sound.Without("vote-once").Search("dfs", 1_000).Violated);
        Assert.Null(sound.Search("dfs", 1_000).Violated);
    }

    /// <summary>Chooses as another scheduler does, and remembers how many steps of each sort it had to choose from.</summary>
    private sealed class Watcher(IScheduler inner) : IScheduler
    {
        public bool WantsEverything => true;

        public List<(int Fair, int Forged, int Faults)> Seen { get; } = [];

        public bool Begin(long run) => inner.Begin(run);

        public int Choose(ReadOnlySpan<Move> moves, int step)
        {
            var at = inner.Choose(moves, step);
            if (moves[at].Kind != MoveKind.Stop)
            {
                // Unfair local inputs, such as a suspicion of a correct leader, are neither.
                var fair = 0;
                var forged = 0;
                var faults = 0;
                foreach (var move in moves)
                {
                    fair += move.Kind == MoveKind.Deliver || (move.Kind == MoveKind.Local && move.IsFair) ? 1 : 0;
                    forged += move.Kind == MoveKind.Forged ? 1 : 0;
                    faults += move.Kind is MoveKind.Crash or MoveKind.SendOmission or MoveKind.ReceiveOmission ? 1 : 0;
                }

                Seen.Add((fair, forged, faults));
            }

            return at;
        }
    }
}
