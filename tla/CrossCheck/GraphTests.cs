using BgpVerified.Impl.Bgp;
using BgpVerified.Mirror;
using Xunit;

namespace BgpVerified.CrossCheck;

/// <summary>The same state graph on both sides: initial states, every state's successors, numbers, verdicts.</summary>
public class GraphTests
{
    public static TheoryData<string> Tested => [.. ModelList.All.Where(model => Selection.Includes(model.Name, model.RunBy == "tests")).Select(model => model.Name)];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Tested))]
    public async Task Both_sides_have_the_same_graph_and_verdicts(string name)
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var model = ModelList.Named(name);
        var system = new BgpSystem(model.Configuration());
        var (source, configuration) = (FlatModule.Text(), FlatModule.Configuration(BgpConstants.Of(model.Configuration())));
        using var npm = Npm.Start();
        var waiting = Task.Run(() => npm.Graph(source, configuration), TestContext.Current.CancellationToken);

        var own = CSharpGraph.Explore(system);
        var mirrored = await waiting;

        var difference = GraphComparison.FirstDifference(own, "C#", mirrored, "TLA+");
        Assert.True(difference is null, difference);
        Assert.Equal((model.States, model.Transitions), (own.Successors.Count, own.Transitions));
        Assert.Equal(model.Violates, Verdicts.OfExplorer(system));
        Assert.Equal(model.Violates, Verdicts.OfDefinitions(npm, source, configuration, mirrored));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Tested))]
    public void TLC_finds_the_same_graph_and_verdicts(string name)
    {
        Assert.SkipWhen(Tlc.Missing is not null, Tlc.Missing ?? string.Empty);
        var model = ModelList.Named(name);
        var system = new BgpSystem(model.Configuration());

        var difference = GraphComparison.FirstDifference(CSharpGraph.Explore(system), "C#", Tlc.Graph(model), "TLC");
        Assert.True(difference is null, difference);
        Assert.Equal(model.Violates, Verdicts.Compared.Where(property => Tlc.IsViolated(model, property)));
        Assert.False(Tlc.IsViolated(model, "ViewChangeInv"));
    }
}
