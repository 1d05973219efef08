using BgpVerified.Faults.Plans;
using BgpVerified.Faults.Runs;
using Xunit;

namespace BgpVerified.PropertyTests.Faults;

/// <summary>That a plan is done as it was drawn, whatever its faults take.</summary>
public sealed class FaultRunnerTests
{
    [Theory]
    [InlineData(4, 1)]
    [InlineData(7, 2)]
    public async Task Faults_that_take_longer_than_planned_do_not_overlap(int nodes, int faulty)
    {
        var plan = FaultPlan.Draw(new(3, nodes, faulty, 60, TimeSpan.FromMilliseconds(120)));
        var target = new SlowTarget();
        var done = await new FaultRunner(target, faulty).RunAsync(plan, TestContext.Current.CancellationToken);
        Assert.Equal(plan.Select(fault => fault.Number), done.Select(one => one.Fault.Number).Order());
        Assert.Equal(faulty, target.MostFaulty);
        Assert.All(done, one => Assert.True(one.Began >= one.Fault.At));
    }

    [Fact]
    public async Task It_can_be_ended_early()
    {
        var plan = FaultPlan.Draw(new(3, 4, 1, 50, TimeSpan.FromHours(1)));
        using var stop = new CancellationTokenSource();
        var running = new FaultRunner(new SlowTarget(), 1).RunAsync(plan, stop.Token);
        await stop.CancelAsync();
        Assert.True((await running).Count < plan.Count);
    }

    /// <summary>Undoing takes three times as long as there is.</summary>
    private sealed class SlowTarget : IFaultTarget
    {
        private readonly Lock changes = new();
        private int faulty;

        public int MostFaulty { get; private set; }

        public async Task<bool> DoAsync(PlannedFault fault, CancellationToken cancellation)
        {
            Count(fault, 1);
            await Task.Delay(TimeSpan.FromMilliseconds(6), CancellationToken.None);
            Count(fault, -1);
            return true;
        }

        private void Count(PlannedFault fault, int more)
        {
            lock (changes)
            {
                faulty += fault.Kind.IsOfNode() ? more : 0;
                MostFaulty = Math.Max(MostFaulty, faulty);
            }
        }
    }
}
