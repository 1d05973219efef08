using BgpVerified.Impl.Bgp;
using BgpVerified.Mirror;
using Xunit;

namespace BgpVerified.CrossCheck;

/// <summary>The same state graph on both sides: initial states, every state's successors, numbers, verdicts.</summary>
public class GraphTests
{
    public static TheoryData<string> Tested => [.. ModelList.All.Where(model => Selection.Includes(model.Name, model.RunBy == "tests")).Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Tested))]
    public void Both_sides_have_the_same_graph(string name)
    {
        Assert.SkipWhen(Npm.Missing is not null, Npm.Missing ?? string.Empty);
        var model = ModelList.Named(name);
        var configuration = model.Configuration();
        var own = CSharpGraph.Explore(new BgpSystem(configuration));
        using var npm = Npm.Start();

        var mirrored = npm.Graph(FlatModule.Text(), FlatModule.Configuration(BgpConstants.Of(configuration)));

        var difference = GraphComparison.FirstDifference(own, "C#", mirrored, "TLA+");
        Assert.True(difference is null, difference);
        Assert.Equal((model.States, model.Transitions), (own.Successors.Count, own.Transitions));
    }
}
