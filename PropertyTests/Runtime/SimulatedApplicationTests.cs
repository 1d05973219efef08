using BgpVerified.Cli.Simulated;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Histories;
using Xunit;

namespace BgpVerified.PropertyTests.Runtime;

/// <summary>Applications on simulated BGP: what clients see is linearizable, and is seen not to be where replicas go wrong.</summary>
public sealed class SimulatedApplicationTests
{
    private static readonly SimulationOptions Plain = new() { Clients = 5, Commands = 60, Conflicts = 0.6, Universal = 0.1 };

    public static TheoryData<string, ulong> Runs => [.. from name in new[] { "bank", "store" }
                                                        from seed in new ulong[] { 1, 2, 3 }
                                                        select (name, seed)];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Every_command_is_answered_and_the_history_is_linearizable(string application, ulong seed)
    {
        var plain = Plain with { Application = application, Seed = seed };
        SimulationOptions[] all =
        [
            plain,
            plain with { Crashed = 1 },
            plain with { Loss = 0.1, Jitter = 0.3 },
            plain with { Again = TimeSpan.FromMilliseconds(300) },
            plain with { Dropping = 1 },
        ];
        Assert.All(all, options =>
        {
            var report = Run(options);
            Assert.Null(report.What);
            Assert.True(report.IsComplete);
            Assert.Equal((HistoryOutcome.Linearizable, 60), (report.Linearizable!.Outcome, report.Linearizable.Order.Count));

            // All of it was checked, with answers that depend on the order.
            Assert.All(report.History, entry => Assert.True(entry.End > entry.Start));
            Assert.True(report.History.Select(entry => entry.Reply).Distinct().Count() >= 4);
            Assert.Contains(report.History, entry => entry.Kind == OperationKind.Universal);
        });
    }

    /// <summary>Three delays in a fast ballot, or two for a universally commutative command, and the reply.</summary>
    [Fact]
    public void A_reply_takes_one_delay_more_than_learning_does()
    {
        var uniform = new SimulationOptions { Commands = 10, Topology = Topology.Uniform(TimeSpan.FromMilliseconds(10)) };
        Assert.Equal((40.0, 40.0), (Run(uniform).P50, Run(uniform).Worst));
        Assert.Equal((30.0, 30.0), (Run(uniform with { Universal = 1 }).P50, Run(uniform with { Universal = 1 }).Worst));
    }

    [Theory]
    [InlineData("bank", 1)]
    [InlineData("bank", 4)]
    [InlineData("store", 4)]
    public void Replicas_that_answer_reads_from_their_own_state_are_found(string application, ulong seed) =>
        IsFound(Plain with { Commands = 80, Application = application, Seed = seed, Without = ["order-reads"] });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Replicas_that_execute_a_command_twice_are_found(ulong seed) => IsFound(Plain with
    {
        Commands = 80,
        Seed = seed,
        Again = TimeSpan.FromMilliseconds(300),
        Without = ["execute-once"],
    });

    [Theory]
    [MemberData(nameof(Runs))]
    public void More_than_f_replicas_that_drop_commands_are_found(string application, ulong seed) =>
        IsFound(Plain with { Commands = 80, Application = application, Seed = seed, Dropping = 2 });

    /// <summary>One is outvoted by the others, unless clients believe a single reply.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public void One_that_does_is_found_if_clients_take_a_single_reply(string application, ulong seed) => IsFound(
        Plain with { Commands = 80, Application = application, Seed = seed, Dropping = 1, Without = ["reply-quorum"] });

    [Fact]
    public void Without_replies_of_the_others_a_run_does_not_end_well()
    {
        var report = Run(Plain with { Crashed = 1, Without = ["few-replies"] });
        Assert.False(report.IsComplete);
        Assert.Equal((null, HistoryOutcome.Linearizable), (report.What, report.Linearizable!.Outcome));
    }

    private static void IsFound(SimulationOptions options)
    {
        var report = Run(options);
        Assert.Equal("Linearizability", report.Violation);
        Assert.Contains("explains the answer of p", report.What, StringComparison.Ordinal);
        Assert.Equal(HistoryOutcome.NotLinearizable, report.Linearizable!.Outcome);
    }

    private static SimulationReport Run(SimulationOptions options) => Simulator.Run(new SimulatedBgpMachine(), options);
}
