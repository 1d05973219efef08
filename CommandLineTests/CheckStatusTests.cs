using BgpVerified.CoyoteTests.CommandLine;
using Xunit;

namespace BgpVerified.CommandLineTests;

/// <summary>The exit status and the last word of <c>check</c>.</summary>
public sealed class CheckStatusTests
{
    [Theory]
    [InlineData("--scenario classic")]
    [InlineData("--scenario classic --property ConsistencyInv")]
    [InlineData("--scenario classic --rules corrected --network set --search bfs")]
    [InlineData("--scenario classic --max-states 9223372036854775807 --max-depth 2147483647 --time 10m")]
    public void HoldsIsStatus0AndWritesNoFile(string options)
    {
        using var folder = new Folder();
        var outcome = Tool.Run([.. Tool.Split("check bgp " + options), "--trace", folder.File("t.json")]);
        Assert.Equal(0, outcome.Status);
        Assert.EndsWith("\nholds\n\n", outcome.Output);
        Assert.Empty(outcome.Error);
        Assert.Empty(folder.Entries);
    }

    [Theory]
    [InlineData("--scenario lower-bound", "ConsistencyInv")]
    [InlineData("--acceptors 3 --faults 1 --ballots classic", "ConsistencyInv")]
    [InlineData("--scenario one-ballot --acceptors 3 --property ConsistencyInv", "ConsistencyInv")]
    [InlineData("--without universal-quorum --scenario universal-classic", "NontrivialityInv")]
    [InlineData("--without signed-commands --scenario universal-byzantine", "NontrivialityInv")]
    public void ViolatedIsStatus1AndWritesOneFile(string options, string property)
    {
        using var folder = new Folder();
        var file = folder.File("t.json");
        var outcome = Tool.Run([.. Tool.Split("check bgp " + options), "--trace", file]);
        Assert.Equal(1, outcome.Status);
        Assert.Contains($"\nviolated: {property}, in ", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith($" -- replay {file}\n", outcome.Output);
        Assert.Equal(["t.json"], folder.Entries);
    }

    /// <remarks>A universally commutative command is learned in no ballot, so in none that follows a change of views.</remarks>
    [Fact]
    public void AGoalNeverReachedIsAViolationWithoutATrace()
    {
        using var folder = new Folder();
        var outcome =
            Tool.Run([.. Tool.Split("check bgp --scenario view-change --acceptors 2 --faults 0 --byzantine none --commands u* --trace"),
            folder.File("t.json")]);
        Assert.Equal(1, outcome.Status);
        Assert.Contains("\nviolated: ReachLearnedAfterViewChange was never reached", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(folder.Entries);
    }

    [Theory]
    [InlineData("--max-states 50", "max-states 50")]
    [InlineData("--max-states 1", "max-states 1")]
    [InlineData("--max-depth 3", "max-depth 3")]
    [InlineData("--time 1ms", "time ")]
    [InlineData("--time 0.5ms --max-states 100", "")]
    [InlineData("--max-states 50 --byzantine ''", "max-states 50")]
    [InlineData("--max-states 50 --byzantine none --crashes 1", "max-states 50")]
    [InlineData("--max-states 50 --conflicts none", "max-states 50")]
    [InlineData("--max-states 50 --commands a@p1,b@p1,u*@p2 --conflicts a-b", "max-states 50")]
    [InlineData("--max-states 5 --acceptors 16 --faults 5", "max-states 5")]
    [InlineData("--max-states 5 --views 8", "max-states 5")]
    [InlineData("--max-states 5 --learners 8 --commands a,b,c,d,e,f,g,h", "max-states 5")]
    public void ABoundIsStatus3AndIsNamed(string options, string bound)
    {
        using var folder = new Folder();
        var outcome = Tool.Run([.. Tool.Split("check bgp " + options), "--trace", folder.File("t.json")]);
        Assert.Equal(3, outcome.Status);
        Assert.Contains($"\nincomplete: stopped by {bound}", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
        Assert.Empty(folder.Entries);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" --scenario classic --workers 2")]
    public void AnInterruptIsStatus3(string options)
    {
        using var interrupt = new CancellationTokenSource();
        interrupt.Cancel();
        var outcome = Tool.Run(interrupt.Token, Tool.Split("check bgp" + options));
        Assert.Equal(3, outcome.Status);
        Assert.Contains("\nincomplete: stopped by interrupt; nothing was found so far\n", outcome.Output);
        Assert.Empty(outcome.Error);
    }

    [Theory]
    [InlineData("--help", "check")]
    [InlineData("check --help", "--max-states")]
    [InlineData("replay --help", "--format")]
    [InlineData("list --help", "--json")]
    [InlineData("check bgp --help", "--without")]
    public void HelpIsStatus0(string line, string mentions)
    {
        var outcome = Tool.Run(Tool.Split(line));
        Assert.Equal(0, outcome.Status);
        Assert.Contains(mentions, outcome.Output, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }
}
