using BgpVerified.Mirror;
using Xunit;

namespace BgpVerified.CrossCheck;

/// <summary>The same state graph on both sides: initial states, every state's successors, numbers, verdicts.</summary>
public class GraphTests
{
    public static TheoryData<string> ByTheNpmTool =>
        [.. ModelList.All.Where(model => Selection.Includes(model.Name, model.RunBy == "tests", model.RunBy == "all"))
            .Select(model => model.Name)];

    public static TheoryData<string> ByTlc =>
        [.. ModelList.All.Where(model => Selection.Includes(model.Name, model.RunBy == "tests", model.RunBy is "all" or "tlc"))
            .Select(model => model.Name)];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(ByTheNpmTool))]
    public async Task Both_sides_have_the_same_graph_and_verdicts(string name)
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var model = ModelList.Named(name);
        var (mirror, system) = (model.Mirror, model.Mirror.Protocol.Build(model.Configuration()));
        var (source, constants) = (FlatModule.Text(mirror), FlatModule.Configuration(mirror.Constants(model.Configuration())));
        using var npm = Npm.Start();
        var waiting = Task.Run(() => npm.Graph(mirror, source, constants, mirror.Invariants.Except(model.Violates)),
            TestContext.Current.CancellationToken);

        var own = CSharpGraph.Explore(mirror, system);
        var mirrored = await waiting;

        var difference = GraphComparison.FirstDifference(own, "C#", mirrored, "TLA+");
        Assert.True(difference is null, difference);
        Assert.Equal((model.States, model.Transitions), (own.Successors.Count, own.Transitions));
        Assert.Equal(model.Violates, Verdicts.OfExplorer(mirror, system));
        Assert.All(mirror.Invariants.Intersect(model.Violates),
            invariant => Assert.NotNull(npm.Counterexample(source, constants, invariant)));
        Assert.Equal(mirror.Steps.Select(step => step.Name).Intersect(model.Violates).Order(),
            Verdicts.OfSteps(npm, mirror, source, constants, mirrored));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(ByTlc))]
    public void TLC_finds_the_same_graph_and_verdicts(string name)
    {
        Assert.SkipWhen(Tlc.Missing is not null, Tlc.Missing ?? string.Empty);
        var model = ModelList.Named(name);
        var system = model.Mirror.Protocol.Build(model.Configuration());
        Assert.Equal(model.States, Tlc.Check(model, [.. Verdicts.Compared(model.Mirror).Except(model.Violates)]));
        Assert.All(model.Violates, property => Assert.True(Tlc.IsViolated(model, property), $"TLC does not find {property} violated"));

        if (model.RunBy != "tlc")
        {
            var own = CSharpGraph.Explore(model.Mirror, system);
            var difference = GraphComparison.FirstDifference(own, "C#", Tlc.Graph(model), "TLC");
            Assert.True(difference is null, difference);
        }
    }
}
