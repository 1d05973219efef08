using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Schedules;

/// <summary>A violation found in a large run comes back small, and stays the violation that it was.</summary>
public sealed class ShrinkingTests(ITestOutputHelper output)
{
    private static Configuration Large(int acceptors) => Explorations.Configuration("published") with
    {
        Acceptors = acceptors,
        Faults = (acceptors - 1) / 3,
        Commands = new(Enumerable.Range(0, acceptors).Select(i => $"{(char)('a' + i)}@p{(i % 5) + 1}")),
        MaxLength = 2,
    };

    [Theory]
    [InlineData(7)]
    [InlineData(10)]
    public void As_many_acceptors_and_commands_come_down_to_what_breadth_first_finds(int acceptors)
    {
        Explorations.SkipIfLong(acceptors > 7);
        var large = Large(acceptors);
        var found = large.Search("swarm", 2_000);
        var trace = RunTrace.Of(Explorations.Bgp.Build(large), Network.Reliable, found.Violated!, found.Found!.Choices);
        var small = new TraceShrinker(Explorations.Bgp.Build, Network.Reliable, TimeSpan.FromSeconds(60)).Shrink(trace);

        var shortest = Explorations.Explore(small.Configuration).Trace!;
        output.WriteLine(
            $"{found.Found.Choices.Count} deliveries, {trace.Steps.Count} steps, {small.Steps.Count} after "
            + $"shrinking, {shortest.Steps.Count} shortest, N={small.Configuration.Acceptors}");
        Assert.True(trace.Steps.Count > 60, "the run is large");
        Assert.True(small.Steps.Count <= 1.5 * shortest.Steps.Count, $"{small.Steps.Count} steps, shortest {shortest.Steps.Count}");
        Assert.True(small.Configuration.Acceptors <= 4 && small.Configuration.Commands.Count == 2, "the configuration is small");
        Assert.Equal(found.Violated, small.Property);
        AssertReplays(small);
    }

    [Theory]
    [InlineData("lower-bound", "pct", Network.Reliable)]
    [InlineData("lower-bound", "random", Network.Set)]
    [InlineData("lower-bound", "swarm", Network.Fifo)]
    public void Every_step_of_a_shrunk_trace_is_needed(string scenario, string engine, Network network)
    {
        var configuration = Explorations.Configuration(scenario);
        var system = Explorations.Bgp.Build(configuration);
        var found = configuration.Search(engine, 5_000, network);
        var minimal = TraceMinimizer.Minimize(system, RunTrace.Of(system, network, found.Violated!, found.Found!.Choices));

        AssertReplays(minimal);
        Assert.Equal(minimal.Steps.Count, TraceMinimizer.Minimize(system, minimal).Steps.Count);
        Assert.True(minimal.Steps.Count <= found.Found.Choices.Count);
    }

    [Fact]
    public void Shrinking_does_not_turn_a_violation_into_another()
    {
        // Three acceptors: inconsistent as well; what is shrunk is that a forged command is learned.
        var configuration = Explorations.Configuration("lower-bound").Without("signed-commands");
        var system = Explorations.Bgp.Build(configuration);
        var found = Checker.Schedules.ScheduleSearch.Run(system, Runs.Scheduler("swarm"),
            new() { Property = "NontrivialityInv", Schedules = 5_000 });
        var small = new TraceShrinker(Explorations.Bgp.Build, Network.Reliable, TimeSpan.FromSeconds(20))
            .Shrink(RunTrace.Of(system, Network.Reliable, "NontrivialityInv", found.Found!.Choices));

        Assert.Equal("NontrivialityInv", small.Property);
        AssertReplays(small);
    }

    [Fact]
    public void A_run_over_links_that_deliver_once_stays_one_and_keeps_as_many_acceptors_as_its_faults_need()
    {
        var configuration = Explorations.Configuration("published");
        var found = configuration.Search("swarm", 5_000);
        var run = RunTrace.ByMessages(Explorations.Bgp.Build(configuration), Network.Reliable, found.Violated!, found.Found!.Choices);
        var small = new TraceShrinker(Explorations.Bgp.Build, Network.Reliable, TimeSpan.FromSeconds(10)).Shrink(run);
        var told = RunTrace.Told(Explorations.Bgp.Build(small.Configuration), Network.Reliable, small);

        Assert.Equal(Delivery.Reliable, small.Delivery);
        Assert.True(small.Configuration.Acceptors > 3 * small.Configuration.Faults, "the protocol does not claim to work with fewer");
        Assert.Equal(Delivery.Quorums, told.Delivery);
        Assert.True(told.Steps.Count < small.Steps.Count);
        AssertReplays(small);
        AssertReplays(told);
    }

