using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Impl.Bgp;
using BgpVerified.Mirror;
using BgpVerified.Mirror.Bgp;
using Xunit;

namespace BgpVerified.CrossCheck.Bgp;

/// <summary>Counterexamples of TLC and of tla-checker come back as traces of this project.</summary>
public class FromTlaTests
{
    private static readonly BgpMirror Mirror = new();

    private static readonly string Printed = Path.Combine(Repository.Tla, "CrossCheck", "Bgp", "Counterexamples", "published.tlc.txt");

    [Fact]
    public void What_TLC_printed_is_a_trace_that_replays()
    {
        var system = new BgpModel(ModelList.Named("published").Configuration());

        var trace = TlaTrace.Follow(Mirror, system, TlaTrace.ReadStates(Mirror, File.ReadAllText(Printed)));

        Assert.Equal(("ConsistencyInv", 19), (trace.Property, trace.Steps.Count));
        var written = TraceJson.Read(TraceJson.Write("bgp", trace));
        Assert.Equal(trace.Steps, TraceReplay.Replay(system, written).Steps, (x, y) => x.Process == y.Process && x.Input.Equals(y.Input));
    }

    [Fact]
    public void The_command_line_shows_it()
    {
        var (output, error) = (new StringWriter(), new StringWriter());

        var status = Cli.Program.Run(["replay", Printed, "--from-tla", "published"], output, error, CancellationToken.None);

        Assert.Equal((1, string.Empty), (status, error.ToString()));
        Assert.Contains("violated: ConsistencyInv, after 19 steps", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-fault", "the model that was run")]
    [InlineData("nothing", "unknown model 'nothing'; the models are no-fault,")]
    public void A_wrong_model_is_refused_in_one_line(string model, string says)
    {
        var (output, error) = (new StringWriter(), new StringWriter());

        var status = Cli.Program.Run(["replay", Printed, "--from-tla", model], output, error, CancellationToken.None);

        Assert.Equal((2, string.Empty), (status, output.ToString()));
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("nothing of the kind", "no line begins with 'State 1'")]
    [InlineData("State 1: <Initial predicate>\n/\\ sent = {}\n", "a state gives acceptor no value")]
    [InlineData("State 1: <Initial predicate>\n/\\ sent = {\n", "unreadable value of TLA+")]
    public void What_is_no_counterexample_is_refused(string text, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidTraceException>(() => TlaTrace.ReadStates(Mirror, text)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_counterexample_that_was_cut_is_refused()
    {
        var states = TlaTrace.ReadStates(Mirror, File.ReadAllText(Printed));
        var system = new BgpModel(ModelList.Named("published").Configuration());

        Assert.Contains("nothing is violated at the end",
            Assert.Throws<InvalidTraceException>(() => TlaTrace.Follow(Mirror, system, [.. states.SkipLast(1)])).Message,
            StringComparison.Ordinal);
        Assert.Contains("no step leads from state 2 to state 3",
            Assert.Throws<InvalidTraceException>(() => TlaTrace.Follow(Mirror, system, [.. states.Take(2), .. states.Skip(4)])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_counterexample_of_the_npm_tool_is_a_trace_as_well()
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var configuration = ModelList.Named("without-vote-once").Configuration() with { Learners = 2 };
        using var npm = Npm.Start();
        var printed = npm.Counterexample(FlatModule.Text(Mirror), FlatModule.Configuration(Mirror.Constants(configuration)),
            "ConsistencyInv");

        Assert.NotNull(printed);
        var trace = TlaTrace.Follow(Mirror, new BgpModel(configuration), TlaTrace.ReadStates(Mirror, printed));
        var shortest = new Explorer(new BgpModel(configuration), new ExplorationOptions { Property = "ConsistencyInv" }).Run().Trace!;
        Assert.Equal(("ConsistencyInv", shortest.Steps.Count), (trace.Property, trace.Steps.Count));
    }
}
