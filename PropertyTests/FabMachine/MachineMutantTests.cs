using BgpVerified.Impl.FabMachine;
using BgpVerified.Impl.Machines;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;
using Xunit;

namespace BgpVerified.PropertyTests.FabMachine;

/// <summary>Bugs planted in the machine's handlers that no default run and no other test saw: why each is one.</summary>
public sealed class MachineMutantTests
{
    private static readonly ProcessSet Two = ProcessSet.First(2);
    private static readonly ProcessSet Three = ProcessSet.First(3);

    /// <summary>
    /// Slot s may run once slot s - k is finished. If any finished slot would do, the leader would run ever more slots beside
    /// each other, and an acceptor that comes back, which ignores only k of them, would take part in one where it had
    /// accepted before.
    /// </summary>
    [Fact]
    public void A_finished_slot_moves_the_window_by_one_slot()
    {
        var config = Of(parallel: 1);
        var first = Leader.On(Leader.On(Leader.On(LeaderState.Initial(new('p', 0)), new Request("a"), config).State, new Request("b"),
            config).State, new Request("c"), config).State;
        var second = Leader.On(first, new Quorum<SlotLearned>(new(0), Two), config);

        Assert.Equal(["a"], first.Proposed);
        Assert.Equal(["a", "b"], second.State.Proposed);
        Assert.Equal(["a", "b", "c"], Leader.On(second.State, new Quorum<SlotLearned>(new(1), Two), config).State.Proposed);
    }

    /// <summary>
    /// An acceptor that has lost its state knows nothing of the slots that it had accepted in: its answer would be "none".
    /// </summary>
    [Fact]
    public void An_acceptor_that_is_asking_itself_answers_nobody()
    {
        var config = Of(parallel: 2);
        var asking = Acceptor.On(AcceptorState.Initial(A(0)), new LoseState(), config).State;

        Assert.Equal(Rejoin.Asking, asking.Rejoin);
        Assert.Empty(Acceptor.On(asking, new LastQuery().By(A(1)), config).Sends);
        Assert.Equal([new LastReport(A(1), -1)], Acceptor.On(AcceptorState.Initial(A(2)), new LastQuery().By(A(1)), config).Sends);
    }

    /// <summary>A reply to another client's request is no answer to one's own: the slot and the result would be the other's.</summary>
    [Fact]
    public void A_client_takes_only_the_reply_to_its_own_request()
    {
        var config = Of(parallel: 2);
        var sent = Client.On(ClientState.Initial(C(0)), new SendRequest(), config).State;

        Assert.Null(Client.On(sent, new Quorum<Reply>(new(0, "b", Register.Initial, ValueList<string>.Empty), Three), config).State.Answer);
        Assert.NotNull(Client.On(sent, new Quorum<Reply>(new(0, "a", Register.Initial, ValueList<string>.Empty), Three),
            config).State.Answer);
    }

    /// <summary>A client that reads is answered by replies to its own read: another's may be older.</summary>
    [Fact]
    public void A_client_takes_only_the_answers_to_its_own_read()
    {
        var config = Of(parallel: 2);
        var reading = Client.On(ClientState.Initial(C(2)), new BeginRead(ValueSet<string>.Empty), config).State;

        Assert.Null(Client.On(reading, new ReadQuorum(C(0), "a", Three), config).State.Answer);
        Assert.NotNull(Client.On(reading, new ReadQuorum(C(2), "a", Three), config).State.Answer);
    }

    /// <summary>Of f + 1 learners one is correct: fewer may be Byzantine, and the slot not finished at all.</summary>
    [Fact]
    public void A_slot_is_finished_when_f_plus_1_learners_say_so()
    {
        var config = Of(parallel: 1);
        var busy = Leader.On(Leader.On(LeaderState.Initial(new('p', 0)), new Request("a"), config).State, new Request("b"), config).State;

        Assert.Equal(config.Faults + 1, config.FinishedSize);
        Assert.Equal(busy, Leader.On(busy, new Quorum<SlotLearned>(new(0), ProcessSet.First(config.Faults)), config).State);
        Assert.NotEqual(busy, Leader.On(busy, new Quorum<SlotLearned>(new(0), Two), config).State);
    }

    /// <summary>With fewer than a - f answers, those that knew of the last slot may all be missing.</summary>
    [Fact]
    public void An_acceptor_comes_back_with_enough_answers_only()
    {
        var config = Of(parallel: 2);
        var asking = Acceptor.On(AcceptorState.Initial(A(0)), new LoseState(), config).State;
        var reports = Enumerable.Range(1, config.RejoinSize).Select(from => new LastReport(A(0), -1).By(A(from))).ToList();

        Assert.Equal(asking, Acceptor.On(asking, new LastQuorum(new(reports.Skip(1))), config).State);
        Assert.Equal(Rejoin.Answered, Acceptor.On(asking, new LastQuorum(new(reports)), config).State.Rejoin);
    }

