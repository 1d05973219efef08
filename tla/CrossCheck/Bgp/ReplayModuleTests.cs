using System.Text.RegularExpressions;
using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Impl.Bgp;
using BgpVerified.Mirror;
using BgpVerified.Mirror.Bgp;
using Xunit;

namespace BgpVerified.CrossCheck.Bgp;

/// <summary>A trace written as a module: TLC follows it to the violation, and stops where another set of rules forbids a step.</summary>
public class ReplayModuleTests
{
    private static readonly BgpMirror Mirror = new();

    [Fact]
    public void The_module_goes_through_every_state_of_the_trace()
    {
        var (system, trace) = Published();
        var module = TlaReplay.Write(Mirror, system, trace);

        Assert.Equal(trace.Steps.Count, Regex.Count(module, @"^    \\\* step \d+, ", RegexOptions.Multiline));
        Assert.Equal(trace.Steps.Count, Regex.Count(module, @"^    \[acceptor \|-> ", RegexOptions.Multiline));
        Assert.Contains("Holds == Module!ConsistencyInv", module, StringComparison.Ordinal);
    }

    [Fact]
    public void TLC_follows_it_to_the_violation()
    {
        Assert.SkipWhen(Tlc.Missing is not null, Tlc.Missing ?? string.Empty);
        var (system, trace) = Published();

        var output = Tlc.Run(TlaReplay.Name, TlaReplay.Write(Mirror, system, trace), "Replay.cfg");

        Assert.Contains("Invariant Holds is violated", output, StringComparison.Ordinal);
        Assert.Contains($"{trace.Steps.Count + 1} distinct states found", output, StringComparison.Ordinal);
    }

    [Fact]
    public void TLC_stops_where_the_rules_forbid_a_step()
    {
        Assert.SkipWhen(Tlc.Missing is not null, Tlc.Missing ?? string.Empty);
        var (system, trace) = Published();
        var module = TlaReplay.Write(Mirror, system, trace)
            .Replace("\"promise\"", "\"promise\", \"propose-once\"", StringComparison.Ordinal);

        var output = Tlc.Run(TlaReplay.Name, module, "Replay.cfg");

        var second = trace.Steps.Index().Where(step => step.Item.Input is Phase1BQuorum).ElementAt(1).Index;
        Assert.Contains("Deadlock reached", output, StringComparison.Ordinal);
        Assert.Contains($"/\\ step = {second}\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain($"/\\ step = {second + 1}\n", output, StringComparison.Ordinal);
    }

    private static (BgpModel System, Trace Trace) Published()
    {
        var system = new BgpModel(ModelList.Named("published").Configuration());
        return (system, new Explorer(system, new ExplorationOptions { Property = "ConsistencyInv" }).Run().Trace!);
    }
}
