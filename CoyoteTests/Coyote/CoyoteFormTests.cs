using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Coyote;

/// <summary>The same protocol under Microsoft Coyote, in two forms; skipped where Coyote is not there.</summary>
public sealed class CoyoteFormTests(ITestOutputHelper output)
{
    private const uint Iterations = 150;

    /// <summary>What Coyote has in its hands.</summary>
    public enum Form
    {
        /// <summary>Actors: which of them goes on, and what the network, the adversary and the clocks do.</summary>
        Actors,

        /// <summary>The next step, each time.</summary>
        Choices,
    }

    public static TheoryData<Form, string> FormsAndCases => [.. from form in Enum.GetValues<Form>() from name in CoyoteCase.All.Keys
        select (form, name)];

    [Theory]
    [MemberData(nameof(FormsAndCases))]
    public void A_planted_fault_is_found_and_its_trace_replays_on_the_plain_world(Form form, string name)
    {
        var planted = CoyoteCase.All[name];
        var system = Explorations.Bgp.Build(planted.Faulty);

        var found = Run(form, system, new(Iterations));

        Assert.Equal(1, found.Bugs);
        Assert.Equal(planted.Violates, Confirmed(system, found).Property);
        Assert.Contains(form == Form.Actors && planted.Violates == "LivenessProp" ? "hot state 'Waiting'" : planted.Violates, found.Report);
    }

    [Theory]
    [MemberData(nameof(FormsAndCases))]
    public void Without_the_fault_nothing_is_found_and_runs_go_to_their_end(Form form, string name)
    {
        var system = Explorations.Bgp.Build(CoyoteCase.All[name].Sound);

        var found = Run(form, system, new(Iterations));

        Assert.Equal((0, Iterations, string.Empty), (found.Bugs, found.Schedules, found.Report));
        AssertEnds(system, found);
        Assert.Contains("Phase2B", found.Kinds);
    }

    [Theory]
    [InlineData(Form.Actors)]
    [InlineData(Form.Choices)]
    public void An_acceptor_may_crash(Form form)
    {
        var system = Explorations.Bgp.Build(Explorations.Configuration("crash"));

        var found = Run(form, system, new(20));

        Assert.Equal((0, string.Empty), (found.Bugs, found.Report));
        AssertEnds(system, found);
        Assert.Superset(new HashSet<string> { "Crash", "Phase2B" }, found.Kinds.ToHashSet());
    }

    [Theory]
    [InlineData(Form.Actors)]
    [InlineData(Form.Choices)]
    public void The_same_seed_gives_the_same_run(Form form)
    {
        var system = Explorations.Bgp.Build(CoyoteCase.All["without vote-once"].Sound);

        var once = Run(form, system, new(3));

        Assert.Equal(once.Choices, Run(form, system, new(3)).Choices);
        Assert.NotEqual(once.Choices, Run(form, system, new(3, Seed: 1_000)).Choices);
    }

    [Theory]
    [InlineData(Form.Actors)]
    [InlineData(Form.Choices)]
    public void Coyotes_own_trace_gives_the_bug_again(Form form)
    {
        var system = Explorations.Bgp.Build(CoyoteCase.All["without vote-once"].Faulty);
        var found = Run(form, system, new(Iterations));

        var again = Run(form, system, new(1) { Reproduce = found.Reproducible });

        Assert.Equal(1, again.Bugs);
        Assert.Equal(found.Choices, again.Choices);
    }

    /// <summary>A run that does not end is a bug, not a pass: here it is given too few steps.</summary>
    [Theory]
    [InlineData(Form.Actors)]
    [InlineData(Form.Choices)]
    public void A_run_that_is_cut_off_is_reported(Form form)
    {
        var system = Explorations.Bgp.Build(CoyoteCase.All["published"].Sound);

        var found = Run(form, system, new(1) { MaxSteps = 20 });

        Assert.Equal(1, found.Bugs);
        Assert.Contains("steps bound", found.Report);
    }

    private CoyoteResult Run(Form form, ISystem system, CoyoteOptions options)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var result = form == Form.Actors ? CoyoteRuns.Actors(system, options) : CoyoteRuns.Choices(system, options);
        output.WriteLine(
            $"{form}: {result.Schedules} schedules, {result.Schedules / watch.Elapsed.TotalSeconds:F0}/s, {result.Choices.Count} steps "
            + $"in the last; {result.Report}");
        return result;
    }

    /// <summary>The last schedule is one of the plain world, and ends where nothing fair is left to happen there either.</summary>
    private static void AssertEnds(ISystem system, CoyoteResult found)
    {
        var end = CoyoteTraces.Again(system, found.Choices).Worlds[^1];
        Assert.True(end.IsQuiescent());
        Assert.DoesNotContain(system.Properties, property => PropertyCheck.IsViolated(property, end, end));
    }

    /// <summary>The run as a trace of this project, written, read and replayed.</summary>
    private Trace Confirmed(ISystem system, CoyoteResult found)
    {
        var trace = CoyoteTraces.Of(system, found.Choices);
        var replayed = TraceReplay.Replay(system, TraceJson.Read(TraceJson.Write("bgp", trace)));
        Assert.Equal(CoyoteTraces.Again(system, found.Choices).Taken,
            replayed.Steps.Select(step => (step.Process, step.Input)));
        Assert.Equal((trace.Property, Delivery.Reliable), (replayed.Property, replayed.Delivery));
        output.WriteLine($"{replayed.Property} is violated on the plain world, after {replayed.Steps.Count} steps");
        return replayed;
    }
}
