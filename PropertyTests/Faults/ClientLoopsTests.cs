using BgpVerified.Faults.Clients;
using BgpVerified.Impl.Machines;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Machines;
using Xunit;

namespace BgpVerified.PropertyTests.Faults;

/// <summary>What clients ask for while a cluster is attacked, and what they keep of it.</summary>
public sealed class ClientLoopsTests
{
    [Theory]
    [InlineData("bank")]
    [InlineData("store")]
    public void Requests_follow_from_the_seed_and_are_the_applications(string name)
    {
        var (one, same, other) = (new Requests(name, 5), new Requests(name, 5), new Requests(name, 6));
        var drawn = Enumerable.Range(0, 500).Select(i => one.Next(i % 4)).ToList();
        Assert.Equal(drawn, Enumerable.Range(0, 500).Select(i => same.Next(i % 4)));
        Assert.NotEqual(drawn, Enumerable.Range(0, 500).Select(i => other.Next(i % 4)));
        Assert.All(drawn, command => Assert.True(Application(name).IsCommand(command)));
        Assert.All(one.Parts, part => Assert.True(Application(name).IsCommand(one.Read(part))));
        Assert.InRange(one.Parts.Count, 500 / Requests.PerGeneration, 6 * (1 + (500 / Requests.PerGeneration)));
    }

    [Theory]
    [InlineData("bank")]
    [InlineData("store")]
    public async Task A_machine_that_forgets_nothing_is_linearizable(string name) =>
        Assert.True(HistoryChecker.Check(await Run(name, every: int.MaxValue), Application(name)).IsLinearizable);

    [Theory]
    [InlineData("bank")]
    [InlineData("store")]
    public async Task A_machine_that_forgets_an_acknowledged_write_is_found(string name) =>
        Assert.Equal(HistoryOutcome.NotLinearizable, HistoryChecker.Check(await Run(name, every: 10), Application(name)).Outcome);

    [Fact]
    public async Task What_was_not_answered_has_no_end()
    {
        var history = new ClientHistory();
        var loops = new ClientLoops([new Silent()], new("store", 1), history, TimeSpan.Zero);
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        Assert.False(await loops.RunAsync(CancellationToken.None, giveUp.Token));
        var only = Assert.Single(history.ToList());
        Assert.Null(only.End);
        Assert.Equal((1, 0), (history.Begun, history.Answered));
    }

    private static IApplication Application(string name) => name == "bank" ? new Bank() : new KeyValueStore();

    private static async Task<IReadOnlyList<TimedOperation>> Run(string name, int every)
    {
        var machine = new Machine(Application(name), every);
        var (history, requests) = (new ClientHistory(), new Requests(name, 1));
        var loops = new ClientLoops([.. Enumerable.Range(0, 4).Select(_ => new OneMachine(machine))], requests, history, TimeSpan.Zero);
        using var stop = new CancellationTokenSource();
        var running = loops.RunAsync(stop.Token, TestContext.Current.CancellationToken);
        while (history.Answered < 400)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        Assert.True(await running);
        Assert.True(await loops.ReadAllAsync(TestContext.Current.CancellationToken));
        return history.ToList();
    }

    /// <summary>One machine, which acknowledges every so many-th write without doing it.</summary>
    private sealed class Machine(IApplication application, int every)
    {
        private readonly Lock changes = new();
        private MachineState state = application.Initial;
        private int writes;

        public string Execute(string command)
        {
            lock (changes)
            {
                var (after, reply) = application.Apply(state, command);
                state = after.Equals(state) || ++writes % every != 0 ? after : state;
                return reply;
            }
        }
    }

    private sealed class OneMachine(Machine machine) : IClusterClient
    {
        public async Task<string> ExecuteAsync(string command, CancellationToken cancellation)
        {
            await Task.Yield();
            return machine.Execute(command);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Silent : IClusterClient
    {
        public async Task<string> ExecuteAsync(string command, CancellationToken cancellation)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return string.Empty;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
