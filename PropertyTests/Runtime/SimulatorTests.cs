using BgpVerified.Cli.Simulated;
using BgpVerified.Runtime.Simulation;
using Xunit;

namespace BgpVerified.PropertyTests.Runtime;

/// <summary>Simulated clusters of BGP: what they measure, and that an unsafe run is seen.</summary>
public sealed class SimulatorTests
{
    private static readonly SimulationOptions Uniform = new() { Commands = 10, Topology = Topology.Uniform(TimeSpan.FromMilliseconds(10)) };

    private static readonly SimulationOptions Contended = new() { Commands = 14, Clients = 3, Conflicts = 1 };

    [Fact]
    public void In_an_open_fast_ballot_a_command_is_learned_in_three_message_delays()
    {
        var report = Run(Uniform);
        Assert.Equal((30.0, 30.0, 30.0), (report.P50, report.P99, report.Worst));
        Assert.Equal((3, 1.0), (report.Delays, report.FastShare));
    }

    [Fact]
    public void A_universally_commutative_command_is_learned_in_two()
    {
        var report = Run(Uniform with { Universal = 1 });
        Assert.Equal((20.0, 20.0), (report.P50, report.Worst));
        Assert.Equal(2, report.Delays);
    }

    /// <summary>To the leader, phase 1a and 1b, phase 2a, Verify, phase 2b.</summary>
    [Fact]
    public void In_a_classic_ballot_a_command_is_learned_in_three_after_its_proposal_and_six_in_all()
    {
        var report = Run(Uniform with { Ballots = "classic" });
        Assert.Equal((60.0, 6), (report.P50, report.Delays));
        Assert.Equal(0.0, report.FastShare);
    }

    [Fact]
    public void Commands_that_conflict_are_recovered_in_a_classic_ballot()
    {
        var report = Run(Contended);
        Assert.InRange(report.FastShare, 0.1, 0.9);
        Assert.Equal(1.0, Run(Contended with { Conflicts = 0 }).FastShare);
    }

    [Fact]
    public void A_silent_leader_and_crashed_acceptors_only_cost_time()
    {
        var silent = Run(Uniform with { Leader = LeaderFault.Silent });
        Assert.InRange(silent.Worst, 200, 2000);
        Assert.Equal(30, silent.P50);
        Assert.Equal(30, Run(Uniform with { Crashed = 1 }).Worst);
        Assert.True(Run(Contended with { Leader = LeaderFault.Equivocating, Echoing = 1 }).Worst > 100);
    }

    [Fact]
    public void More_crashes_than_f_stop_it_and_it_says_so()
    {
        var report = Simulator.Run(new SimulatedBgp(), Uniform with { Crashed = 2, Limit = TimeSpan.FromSeconds(20) });
        Assert.Equal((0, false), (report.Learned, report.IsComplete));
        Assert.Null(report.Violation);
    }

    /// <summary>Neither votes nor phase 2b messages of a quorum: two learners learn what two acceptors each have.</summary>
    [Fact]
    public void Without_quorums_the_run_is_unsafe_and_seen_to_be()
    {
        foreach (var seed in Enumerable.Range(1, 4))
        {
            var report = Simulator.Run(
                new SimulatedBgp(), Contended with { Without = ["verify-quorum", "learn-quorum"], Seed = (ulong)seed });
            Assert.Equal("Consistency", report.Violation);
            Assert.Matches("learned s[0-9]+ as number", report.What);
        }
    }

    [Fact]
    public void Loss_jitter_bandwidth_and_processors_make_it_slower_and_nothing_else()
    {
        var plain = Run(Uniform);
        SimulationOptions[] slower =
        [
            Uniform with { Loss = 0.2 },
            Uniform with { Jitter = 0.5 },
            Uniform with { Bandwidth = 1_000_000 },
            Uniform with { Sign = TimeSpan.FromMicroseconds(43), Verify = TimeSpan.FromMicroseconds(130) },
            Uniform with { Storage = TimeSpan.FromMilliseconds(5) },
        ];
        Assert.All(slower, options => Assert.True(Run(options).P50 > plain.P50));
        Assert.True(Run(slower[0]).Messages > plain.Messages);
    }

    [Fact]
    public void The_history_says_what_each_client_saw()
    {
        var history = Run(Contended).History;
        Assert.Equal(14, history.Count);
        Assert.All(history, entry => Assert.True(entry.End > entry.Start));
        Assert.Equal(14, history.Select(entry => entry.Reply).Distinct().Count());
        Assert.Single(history, entry => entry.Reply == string.Empty);
    }

    private static SimulationReport Run(SimulationOptions options)
    {
        var report = Simulator.Run(new SimulatedBgp(), options);
        Assert.Null(report.What);
        Assert.True(report.IsComplete);
        return report;
    }
}