    /// <summary>
    /// The bound on faults counts an acceptor that loses its state once: what it told others before would be told again,
    /// with less, if it could lose it twice.
    /// </summary>
    [Fact]
    public void An_acceptor_loses_its_state_once_if_at_all()
    {
        var config = Of(parallel: 2);
        var asking = Acceptor.On(AcceptorState.Initial(A(0)), new LoseState(), config).State;
        var back = asking with { Rejoin = Rejoin.Answered };

        Assert.Equal(back, Acceptor.On(back, new LoseState(), config).State);
        Assert.Equal(AcceptorState.Initial(A(1)), Acceptor.On(AcceptorState.Initial(A(1)), new LoseState(), config).State);
    }

    /// <summary>
    /// Who came back ignoring slots up to d + k names d to the next that asks, though it accepted nothing itself: else the others'
    /// knowledge is lost with it.
    /// </summary>
    [Fact]
    public void An_acceptor_that_came_back_names_the_last_slot_that_others_named()
    {
        var config = Of(parallel: 1);
        var asking = Acceptor.On(AcceptorState.Initial(A(0)), new LoseState(), config).State;
        var reports = Enumerable.Range(1, config.RejoinSize).Select(from => new LastReport(A(0), 1).By(A(from)));
        var back = Acceptor.On(asking, new LastQuorum(new(reports)), config).State;

        Assert.Equal([new LastReport(A(1), 1)], Acceptor.On(back, new LastQuery().By(A(1)), config).Sends);
    }

    /// <summary>Of several acceptors that come back, each must accept nothing twice; that the others do not is no excuse.</summary>
    [Fact]
    public void One_acceptor_that_accepts_twice_is_one_too_many()
    {
        IProtocol machine = new MachineProtocol();
        var rejoin = machine.Build(machine.Scenarios.Single(scenario => scenario.Name == "rejoin").Configuration).Properties.Single(
            property => property.Name == "RejoinInv");

        Assert.True(rejoin.Holds([false, false], [false, false]));
        Assert.False(rejoin.Holds([true, false], [true, false]));
    }

    /// <summary>A list of one request is a list: a run in which no longer one was told has shown what the goal is about.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_learner_has_its_list_again_if_there_is_something_in_it(int requests, bool reached)
    {
        IProtocol machine = new MachineProtocol();
        var system = machine.Build(machine.Scenarios.Single(scenario => scenario.Name == "rejoin-list").Configuration);
        var before = LearnerState.Initial(L(0));
        var told = new ListQuorum(L(0), new(Enumerable.Repeat("a", requests)), Two);

        Assert.Equal(reached, system.Goals.Single(goal => goal.Name == "ReachListAgain")
            .InStep(0, before, told, before with { Rejoin = Rejoin.Answered }));
    }

    /// <summary>Two learners that agree on the first slot may still disagree on the second.</summary>
    [Theory]
    [InlineData("b", true)]
    [InlineData(Register.None, true)]
    [InlineData("c", false)]
    public void Learners_agree_in_every_slot(string second, bool holds)
    {
        IProtocol machine = new MachineProtocol();
        var order = machine.Build(machine.Scenarios[0].Configuration).Properties.Single(property => property.Name == "OrderInv");
        List<object> learned = [new ValueList<string>(["a", "b"]), new ValueList<string>(["a", second])];

        Assert.Equal(holds, order.Holds(learned, learned));
    }

    /// <summary>
    /// Who asks for the last slot can be told of every slot that there is, or of none; one that there is not would only multiply the
    /// states.
    /// </summary>
    [Fact]
    public void Byzantine_acceptors_name_the_slots_that_there_are()
    {
        IProtocol machine = new MachineProtocol();
        var system =
            machine.Build(machine.Scenarios.Single(scenario => scenario.Name == "rejoin").Configuration with { Byzantine = new(["a4"]) });
        var seen = Part.SeeAll(system.Parts, []);
        var named = system.Adversary.SelectMany(forgery => forgery.Messages(seen[forgery.Part])).OfType<LastReport>()
            .Select(report => report.Slot).Distinct().Order();

        Assert.Equal(Enumerable.Range(-1, new MachineConfig(system.Configuration).Slots + 1), named);
    }

    /// <summary>A trace is read as text first: processes count from one, and a slot without a request is a dash.</summary>
    [Fact]
    public void Texts_count_from_one_and_show_empty_slots()
    {
        var learned = LearnerState.Initial(L(0)) with { Learned = new([Register.None, "b", Register.None]) };

        Assert.Equal("Request a by c1", new Request("a").By(C(0)).ToString());
        Assert.Equal("- b -", learned.Fields.Single(field => field.Name == "learned").Value);
    }

    private static ProcessId A(int number) => new('a', number);

    private static ProcessId C(int number) => new('c', number);

    private static ProcessId L(int number) => new('l', number);

    private static MachineConfig Of(int parallel) => new(new Configuration
    {
        Acceptors = 6,
        Ballots = new(Enumerable.Repeat("fast", parallel)),
        Commands = new(["a", "b", "read", "c", "a1", "l1"]),
        Learners = 4,
        Rules = new MachineProtocol().Corrected(),
    });
}