    [Theory]
    [InlineData("published", false)] // the leader counts the same answers twice
    [InlineData("published-once", true)]
    [InlineData("lower-bound", true)]
    public void Whether_a_trace_is_one_of_links_that_deliver_once_is_found_out(string scenario, bool isOnce)
    {
        var trace = Explorations.Explore(Explorations.Configuration(scenario)).Trace!;
        var system = Explorations.Bgp.Build(trace.Configuration);
        var choices = RunTrace.Once(system, trace);

        Assert.Equal(isOnce, choices is not null);
        if (choices is not null)
        {
            Assert.Equal(trace.Property, RunTrace.ByMessages(system, Network.Reliable, trace.Property, choices).Property);
        }
    }

    [Fact]
    public void What_only_losses_explain_stays_message_by_message()
    {
        // Two of four acceptors may omit, one more than f: the protocol does not claim Liveness there, so it is asked here.
        var claiming = Explorations.Configuration("crash") with { Crashes = 1, Omissions = Omission.Receive };
        var property = Explorations.Bgp.Build(claiming).Properties.Single(p => p.Name == "LivenessProp");
        var system = new Claiming(Explorations.Bgp.Build(claiming with { Crashes = 2 }), property);
        var found = Checker.Schedules.ScheduleSearch.Run(system, Runs.Scheduler("random"), new() { Schedules = 5_000 });

        Assert.Equal("LivenessProp", found.Violated);
        var trace = RunTrace.Of(system, Network.Reliable, "LivenessProp", found.Found!.Choices);
        if (trace.Delivery == Delivery.Quorums)
        {
            Assert.Contains(trace.Steps, step => step.Input is Checker.Worlds.Crash);
            trace = RunTrace.ByMessages(system, Network.Reliable, "LivenessProp", found.Found.Choices);
        }

        var minimal = TraceMinimizer.Minimize(system, trace);
        Assert.Equal(Delivery.Reliable, minimal.Delivery);
        Assert.Contains(minimal.Steps, step => step.Input is Checker.Worlds.Crash or Checker.Worlds.ReceiveOmission);
        Assert.Equal(minimal.Steps.Count, TraceReplay.Replay(system, TraceJson.Read(TraceJson.Write("bgp", minimal))).Steps.Count);
    }

    private static void AssertReplays(Trace trace)
    {
        var replayed = TraceReplay.Replay(Explorations.Bgp.Build(trace.Configuration), TraceJson.Read(TraceJson.Write("bgp", trace)));
        Assert.Equal(trace.Property, replayed.Property);
        Assert.Equal(trace.Steps.Count, replayed.Steps.Count);
    }

    /// <summary>A system of which one more property is claimed.</summary>
    private sealed class Claiming(ISystem inner, Property property) : ISystem
    {
        public Configuration Configuration => inner.Configuration;

        public IReadOnlyList<Process> Processes => inner.Processes;

        public IReadOnlyList<Part> Parts => inner.Parts;

        public IReadOnlyList<Reading> Readings => inner.Readings;

        public IReadOnlyList<Forgery> Adversary => inner.Adversary;

        public IReadOnlyList<QuorumKind> Quorums => inner.Quorums;

        public IReadOnlyList<ProtocolAction> Actions => inner.Actions;

        public IReadOnlyList<Property> Properties => [.. inner.Properties, property];

        public IReadOnlyList<Goal> Goals => inner.Goals;

        public ISymmetry? Symmetry => inner.Symmetry;

        public object Initial(int process) => inner.Initial(process);

        public Step<object> Apply(int process, object state, Input input) => inner.Apply(process, state, input);

        public IEnumerable<int> Recipients(Message message) => inner.Recipients(message);

        public int Sender(Message message) => inner.Sender(message);
    }
}
