using BgpVerified.Impl.Bgp;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.Bgp;

/// <summary>
/// A goal says that something has been put to the test; one that is reached too soon says it of runs in which nothing was.
/// </summary>
public sealed class GoalTests
{
    private static readonly Scene Scene = Scene.Corrected;
    private static readonly ISystem System = new BgpProtocol().Build(Scene.Config.Source with { Views = 2 });
    private static readonly Quorum<Phase2B> Learned = new(new(new(1, 1), Scene.Value("a")), ProcessSet.First(3));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Something_is_learned_after_a_view_change_if_an_acceptor_is_in_the_last_view(int view, bool reached)
    {
        var states = System.Processes.Select((process, i) =>
            (object?)(process.Name == "a2" ? Scene.Acceptor with { View = view } : System.Initial(i))).ToList();

        Assert.Equal(reached, Goal("ReachLearnedAfterViewChange").InContext(states, Learned));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Something_is_learned_fast_in_a_fast_ballot(int number, bool fast)
    {
        var states = System.Processes.Select((_, i) => (object?)System.Initial(i)).ToList();
        var input = Learned with { Statement = Learned.Statement with { Ballot = new(0, number) } };

        Assert.Equal(fast, Goal("ReachLearnedFast").InContext(states, input));
        Assert.Equal(!fast, Goal("ReachLearnedClassic").InContext(states, input));
    }

    private static Goal Goal(string name) => System.Goals.Single(goal => goal.Name == name);
}
