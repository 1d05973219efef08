using BgpVerified.Checker.Traces;
using BgpVerified.Checker.Worlds;
using BgpVerified.Spec.Protocols;
using Xunit;

namespace BgpVerified.CoyoteTests.Traces;

/// <summary>Arrows lead from the step that sent a message to the step that took it.</summary>
public sealed class TraceGraphTests
{
    public static TheoryData<string> Names { get; } = ["lower-bound", "faults", "quorums", "messages"];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryArrowIsAMessageOfItsSender(string name)
    {
        var (system, trace) = Of(name);
        var graph = TraceGraph.Of(system, trace);

        Assert.NotEmpty(graph.Arrows);
        foreach (var arrow in graph.Arrows)
        {
            Assert.Equal(system.Sender(arrow.Message), arrow.From);
            if (arrow.SentAt is { } sentAt)
            {
                Assert.True(sentAt < arrow.At);
                Assert.Equal(arrow.From, trace.Steps[sentAt].Process);
                Assert.Contains(arrow.Message, trace.Steps[sentAt].Sends);
            }
            else
            {
                Assert.Equal(Fault.Byzantine, trace.Processes[arrow.From].Fault);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryInputHasItsArrows(string name)
    {
        var (system, trace) = Of(name);
        var graph = TraceGraph.Of(system, trace);
        foreach (var (at, step) in trace.Steps.Index())
        {
            var into = graph.Arrows.Where(arrow => arrow.At == at).ToList();
            var parts = system.Quorums.Select(kind => kind.Parts(step.Input)).FirstOrDefault(parts => parts is not null);
            var expected = step.Input switch
            {
                Message or ReceiveOmission or SendOmission => 1,
                _ => parts?.Count() ?? 0,
            };
            Assert.Equal(expected, into.Count);
            Assert.All(into, arrow => Assert.Equal(step.Input is SendOmission, arrow.To != step.Process));
        }
    }

    [Fact]
    public void AQuorumHasOneArrowForEachMessage()
    {
        var (system, trace) = SampleTraces.LowerBound;
        var into = TraceGraph.Of(system, trace).Arrows.Where(arrow => arrow.At == 4).ToList();

        Assert.Equal("Verify quorum 0.1: a by a1 a2", trace.Steps[4].Input.Text);
        Assert.Equal([("Verify 0.1: a by a1", (int?)null), ("Verify 0.1: a by a2", 3)],
            into.Select(arrow => (arrow.Message.Text, arrow.SentAt)));
    }

    [Fact]
    public void FaultsAreSeen()
    {
        var (system, trace) = SampleTraces.Faults();
        var graph = TraceGraph.Of(system, trace);
        var names = trace.Processes.Select(process => process.Name).ToList();

        var lost = graph.Arrows.Where(arrow => arrow.Kind != ArrowKind.Received).ToList();
        Assert.Equal([("a1", "leader", ArrowKind.SendOmitted), ("p1", "a1", ArrowKind.ReceiveOmitted)],
            lost.Select(arrow => (names[arrow.From], names[arrow.To], arrow.Kind)));
        Assert.Equal(8, Assert.Single(graph.Lanes, lane => lane.CrashedAt is not null).CrashedAt);
        Assert.IsType<Crash>(trace.Steps[8].Input);
    }

    [Fact]
    public void AMessageThatSaysMoreThanItsQuorumIsFound()
    {
        // A view change shows the suspicions that it came with; a quorum of them keeps only who committed.
        var sample = SampleTraces.Quorums(SampleTraces.Ten, 1, 100);
        var graph = TraceGraph.Of(sample.System, sample.Trace);
        var quorums = sample.Trace.Steps.Index()
            .Where(step => step.Item.Input.Text.StartsWith("ViewChange quorum", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(quorums);
        Assert.All(
            graph.Arrows.Where(arrow => quorums.Any(step => step.Index == arrow.At)
                && sample.Trace.Processes[arrow.From].Fault != Fault.Byzantine),
            arrow => Assert.NotNull(arrow.SentAt));
    }

    private static Sample Of(string name) => name switch
    {
        "lower-bound" => SampleTraces.LowerBound,
        "faults" => SampleTraces.Faults(),
        "quorums" => SampleTraces.Quorums(SampleTraces.Ten, 1, 100),
        _ => SampleTraces.Messages(SampleTraces.Ten, 3, 20, 300),
    };
}
