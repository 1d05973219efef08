using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.SelfChecks;
using BgpVerified.CommandLine;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.Fab;
using BgpVerified.Impl.FabMachine;
using BgpVerified.Impl.FabRegister;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Exploration;

/// <summary>
/// The checker against itself on configurations that nobody chose, thirty of them or, with LONG_TESTS=1, a hundred; `bgpv selfcheck` and
/// CoyoteTests/selfcheck.sh do more of
/// the same.
/// </summary>
public class SelfCheckTests
{
    private const ulong Seed = 20;
    private static readonly int Wanted = Explorations.RunsLongTests ? 100 : 30;

    private static readonly Lazy<IReadOnlyList<DrawnCheck>> DrawnOfAll = new(() =>
        [.. Enumerable.Range(0, 2_000).Select(number => DrawnCheck.Draw(BgpVerified.Cli.Protocols.All, 7, number)).OfType<DrawnCheck>()]);

    private static readonly IReadOnlyList<IProtocol> Protocols =
        [new BgpProtocol(), new CrashRegisterProtocol(), new ByzantineRegisterProtocol(), new FabRegisterProtocol(), new FabProtocol(),
            new PfabProtocol(), new MachineProtocol()];

    [Fact]
    public void Random_configurations_get_one_verdict_from_all_engines()
    {
        var options = new SelfCheckOptions { MostStates = 1_000, MostPlainStates = 150, Schedules = 10 };
        var results = Enumerable.Range(0, int.MaxValue)
            .Select(number => DrawnCheck.Draw(Protocols, Seed, number))
            .OfType<DrawnCheck>()
            .Select(check => SelfCheck.Compare(check, options))
            .Where(result => result.IsCompared)
            .Take(Wanted)
            .ToList();

        Assert.Empty(results.Where(result => result.Disagreement is not null)
            .Select(result => $"{result.Check.Command}: {result.Disagreement}"));

        // Nothing passes because nothing happened.
        Assert.Equal(Protocols.Count, results.Select(result => result.Check.Protocol).Distinct().Count());
        Assert.True(results.Count(result => result.Verdict == Verdict.Holds) >= Wanted / 10);
        Assert.True(results.Count(result => result.Verdict == Verdict.Violated) >= Wanted / 4);
        Assert.True(results.Count(result => result.IsReduced) >= Wanted / 2);
        Assert.True(results.Count(result => result.AskedOracle) >= Wanted / 4);
    }

    [Fact]
    public void The_same_seed_draws_the_same_checks()
    {
        string[] Drawn() => [.. Enumerable.Range(0, 200).Select(number => DrawnCheck.Draw(Protocols, 7, number)?.Command ?? "impossible")];

        var drawn = Drawn();

        Assert.Equal(drawn, Drawn());
        Assert.True(drawn.Distinct().Count() > 20);
    }

    /// <summary>Acceptors, one process by name, and one or two of two; each with every kind of omissions.</summary>
    [Fact]
    public void Every_kind_of_failure_is_drawn()
    {
        foreach (var (named, crashes) in ((int, int)[])[(0, 1), (1, 1), (2, 1), (2, 2)])
        {
            Assert.Equal(4, DrawnOfAll.Value.Select(check => check.Configuration)
                .Where(c => c.Faulty.Count == named && c.Crashes == crashes)
                .Select(c => c.Omissions).Distinct().Count());
        }
    }

    /// <summary>Also where not all that are named may crash, and their number is the scenario's.</summary>
    [Fact]
    public void The_command_of_a_check_has_its_failures()
    {
        using var folder = new Folder();
        Assert.All(
            DrawnOfAll.Value.Where(check => check.Configuration.Faulty.Count > 0)
                .OrderByDescending(check => check.Configuration is var c && c.Faulty.Count > c.Crashes
                    && check.Scenario.Configuration.Crashes == c.Crashes)
                .Take(10),
            check => Assert.Contains(
                CheckReport.Sizes(check.Configuration),
                Tool.Run([.. Tool.Split(check.Command), "--max-states", "1", "--further", "0", "--trace", folder.File("t")]).Output,
                StringComparison.Ordinal));
    }

    /// <summary>What a user found: verdicts of the default search that the whole graph did not bear out.</summary>
    [Theory]
    [InlineData("bgp", "view-change", "suspicion-quorum", "Violated ViewChangeInv in 1")]
    [InlineData("bgp", "view-change", "join-view-change", "Violated LivenessProp in 10")]
    public void Rules_whose_absence_was_not_seen(string protocol, string scenario, string rule, string expected)
    {
        var found = Protocols.Single(p => p.Name == protocol);
        var configuration = found.Configuration(scenario).Without(rule);

        Assert.Equal(expected, Explorations.Explore(found, configuration).Outcome());
        Assert.Equal(expected, new Explorer(found.Build(configuration), Explorations.Whole).Run().Outcome());
    }

    /// <summary>Numbers were once given in the order in which threads came to them, and the number of states hung on that.</summary>
    [Fact]
    public void A_small_case_comes_out_the_same_however_many_workers_and_however_often()
    {
        var runs = int.Parse(Environment.GetEnvironmentVariable("SELFCHECK_RUNS")
            ?? "100", System.Globalization.CultureInfo.InvariantCulture);
        var pfab = new PfabProtocol();
        var configuration = (pfab.Configuration("byzantine-learner") with
        {
            Acceptors = 2,
            Faults = 0,
            FastFaults = 0,
            Byzantine = new(["a2", "l2", "leader"]),
            Views = 2,
            Commands = new(["a@p3"]),
        }).Without("certify-always");
        configuration = configuration with { Rules = configuration.Rules.Union(["two-step-quorum"]) };

        var outcomes = Enumerable.Range(0, runs)
            .Select(run => new Explorer(pfab.Build(configuration), Explorations.Reduced with { Workers = 1 + (run % 4) }).Run())
            .Select(found => (found.Outcome(), found.DistinctStates, found.Transitions,
                string.Join(';', found.Trace?.Steps.Select(step => step.Input.Text) ?? [])))
            .Distinct();

        Assert.Single(outcomes);
    }
}
