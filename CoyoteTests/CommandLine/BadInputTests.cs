using Xunit;

namespace BgpVerified.CoyoteTests.CommandLine;

/// <summary>Wrong input: status 2, one line on standard error that names what is wrong, nothing else anywhere.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("''", "''")]
    [InlineData("nope", "'nope'; the commands are check, replay, list")]
    [InlineData("check", "check")]
    [InlineData("replay", "replay")]
    [InlineData("check nope", "'nope'; the protocols are bgp")]
    [InlineData("check ''", "''; the protocols are bgp")]
    [InlineData("check bgp extra", "'extra'")]
    [InlineData("check bgp --nope", "'--nope'")]
    [InlineData("list nope", "'nope'; the protocols are bgp")]
    [InlineData("list bgp extra", "'extra'")]
    [InlineData("list --nope", "'--nope'")]
    [InlineData("replay x --format xml", "'xml'; it is text, json, itf, html, dot or tla")]
    [InlineData("replay x --format TLA", "'TLA'; it is text, json, itf, html, dot or tla")]
    [InlineData("replay x --format ''", "''; it is text, json, itf, html, dot or tla")]
    [InlineData("replay x --output", "--output")]
    [InlineData("replay x --format", "--format")]
    [InlineData("replay ''", "''")]
    [InlineData("replay /nonexistent/t.json", "/nonexistent/t.json")]
    [InlineData("replay /", "'/'")]
    public void OtherCommands(string line, string says) => Refused(Bgpv.Split(line), says);

    [Theory]
    [InlineData("--rules nope", "corrected or published")]
    [InlineData("--rules ''", "corrected or published")]
    [InlineData("--without nope", "no rule 'nope'")]
    [InlineData("--without ''", "no rule ''")]
    [InlineData("--without vote-once,", "no rule ''")]
    [InlineData("--with nope", "no rule 'nope'")]
    [InlineData("--scenario nope", "no scenario 'nope'")]
    [InlineData("--scenario ''", "no scenario ''")]
    [InlineData("--scenario classic --scenario crash", "--scenario")]
    [InlineData("--property nope", "no property 'nope'")]
    [InlineData("--property ''", "no property ''")]
    [InlineData("--property ViewChangeInv --scenario classic", "no property 'ViewChangeInv'")]
    [InlineData("--search nope", "--search 'nope'; it is bfs or dfs or random or pct or delay or swarm")]
    [InlineData("--search coyote", "dotnet test CoyoteTests")]
    [InlineData("--search pct --network tcp", "--network 'tcp'; it is set or reliable or fifo")]
    [InlineData("--network fifo", "--search bfs explores the network set")]
    [InlineData("--seed 3", "--seed does nothing with --search bfs")]
    [InlineData("--schedules 3", "--schedules does nothing with --search bfs")]
    [InlineData("--search pct --max-states 3", "--max-states does nothing with --search pct")]
    [InlineData("--search dfs --workers 2", "--workers does nothing with --search dfs")]
    [InlineData("--search swarm --unreduced", "--unreduced does nothing with --search swarm")]
    [InlineData("--search random --seed -1", "--seed '-1'")]
    [InlineData("--search random --schedules 0", "--schedules '0'")]
    [InlineData("--omissions some", "--omissions 'some'; it is none or send or receive or general")]
    [InlineData("--json=maybe", "'maybe'")]
    public void Names(string options, string says) => Refused(Bgpv.Split("check bgp " + options), says);

    [Theory]
    [InlineData("--acceptors -1", "acceptors: -1; it must be from 1 to 16")]
    [InlineData("--acceptors=-2147483648 --faults 5", "from 1 to 16")]
    [InlineData("--acceptors 0", "from 1 to 16")]
    [InlineData("--acceptors 17", "from 1 to 16")]
    [InlineData("--acceptors 2147483647 --faults 2147483647", "from 1 to 16")]
    [InlineData("--acceptors 9999999999999999999", "--acceptors '9999999999999999999'; it is a whole number")]
    [InlineData("--acceptors four", "--acceptors 'four'; it is a whole number")]
    [InlineData("--acceptors 4.0", "--acceptors '4.0'; it is a whole number")]
    [InlineData("--acceptors ''", "--acceptors ''; it is a whole number")]
    [InlineData("--acceptors", "--acceptors")]
    [InlineData("--faults 4", "faults: 4; it must be from 0 to 3")]
    [InlineData("--faults -1", "faults: -1")]
    [InlineData("--acceptors 1 --faults 1", "faults: 1")]
    [InlineData("--crashes 5", "crashes: 5")]
    [InlineData("--crashes -1", "crashes: -1")]
    [InlineData("--views 0", "views: 0")]
    [InlineData("--views 9", "views: 9")]
    [InlineData("--learners 0", "learners: 0")]
    [InlineData("--learners 100", "learners: 100")]
    [InlineData("--max-length 0", "max-length: 0")]
    [InlineData("--max-length 17", "max-length: 17")]
    [InlineData("--max-length ''", "--max-length ''")]
    public void Sizes(string options, string says) => Refused(Bgpv.Split("check bgp " + options), says);

    [Theory]
    [InlineData("--workers 0", "--workers '0'; it is a whole number from 1 to 64")]
    [InlineData("--workers 65", "from 1 to 64")]
    [InlineData("--workers -1", "from 1 to 64")]
    [InlineData("--max-states 0", "--max-states '0'")]
    [InlineData("--max-states -5", "--max-states '-5'")]
    [InlineData("--max-states 1e6", "--max-states '1e6'")]
    [InlineData("--max-states 9223372036854775808", "to 9223372036854775807")]
    [InlineData("--max-depth 0", "--max-depth '0'")]
    [InlineData("--max-depth 2147483648", "to 2147483647")]
    [InlineData("--time soon", "--time 'soon'")]
    [InlineData("--time ''", "--time ''")]
    [InlineData("--time 0", "--time '0'")]
    [InlineData("--time 0ms", "--time '0ms'")]
    [InlineData("--time -1s", "--time '-1s'")]
    [InlineData("--time s", "--time 's'")]
    [InlineData("--time 1e3s", "--time '1e3s'")]
    [InlineData("--time NaN", "--time 'NaN'")]
    [InlineData("--time 5h", "--time '5h'")]
    [InlineData("--time 99999999999999999999m", "--time")]
    public void Bounds(string options, string says) => Refused(Bgpv.Split("check bgp " + options), says);

    [Theory]
    [InlineData("--commands ''", "number of commands: 0")]
    [InlineData("--commands none", "number of commands: 0")]
    [InlineData("--commands ,", "command ''")]
    [InlineData("--commands a,", "command ''")]
    [InlineData("--commands a,a", "'a' is given twice")]
    [InlineData("--commands a,a*", "'a' is given twice")]
    [InlineData("--commands a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q", "number of commands: 17")]
    [InlineData("--commands a,b,c,d,e,f,g,h,i,j", "max-length: 10 of 10 commands; with Byzantine processes it must be at most 5")]
    [InlineData("--commands a**", "command 'a**'")]
    [InlineData("--commands a@", "command 'a@'")]
    [InlineData("--commands @p1", "p1")]
    [InlineData("--commands a,@p1", "command '@p1'")]
    [InlineData("--commands a@p1@p2", "command 'a@p1@p2'")]
    [InlineData("--commands a@a1", "command 'a@a1'")]
    [InlineData("--commands a@p17", "command 'a@p17'")]
    [InlineData("--commands forged!", "command 'forged!'")]
    [InlineData("--commands a'", "command 'a''")]
    [InlineData("--conflicts ab", "conflict 'ab'")]
    [InlineData("--conflicts a-b-a", "conflict 'a-b-a'")]
    [InlineData("--conflicts a-b,", "conflict ''")]
    [InlineData("--conflicts a-z", "no command 'z'")]
    [InlineData("--without prefix-guard", "is not in force")]
    [InlineData("--conflicts -", "no command ''")]
    [InlineData("--commands a,u* --conflicts a-u", "'u', which is universally commutative")]
    [InlineData("--ballots ''", "number of ballots: 0")]
    [InlineData("--ballots none", "number of ballots: 0")]
    [InlineData("--ballots slow", "'slow'; a ballot is 'fast' or 'classic'")]
    [InlineData("--ballots fast,,classic", "''; a ballot is 'fast' or 'classic'")]
    [InlineData("--ballots fast,fast,fast,fast,fast,fast,fast,fast,fast,fast,fast,fast,fast,fast,fast,fast", "number of ballots: 16")]
    [InlineData("--byzantine a3,,leader", "no process ''")]
    [InlineData("--byzantine a5", "no process 'a5'")]
    [InlineData("--byzantine a0", "no process 'a0'")]
    [InlineData("--byzantine a01", "no process 'a01'")]
    [InlineData("--byzantine leader1", "no process 'leader1'")]
    [InlineData("--byzantine l1", "no process 'l1'")]
    [InlineData("--byzantine p3", "no process 'p3'")]
    public void Lists(string options, string says) => Refused(Bgpv.Split("check bgp " + options), says);

    [Fact]
    public void ATraceThatCannotBeWrittenIsSaidBeforeTheWork()
    {
        using var folder = new Folder();
        var missing = Path.Combine(folder.Path, "missing", "t.json");
        Refused(["check", "bgp", "--trace", missing], missing);
        Refused(["check", "bgp", "--trace", folder.Path], "it is a folder");
        Refused(["check", "bgp", "--trace", folder.Path + Path.DirectorySeparatorChar], "it is a folder");
        Refused(["check", "bgp", "--trace", folder.File("a\0b")], "cannot write");
        Refused(["check", "bgp", "--trace", folder.File(new string('x', 300))], "cannot write");
        Refused(["check", "bgp", "--trace", string.Empty], "cannot write ''");
        Assert.Empty(folder.Entries);
        Assert.False(File.Exists(folder.Path + ".part"));
    }

    [Fact]
    public void BadInputLeavesAnEarlierTraceAlone()
    {
        using var folder = new Folder();
        var file = folder.Write("t.json", "earlier");
        Refused(["check", "bgp", "--scenario", "nope", "--trace", file], "nope");
        Refused(["check", "bgp", "--acceptors", "99", "--trace", file], "99");
        Assert.Equal(0, Bgpv.Run("check", "bgp", "--scenario", "classic", "--trace", file).Status);
        Assert.Equal("earlier", File.ReadAllText(file));
        Assert.Equal(["t.json"], folder.Entries);
    }

    [Fact]
    public void LineBreaksInArgumentsStayOffTheMessage() =>
        Refused(["check", "bgp", "--scenario", "a\nb\r\nc\u2028d"], "no scenario 'a b c d'");

    internal static void Refused(string[] args, string says)
    {
        var outcome = Bgpv.Run(args);
        Assert.Equal((2, string.Empty), (outcome.Status, outcome.Output));
        Assert.StartsWith("bgpv: ", outcome.Error);
        Assert.Contains(says, outcome.Error, StringComparison.Ordinal);
        var line = outcome.Error[..^Environment.NewLine.Length];
        Assert.Equal(line + Environment.NewLine, outcome.Error);
        Assert.Equal(line, line.ReplaceLineEndings(string.Empty));
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", line, StringComparison.Ordinal);
    }
}
