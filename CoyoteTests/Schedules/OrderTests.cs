using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Impl.Bgp;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Schedules;

/// <summary>
/// A leader's free choice of an order in every way of running: explored, by schedules, in a trace and back, message by
/// message. A leader that has heard all commands before it proposes twice, and acceptors that vote twice, disagree only
/// where it chooses another order the second time.
/// </summary>
public sealed class OrderTests
{
    private static readonly Configuration Twice = (Explorations.Configuration("classic") with
    {
        Acceptors = 1,
        Faults = 0,
        Byzantine = new([]),
        Orders = true,
    }).Without("propose-once", "vote-once", "collect-reported");

    private static readonly Configuration Once = Twice with { Orders = false };

    [Fact]
    public void Only_a_leader_that_may_choose_contradicts_itself()
    {
        var free = Explorations.Explore(Twice, Explorations.Whole with { Property = "ConsistencyInv" });

        Assert.Equal("ConsistencyInv", free.Property);
        Assert.Contains(free.Trace!.Steps, step => step.Input is Phase1BQuorum { Order: not null });
        Assert.Equal(Verdict.Holds, Explorations.Explore(Once, Explorations.Whole with { Property = "ConsistencyInv" }).Verdict);
    }

    [Theory]
    [InlineData("random", Network.Set)]
    [InlineData("pct", Network.Reliable)]
    [InlineData("delay", Network.Reliable)]
    [InlineData("swarm", Network.Set)]
    [InlineData("dfs", Network.Reliable)]
    public void Engines_that_run_schedules_choose_as_well(string engine, Network network)
    {
        var found = Twice.Search(engine, 2_000, network);
        var trace = RunTrace.Of(Explorations.Bgp.Build(Twice), network, "ConsistencyInv", found.Found!.Choices);

        Assert.Equal("ConsistencyInv", found.Violated);
        Assert.Equal(Delivery.Quorums, trace.Delivery);
        Assert.Contains(trace.Steps, step => step.Input is Phase1BQuorum { Order: not null });
        var other = Once.Search(engine, 200, network);
        Assert.True(other.Violated is null, other.Violated);
    }

    [Fact]
    public void The_choice_is_in_the_trace_and_comes_back_with_it()
    {
        var trace = Explorations.Explore(Twice, Explorations.Whole with { Property = "ConsistencyInv" }).Trace!;
        var document = TraceJson.Read(TraceJson.Write("bgp", trace));
        var system = Explorations.Bgp.Build(document.Config.ToConfiguration());

        Assert.Equal(Twice, system.Configuration);
        Assert.Equal(trace.Steps.Select(step => step.Input), TraceReplay.Replay(system, document).Steps.Select(step => step.Input));
        Assert.Single(document.Steps, step => step.Input.EndsWith("; appended in the order b.a", StringComparison.Ordinal));

        var plain = TraceJson.Read(TraceJson.Write("bgp", trace).Replace("\"orders\": true,", string.Empty, StringComparison.Ordinal));
        Assert.Throws<InvalidTraceException>(() => TraceReplay.Replay(Explorations.Bgp.Build(plain.Config.ToConfiguration()), plain));
    }

    /// <summary>Where every message is delivered once, the choice stays with the answers: apart it would be lost.</summary>
    [Fact]
    public void Delivered_once_the_choice_is_made_all_the_same()
    {
        var system = Explorations.Bgp.Build(Twice);
        var trace = Explorations.Explore(Twice, Explorations.Whole with { Property = "ConsistencyInv" }).Trace!;

        var choices = RunTrace.Once(system, trace);

        Assert.NotNull(choices);
        Assert.Single(choices, choice => choice.Input is Phase1BQuorum { Order: not null });
        Assert.Equal("ConsistencyInv", RunTrace.ByMessages(system, Network.Reliable, "ConsistencyInv", choices).Property);
    }

    /// <summary>What needs no choice of the leader's is brought down to a run without the option.</summary>
    [Fact]
    public void A_violation_that_needs_no_choice_is_shrunk_to_one_without()
    {
        TraceShrinker shrinker = new(Explorations.Bgp.Build, Network.Set, TimeSpan.FromSeconds(20));
        var needless = Explorations.Configuration("one-ballot").Without("vote-once") with { Orders = true };

        Assert.False(shrinker.Shrink(Explorations.Explore(needless).Trace!).Configuration.Orders);
        var needed = Explorations.Explore(Twice, Explorations.Whole with { Property = "ConsistencyInv" }).Trace!;
        Assert.True(shrinker.Shrink(needed).Configuration.Orders);
    }
}
