using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.SelfChecks;
using BgpVerified.Checker.Worlds;
using BgpVerified.Cli;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>
/// Omissions where whole quorums are delivered: which states count as ends, against omissions that are steps
/// (<see cref="OmissionOracle"/>).
/// </summary>
public class OmissionTests(ITestOutputHelper output)
{
    private const ulong Seed = 5;
    private const int MostStates = 100;
    private const int MostWorlds = 2_000;
    private static readonly int Wanted = Explorations.RunsLongTests ? 150 : 15;

    /// <summary>
    /// A proposer and an acceptor that omit to send leave a learner without a command that another has; the rule mends it. Crashes
    /// do not: what is sent is sent to all. Learners only look on here, and must not wait for steps that need not come.
    /// </summary>
    [Fact]
    public void A_rule_that_only_omissions_need_is_seen_to_be_needed()
    {
        var configuration = Explorations.Configuration("crash").Without("universal-forward") with
        {
            Commands = new(["u*"]),
            Faulty = new(["a4", "p1"]),
            Crashes = 2,
            Omissions = Omission.Send,
        };
        var last = Explorations.Reduced with { ObserversLastAfter = 0 };

        Assert.Equal("Violated TotalityProp in 13", Explorations.Explore(configuration, Explorations.Reduced).Outcome());
        Assert.Equal("Violated TotalityProp in 13", Explorations.Explore(configuration, last).Outcome());
        Assert.Equal("Holds", Explorations.Explore(configuration with { Omissions = Omission.None }, last).Outcome());
    }

    /// <summary>
    /// One says "go", and may omit to. Of two others the second must not be left behind by the first: what is fair of what it could do
    /// decides. What is possible is not; what it sees locally is, and what follows from what is said to nobody.
    /// </summary>
    [Theory]
    [InlineData("go", false, Omission.Send, true)]
    [InlineData("go", false, Omission.General, true)]
    [InlineData("go", false, Omission.Receive, false)]
    [InlineData("go", false, Omission.None, false)]
    [InlineData("go", true, Omission.Send, false)]
    [InlineData("(went)", false, Omission.Send, false)]
    public void What_is_fair_decides_whether_omissions_end_a_run(string waitsFor, bool isLocal, Omission omissions, bool isLeftBehind)
    {
        var system = new ToySystem(
            new("s1", "?", (word, _) => word == "?" ? [new("go")] : [], (_, what) => (what, [what, "(went)"]), false, Fault.Crash),
            new("l1", "?", (word, heard) => word == "?" && heard.Contains("go") ? [new("go")] : [], (_, what) => (what, [])),
            new("l2", "?", (word, heard) => word != "?" ? [] : heard.Contains(waitsFor) ? [new("go"), new("x", false)] : [new("x", false)],
                (_, what) => (what, []), IsLocal: isLocal))
        {
            Configuration = new() { Crashes = 1, Omissions = omissions },
            Properties = [ToySystem.Words("BothProp", PropertyKind.Eventually, [1, 2], (_, words) => words is not ["go", "?"])],
        };

        Assert.Equal(isLeftBehind, new Explorer(system, Explorations.Whole).Run().Trace is not null);
        Assert.Equal(isLeftBehind, new Explorer(system, Explorations.Reduced with { ObserversLastAfter = 0 }).Run().Trace is not null);
        Assert.Equal(isLeftBehind, PlainExplorer.Explore(system, "BothProp").Violated.Count > 0);
    }

    /// <summary>
    /// In the last state all is known but what nobody has asked for yet: where l1 goes if nobody hears s1. Whoever does not learn puts it
    /// aside, learns nothing, and does not take it for an end.
    /// </summary>
    [Fact]
    public void What_would_follow_from_an_omission_is_put_aside_until_it_is_known()
    {
        var system = Toys(
            new("a1", "?", (word, _) => word == "?" ? [new("done")] : [], (_, what) => (what, []), Listens: false),
            new("s1", "?", (word, _) => word == "?" ? [new("go")] : [], (_, what) => (what, [what]), Listens: false, Fault.Crash),
            new("l1", "?", (word, heard) => word == "go" ? [new("x")] : word == "?" && heard.Contains("go") ? [new("go")] : [],
                (_, what) => (what, [])));

        AssertIsPutAside(system, [(0, "done")], [(1, "go"), (2, "go")], [(1, "go"), (2, "go"), (0, "done")]);
    }

    /// <summary>The same of what s1 has said: nobody has asked yet what is left if nobody hears it.</summary>
    [Fact]
    public void What_a_process_comes_to_that_omits_is_put_aside_until_it_is_known()
    {
        var system = Toys(
            new("a1", "?", (word, _) => word == "?" ? [new("1", Fair: false)] : word == "1" ? [new("2")] : [], (_, what) => (what, []),
                Listens: false),
            new("s1", "?", (word, _) => word == "?" ? [new("go", Fair: false)] : [], (_, what) => (what, [what]), Listens: false,
                Fault.Crash),
            ToyProcess.Listener("l1") with { Offers = (_, _) => [] });

        AssertIsPutAside(system, [(1, "go")], [(0, "1")], [(0, "1"), (1, "go")]);
    }

    /// <summary>The same of what s2 and s3 have said together: so far it was only asked together with what s1 has said.</summary>
    [Fact]
    public void What_is_heard_of_the_others_is_put_aside_until_it_is_known()
    {
        ToyProcess Sayer(string name, string what) => new(
            name, "?", (word, _) => word == "?" ? [new(what, Fair: false)] : [], (_, said) => (said, [said]), Listens: false);
        var system = Toys(
            new("a1", "?", (word, _) => word == "?" ? [new("done")] : [], (_, what) => (what, []), Listens: false),
            Sayer("s1", "one") with { Fault = Fault.Crash },
            ToyProcess.Listener("l1") with { Offers = (_, _) => [] },
            Sayer("s2", "two"),
            Sayer("s3", "three"));

        AssertIsPutAside(system, [(1, "one")], [(0, "done"), (1, "one"), (3, "two"), (4, "three")], [(1, "one"), (3, "two"), (4, "three")]);
    }

