using System.Globalization;
using System.Text;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Schedules;
using BgpVerified.Checker.SelfChecks;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.CoyoteTests.Traces;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Schedules;

/// <summary>
/// A seed is a run, for as long as a user keeps it: what each engine makes of a seed is kept. <c>UPDATE_DOCS=1</c> writes
/// the files anew, and whoever does so takes every seed that somebody noted away.
/// </summary>
public sealed class KeptScheduleTests
{
    private static readonly (string Scenario, Omission Omissions)[] Configurations =
        [("view-change", Omission.None), ("crash", Omission.General), ("byzantine-proposer", Omission.None), ("published", Omission.None)];

    public static TheoryData<string, Network> Engines { get; } = new(
        from engine in (string[])[.. Runs.Engines, "dfs"]
        from network in Enum.GetValues<Network>()
        select (engine, network));

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_seed_is_the_run_that_it_was(string engine, Network network)
    {
        var text = new StringBuilder();
        foreach (var (scenario, omissions) in Configurations)
        {
            var system = Explorations.Bgp.Build(Explorations.Configuration(scenario) with { Omissions = omissions });
            var scheduler = Runs.Scheduler(engine, 3);
            var found = ScheduleSearch.Run(system, scheduler, new() { Network = network, Schedules = 12, MaxSteps = 90 });
            text.Append(CultureInfo.InvariantCulture,
                $"{scenario}: {found.Violated ?? "nothing"} violated, stopped "
                + $"by {found.StoppedBy ?? "nothing"}{(found.IsExhausted ? ", exhausted" : string.Empty)}\n");
            text.Append(CultureInfo.InvariantCulture,
                $"  {found.Schedules} schedules, {found.Quiescent} to their end, {found.Steps} steps, {found.Longest} in the longest\n");
            text.Append(CultureInfo.InvariantCulture,
                $"  {string.Join(", ", found.Actions.Select(action => $"{action.Key} {action.Value}"))}\n");
            text.Append(CultureInfo.InvariantCulture,
                $"  {string.Join(", ", found.Delivered.Select(kind => $"{kind.Key} {kind.Value}"))}\n");
            text.Append(Last(system, network, engine));
            if (found.Found is { } run)
            {
                text.Append(CultureInfo.InvariantCulture, $"  picks {string.Join(' ', run.Picks)}\n");
                var trace = RunTrace.Of(system, network, found.Violated!, run.Choices);
                text.Append(TraceText.Write(trace)).Append("  and what is needed of it\n")
                    .Append(TraceText.Write(TraceMinimizer.Minimize(system, trace)));
            }
        }

        Golden.AssertCurrent(text.ToString(), "CoyoteTests", "Schedules", "kept", $"{engine}-{network.ToString().ToLowerInvariant()}.txt");
    }

    /// <summary>
    /// What must happen in the end is decided where nothing fair is left, whatever the adversary could still do; the run ends there.
    /// </summary>
    [Fact]
    public void What_never_happens_is_found_where_nothing_fair_is_left()
    {
        var fab = Tool.Catalogue.Protocol("fab");
        var system = fab.Build(fab.Configuration("too-few"));

        var found = ScheduleSearch.Run(system, Runs.Scheduler("random"), new() { Schedules = 50 });

        Assert.Equal("TwoStepProp", found.Violated);
        var world = MessageWorld.Initial(system, Network.Reliable);
        foreach (var choice in found.Found!.Choices)
        {
            Assert.False(world.IsQuiescent());
            world = world.Take(choice);
        }

        Assert.True(world.IsQuiescent());
    }

    [Fact]
    public void What_selfcheck_draws_by_a_seed_is_as_it_was() => Golden.AssertCurrent(
        string.Concat(Enumerable.Range(0, 120)
            .Select(number => $"{number} {DrawnCheck.Draw(Tool.Catalogue.Protocols, 7, number)?.Command ?? "impossible"}\n")),
        "CoyoteTests", "Schedules", "kept", "selfcheck.txt");

    /// <summary>The steps of one run.</summary>
    private static string Last(ISystem system, Network network, string engine)
    {
        var runner = new ScheduleRunner(system, network);
        var scheduler = Runs.Scheduler(engine, 5);
        scheduler.Begin(0);
        var end = runner.Run(scheduler, 25);
        return $"  {end} {runner.Steps}: {string.Join("; ", runner.Choices)}\n";
    }
}
