using System.Text.Json;
using BgpVerified.CoyoteTests.CommandLine;
using Xunit;

namespace BgpVerified.CommandLineTests;

/// <summary><c>check --search</c> with an engine that runs schedules.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public void Nothing_found_is_incomplete_and_says_what_was_covered()
    {
        var outcome = Tool.Run(Tool.Split("check bgp --scenario classic --search pct --schedules 50 --seed 4 --network reliable"));

        Assert.Equal((3, string.Empty), (outcome.Status, outcome.Error));
        Assert.Contains("  search: pct, message by message, seed 4, at most 50 schedules, of at most 10,000 steps\n", outcome.Output,
            StringComparison.Ordinal);
        Assert.Contains("  50 schedules, ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("  actions: proposer CommandRequest 100, ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("incomplete: stopped by schedules 50", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void All_schedules_of_a_small_configuration_are_run_depth_first()
    {
        var outcome = Tool.Run(Tool.Split("check bgp --scenario no-fault --acceptors 2 --faults 0 --search dfs --network reliable"));

        Assert.Equal(0, outcome.Status);
        Assert.Contains("  3,212 schedules, ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("holds: every schedule was run", outcome.Output, StringComparison.Ordinal);
    }

    /// <summary>Nobody is correct: there is one schedule, of no step.</summary>
    [Fact]
    public void Nothing_holds_where_nothing_happens()
    {
        var outcome =
            Tool.Run(Tool.Split("check bracha --scenario correct-sender --acceptors 1 --faults 0 --byzantine n1,s1 --search dfs"));

        Assert.Equal(3, outcome.Status);
        Assert.Contains("incomplete: stopped by the end of all schedules, in which nothing happened", outcome.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_violation_is_shrunk_written_and_replayed()
    {
        using var folder = new Folder();
        var outcome =
            Tool.Run(Tool.Split($"check bgp --scenario lower-bound --search pct --schedules 5000 --trace {folder.File("t.json")}"));

        Assert.Equal(1, outcome.Status);
        Assert.Contains("violated: ConsistencyInv, in schedule ", outcome.Output, StringComparison.Ordinal);
        var replayed = Tool.Run("replay", folder.File("t.json"));
        Assert.Equal(1, replayed.Status);
        Assert.Contains(replayed.Output[replayed.Output.IndexOf("\n\nstep", StringComparison.Ordinal)..], outcome.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_of_losing_what_comes_too_early_is_written_and_replayed()
    {
        using var folder = new Folder();
        const string Check = "check bgp --scenario good-leader --search random --schedules 300 --property LivenessProp";
        var outcome = Tool.Run(Tool.Split($"{Check} --network once --time 20s --trace {folder.File("t.json")}"));

        Assert.Equal(1, outcome.Status);
        Assert.Contains("; every message is delivered once, and gone if it is of no use then\n", outcome.Output, StringComparison.Ordinal);
        var replayed = Tool.Run("replay", folder.File("t.json"));
        Assert.Equal(1, replayed.Status);
        Assert.Contains(" delivery=once\n", replayed.Output, StringComparison.Ordinal);
        Assert.Equal(3, Tool.Run(Tool.Split($"{Check} --network reliable")).Status);
    }

    [Fact]
    public void The_object_has_the_contracts_members_and_what_was_sampled()
    {
        var outcome = Tool.Run(Tool.Split("check bgp --scenario crash --omissions general --search swarm --schedules 40 --json"));

        var json = outcome.Json;
        Assert.Equal(3, outcome.Status);
        Assert.All(
            ["protocol", "rules", "config", "search", "verdict", "property", "distinctStates", "transitions", "depth", "traceLength",
                "seconds", "statesPerSecond", "bytesPerState", "reached", "trace"],
            name => Assert.True(json.TryGetProperty(name, out _), name));
        Assert.Equal("swarm", json.GetProperty("search").GetString());
        Assert.Equal("incomplete", json.GetProperty("verdict").GetString());
        Assert.Equal(40, json.GetProperty("schedules").GetInt64());
        Assert.Equal("set", json.GetProperty("network").GetString());
        Assert.True(json.GetProperty("actions").GetProperty("acceptor Phase1A").GetInt64() > 0);
        Assert.Equal("general", json.GetProperty("config").GetProperty("configuration").GetProperty("omissions").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("trace").ValueKind);
    }

    [Fact]
    public void Equal_seeds_print_the_same_but_for_times()
    {
        const string Line = "check bgp --scenario byzantine --search swarm --schedules 60 --seed 9";

        Assert.Equal(WithoutTimes(Tool.Run(Tool.Split(Line)).Output), WithoutTimes(Tool.Run(Tool.Split(Line)).Output));
    }

    [Fact]
    public void An_interrupt_ends_the_run_with_an_honest_report()
    {
        using var interrupt = new CancellationTokenSource();
        interrupt.Cancel();
        var outcome = Tool.Run(interrupt.Token, Tool.Split("check bgp --search random --schedules 1000000"));

        Assert.Equal(3, outcome.Status);
        Assert.Contains("incomplete: stopped by interrupt", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_is_that_of_the_whole_command()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var outcome = Tool.Run(Tool.Split("check bgp --search dfs --time 2s"));
        Assert.Equal(3, outcome.Status);
        Assert.Equal(Tool.Catalogue.Protocol("bgp").DefaultScenarios.Count,
            outcome.Output.Split("incomplete: stopped by time 2s, which the scenarios share").Length - 1);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(12), $"{watch.Elapsed}");
    }

    private static string WithoutTimes(string output) =>
        string.Join('\n', output.Split('\n').Where(line => !line.Contains("schedules/s", StringComparison.Ordinal))
            .Select(line => line.Split(" nothing fair is left,")[0]));
}
