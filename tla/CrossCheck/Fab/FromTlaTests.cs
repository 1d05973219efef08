using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Traces;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CrossCheck.Fab;

/// <summary>Counterexamples come back as traces, and go forth to TLC, with what the witness notes on this side only.</summary>
public class FromTlaTests
{
    [Theory]
    [InlineData("fab", "CS3Inv", "learn-quorum")]
    [InlineData("pfab", "CS2Inv", "accept-once")]
    public void A_counterexample_of_the_npm_tool_is_a_trace(string protocol, string property, string rule)
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var (mirror, configuration) = Without(protocol, rule);
        using var npm = Npm.Start();
        var printed = npm.Counterexample(FlatModule.Text(mirror), FlatModule.Configuration(mirror.Constants(configuration)), property);

        Assert.NotNull(printed);
        var system = mirror.Protocol.Build(configuration);
        var trace = TlaTrace.Follow(mirror, system, TlaTrace.ReadStates(mirror, printed));
        Assert.Equal("witness", system.Processes[trace.Steps[^1].Process].Name);
        Assert.Equal(trace.Steps, TraceReplay.Replay(system, TraceJson.Read(TraceJson.Write(protocol, trace))).Steps,
            (x, y) => x.Process == y.Process && x.Input.Equals(y.Input));
    }

    [Fact]
    public void TLC_follows_a_counterexample_to_the_violation()
    {
        Assert.SkipWhen(Tlc.Missing is not null, Tlc.Missing ?? string.Empty);
        var mirror = Mirrors.Of("pfab")!;
        var system = mirror.Protocol.Build(mirror.Protocol.Scenarios.Single(scenario => scenario.Name == "published-text").Configuration);
        var trace = new Explorer(system, new ExplorationOptions { Property = "Lemma7Inv" }).Run().Trace!;

        var output = Tlc.Run(TlaReplay.Name, TlaReplay.Write(mirror, system, trace), "Replay.cfg");

        Assert.Contains("Invariant Holds is violated", output, StringComparison.Ordinal);
    }

    private static (ProtocolMirror Mirror, Configuration Configuration) Without(string protocol, string rule)
    {
        var mirror = Mirrors.Of(protocol)!;
        var first = mirror.Protocol.Scenarios.Single(scenario => scenario.Name == "one-regency").Configuration;
        return (mirror, first with { Acceptors = 3, Byzantine = new(["a3", "leader"]), Rules = new(first.Rules.Where(r => r != rule)) });
    }
}
