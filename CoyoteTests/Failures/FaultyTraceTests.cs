using BgpVerified.Checker.Exploration;
using BgpVerified.Checker.Messages;
using BgpVerified.Checker.Traces;
using BgpVerified.CoyoteTests.CommandLine;
using BgpVerified.CoyoteTests.Exploration;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Failures;

/// <summary>Processes that may fail by name, in traces: written, read, replayed, and shrunk.</summary>
public class FaultyTraceTests
{
    private static readonly IProtocol Commit = Tool.Catalogue.Protocol("two-phase-commit");

    /// <summary>The coordinator c1 stops before it has told anybody what it decides; p3 need not fail for that, nor anybody omit.</summary>
    private static readonly Trace Blocked = new Explorer(
        Commit.Build(Commit.Configuration("no-crash") with
        {
            Faulty = new(["c1", "p3"]),
            Crashes = 2,
            Omissions = Omission.General,
        }),
        Explorations.Reduced).Run().Trace!;

    [Fact]
    public void A_trace_keeps_who_may_fail()
    {
        var document = TraceJson.Read(TraceJson.Write(Commit.Name, Blocked));

        Assert.Equal(["c1", "p3"], document.Config.Faulty);
        Assert.Equal(Blocked.Configuration, document.Config.ToConfiguration());
        Assert.Equal("TerminationProp", TraceReplay.Replay(Commit.Build(document.Config.ToConfiguration()), document).Property);
    }

    /// <summary>Who is not named does not crash, whatever the trace says.</summary>
    [Fact]
    public void A_trace_in_which_another_fails_is_not_replayed()
    {
        var document = TraceJson.Read(TraceJson.Write(Commit.Name, Blocked with
        {
            Configuration = Blocked.Configuration with { Faulty = new(["p1", "p3"]) },
        }));

        Assert.Throws<InvalidTraceException>(() => TraceReplay.Replay(Commit.Build(document.Config.ToConfiguration()), document));
    }

    [Fact]
    public void Shrinking_leaves_those_whose_failure_is_needed()
    {
        var small = new TraceShrinker(Commit.Build, Network.Reliable, TimeSpan.FromSeconds(20)).Shrink(Blocked).Configuration;

        Assert.Equal(["c1"], small.Faulty);
        Assert.Equal((1, Omission.None), (small.Crashes, small.Omissions));
    }

    /// <summary>Nobody is named if nobody may fail, and then there is nothing to omit.</summary>
    [Fact]
    public void A_smaller_configuration_has_fewer_that_fail()
    {
        var smaller = TraceShrinker.Smaller(Blocked.Configuration)
            .Select(c => $"{string.Join(',', c.Faulty)} {c.Crashes} {c.Omissions}").Distinct();

        Assert.Equal(["c1,p3 2 General", "c1,p3 1 General", "c1 1 General", "p3 1 General", "c1,p3 2 None"], smaller);
        Assert.Contains(" 0 None", TraceShrinker.Smaller(Blocked.Configuration with { Faulty = new(["c1"]), Crashes = 1 })
            .Select(c => $"{string.Join(',', c.Faulty)} {c.Crashes} {c.Omissions}"));
    }
}