    [Fact]
    public void Nothing_is_asked_of_omissions_if_nothing_is_decided_at_the_end()
    {
        ExplorationResult Explore(Omission omissions) => new Explorer(
            new ToySystem(ToyProcess.Listener("l1"), ToyProcess.Walker("s1", "?", "go", "on") with { Fault = Fault.Crash })
            {
                Configuration = new() { Crashes = 1, Omissions = omissions },
                Properties = [ToySystem.Words("AnyInv", PropertyKind.Invariant, [0], (_, _) => true)],
            },
            Explorations.Whole).Run();

        Assert.True(Explore(Omission.None).DistinctStates > 10);
        Assert.Equal(Explore(Omission.None).HitRate, Explore(Omission.Send).HitRate);
    }

    [Theory]
    [InlineData("0", 2, "01 02")]
    [InlineData("", 2, "01 02 12")]
    [InlineData("012", 3, "012")]
    [InlineData("", 4, "012")]
    public void The_largest_sets_hold_those_that_have_crashed(string crashed, int most, string sets) => Assert.Equal(
        sets, string.Join(' ', Omitting.Sets([0, 1, 2], process => crashed.Contains($"{process}", StringComparison.Ordinal), most)
            .Select(set => string.Concat(set))));

    [Fact]
    public void Random_configurations_have_the_verdicts_of_omissions_that_are_steps()
    {
        var compared = new List<(DrawnCheck Check, int Failing)>();
        var wrong = new List<string>();
        for (var number = 0; compared.Count < Wanted; number++)
        {
            if (DrawnCheck.Draw(Protocols.All, Seed, number) is not { Configuration: { Omissions: not Omission.None, Crashes: > 0 } } check)
            {
                continue;
            }

            var system = check.Protocol.Build(check.Configuration);
            if (system.Properties.All(property => property.Kind != PropertyKind.Eventually)
                || new Explorer(system, Explorations.Whole with { MaxStates = MostStates }).Run().StoppedBy is not null
                || OmissionOracle.Violated(system, MostWorlds) is not { } violated)
            {
                continue;
            }

            compared.Add((check, violated.Count));
            foreach (var property in system.Properties)
            {
                var isViolated = violated.Contains(property.Name);
                ExplorationResult Explore(ExplorationOptions options) =>
                    new Explorer(system, options with { Property = property.Name, WithoutGoals = true }).Run();
                if ((Explore(Explorations.Whole).Trace is not null) != isViolated
                    || (Explore(Explorations.Reduced with { ObserversLastAfter = 0 }).Trace is not null) != isViolated
                    || PlainExplorer.Explore(system, property.Name).Violated.Count > 0 != isViolated)
                {
                    wrong.Add($"{check.Command}: {property.Name} {(isViolated ? "fails" : "holds")} with omissions as steps");
                }
            }
        }

        output.WriteLine(string.Join('\n', compared.Select(c => $"{c.Failing} {c.Check.Command}")));
        Assert.Empty(wrong);
        Assert.Equal(3, compared.Select(found => found.Check.Configuration.Omissions).Distinct().Count());
        Assert.Contains(compared, found => found.Failing > 0);
        Assert.Contains(compared, found => found.Failing == 0);
    }

    private static ToySystem Toys(params ToyProcess[] processes) => new(processes)
    {
        Configuration = new() { Crashes = 1, Omissions = Omission.Send },
        Properties = [ToySystem.Words("NotGoProp", PropertyKind.Eventually, [2], (_, words) => words[0] != "go")],
    };

    /// <summary>Expands states, each by a run to it: all with learning, and the last one without it first.</summary>
    private static void AssertIsPutAside(ToySystem system, params (int Process, string What)[][] runs)
    {
        var machine = new Machine(system, property: null, symmetry: false, observers: []);
        var expander = new Expander(system, machine, observers: null, shards: 1, continues: true);
        var layout = new RowLayout([.. system.Processes.Select(_ => 6)]);
        expander.Begin(layout);
        int[] NodesAfter((int Process, string What)[] run) =>
            machine.Enter(run.Aggregate(World.Initial(system), (world, step) => world.Take(step.Process, new Told(step.What))));
        bool Expand((int Process, string What)[] run, bool learn)
        {
            var nodes = NodesAfter(run);
            var row = new ulong[layout.Words];
            for (var slot = 0; slot < nodes.Length; slot++)
            {
                layout.Write(row, slot, nodes[slot]);
            }

            return expander.Expand(row, 0, learn);
        }

        foreach (var run in runs.SkipLast(1))
        {
            Assert.True(Expand(run, learn: true));
        }

        // The verdict is known as well, as if another state had ended with these words.
        Assert.True(machine.Monitor.TryFindBroken(NodesAfter(runs[^1]), learn: true, int.MaxValue, out _));
        var known = (machine.Misses, machine.MostNodes);
        Assert.False(Expand(runs[^1], learn: false));
        Assert.Equal(known, (machine.Misses, machine.MostNodes));
        Assert.True(Expand(runs[^1], learn: true));
        Assert.True(Expand(runs[^1], learn: false));
        Assert.Empty(expander.Stuck);
        Assert.Equal(Verdict.Holds, new Explorer(system, Explorations.Whole).Run().Verdict);
    }
}
