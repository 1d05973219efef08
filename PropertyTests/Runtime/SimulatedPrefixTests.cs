using BgpVerified.Cli.Simulated;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.PropertyTests.Runtime;

/// <summary>Prefix quorums in the simulator: what they change, and what they do not.</summary>
public sealed class SimulatedPrefixTests
{
    private static readonly string[] Rules = ["prefix-quorums", "prefix-base", "prefix-bound", "prefix-extends"];

    private static readonly SimulationOptions Busy =
        new() { Commands = 40, Clients = 5, Every = TimeSpan.FromMilliseconds(100) };

    /// <summary>Votes of equal values seldom come together while commands keep coming.</summary>
    [Fact]
    public void Where_commands_keep_coming_prefixes_are_proven_and_equal_values_are_not()
    {
        var (equal, prefixes) = (Run(Busy), Run(Busy with { With = Rules }));
        Assert.True(prefixes.P50 < 0.7 * equal.P50, $"{prefixes.P50} and {equal.P50}");
        Assert.True(prefixes.FastShare >= equal.FastShare);
    }

    [Fact]
    public void A_command_alone_is_learned_as_fast_with_them_as_without()
    {
        var uniform = new SimulationOptions { Commands = 10, Topology = Topology.Uniform(TimeSpan.FromMilliseconds(10)), With = Rules };
        Assert.Equal((30.0, 30.0, 3), (Run(uniform).P50, Run(uniform).Worst, Run(uniform).Delays));
        Assert.Equal((60.0, 6), (Run(uniform with { Ballots = "classic" }).P50, Run(uniform with { Ballots = "classic" }).Delays));
    }

    [Fact]
    public void Conflicts_crashes_loss_and_Byzantine_acceptors_leave_it_safe_and_live()
    {
        SimulationOptions[] all =
        [
            Busy with { Conflicts = 1 },
            Busy with { Conflicts = 0.3, Universal = 0.2, Crashed = 1 },
            Busy with { Conflicts = 0.2, Loss = 0.1, Jitter = 0.3 },
            Busy with { Conflicts = 0.2, Leader = LeaderFault.Equivocating, Echoing = 1 },
            Busy with { Conflicts = 0.2, Leader = LeaderFault.Silent },
        ];
        Assert.All(all, options => Run(options with { With = Rules }));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var alone = Assert.Throws<InvalidConfigurationException>(() => Run(Busy with { With = ["prefix-base"] }));
        Assert.Contains("means nothing without 'prefix-quorums'", alone.Message, StringComparison.Ordinal);
        var discarding = Assert.Throws<InvalidConfigurationException>(() => Run(Busy with { With = Rules, Checkpoint = 10 }));
        Assert.Contains("checkpoints with prefix quorums are not supported", discarding.Message, StringComparison.Ordinal);
    }

    private static SimulationReport Run(SimulationOptions options)
    {
        var report = Simulator.Run(new SimulatedBgp(), options);
        Assert.Null(report.What);
        Assert.True(report.IsComplete);
        return report;
    }
}
