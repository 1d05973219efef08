using BgpVerified.CoyoteTests.CommandLine;
using Xunit;

namespace BgpVerified.CommandLineTests;

/// <summary><c>simulate</c>: what it prints, its exit statuses, and that a seed is a run.</summary>
public sealed class SimulateTests
{
    [Theory]
    [InlineData("simulate", "simulate")]
    [InlineData("simulate nope", "'nope'; the protocols are bgp")]
    [InlineData("simulate bracha", "bracha cannot be simulated; bgp, bgp-machine, multipaxos, pbft, fab-machine can")]
    [InlineData("simulate bgp extra", "'extra'")]
    [InlineData("simulate bgp --nope", "'--nope'")]
    [InlineData("simulate bgp --acceptors 101", "--acceptors '101'; it is a whole number from 1 to 100")]
    [InlineData("simulate bgp --faults 4", "--faults '4'; it is a whole number from 0 to 3")]
    [InlineData("simulate bgp --commands 0", "--commands '0'")]
    [InlineData("simulate bgp --conflicts 101", "--conflicts '101'; it is a percentage from 0 to 100")]
    [InlineData("simulate bgp --loss 95", "--loss '95'; it is a percentage from 0 to 90")]
    [InlineData("simulate bgp --network moon", "--network 'moon'; it is five-regions, or a one-way delay such as 10ms")]
    [InlineData("simulate bgp --network 10x", "--network '10x'")]
    [InlineData("simulate bgp --leader evil", "--leader 'evil'; it is silent, slow or equivocating")]
    [InlineData("simulate bgp --ballots slow", "'slow'; --ballots is a list of 'fast' and 'classic'")]
    [InlineData("simulate bgp --without nope", "no rule 'nope'")]
    [InlineData("simulate bgp --seed x", "--seed 'x'")]
    [InlineData("simulate bgp --commands 1 --svg /nonexistent/x.svg", "cannot write --svg '/nonexistent/x.svg'")]
    [InlineData("simulate pbft --leader equivocating", "--leader equivocating cannot be simulated with pbft")]
    [InlineData("simulate multipaxos --checkpoint 5", "--checkpoint cannot be simulated with multipaxos")]
    [InlineData("simulate bgp --application bank", "--application cannot be simulated with bgp; bgp-machine replicates applications")]
    [InlineData("simulate fab-machine --leader silent", "--leader cannot be simulated with fab-machine; nobody replaces")]
    [InlineData("simulate fab-machine --acceptors 4 --faults 2", "--faults cannot be simulated with fab-machine; there are no more than 1")]
    [InlineData("simulate pbft --dropping 1", "--dropping cannot be simulated with pbft")]
    [InlineData("simulate bgp-machine --application chess", "unknown --application 'chess'; it is bank or store")]
    [InlineData("simulate bgp-machine --dropping 4", "--dropping '4'; here are 3 replicas")]
    [InlineData("simulate bgp-machine --faults 2", "--faults cannot be simulated with bgp-machine; there are no more than (N - 1) / 3")]
    [InlineData("simulate bgp-machine --every 50ms", "--every cannot be simulated with bgp-machine")]
    [InlineData("simulate bgp --with nope", "no rule 'nope'")]
    [InlineData("simulate bgp --with prefix-base", "'prefix-base' means nothing without 'prefix-quorums'")]
    [InlineData("simulate pbft --with prepare-quorum", "--with cannot be simulated with pbft; its rules are all in")]
    public void Bad_input_is_refused_in_one_line(string line, string says) => Tool.Refused(Tool.Split(line), says);

    [Fact]
    public void What_clients_saw_of_an_application_is_checked()
    {
        var holds = Tool.Run(Tool.Split("simulate bgp-machine --application store --clients 3 --commands 30 --conflicts 50"));
        Assert.Equal((0, string.Empty), (holds.Status, holds.Error));
        Assert.EndsWith("linearizable: 30 operations checked\n", holds.Output, StringComparison.Ordinal);
        var violated = Tool.Run(Tool.Split("simulate bgp-machine --clients 3 --commands 30 --conflicts 50 --dropping 2"));
        Assert.Equal(1, violated.Status);
        Assert.StartsWith("bgpv: Linearizability is violated: no order", violated.Error);
        Assert.EndsWith("unsafe: Linearizability is violated\n", violated.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bgp --commands 30 --clients 3 --conflicts 30 --jitter 20 --loss 5 --checkpoint 5 --seed 7")]
    [InlineData("bgp-machine --commands 30 --clients 3 --conflicts 30 --jitter 20 --loss 5 --seed 7")]
    [InlineData("multipaxos --commands 20 --clients 3 --jitter 20 --crashed 1")]
    [InlineData("pbft --commands 20 --clients 3 --every 50ms --leader slow --patience 900ms")]
    [InlineData("fab-machine --commands 20 --clients 3 --jitter 20 --crashed 1")]
    public void The_same_seed_twice_gives_the_same_bytes(string line)
    {
        string[] args = ["simulate", .. Tool.Split(line), "--json"];
        var (first, second) = (Tool.Run(args), Tool.Run(args));
        Assert.Equal((0, first.Output), (first.Status, second.Output));
        Assert.NotEqual(first.Output, Tool.Run([.. args.Where(arg => arg is not ("7" or "--seed")), "--seed", "8"]).Output);
    }

    [Fact]
    public void A_run_that_is_safe_and_complete_says_so_and_writes_what_it_is_asked_for()
    {
        using var folder = new Folder();
        var outcome = Tool.Run("simulate", "bgp", "--commands", "20", "--svg", folder.File("plot.svg"));
        Assert.Equal((0, string.Empty), (outcome.Status, outcome.Error));
        Assert.Contains("safe: all learners learned all commands", outcome.Output, StringComparison.Ordinal);
        var svg = File.ReadAllText(folder.File("plot.svg"));
        Assert.StartsWith("<svg", svg);
        Assert.Contains("<polyline", svg, StringComparison.Ordinal);
        var json = Tool.Run("simulate", "bgp", "--commands", "20", "--json").Json;
        Assert.Equal("holds", json.GetProperty("verdict").GetString());
        Assert.Equal(20, json.GetProperty("history").GetArrayLength());
    }

    [Fact]
    public void An_unsafe_run_is_a_violation()
    {
        var outcome = Tool.Run(Tool.Split(
            "simulate bgp --commands 14 --clients 3 --conflicts 100 --without verify-quorum --without learn-quorum --json"));
        Assert.Equal(1, outcome.Status);
        Assert.StartsWith("bgpv: Consistency is violated", outcome.Error);
        Assert.Equal("violated", outcome.Json.GetProperty("verdict").GetString());
    }

    [Fact]
    public void A_run_that_ends_too_early_is_incomplete()
    {
        var outcome = Tool.Run(Tool.Split("simulate bgp --commands 20 --limit 3s"));
        Assert.Equal(3, outcome.Status);
        Assert.Contains("safe so far, and incomplete", outcome.Output, StringComparison.Ordinal);
    }
}
