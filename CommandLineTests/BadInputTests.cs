using BgpVerified.CoyoteTests.CommandLine;
using Xunit;

namespace BgpVerified.CommandLineTests;

/// <summary>Wrong input: status 2, one line on standard error that names what is wrong, nothing else anywhere.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("''", "''")]
    [InlineData("nope", "'nope'; did you mean 'node'? the commands are check, replay, list")]
    [InlineData("check", "check")]
    [InlineData("replay", "replay")]
    [InlineData("check nope", "'nope'; the protocols are bgp")]
    [InlineData("check ''", "''; the protocols are bgp")]
    [InlineData("check bgp extra", "'extra'")]
    [InlineData("check bgp --nope", "'--nope'")]
    [InlineData("check crash-register --orders", "orders mean nothing here: no leader puts commands in an order; leave --orders out")]
    [InlineData("check fab --orders", "orders mean nothing here")]
    [InlineData("check pfab --orders", "orders mean nothing here")]
    [InlineData("check fab-machine --orders", "orders mean nothing here")]
    [InlineData("check fab-machine --crashes 1", "crashes (name who crashes with --faulty, or the process that loses its state")]
    [InlineData("check fab-machine --byzantine none --faulty a1,a2 --crashes 3", "it must be from 1 to 2")]
    [InlineData("check bgp --orders --byzantine none --commands a,b,c,d,e,f,g,h,i", "orders of 9 commands are too many")]
    [InlineData("check bgp --orders=maybe", "'maybe'")]
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
    public void OtherCommands(string line, string says) => Refused(Tool.Split(line), says);

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
    [InlineData("--search pct --network tcp", "--network 'tcp'; it is set or reliable or fifo or once")]
    [InlineData("--network fifo", "--search bfs explores the network set")]
    [InlineData("--network once", "--search bfs explores the network set; for --network once choose --search dfs or random")]
    [InlineData("--seed 3", "--seed does nothing with --search bfs")]
    [InlineData("--schedules 3", "--schedules does nothing with --search bfs")]
    [InlineData("--search pct --max-states 3", "--max-states does nothing with --search pct")]
    [InlineData("--search dfs --workers 2", "--workers does nothing with --search dfs")]
    [InlineData("--search swarm --unreduced", "--unreduced does nothing with --search swarm")]
    [InlineData("--search random --seed -1", "--seed '-1'")]
    [InlineData("--search random --schedules 0", "--schedules '0'")]
    [InlineData("--omissions some", "--omissions 'some'; it is none or send or receive or general")]
    [InlineData("--json=maybe", "'maybe'")]
    public void Names(string options, string says) => Refused(Tool.Split("check bgp " + options), says);

    [Theory]
    [InlineData("--acceptors -1", "impossible --acceptors '-1'; it must be")]
    [InlineData("--acceptors=-2147483648 --faults 5", "from 1 to 16")]
    [InlineData("--acceptors 0", "from 1 to 16")]
    [InlineData("--acceptors 17", "from 1 to 16")]
    [InlineData("--acceptors 2147483647 --faults 2147483647", "from 1 to 16")]
    [InlineData("--acceptors 9999999999999999999", "--acceptors '9999999999999999999'; it is a whole number")]
    [InlineData("--acceptors four", "--acceptors 'four'; it is a whole number")]
    [InlineData("--acceptors 4.0", "--acceptors '4.0'; it is a whole number")]
    [InlineData("--acceptors ''", "--acceptors ''; it is a whole number")]
    [InlineData("--acceptors", "--acceptors")]
    [InlineData("--faults 4", "impossible --faults '4'; it must be from 0 to 3")]
    [InlineData("--faults -1", "impossible --faults '-1'; it must be")]
    [InlineData("--acceptors 1 --faults 1", "impossible --faults '1'; it must be 0")]
    [InlineData("--acceptors 1", "impossible faults: 1; it must be 0; --faults is as in scenario 'byzantine', since not given")]
    [InlineData("--fast-faults 0", "fast-faults means nothing here")]
    [InlineData("--fast-faults two", "--fast-faults 'two'; it is a whole number")]
    [InlineData("--crashes 5", "impossible --crashes '5'; it must be")]
    [InlineData("--crashes -1", "impossible --crashes '-1'; it must be")]
    [InlineData("--views 0", "impossible --views '0'; it must be")]
    [InlineData("--views 9", "impossible --views '9'; it must be")]
    [InlineData("--learners 0", "impossible --learners '0'; it must be")]
    [InlineData("--learners 100", "impossible --learners '100'; it must be")]
    [InlineData("--max-length 0", "impossible --max-length '0'; it must be")]
    [InlineData("--max-length 17", "impossible --max-length '17'; it must be")]
    [InlineData("--max-length ''", "--max-length ''")]
    public void Sizes(string options, string says) => Refused(Tool.Split("check bgp " + options), says);

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
    [InlineData("--time 5d", "--time '5d'; it is a time such as 500ms, 60s, 5m or 1h")]
    [InlineData("--time 99999999999999999999m", "--time")]
    [InlineData("--memory 4", "--memory '4'; it is an amount of memory such as 512m or 4g")]
    [InlineData("--memory ''", "--memory ''")]
    [InlineData("--memory g", "--memory 'g'")]
    [InlineData("--memory 0m", "--memory '0m'")]
    [InlineData("--memory -1m", "--memory '-1m'")]
    public void Bounds(string options, string says) => Refused(Tool.Split("check bgp " + options), says);

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
    [InlineData("--commands @p1", "unreadable command '@p1'")]
    [InlineData("--commands a,@p1", "command '@p1'")]
    [InlineData("--commands a@p1@p2", "command 'a@p1@p2'")]
    [InlineData("--commands a@a1", "command 'a@a1'")]
    [InlineData("--commands a@p17", "command 'a@p17'")]
    [InlineData("--commands for!ged", "command 'for!ged'")]
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
    [InlineData("--faulty p9", "no process 'p9' can be faulty; here are p1, p2, ")]
    [InlineData("--byzantine a4 --faulty a4", "no process 'a4' can be faulty; here are")]
    public void Lists(string options, string says) => Refused(Tool.Split("check bgp " + options), says);

    [Theory]
    [InlineData("--with vote-once --without vote-once", "rule 'vote-once' is both put in and taken out")]
    [InlineData("--without vote-once,vote-once", "rule 'vote-once' is given twice")]
    [InlineData("--with vote-once", "rule 'vote-once' is in force there")]
    [InlineData("--symmetry --unreduced", "--symmetry and --unreduced contradict each other")]
    [InlineData("--omissions send", "--omissions does nothing without --crashes")]
    [InlineData("--faulty a1,a1", "process 'a1' is given twice")]
    [InlineData("--faulty a1,p1 --crashes 3", "impossible --crashes '3'; it must be from 1 to 2")]
    [InlineData("--faulty a1 --crashes 0", "impossible --crashes '0'; it must be 1")]
    [InlineData("--byzantine a4,a4", "process 'a4' is given twice")]
    [InlineData("--byzantine leader,leader0", "process 'leader0' is given twice: 'leader' stands for the leaders of all views")]
    [InlineData("--conflicts a-b,b-a", "conflict 'a-b' is given twice")]
    public void WhatContradictsOrDoesNothing(string options, string says) => Refused(Tool.Split("check bgp " + options), says);

    [Fact]
    public void NobodyIsNamedAsNone() => Refused(
        ["check", "bgp", "--faulty", string.Empty], "--faulty '' names nobody; name who may fail, such as l1,leader, or say none");

    [Fact]
    public void OfOneValueThereIsNoLength() =>
        Refused(Tool.Split("check fab --max-length 1"), "impossible --max-length '1'; one value is chosen, leave --max-length out");

    [Fact]
    public void WhatTheScenarioHasIsSaidToBeTheScenarios() =>
        Refused(Tool.Split("check fab --learners 1 --faults 0 --acceptors 1"),
            "; --byzantine is as in scenario 'common-case', since not given");

    [Theory]
    [InlineData("chek bgp", "'chek'; did you mean 'check'?")]
    [InlineData("check bgpp", "'bgpp'; did you mean 'bgp'? the protocols are bgp, ")]
    [InlineData("check bgp --scenario byzantin", "'byzantin'; did you mean 'byzantine'? its scenarios are ")]
    [InlineData("check bgp --without vote-onc", "'vote-onc'; did you mean 'vote-once'? its rules are ")]
    [InlineData("check bgp --property ConsistencInv", "did you mean 'ConsistencyInv'?")]
    public void ANearNameIsSuggested(string line, string says) => Refused(Tool.Split(line), says);

    [Fact]
    public void ALongListIsCutAndSaysWhereItIsWhole()
    {
        var error = Tool.Run("check", "bgp", "--without", "zzzzzzzzzzzz").Error;
        Assert.Contains(" more: see 'bgpv list bgp'", error, StringComparison.Ordinal);
        Assert.DoesNotContain("did you mean", error, StringComparison.Ordinal);
        Assert.True(error.Length < 200, error);
    }

    [Theory]
    [InlineData("check bgp --byzantine aaa", "bgpv: no process '", " can be Byzantine; here are a1 to a4")]
    [InlineData("check aaa", "bgpv: unknown protocol '", "the protocols are bgp")]
    [InlineData("replay aaa", "bgpv: cannot read '", "; give a file that")]
    public void LongInputIsCutInMessages(string line, string before, string after)
    {
        var error = Tool.Run(Tool.Split(line.Replace("aaa", new string('a', 50_071), StringComparison.Ordinal))).Error;
        Assert.StartsWith(before + "aaa", error);
        Assert.Contains("aaa... (50,071 characters)'", error, StringComparison.Ordinal);
        Assert.Contains(after, error, StringComparison.Ordinal);
        Assert.True(error.Length < 500, error);
    }

    [Fact]
    public void AMessageOfManyWordsIsCut()
    {
        var error = Tool.Run("check", "bgp", "--scenario", string.Join(' ', Enumerable.Repeat("word", 10_000))).Error;
        Assert.Contains("... (50,", error, StringComparison.Ordinal);
        Assert.Contains("its scenarios are", error, StringComparison.Ordinal);
        Assert.True(error.Length < 1200, error);
    }

    [Theory]
    [InlineData("a\u001b[31mb", "'a\\u001b[31mb'")]
    [InlineData("a\u0007\u007f\u009b\u202eb", "'a\\u0007\\u007f\\u009b\\u202eb'")]
    public void ControlCharactersAreShownAndNotObeyed(string name, string shown)
    {
        Refused(["check", "bgp", "--scenario", name], $"no scenario {shown}");
        Refused(["check", "bgp", "--commands", name], shown);
        Refused(["check", name], shown);
    }

    [Fact]
    public void AnArgumentIsNeverAFileOfArguments()
    {
        using var folder = new Folder();
        Refused(["check", "bgp", "--commands", "@" + folder.Write("rsp", "a,b")], "unreadable command '@");
    }

    [Theory]
    [InlineData("crash-register")]
    [InlineData("byzantine-register")]
    [InlineData("fab-register")]
    public void Registers(string protocol) => Refused(["check", protocol, "--fast-faults", "0"], "fast-faults means nothing here");

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
        Assert.Equal(0, Tool.Run("check", "bgp", "--scenario", "classic", "--trace", file).Status);
        Assert.Equal("earlier", File.ReadAllText(file));
        Assert.Equal(["t.json"], folder.Entries);
    }

    [Fact]
    public void LineBreaksInArgumentsStayOffTheMessage() =>
        Refused(["check", "bgp", "--scenario", "a\nb\r\nc\u2028d"], "no scenario 'a b c d'");

    private static void Refused(string[] args, string says) => Tool.Refused(args, says);
}
