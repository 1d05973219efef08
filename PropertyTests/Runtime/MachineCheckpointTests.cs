using BgpVerified.Cli.Simulated;
using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.BgpMachine;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Runtime.Simulation;
using BgpVerified.Spec.Commands;
using BgpVerified.Spec.Histories;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;
using Request = BgpVerified.Impl.Machines.Command;

namespace BgpVerified.PropertyTests.Runtime;

/// <summary>The replicated machine with checkpoints: sizes stay as they are, and a replica that was away comes back by a state.</summary>
public sealed class MachineCheckpointTests
{
    private static readonly SimulationOptions Plain = new()
    {
        Clients = 5,
        Commands = 300,
        Conflicts = 0.3,
        Universal = 0.1,
        Checkpoint = 20,
    };

    [Fact]
    public void Messages_and_states_stop_growing()
    {
        var (half, whole) = (Run(Plain with { Commands = 150 }), Run(Plain));
        var grown = Run(Plain with { Checkpoint = 0 });
        Assert.All([half, whole, grown], report => Assert.Equal(HistoryOutcome.Linearizable, report.Linearizable!.Outcome));
        Assert.InRange(whole.LargestState, 1, half.LargestState * 5 / 4);
        Assert.InRange(whole.LargestMessage, 1, half.LargestMessage * 5 / 4);
        Assert.True(grown.LargestState > 3 * whole.LargestState);
        Assert.True(grown.LargestMessage > 3 * whole.LargestMessage);
    }

    [Theory]
    [InlineData("bank", 1)]
    [InlineData("bank", 2)]
    [InlineData("store", 1)]
    public void A_replica_that_was_away_takes_over_a_state(string application, ulong seed)
    {
        var report = Run(Plain with
        {
            Application = application,
            Seed = seed,
            Away = TimeSpan.FromSeconds(10),
            Again = TimeSpan.FromMilliseconds(400),
        });
        Assert.Null(report.What);
        Assert.Equal((HistoryOutcome.Linearizable, 300), (report.Linearizable!.Outcome, report.Linearizable.Order.Count));
        var numbers = Numbers(report, "checkpoints, by replica");
        Assert.True(numbers.Min() > 5 && numbers.Max() - numbers.Min() <= 2, string.Join(' ', numbers));
        Assert.True(Numbers(report, "states taken over, by replica")[2] > 0);
    }

    /// <summary>What a command asks for is in its name: a replica need not know it beforehand, and believes nobody else's name.</summary>
    [Fact]
    public void A_command_is_read_from_its_name()
    {
        var config = new BgpMachineConfig(new Bank(), [], 3, new(4, 1), [BallotKind.Fast], [], hasCheckpoints: true);
        var request = new Request(new('p', 11), 345, "deposit:x:1");
        Assert.Equal(request, config.RequestOf(config.Sign(request)));
        Assert.Equal(request, config.RequestOf(config.Sign(request, again: true)));
        Assert.All(
            [
                ("deposit:x:1@p12.345", "p1"), ("deposit:x:1@p12.0345", "p12"), ("deposit:x:1@p12.0", "p12"), ("deposit:x:1@p12", "p12"),
                ("deposit:x:1.1@p12", "p12"), ("deposit:x@p12.1", "p12"), ("k1n0", "k1"), ("deposit:x:1@k1.1", "k1"),
            ],
            pair => Assert.Null(config.RequestOf(new(pair.Item1, pair.Item2, pair.Item2))));
        Assert.True(config.Bgp.IsCheckpoint(new("k1n0", "k1", "k1")));
        Assert.False(config.Bgp.IsCheckpoint(config.Sign(request)));
    }

    [Fact]
    public void A_client_asks_for_what_it_is_told_once_it_is_answered()
    {
        var config = new BgpMachineConfig(new Bank(), [], 3, new(4, 1), [BallotKind.Fast],
            Enum.GetValues<BgpMachineRule>(), hasCheckpoints: true);
        var asked = Client.On(ClientState.Of(new('p', 0)), new Ask("deposit:x:1"), config);
        var command = asked.Sends.OfType<FastProposal>().Single().Command;
        Assert.Equal(("deposit:x:1@p1.1", 0), (command.Name, command.Sequence));
        Assert.True(Client.On(asked.State, new Ask("balance:x"), config).Sends.IsEmpty);

        var reply = new Quorum<Reply>(new Reply(new('p', 0), 1, "ok"), ProcessSet.First(2));
        var next = Client.On(Client.On(asked.State, reply, config).State, new Ask("balance:x"), config);
        command = next.Sends.OfType<FastProposal>().Single().Command;
        Assert.Equal(("balance:x@p1.2", 1), (command.Name, command.Sequence));
        Assert.True(Client.On(ClientState.Of(new('p', 0)), new Ask("get:x"), config).Sends.IsEmpty);
    }

    /// <summary>Commands that come in any order are one set in the end, without a gap.</summary>
    [Fact]
    public void A_clients_record_has_no_gaps_once_all_its_commands_are_executed()
    {
        var effects = new[] { 3, 1, 4, 2 }.Select(number => new Effect(new(new('p', 0), number, "ping:1"), $"r{number}")).ToList();
        var some = ClientRecord.After(ValueList<ClientRecord>.Empty, effects.Take(3));
        var all = ClientRecord.After(some, effects.Skip(3));
        Assert.Equal((2, 2, 4, "r4"), (some[0].Executed.Below, some[0].Executed.Above.Count, some[0].Last, some[0].Reply));
        Assert.Equal((5, 0, 4, "r4"), (all[0].Executed.Below, all[0].Executed.Above.Count, all[0].Last, all[0].Reply));
        Assert.True(some[0].Executed.Contains(3) && !some[0].Executed.Contains(2));
    }

    /// <summary>What a checkpoint discards is handed over with it, and held against the digest.</summary>
    [Fact]
    public void Commands_handed_over_belong_to_the_beginning()
    {
        Spec.Commands.Command Of(int number) => new($"c{number}", "p1", "p1") { Sequence = number };
        var first = DigestHistory.None.Then([Of(0), Of(1)]);
        var second = first.Then([Of(2)]);
        Assert.Equal([Of(2)], second.After(first)!);
        Assert.Equal([Of(0), Of(1)], first.After(DigestHistory.None)!);
        Assert.Null(second.After(DigestHistory.None));
        Assert.Null(second.After(DigestHistory.None.Then([Of(1), Of(0)])));
    }

    private static List<int> Numbers(SimulationReport report, string name) =>
        [.. report.Notes.Single(note => note.Name == name).Value.Split(", ").Select(int.Parse)];

    private static SimulationReport Run(SimulationOptions options) => Simulator.Run(new SimulatedBgpMachine(), options);
}
